package jackfield.socket.net;

import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A {@link ServerSocketFactory} for one layer: its sockets are what {@code new ServerSocket(...)} would be. */
final class NetServerSocketFactory extends ServerSocketFactory {
    private static final int USUAL_BACKLOG = 50;

    private final SocketLayer layer;

    NetServerSocketFactory(SocketLayer layer) {
        this.layer = layer;
    }

    @Override
    public ServerSocket createServerSocket() {
        return new NetServerSocket(layer);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, USUAL_BACKLOG, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress local) throws IOException {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("Port value out of range: " + port);
        }
        ServerSocket socket = createServerSocket();
        boolean isDone = false;
        try {
            socket.bind(new InetSocketAddress(local, port), backlog);
            isDone = true;
            return socket;
        } finally {
            if (!isDone) {
                socket.close();
            }
        }
    }
}
