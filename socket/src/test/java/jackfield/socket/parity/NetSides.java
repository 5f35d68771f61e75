package jackfield.socket.parity;

import jackfield.socket.LiveHost;
import jackfield.socket.net.NetSockets;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.SplittableRandom;

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
            public ServerSocket server() throws java.io.IOException {
                return new ServerSocket();
            }

            @Override
            public void close() {}
        };
    }

    static NetSide ours() {
        LiveHost host =
                LiveHost.builder("parity").random(new SplittableRandom(4)).start();
        NetSockets sockets = NetSockets.on(host.sockets());
        return new NetSide() {
            @Override
            public String name() {
                return "ours";
            }

            @Override
            public Socket socket() throws java.io.IOException {
                return sockets.socket();
            }

            @Override
            public ServerSocket server() {
                return sockets.serverSocket();
            }

            @Override
            public void close() {
                host.close();
            }
        };
    }
}
