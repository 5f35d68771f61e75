package jackfield.socket.nio;

import jackfield.engine.base.Errno;
import jackfield.socket.Family;
import jackfield.socket.Hatch;
import jackfield.socket.Patience;
import jackfield.socket.SendFlag;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SocketChannel} over a stream {@link Socket}.
 *
 * <p>Thread-safe: one thread reads and one writes at a time; connect and the blocking mode need both to themselves.
 * A blocked call ends when another thread closes
 * the channel or interrupts, as {@link java.nio.channels.InterruptibleChannel} says.
 */
final class StreamChannel extends NamedStream {
    private final StreamTraffic incoming;
    private final StreamTraffic outgoing;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    /** Under the read lock: the connection was reset, and every read says so. */
    private boolean isReset;

    /** An unconnected channel. */
    StreamChannel(SelectorProvider provider, Socket socket, Family family) {
        super(provider, socket, family);
        incoming = new StreamTraffic(socket);
        outgoing = new StreamTraffic(socket);
    }

    /** An accepted connection. */
    StreamChannel(SelectorProvider provider, Socket socket, Family family, InetSocketAddress remote)
            throws IOException {
        this(provider, socket, family);
        this.remote = remote;
        local = name();
        state = State.CONNECTED;
    }

    private boolean checkedBlocking(boolean mustBlock) {
        boolean isBlocking = isBlocking();
        if (mustBlock && !isBlocking) {
            throw new IllegalBlockingModeException();
        }
        return isBlocking;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        Objects.requireNonNull(into);
        return (int) read(into, null, 0, 0, Hatch.FOREVER, false);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        return read(null, into, offset, offset + length, Hatch.FOREVER, false);
    }

    /** For the adaptor: of a blocking channel. {@return bytes, -1 at the end, 0 if time is over} */
    int readBlocking(ByteBuffer into, Patience patience) throws IOException {
        return (int) read(into, null, 0, 0, patience, true);
    }

    /** The same into many buffers. */
    long readBlocking(ByteBuffer[] into, int offset, int length, Patience patience) throws IOException {
        return read(null, into, offset, offset + length, patience, true);
    }

    private long read(
            @Nullable ByteBuffer one,
            ByteBuffer @Nullable [] many,
            int first,
            int end,
            Patience most,
            boolean mustBlock)
            throws IOException {
        readLock.lock();
        try {
            ensureConnected();
            boolean isBlocking = checkedBlocking(mustBlock);
            Patience patience = isBlocking ? most : Hatch.AT_ONCE;
            long count = 0;
            SocketException refused = null;
            try {
                beginCall(isBlocking);
                if (isReset) {
                    throw ChannelRefusals.reset();
                }
                if (isInputShut) {
                    return -1;
                }
                count = many != null
                        ? incoming.read(many, first, end, patience)
                        : incoming.read(Objects.requireNonNull(one), patience);
            } catch (SocketException e) {
                refused = e;
            } finally {
                endCall(isBlocking, count != 0);
            }
            if (refused != null) {
                throw readRefused(refused);
            }
            return count;
        } finally {
            readLock.unlock();
        }
    }

    private IOException readRefused(SocketException refused) throws ClosedChannelException {
        switch (refused.errno()) {
            case EBADF -> ensureOpen();
            case ECONNRESET -> {
                isReset = true;
                return ChannelRefusals.reset();
            }
            default -> {}
        }
        return ChannelRefusals.ofStream(refused);
    }

    /** Marks the beginning of a call that a close or an interrupt may end, if it may wait. */
    private void beginCall(boolean isBlocking) throws ClosedChannelException {
        if (isBlocking) {
            begin();
            ensureOpen();
        }
    }

