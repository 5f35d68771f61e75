package jackfield.socket.nio;

import jackfield.engine.base.Errno;
import jackfield.socket.Family;
import jackfield.socket.Hatch;
import jackfield.socket.Patience;
import jackfield.socket.Received;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DatagramChannel} over a datagram {@link Socket}.
 *
 * <p>Thread-safe: one thread receives and one sends at a time; connect and the blocking mode need both to themselves.
 */
final class UdpChannel extends NamedDatagrams {
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    /** Under the read lock. */
    private final Scratch incoming = new Scratch();
    /** Under the write lock. */
    private final Scratch outgoing = new Scratch();

    UdpChannel(SelectorProvider provider, Socket socket, Family family) throws IOException {
        super(provider, socket, family);
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer into) throws IOException {
        checkWritable(into);
        return receive(into, Hatch.FOREVER, false);
    }

    /** For the adaptor: receives as from a blocking channel. {@return who sent it, null if none came in time} */
    @Nullable
    SocketAddress receiveBlocking(ByteBuffer into, Patience patience) throws IOException {
        return receive(into, patience, true);
    }

    private @Nullable SocketAddress receive(ByteBuffer into, Patience most, boolean mustBlock) throws IOException {
        readLock.lock();
        try {
            ensureOpen();
            boolean isBlocking = checkedBlocking(mustBlock);
            synchronized (stateLock) {
                bindAnywhere();
            }
            incoming.toFill(into);
            Received received = received(isBlocking, most);
            if (received == null) {
                return null;
            }
            incoming.filled(into, received.length());
            return received.from();
        } finally {
            readLock.unlock();
        }
    }

    private boolean checkedBlocking(boolean mustBlock) {
        boolean isBlocking = isBlocking();
        if (mustBlock && !isBlocking) {
            throw new IllegalBlockingModeException();
        }
        return isBlocking;
    }

    private static void checkWritable(ByteBuffer into) {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
    }

