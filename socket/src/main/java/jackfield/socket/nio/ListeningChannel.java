package jackfield.socket.nio;

import jackfield.engine.base.Poll;
import jackfield.socket.Accepted;
import jackfield.socket.Family;
import jackfield.socket.Hatch;
import jackfield.socket.Patience;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.option.Holder;
import jackfield.socket.option.JavaOptions;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ServerSocketChannel} over a listening {@link Socket}.
 *
 * <p>Thread-safe: one thread accepts at a time. A full backlog drops SYNs, as Linux does: the client tries again.
 */
final class ListeningChannel extends ServerSocketChannel implements Selectable, PollSight.Meaning {
    private static final int DEFAULT_BACKLOG = 50;

    private final Socket socket;
    private final Family family;
    private final ReentrantLock acceptLock = new ReentrantLock();
    private final Object stateLock = new Object();
    private volatile @Nullable InetSocketAddress local;
    private @Nullable ListeningAdaptor adaptor;

    ListeningChannel(SelectorProvider provider, Socket socket, Family family) {
        super(provider);
        this.socket = socket;
        this.family = family;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress address, int backlog) throws IOException {
        synchronized (stateLock) {
            ensureOpen();
            if (local != null) {
                throw new AlreadyBoundException();
            }
            try {
                socket.bind(address == null ? NetAddress.any(family) : NetAddress.check(address, family));
                socket.listen(backlog < 1 ? DEFAULT_BACKLOG : backlog);
                local = socket.getsockname();
            } catch (SocketException e) {
                throw Refusals.ofCall(e);
            }
        }
        return this;
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        return accept(Hatch.FOREVER, false);
    }

    /** For the adaptor: waits so long at most. {@return null if none came} */
    @Nullable
    StreamChannel acceptBlocking(Patience patience) throws IOException {
        return accept(patience, true);
    }

    private @Nullable StreamChannel accept(Patience most, boolean mustBlock) throws IOException {
        acceptLock.lock();
        try {
            ensureOpen();
            boolean isBlocking = isBlocking();
            if (mustBlock && !isBlocking) {
                throw new IllegalBlockingModeException();
            }
            Accepted accepted = null;
            SocketException refused = null;
            try {
                if (isBlocking) {
                    begin();
                    ensureOpen();
                }
                if (local == null) {
                    throw new NotYetBoundException();
                }
                accepted = Hatch.accept(socket, isBlocking ? most : Hatch.AT_ONCE);
            } catch (SocketException e) {
                refused = e;
            } finally {
                if (isBlocking) {
                    end(accepted != null);
                }
            }
            if (refused != null) {
                ensureOpen();
                throw Refusals.ofCall(refused);
            }
            return accepted == null ? null : new StreamChannel(provider(), accepted.conn(), family, accepted.addr());
        } finally {
            acceptLock.unlock();
        }
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return local;
    }

    /** {@return this end, null if not bound; for the adaptor, which asks closed channels, too} */
    @Nullable
    InetSocketAddress local() {
        return local;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        Objects.requireNonNull(option);
        JavaOptions.check(Holder.SERVER_SOCKET_CHANNEL, option, value);
        synchronized (stateLock) {
            ensureOpen();
            JavaOptions.set(socket, option, value);
        }
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        Objects.requireNonNull(option);
        JavaOptions.check(Holder.SERVER_SOCKET_CHANNEL, option);
        synchronized (stateLock) {
            ensureOpen();
            return JavaOptions.get(socket, option);
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return JavaOptions.supported(Holder.SERVER_SOCKET_CHANNEL);
    }

    @Override
    public java.net.ServerSocket socket() {
        synchronized (stateLock) {
            if (adaptor == null) {
                adaptor = ListeningAdaptor.of(this);
            }
            return adaptor;
        }
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        acceptLock.lock();
        try {
            synchronized (stateLock) {
                ensureOpen();
                socket.setNonBlocking(!block);
            }
        } finally {
            acceptLock.unlock();
        }
    }

    @Override
    protected void implCloseSelectableChannel() {
        socket.close();
    }

    @Override
    public Sight sight(Spotter spotter) {
        return new PollSight(socket, this, spotter);
    }

    @Override
    public int events(int interestOps) {
        return interestOps == 0 ? 0 : Poll.IN;
    }

    @Override
    public int readyOps(int events, int interestOps) {
        return events == 0 ? 0 : SelectionKey.OP_ACCEPT & interestOps;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(getClass().getName()).append('[');
        if (!isOpen()) {
            return text.append("closed]").toString();
        }
        return text.append(local == null ? "unbound" : String.valueOf(local))
                .append(']')
                .toString();
    }
}