    private void endCall(boolean isBlocking, boolean isDone) throws IOException {
        if (isBlocking) {
            end(isDone);
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        Objects.requireNonNull(from);
        return (int) write(from, null, 0, 0, Hatch.FOREVER, false);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        return write(null, from, offset, offset + length, Hatch.FOREVER, false);
    }

    /** For the adaptor: writes all to a blocking channel. */
    void writeBlocking(ByteBuffer from) throws IOException {
        write(from, null, 0, 0, Hatch.FOREVER, true);
    }

    /** Writes from many buffers to a blocking channel. {@return bytes, fewer than all only if time is over} */
    long writeBlocking(ByteBuffer[] from, int offset, int length, Patience patience) throws IOException {
        return write(null, from, offset, offset + length, patience, true);
    }

    private long write(
            @Nullable ByteBuffer one,
            ByteBuffer @Nullable [] many,
            int first,
            int end,
            Patience most,
            boolean mustBlock)
            throws IOException {
        writeLock.lock();
        try {
            ensureConnected();
            boolean isBlocking = checkedBlocking(mustBlock);
            long count = 0;
            SocketException refused = null;
            try {
                beginCall(isBlocking);
                if (isOutputShut) {
                    throw mustBlock ? new ClosedChannelException() : new AsynchronousCloseException();
                }
                Patience patience = isBlocking ? most : Hatch.AT_ONCE;
                count = many != null
                        ? outgoing.write(many, first, end, patience)
                        : outgoing.write(Objects.requireNonNull(one), patience);
            } catch (SocketException e) {
                refused = e;
            } finally {
                endCall(isBlocking, count > 0);
            }
            if (refused != null) {
                if (isOutputShut) {
                    throw mustBlock ? new ClosedChannelException() : new AsynchronousCloseException();
                }
                ensureOpen();
                throw ChannelRefusals.ofStream(refused);
            }
            return count;
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress address) throws IOException {
        readLock.lock();
        writeLock.lock();
        try {
            synchronized (stateLock) {
                ensureOpen();
                if (state == State.PENDING) {
                    throw new ConnectionPendingException();
                }
                if (local != null) {
                    throw new AlreadyBoundException();
                }
                socket.bind(address == null ? NetAddress.any(family) : NetAddress.check(address, family));
                local = name();
            }
        } catch (SocketException e) {
            throw Refusals.ofCall(e);
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
        return this;
    }

    @Override
    public boolean connect(@Nullable SocketAddress address) throws IOException {
        return connect(address, Hatch.FOREVER, false);
    }

    /** For the adaptor: connects a blocking channel, or closes it. */
    void connectBlocking(SocketAddress address, Patience patience) throws IOException {
        if (!connect(address, patience, true)) {
            close();
            throw new SocketTimeoutException("Connect timed out");
        }
    }

    private boolean connect(@Nullable SocketAddress address, Patience most, boolean mustBlock) throws IOException {
        InetSocketAddress to = NetAddress.destination(NetAddress.check(address, family));
        try {
            readLock.lock();
            writeLock.lock();
            try {
                if (!mustBlock) {
                    ensureOpen();
                }
                boolean isBlocking = checkedBlocking(mustBlock);
                return connecting(isBlocking, true, to, isBlocking ? most : Hatch.AT_ONCE);
            } finally {
                writeLock.unlock();
                readLock.unlock();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        try {
            readLock.lock();
            writeLock.lock();
            try {
                ensureOpen();
                if (isConnected()) {
                    return true;
                }
                boolean isBlocking = isBlocking();
                return connecting(isBlocking, false, null, isBlocking ? Hatch.FOREVER : Hatch.AT_ONCE);
            } finally {
                writeLock.unlock();
                readLock.unlock();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Begins a connect, or asks for one that goes on, and waits as long as may be. {@return whether it is done} */
    private boolean connecting(boolean isBlocking, boolean isFirst, @Nullable InetSocketAddress to, Patience patience)
            throws IOException {
        boolean isDone = false;
        SocketException refused = null;
        try {
            beginConnect(isBlocking, isFirst, to);
            InetSocketAddress peer = Objects.requireNonNull(remote);
            isDone = isFirst ? Hatch.connect(socket, peer, patience) : Hatch.finishConnect(socket, peer, patience);
        } catch (SocketException e) {
            refused = e;
        } finally {
            endCall(isBlocking, isDone);
        }
        if (refused != null) {
            ensureOpen();
            throw Refusals.ofCall(refused);
        }
        synchronized (stateLock) {
            ensureOpen();
            if (isDone) {
                local = name();
                state = State.CONNECTED;
            }
        }
        return isDone;
    }

    private void beginConnect(boolean isBlocking, boolean isFirst, @Nullable InetSocketAddress to)
            throws ClosedChannelException {
        if (isBlocking) {
            begin();
        }
        synchronized (stateLock) {
            ensureOpen();
            if (isFirst) {
                switch (state) {
                    case CONNECTED -> throw new AlreadyConnectedException();
                    case PENDING -> throw new ConnectionPendingException();
                    case UNCONNECTED -> {}
                }
                state = State.PENDING;
                remote = to;
            } else if (state != State.PENDING) {
                throw new NoConnectionPendingException();
            }
        }
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        readLock.lock();
        writeLock.lock();
        try {
            synchronized (stateLock) {
                ensureOpen();
                socket.setNonBlocking(!block);
            }
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
    }

    /** Wakes whoever is blocked here; the connection ends in its own time. */
    @Override
    protected void implCloseSelectableChannel() {
        socket.close();
    }

    /** For the adaptor. {@return bytes that can be read at once} */
    int available() throws IOException {
        synchronized (stateLock) {
            ensureConnected();
            try {
                return isInputShut ? 0 : socket.inq();
            } catch (SocketException e) {
                throw Refusals.ofCall(e);
            }
        }
    }

    /** For the adaptor: sends one urgent byte, waiting for room if the channel is blocking. */
    void sendUrgent(byte octet) throws IOException {
        writeLock.lock();
        try {
            ensureConnected();
            socket.send(new byte[] {octet}, 0, 1, SendFlag.OOB);
        } catch (SocketException e) {
            throw e.errno() == Errno.EAGAIN ? new IOException("Socket buffer full") : ChannelRefusals.ofStream(e);
        } finally {
            writeLock.unlock();
        }
    }
}
