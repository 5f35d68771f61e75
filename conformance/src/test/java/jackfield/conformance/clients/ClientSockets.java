package jackfield.conformance.clients;

import jackfield.socket.SocketLayer;
import jackfield.socket.net.NetSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Objects;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A factory as drivers want it that make theirs by name: of the layer that was named before. */
public final class ClientSockets extends SocketFactory {
    private static volatile @Nullable SocketLayer layer;

    private final SocketFactory factory =
            NetSockets.on(Objects.requireNonNull(layer)).socketFactory();

    /** Sets whose sockets factories made from now on give. */
    static void on(SocketLayer sockets) {
        layer = sockets;
    }

    @Override
    public Socket createSocket() throws IOException {
        return factory.createSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return factory.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return factory.createSocket(host, port, local, localPort);
    }
}
