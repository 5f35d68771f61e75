package jackfield.socket.parity;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.LiveHost;
import jackfield.socket.OpenedHere;
import jackfield.socket.net.NetSockets;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** The two sides of the java.net suite. */
final class NetSides {
    private NetSides() {}

    static NetSide jdk() {
        return new NetSide() {
            @Override
            public String name() {
                return "jdk";
            }

            @Override
            public Socket socket() {
                return new Socket();
            }

            @Override
            public ServerSocket server() throws IOException {
                return new ServerSocket();
            }

            @Override
            public SocketFactory sockets() {
                return SocketFactory.getDefault();
            }

            @Override
            public ServerSocketFactory servers() {
                return ServerSocketFactory.getDefault();
            }

            @Override
            public DatagramSocket datagrams(@Nullable SocketAddress local) throws IOException {
                return new DatagramSocket(local);
            }

            @Override
            public void close() {}
        };
    }

    static NetSide ours() {
        LiveHost host =
                LiveHost.builder("parity").random(new SplittableRandom(4)).start();
        host.sockets().traceOpening(true);
        NetSockets sockets = NetSockets.on(host.sockets());
        return new NetSide() {
            @Override
            public String name() {
                return "ours";
            }

            @Override
            public Socket socket() throws IOException {
                return sockets.socket();
            }

            @Override
            public ServerSocket server() {
                return sockets.serverSocket();
            }

            @Override
            public SocketFactory sockets() {
                return sockets.socketFactory();
            }

            @Override
            public ServerSocketFactory servers() {
                return sockets.serverSocketFactory();
            }

            @Override
            public DatagramSocket datagrams(@Nullable SocketAddress local) throws IOException {
                return sockets.datagramSocket(local);
            }

            // All cases have closed what they opened, or the trace says who has not.
            @Override
            public void close() {
                List<OpenedHere> left = host.sockets().openSockets().stream()
                        .map(socket -> socket.openedHere().orElseThrow())
                        .toList();
                assertThat(left).isEmpty();
                host.close();
            }
        };
    }
}
