package jackfield.socket.jvm;

import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ServerSocket}'s inside that is another one: the platform's, or one of a host of ours, decided when it is
 * bound.
 *
 * <p>{@code ServerSocket} binds and listens in two calls here, the one behind in one: it is bound with the first, and
 * its backlog is the second's; nobody can connect in between, as with the JDK's. Thread-safe.
 */
final class RoutedListener extends SocketImpl {
    private final Choice choice;
    private final Steps<ServerSocket> steps = new Steps<>();
    private volatile @Nullable ServerSocket inner;
    private Optional<NetworkHost> host = Optional.empty();
    private boolean isDecided;
    private @Nullable InetSocketAddress local;
    private Runnable closed = () -> {};

    RoutedListener(Choice choice) {
        this.choice = choice;
    }

    private ServerSocket inner() throws SocketException {
        ServerSocket known = inner;
        return known != null ? known : made();
    }

    private synchronized ServerSocket made() throws SocketException {
        ServerSocket known = inner;
        if (known == null) {
            host = choice.anyway();
            isDecided = host.isPresent();
            known = isDecided
                    ? HostOrigin.of(host.get()).serverSocket()
                    : choice.platform().serverSocket();
            inner = known;
        }
        return known;
    }

    private synchronized void decide(InetAddress address) throws IOException {
        Optional<NetworkHost> owner = choice.at(address, true);
        if (isDecided) {
            return;
        }
        if (owner.isPresent()) {
            ServerSocket ours = HostOrigin.of(owner.get()).serverSocket();
            steps.replay(ours);
            ServerSocket before = inner;
            inner = ours;
            host = owner;
            if (before != null) {
                before.close();
            }
        }
        isDecided = true;
        steps.forget();
    }

    private synchronized void step(Object what, Steps.Step<ServerSocket> step) throws IOException {
        ServerSocket socket = inner();
        if (isDecided) {
            step.on(socket);
        } else {
            steps.take(what, socket, step);
        }
    }

    @Override
    protected void create(boolean stream) {
        // The socket is made when it is needed, by which time it may be known whose it is.
    }

    @Override
    protected void bind(InetAddress address, int port) throws IOException {
        decide(address);
        local = new InetSocketAddress(address, port);
    }

    @Override
    protected void listen(int backlog) throws IOException {
        ServerSocket socket = inner();
        socket.bind(local, backlog);
        noted(socket);
    }

    private synchronized void noted(ServerSocket socket) {
        var bound = (InetSocketAddress) socket.getLocalSocketAddress();
        if (host.isPresent()) {
            closed = host.get()
                    .network()
                    .opened(choice.api(), bound.getAddress().getHostAddress() + ":" + bound.getPort());
        } else {
            choice.leaves(bound);
        }
    }

    @Override
    protected void accept(SocketImpl connection) throws IOException {
        ServerSocket socket = inner();
        if (!(connection instanceof RoutedStream stream)) {
            throw new IOException("An instance of " + getClass() + " cannot accept a connection with an instance of "
                    + connection.getClass());
        }
        Interrupts.noticed(socket::isClosed, () -> adopt(stream, socket.accept()));
    }

    private void adopt(RoutedStream stream, Socket accepted) {
        Runnable onClose = host.map(ours -> ours.network()
                        .opened("Socket", accepted.getInetAddress().getHostAddress() + ":" + accepted.getPort()))
                .orElse(() -> {});
        stream.adopt(accepted, onClose);
    }

    @Override
    protected void connect(String name, int port) throws SocketException {
        throw new SocketException("a ServerSocket does not connect");
    }

    @Override
    protected void connect(InetAddress address, int port) throws SocketException {
        throw new SocketException("a ServerSocket does not connect");
    }

    @Override
    protected void connect(SocketAddress address, int timeoutMillis) throws SocketException {
        throw new SocketException("a ServerSocket does not connect");
    }

    @Override
    protected InputStream getInputStream() throws SocketException {
        throw new SocketException("a ServerSocket has no stream");
    }

    @Override
    protected OutputStream getOutputStream() throws SocketException {
        throw new SocketException("a ServerSocket has no stream");
    }

    @Override
    protected int available() {
        return 0;
    }

    @Override
    protected void close() throws IOException {
        ServerSocket socket;
        Runnable noLongerOpen;
        synchronized (this) {
            socket = inner;
            noLongerOpen = closed;
            isDecided = true;
        }
        noLongerOpen.run();
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    protected void sendUrgentData(int data) throws SocketException {
        throw new SocketException("a ServerSocket sends nothing");
    }

    @Override
    protected InetAddress getInetAddress() {
        ServerSocket socket = inner;
        return socket == null ? super.getInetAddress() : socket.getInetAddress();
    }

    @Override
    protected int getLocalPort() {
        ServerSocket socket = inner;
        return socket == null ? super.getLocalPort() : socket.getLocalPort();
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        try {
            step(option, socket -> LegacyOptions.set(socket, option, value));
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    @Override
    public Object getOption(int option) throws SocketException {
        return option == SocketOptions.SO_BINDADDR ? inner().getInetAddress() : LegacyOptions.get(inner(), option);
    }

    @Override
    protected <T> void setOption(SocketOption<T> option, T value) throws IOException {
        step(option, socket -> socket.setOption(option, value));
    }

    @Override
    protected <T> T getOption(SocketOption<T> option) throws IOException {
        return inner().getOption(option);
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        try {
            return inner().supportedOptions();
        } catch (SocketException e) {
            return Set.of();
        }
    }
}
