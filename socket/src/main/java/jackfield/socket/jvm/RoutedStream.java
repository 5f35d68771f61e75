package jackfield.socket.jvm;

import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket}'s inside that is another socket: the platform's, or one of a host of ours.
 *
 * <pre>
 *   made ----> platform's, not yet used ---- bind, connect to an address of ours, or in a scope ----> ours
 *                       |
 *                       +---- bind to an address that is not ours, connect elsewhere ----> platform's for good
 * </pre>
 *
 * <p>What was set while nothing was decided is set again on the socket that takes the place. A bind to the wildcard
 * address decides nothing yet, unless a network takes those: the port goes along. Thread-safe as a socket is.
 */
final class RoutedStream extends SocketImpl {
    private final Choice choice;
    private final Steps<Socket> steps = new Steps<>();
    private volatile @Nullable Socket inner;
    private boolean isDecided;
    private Runnable closed = () -> {};

    RoutedStream(Choice choice) {
        this.choice = choice;
    }

    /** {@return the socket behind this one, made if there is none yet} */
    private Socket inner() throws SocketException {
        Socket known = inner;
        return known != null ? known : made();
    }

    private synchronized Socket made() throws SocketException {
        Socket known = inner;
        if (known == null) {
            Optional<NetworkHost> scope = choice.anyway();
            known = scope.isPresent()
                    ? HostOrigin.of(scope.get()).socket()
                    : choice.platform().socket();
            isDecided = scope.isPresent();
            inner = known;
        }
        return known;
    }

    /** From now on this is a socket of {@code host}, unless it is decided already. */
    private synchronized void become(NetworkHost host) throws IOException {
        if (isDecided) {
            return;
        }
        Socket ours = HostOrigin.of(host).socket();
        try {
            steps.replay(ours);
        } catch (IOException e) {
            ours.close();
            throw e;
        }
        Socket before = inner;
        inner = ours;
        isDecided = true;
        steps.forget();
        if (before != null) {
            before.close();
        }
    }

    private synchronized void stayPlatforms() {
        isDecided = true;
        steps.forget();
    }

    /** Does something that is to be done again on the socket that may take the place. */
    private synchronized void step(Object what, Steps.Step<Socket> step) throws IOException {
        Socket socket = inner();
        if (isDecided) {
            step.on(socket);
        } else {
            steps.take(what, socket, step);
        }
    }

    /** What a {@code ServerSocket} accepted. */
    synchronized void adopt(Socket accepted, Runnable onClose) {
        inner = accepted;
        isDecided = true;
        closed = onClose;
    }

    @Override
    protected void create(boolean stream) {
        // The socket is made when it is needed, by which time it may be known whose it is.
    }

    @Override
    protected void bind(InetAddress host, int port) throws IOException {
        Optional<NetworkHost> owner = choice.at(host, false);
        if (owner.isPresent()) {
            become(owner.get());
        }
        if (host.isAnyLocalAddress()) {
            bindAnywhere(host, port);
        } else {
            inner().bind(new InetSocketAddress(host, port));
            if (owner.isEmpty()) {
                stayPlatforms();
            }
        }
    }

    private synchronized void bindAnywhere(InetAddress any, int port) throws IOException {
        Socket socket = inner();
        socket.bind(new InetSocketAddress(any, port));
        if (!isDecided) {
            var bound = new InetSocketAddress(any, socket.getLocalPort());
            steps.take("bind", socket, taking -> {
                if (!taking.isBound()) {
                    taking.bind(bound);
                }
            });
        }
    }

    @Override
    protected void connect(String host, int port) throws IOException {
        connect(new InetSocketAddress(host, port), 0);
    }

    @Override
    protected void connect(InetAddress address, int port) throws IOException {
        connect(new InetSocketAddress(address, port), 0);
    }

    @Override
    protected void connect(SocketAddress address, int timeoutMillis) throws IOException {
        InetSocketAddress remote = (InetSocketAddress) address;
        if (remote.isUnresolved()) {
            throw new UnknownHostException(remote.getHostName());
        }
        Optional<NetworkHost> host = choice.towards(remote.getAddress());
        if (host.isPresent()) {
            become(host.get());
        } else {
            inner();
            stayPlatforms();
        }
        Socket socket = inner();
        boolean isPlatforms = host.isEmpty();
        if (isPlatforms) {
            choice.leaves(remote);
        }
        // As it is: a Socket takes the exception of connect for what it is, and closes.
        socket.connect(remote, timeoutMillis);
        if (host.isPresent()) {
            noted(host.get(), remote);
        }
    }

    private synchronized void noted(NetworkHost host, InetSocketAddress remote) {
        closed = host.network().opened(choice.api(), remote.getHostString() + ":" + remote.getPort());
    }

    @Override
    protected void listen(int backlog) throws SocketException {
        throw new SocketException("a Socket does not listen");
    }

    @Override
    protected void accept(SocketImpl connection) throws SocketException {
        throw new SocketException("a Socket does not accept");
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        Socket socket = inner();
        return new Interrupts.Input(socket.getInputStream(), socket::isClosed);
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        Socket socket = inner();
        return new Interrupts.Output(socket.getOutputStream(), socket::isClosed);
    }

    @Override
    protected int available() throws IOException {
        return inner().getInputStream().available();
    }

    @Override
    protected void close() throws IOException {
        Socket socket;
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
    protected void shutdownInput() throws IOException {
        inner().shutdownInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        inner().shutdownOutput();
    }

    @Override
    protected boolean supportsUrgentData() {
        return true;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        inner().sendUrgentData(data);
    }

    @Override
    protected InetAddress getInetAddress() {
        Socket socket = inner;
        return socket == null ? super.getInetAddress() : socket.getInetAddress();
    }

    @Override
    protected int getPort() {
        Socket socket = inner;
        return socket == null ? super.getPort() : socket.getPort();
    }

    @Override
    protected int getLocalPort() {
        Socket socket = inner;
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
        return option == SocketOptions.SO_BINDADDR ? inner().getLocalAddress() : LegacyOptions.get(inner(), option);
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
