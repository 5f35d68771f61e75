package jackfield.socket.net;

import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Objects;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A {@link SocketFactory} for one layer: its sockets are what {@code new Socket(...)} would be. */
final class NetSocketFactory extends SocketFactory {
    private final SocketLayer layer;

    NetSocketFactory(SocketLayer layer) {
        this.layer = layer;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new NetSocket(new NetStream(layer, false));
    }

    @Override
    public Socket createSocket(@Nullable String host, int port) throws IOException {
        return connected(named(host, port), null);
    }

    @Override
    public Socket createSocket(@Nullable String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(named(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(Objects.requireNonNull(host), port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(
                new InetSocketAddress(Objects.requireNonNull(host), port), new InetSocketAddress(localHost, localPort));
    }

    /** No name is this host, as in {@link Socket#Socket(String, int)}. */
    private static InetSocketAddress named(@Nullable String host, int port) throws IOException {
        return host == null
                ? new InetSocketAddress(InetAddress.getByName(null), port)
                : new InetSocketAddress(host, port);
    }

    private Socket connected(SocketAddress to, @Nullable SocketAddress from) throws IOException {
        Socket socket = createSocket();
        boolean isDone = false;
        try {
            if (from != null) {
                socket.bind(from);
            }
            socket.connect(to);
            isDone = true;
            return socket;
        } finally {
            if (!isDone) {
                socket.close();
            }
        }
    }
}
