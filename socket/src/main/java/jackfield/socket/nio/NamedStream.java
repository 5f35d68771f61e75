package jackfield.socket.nio;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.socket.Family;
import jackfield.socket.Shutdown;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.option.Holder;
import jackfield.socket.option.JavaOptions;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stream channel is when it neither reads nor writes nor connects: its state, ends, options, what it is ready
 * for.
 *
 * <pre>
 *   UNCONNECTED --connect--> PENDING --> CONNECTED        a refused connect closes
 * </pre>
 *
 * <p>Thread-safe. State is changed under {@code stateLock}, under which nothing waits.
 */
abstract sealed class NamedStream extends SocketChannel implements Selectable, PollSight.Meaning permits StreamChannel {
    enum State {
        UNCONNECTED,
        PENDING,
        CONNECTED
    }

    final Socket socket;
    final Family family;
    final Object stateLock = new Object();
    volatile State state = State.UNCONNECTED;
    volatile boolean isInputShut;
    volatile boolean isOutputShut;
    /** This end, once bound; stays after close. */
    volatile @Nullable InetSocketAddress local;
    /** The other end, once a connect has begun; stays after close. */
    volatile @Nullable InetSocketAddress remote;

    private @Nullable StreamAdaptor adaptor;

    NamedStream(SelectorProvider provider, Socket socket, Family family) {
        super(provider);
        this.socket = socket;
        this.family = family;
    }

    final void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    final void ensureConnected() throws ClosedChannelException {
        ensureOpen();
        if (state != State.CONNECTED) {
            throw new NotYetConnectedException();
        }
    }

    final InetSocketAddress name() throws IOException {
        try {
            return socket.getsockname();
        } catch (SocketException e) {
            throw Refusals.ofCall(e);
        }
    }

    @Override
    public boolean isConnected() {
        return state == State.CONNECTED && isOpen();
    }

    @Override
    public boolean isConnectionPending() {
        return state == State.PENDING && isOpen();
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        synchronized (stateLock) {
            ensureConnected();
            if (!isInputShut) {
                isInputShut = true;
                shut(Shutdown.RD);
            }
        }
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        synchronized (stateLock) {
            ensureConnected();
            if (!isOutputShut) {
                isOutputShut = true;
                shut(Shutdown.WR);
            }
        }
        return this;
    }

    private void shut(Shutdown how) throws IOException {
        try {
            socket.shutdown(how);
        } catch (SocketException e) {
            // A connection that has ended since needs no end.
            if (e.errno() != Errno.ENOTCONN) {
                throw Refusals.ofCall(e);
            }
        }
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return local;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return remote;
    }

    /** {@return the other end, null if not connected} */
    @Nullable
    InetSocketAddress remote() {
        return state == State.CONNECTED ? remote : null;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        Objects.requireNonNull(option);
        JavaOptions.check(Holder.SOCKET_CHANNEL, option, value);
        synchronized (stateLock) {
            ensureOpen();
            JavaOptions.set(socket, option, value);
        }
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        Objects.requireNonNull(option);
        JavaOptions.check(Holder.SOCKET_CHANNEL, option);
        synchronized (stateLock) {
            ensureOpen();
            return JavaOptions.get(socket, option);
        }
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return JavaOptions.supported(Holder.SOCKET_CHANNEL);
    }

    @Override
    public java.net.Socket socket() {
        synchronized (stateLock) {
            if (adaptor == null) {
                adaptor = StreamAdaptor.of((StreamChannel) this);
            }
            return adaptor;
        }
    }

    @Override
    public Sight sight(Spotter spotter) {
        return new PollSight(socket, this, spotter);
    }

    @Override
    public int events(int interestOps) {
        return ((interestOps & SelectionKey.OP_READ) != 0 ? Poll.IN : 0)
                | ((interestOps & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0 ? Poll.OUT : 0);
    }

    @Override
    public int readyOps(int events, int interestOps) {
        if ((events & (Poll.ERR | Poll.HUP)) != 0) {
            return interestOps;
        }
        int connected = state == State.CONNECTED
                ? ((events & Poll.IN) != 0 ? SelectionKey.OP_READ : 0)
                        | ((events & Poll.OUT) != 0 ? SelectionKey.OP_WRITE : 0)
                : 0;
        int pending = state == State.PENDING && (events & Poll.OUT) != 0 ? SelectionKey.OP_CONNECT : 0;
        return (connected | pending) & interestOps;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("java.nio.channels.SocketChannel[");
        if (!isOpen()) {
            return text.append("closed]").toString();
        }
        switch (state) {
            case UNCONNECTED -> text.append("unconnected");
            case PENDING -> text.append("connection-pending");
            case CONNECTED ->
                text.append("connected").append(isInputShut ? " ishut" : "").append(isOutputShut ? " oshut" : "");
        }
        text.append(local == null ? "" : " local=" + local);
        text.append(remote() == null ? "" : " remote=" + remote());
        return text.append(']').toString();
    }
}
