package jackfield.socket.net;

import jackfield.engine.base.Errno;
import jackfield.socket.Patience;
import jackfield.socket.Received;
import jackfield.socket.RecvFlag;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketLayer;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import jackfield.socket.option.Holder;
import jackfield.socket.option.JavaOptions;
import jackfield.socket.option.Refusals;
import jackfield.socket.option.SocketGroups;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A datagram socket of a {@link SocketLayer} with the memory {@code java.net} has of one: where it is bound, whom it is
 * connected to, also after it was closed.
 *
 * <p>Refuses with the JDK's own exceptions. Thread-safe: one receives and one sends at a time, close wakes both.
 */
final class DatagramPort {
    private static final int FLUSH_BYTES = 1;

    private final Socket socket;
    private final SocketGroups groups;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final Object lock = new Object();
    private volatile @Nullable InetSocketAddress local;
    private volatile @Nullable InetSocketAddress remote;
    /** Where it was bound before it was connected. */
    private @Nullable InetSocketAddress unconnected;

    DatagramPort(SocketLayer layer) throws java.net.SocketException {
        try {
            socket = Families.open(layer, Type.DGRAM);
            socket.setsockopt(SocketOptions.SO_BROADCAST, true);
            groups = new SocketGroups(socket);
        } catch (SocketException e) {
            throw Refusals.ofTransfer(e);
        }
    }

    /** {@return where it is or was bound, null for nowhere} */
    @Nullable
    InetSocketAddress local() {
        return local;
    }