    /** Receives one datagram into what the scratch has ready. */
    private @Nullable Received received(boolean isBlocking, Patience most) throws IOException {
        Received received = null;
        SocketException refused = null;
        try {
            if (isBlocking) {
                begin();
                ensureOpen();
            }
            Patience patience = isBlocking ? most : Hatch.AT_ONCE;
            received = Hatch.recvFrom(socket, incoming.array, incoming.at, incoming.length, patience);
        } catch (SocketException e) {
            refused = e;
        } finally {
            if (isBlocking) {
                end(received != null);
            }
        }
        if (refused != null) {
            ensureOpen();
            throw ChannelRefusals.ofDatagram(refused);
        }
        return received;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        Objects.requireNonNull(into);
        readLock.lock();
        try {
            ensureConnected();
            checkWritable(into);
            incoming.toFill(into);
            Received received = received(isBlocking(), Hatch.FOREVER);
            if (received == null) {
                return 0;
            }
            incoming.filled(into, received.length());
            return received.length();
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        readLock.lock();
        try {
            ensureConnected();
            long wanted = 0;
            for (int i = offset; i < offset + length; i++) {
                checkWritable(into[i]);
                wanted += into[i].remaining();
            }
            incoming.toFill(wanted);
            Received received = received(isBlocking(), Hatch.FOREVER);
            if (received == null) {
                return 0;
            }
            incoming.filled(into, offset, received.length());
            return received.length();
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public int send(ByteBuffer from, SocketAddress target) throws IOException {
        Objects.requireNonNull(from);
        InetSocketAddress to = NetAddress.check(target, family);
        writeLock.lock();
        try {
            ensureOpen();
            InetSocketAddress peer = remote;
            if (peer != null && !to.equals(peer)) {
                throw new AlreadyConnectedException();
            }
            if (peer == null && to.getPort() == 0) {
                throw new java.net.SocketException("Can't send to port 0");
            }
            synchronized (stateLock) {
                bindAnywhere();
            }
            outgoing.toSendWhole(from);
            int count = sent(peer == null ? to : null);
            if (count > 0) {
                from.position(from.position() + count);
            }
            return count;
        } finally {
            writeLock.unlock();
        }
    }

    /** For the adaptor: sends as from a blocking channel. */
    void sendBlocking(ByteBuffer from, InetSocketAddress to) throws IOException {
        writeLock.lock();
        try {
            checkedBlocking(true);
            send(from, to);
        } finally {
            writeLock.unlock();
        }
    }

    /** Sends what the scratch has ready as one datagram. {@return its length, 0 if it would wait} */
    private int sent(@Nullable InetSocketAddress to) throws IOException {
        boolean isBlocking = isBlocking();
        int count = Hatch.WOULD_WAIT;
        SocketException refused = null;
        try {
            if (isBlocking) {
                begin();
                ensureOpen();
            }
            Patience patience = isBlocking ? Hatch.FOREVER : Hatch.AT_ONCE;
            count = Hatch.send(socket, outgoing.array, outgoing.at, outgoing.length, to, patience);
        } catch (SocketException e) {
            refused = e;
        } finally {
            if (isBlocking) {
                end(count >= 0);
            }
        }
        if (refused != null) {
            ensureOpen();
            throw to == null && refused.errno() == Errno.EMSGSIZE
                    ? ChannelRefusals.ofStream(refused)
                    : ChannelRefusals.ofDatagram(refused);
        }
        return Math.max(count, 0);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        Objects.requireNonNull(from);
        writeLock.lock();
        try {
            ensureConnected();
            outgoing.toSendWhole(from);
            int count = sent(null);
            from.position(from.position() + count);
            return count;
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        writeLock.lock();
        try {
            ensureConnected();
            long wanted = 0;
            for (int i = offset; i < offset + length; i++) {
                wanted += from[i].remaining();
            }
            outgoing.toSendWhole(from, offset, offset + length, wanted);
            int count = sent(null);
            Scratch.sent(from, offset, count);
            return count;
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
        readLock.lock();
        writeLock.lock();
        try {
            synchronized (stateLock) {
                ensureOpen();
                if (local != null) {
                    throw new AlreadyBoundException();
                }
                bindTo(address == null ? NetAddress.any(family) : NetAddress.check(address, family));
            }
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
        return this;
    }

    @Override
    public DatagramChannel connect(SocketAddress address) throws IOException {
        connect(address, true);
        return this;
    }

    /** Sets the peer; what others have sent before is thrown away. */
    void connect(SocketAddress address, boolean isOnce) throws IOException {
        InetSocketAddress to = NetAddress.destination(NetAddress.check(address, family));
        readLock.lock();
        writeLock.lock();
        try {
            synchronized (stateLock) {
                ensureOpen();
                if (isOnce && remote != null) {
                    throw new AlreadyConnectedException();
                }
                bindAnywhere();
                peer(to);
                remote = to;
                rename();
                forgetReceived();
            }
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
    }

    @Override
    public DatagramChannel disconnect() throws IOException {
        readLock.lock();
        writeLock.lock();
        try {
            synchronized (stateLock) {
                if (isConnected()) {
                    peer(NetAddress.any(family));
                    remote = null;
                    rename();
                }
            }
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
        return this;
    }

    private void ensureConnected() throws IOException {
        ensureOpen();
        if (remote == null) {
            throw new NotYetConnectedException();
        }
    }

    private void peer(InetSocketAddress to) throws IOException {
        try {
            socket.connect(to);
        } catch (SocketException e) {
            throw Refusals.ofCall(e);
        }
    }

    private void forgetReceived() throws IOException {
        try {
            Received stale = null;
            do {
                stale = Hatch.recvFrom(socket, new byte[1], 0, 1, Hatch.AT_ONCE);
            } while (stale != null);
        } catch (SocketException e) {
            throw ChannelRefusals.ofDatagram(e);
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
}