    /** {@return whom it is or was connected to, null for nobody} */
    @Nullable
    InetSocketAddress remote() {
        return remote;
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    void close() {
        socket.close();
    }

    private void checkOpen() throws ClosedChannelException {
        if (socket.isClosed()) {
            throw new ClosedChannelException();
        }
    }

    /** Binds; {@link AlreadyBoundException} if it is. */
    void bind(InetSocketAddress wanted) throws IOException {
        synchronized (lock) {
            checkOpen();
            if (local != null) {
                throw new AlreadyBoundException();
            }
            try {
                socket.bind(wanted);
                local = socket.getsockname();
            } catch (SocketException e) {
                throw Refusals.ofCall(e);
            }
        }
    }

    /** Binds to a free port, unless it is bound. */
    void bindIfUnbound() throws IOException {
        synchronized (lock) {
            checkOpen();
            if (local == null) {
                bind(new InetSocketAddress(0));
            }
        }
    }

    /** Sets the peer, perhaps another than before, and throws away what others have sent. */
    void connect(InetSocketAddress to) throws IOException {
        synchronized (lock) {
            checkOpen();
            if (to.getPort() == 0) {
                throw new java.net.SocketException("Can't connect to port 0");
            }
            bindIfUnbound();
            if (remote == null) {
                unconnected = local;
            }
            try {
                socket.connect(new InetSocketAddress(Families.reachable(to.getAddress()), to.getPort()));
                remote = to;
                local = socket.getsockname();
                flush();
            } catch (SocketException e) {
                throw Refusals.ofCall(e);
            }
        }
    }

    private void flush() throws SocketException {
        byte[] scratch = new byte[FLUSH_BYTES];
        while (true) {
            try {
                socket.recv(scratch, 0, scratch.length, RecvFlag.DONTWAIT);
            } catch (SocketException e) {
                if (e.errno() == Errno.EAGAIN) {
                    return;
                }
                if (e.errno() != Errno.ECONNREFUSED) {
                    throw e;
                }
            }
        }
    }

    /** Forgets the peer; the port stays. */
    void disconnect() throws IOException {
        synchronized (lock) {
            if (socket.isClosed() || remote == null) {
                return;
            }
            try {
                socket.disconnect();
                remote = null;
                local = socket.getsockname();
                InetSocketAddress before = unconnected;
                if (before != null && local.getPort() == 0) {
                    socket.bind(before);
                    local = socket.getsockname();
                }
            } catch (SocketException e) {
                throw Refusals.ofCall(e);
            }
        }
    }

    /** Sends one datagram to an address, which is the peer's if there is a peer. */
    void send(DatagramPacket packet, InetSocketAddress to) throws IOException {
        boolean isConnected = remote != null;
        writeLock.lock();
        try {
            bindIfUnbound();
            if (!isConnected && to.getPort() == 0) {
                throw new java.net.SocketException("Can't send to port 0");
            }
            transmit(packet, isConnected ? null : to);
        } catch (SocketException e) {
            // As in the JDK: what a connected socket is refused otherwise is no SocketException.
            boolean isPlain = isConnected && e.errno() == Errno.EMSGSIZE;
            throw isPlain ? new IOException(e.errno().text()) : refused(e, null);
        } finally {
            writeLock.unlock();
        }
    }

    /** A port unreachable that some other destination answered is nothing to an unconnected socket: it goes on. */
    private void transmit(DatagramPacket packet, @Nullable InetSocketAddress to) throws SocketException {
        boolean isTaken = false;
        while (!isTaken) {
            try {
                socket.sendTo(
                        packet.getData(), packet.getOffset(), packet.getLength(), to, Waits.patience(Waits.FOREVER));
                isTaken = true;
            } catch (SocketException e) {
                if (to == null || e.errno() != Errno.ECONNREFUSED) {
                    throw e;
                }
            }
        }
    }

    /**
     * Waits for a datagram.
     *
     * @param millis at most so long, 0 for no end
     * @param peeks leaves it where it is
     * @throws SocketTimeoutException {@code Receive timed out}
     */
    void receive(DatagramPacket packet, int millis, boolean peeks) throws IOException {
        long left = Waits.lock(readLock, millis);
        if (left < 0) {
            throw new SocketTimeoutException("Receive timed out");
        }
        try {
            bindIfUnbound();
            Received received = receive(packet, Waits.patience(left), peeks);
            PacketRoom.filled(packet, received.length());
            packet.setSocketAddress(received.from());
        } catch (SocketException e) {
            throw refused(e, new SocketTimeoutException("Receive timed out"));
        } finally {
            readLock.unlock();
        }
    }

    private Received receive(DatagramPacket packet, Patience patience, boolean peeks) throws SocketException {
        RecvFlag[] flags = peeks ? new RecvFlag[] {RecvFlag.PEEK} : new RecvFlag[0];
        while (true) {
            try {
                return socket.recvFrom(packet.getData(), packet.getOffset(), PacketRoom.of(packet), patience, flags);
            } catch (SocketException e) {
                if (remote != null || e.errno() != Errno.ECONNREFUSED) {
                    throw e;
                }
            }
        }
    }

    private static IOException refused(SocketException e, @Nullable SocketTimeoutException overdue) throws IOException {
        Waits.throwIfInterrupted(e);
        return switch (e.errno()) {
            case EBADF -> new AsynchronousCloseException();
            case ECONNREFUSED -> new PortUnreachableException();
            case EAGAIN -> overdue == null ? Refusals.ofTransfer(e) : overdue;
            default -> Refusals.ofCall(e);
        };
    }

    /** {@return null of IP_MULTICAST_IF, if it was never set} */
    @SuppressWarnings("NullAway")
    <T> T getOption(SocketOption<T> option) throws IOException {
        JavaOptions.check(Holder.DATAGRAM, option);
        checkOpen();
        if (SocketGroups.names(option)) {
            return option.type().cast(groups.chosen());
        }
        return JavaOptions.get(socket, option);
    }

    <T> void setOption(SocketOption<T> option, T value) throws IOException {
        JavaOptions.check(Holder.DATAGRAM, option, value);
        checkOpen();
        if (value instanceof NetworkInterface netIf) {
            groups.choose(netIf);
        } else {
            JavaOptions.set(socket, option, value);
        }
    }

    /** Joins a group on an interface; null for the one that IP_MULTICAST_IF names. */
    void join(InetAddress group, @Nullable NetworkInterface netIf) throws IOException {
        NetworkInterface via = netIf == null ? groups.chosen() : netIf;
        synchronized (lock) {
            checkOpen();
            if (groups.isMember(group, via)) {
                throw new java.net.SocketException("Already a member of group");
            }
            groups.join(group, via, null);
        }
    }

    /** Leaves it. */
    void leave(InetAddress group, @Nullable NetworkInterface netIf) throws IOException {
        NetworkInterface via = netIf == null ? groups.chosen() : netIf;
        synchronized (lock) {
            checkOpen();
            if (!groups.isMember(group, via)) {
                throw new java.net.SocketException("Not a member of group");
            }
            groups.leave(group, via, null);
        }
    }

    /** {@return an address that says nothing, for what is not bound} */
    static InetAddress anywhere() {
        return new InetSocketAddress(0).getAddress();
    }
}
