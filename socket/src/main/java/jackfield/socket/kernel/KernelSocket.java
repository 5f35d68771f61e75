package jackfield.socket.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the kernel; its descriptor is always O_NONBLOCK.
 *
 * <p>Thread-safe. A descriptor number is used again soon after close, so {@code users} counts the calls in progress:
 * the last one after {@link #close} gives the number back, and none begins later. No call waits, so that is at once.
 */
final class KernelSocket implements OpenSocket {
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;

    /** Longest text handed to the kernel at once: the collector is held off while it is copied. */
    private static final int LONGEST_TEXT = 256 * 1024;

    private static final int CLOSED = 1 << 30;

    private final int fd;
    private final int family;
    private final int type;
    private final AtomicInteger users = new AtomicInteger();
    private final Waiters waiters;
    private volatile boolean isShutRead;

    private KernelSocket(int fd, int family, int type, Poller poller) {
        this.fd = fd;
        this.family = family;
        this.type = type;
        waiters = new Waiters(fd, poller);
    }

    /** Makes a socket. {@return 0 with {@code into} filled, or -errno} */
    static int open(int family, int type, int protocol, Poller poller, Incoming into) {
        // A packet socket's protocol is an EtherType in network order.
        int number = family == Linux.AF_PACKET ? Short.toUnsignedInt(Short.reverseBytes((short) protocol)) : protocol;
        Scratch scratch = Scratch.take();
        try {
            int fd = Libc.socket(scratch.state, family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, number);
            if (fd < 0) {
                return fd;
            }
            into.socket = new KernelSocket(fd, family, type, poller);
            return 0;
        } finally {
            scratch.release();
        }
    }

    Waiters waiters() {
        return waiters;
    }

    boolean isClosed() {
        return users.get() >= CLOSED;
    }

    /** Begins a system call. {@return memory for it, null if the socket is closed} */
    private @Nullable Scratch begin() {
        while (true) {
            int count = users.get();
            if (count >= CLOSED) {
                return null;
            }
            if (users.compareAndSet(count, count + 1)) {
                return Scratch.take();
            }
        }
    }

    private void end(Scratch scratch) {
        if (users.decrementAndGet() == CLOSED) {
            Libc.close(scratch.state, fd);
        }
        scratch.release();
    }

    @Override
    public int bind(long now, Address local) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            int length = SockAddrLayout.write(scratch.address, family, local);
            return length == 0 ? Errno.EAFNOSUPPORT.refusal() : Libc.bind(scratch.state, fd, scratch.address, length);
        } finally {
            end(scratch);
        }
    }

    @Override
    public int listen(long now, int backlog) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            return Libc.listen(scratch.state, fd, backlog);
        } finally {
            end(scratch);
        }
    }

    @Override
    public int accept(long now, Incoming into) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
            int accepted = Libc.accept4(scratch.state, fd, scratch.address, scratch.fullLength(), flags);
            if (accepted < 0) {
                return accepted;
            }
            into.from = SockAddrLayout.read(scratch.address, scratch.lengthAnswered());
            into.socket = new KernelSocket(accepted, family, type, waiters.poller());
            return 0;
        } finally {
            end(scratch);
        }
    }

    @Override
    public int connect(long now, Address remote) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            int length = SockAddrLayout.write(scratch.address, family, remote);
            return length == 0
                    ? Errno.EAFNOSUPPORT.refusal()
                    : Libc.connect(scratch.state, fd, scratch.address, length);
        } finally {
            end(scratch);
        }
    }

    @Override
    public int disconnect(long now) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            return Libc.connect(scratch.state, fd, scratch.address, SockAddrLayout.writeUnspecified(scratch.address));
        } finally {
            end(scratch);
        }
    }

    /** Linux wants to be asked by a second connect: only that leaves the socket connected, or unconnected again. */
    @Override
    public int finishConnect(long now, Address remote) {
        int answer = connect(now, remote);
        if (Linux.refuses(answer, Errno.EALREADY)) {
            return Errno.EINPROGRESS.refusal();
        }
        return Linux.refuses(answer, Errno.EISCONN) ? 0 : answer;
    }

    @Override
    public int send(
            long now, byte[] bytes, int at, int length, int flags, @Nullable Address to, List<ControlMessage> control) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            MemorySegment text = MemorySegment.ofArray(bytes).asSlice(at, Math.min(length, LONGEST_TEXT));
            int all = flags | Linux.MSG_NOSIGNAL;
            if (!control.isEmpty()) {
                int named = to == null ? 0 : SockAddrLayout.write(scratch.address, family, to);
                return to != null && named == 0
                        ? Errno.EAFNOSUPPORT.refusal()
                        : KernelMessages.send(scratch, fd, bytes, at, (int) text.byteSize(), all, named, control);
            }
            if (to == null) {
                return Libc.sendto(scratch.state, fd, text, all, MemorySegment.NULL, 0);
            }
            int addressLength = SockAddrLayout.write(scratch.address, family, to);
            return addressLength == 0
                    ? Errno.EAFNOSUPPORT.refusal()
                    : Libc.sendto(scratch.state, fd, text, all, scratch.address, addressLength);
        } finally {
            end(scratch);
        }
    }

    @Override
    public int receive(long now, byte[] bytes, int at, int length, int flags, Incoming into) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            if (into.controlBytes > 0 || (flags & Linux.MSG_ERRQUEUE) != 0) {
                return KernelMessages.receive(scratch, fd, bytes, at, Math.min(length, LONGEST_TEXT), flags, into);
            }
            MemorySegment text = MemorySegment.ofArray(bytes).asSlice(at, Math.min(length, LONGEST_TEXT));
            if (type == Linux.SOCK_STREAM) {
                return Libc.recvfrom(scratch.state, fd, text, flags, MemorySegment.NULL, MemorySegment.NULL);
            }
            int all = flags | Linux.MSG_TRUNC;
            int received = Libc.recvfrom(scratch.state, fd, text, all, scratch.address, scratch.fullLength());
            if (received < 0) {
                // Linux tells of SHUT_RD only to a recv that may wait, and ours never does.
                return isShutRead && Linux.isAgain(received) ? 0 : received;
            }
            into.from = SockAddrLayout.read(scratch.address, scratch.lengthAnswered());
            into.flags = received > length ? Linux.MSG_TRUNC : 0;
            return (flags & Linux.MSG_TRUNC) != 0 ? received : Math.min(received, length);
        } finally {
            end(scratch);
        }
    }

    @Override
    public int shutdown(long now, boolean read, boolean write) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            int answer = Libc.shutdown(scratch.state, fd, read ? write ? 2 : 0 : 1);
            isShutRead |= read && answer == 0;
            return answer;
        } finally {
            end(scratch);
        }
    }

    @Override
    public int getOption(long now, int level, int name, byte[] value) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            scratch.length.set(JAVA_INT, 0, value.length);
            int answer = Libc.getsockopt(scratch.state, fd, level, name, MemorySegment.ofArray(value), scratch.length);
            return answer < 0 ? answer : scratch.lengthAnswered();
        } finally {
            end(scratch);
        }
    }

    @Override
    public int setOption(long now, int level, int name, byte[] value, int length) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            return Libc.setsockopt(scratch.state, fd, level, name, MemorySegment.ofArray(value), length);
        } finally {
            end(scratch);
        }
    }

    @Override
    public int ioctl(long now, int request) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Errno.EBADF.refusal();
        }
        try {
            int answer = Libc.ioctl(scratch.state, fd, request, scratch.length);
            return answer < 0 ? answer : scratch.lengthAnswered();
        } finally {
            end(scratch);
        }
    }

    @Override
    public @Nullable Address localAddress(long now) {
        Scratch scratch = begin();
        if (scratch == null) {
            return null;
        }
        try {
            int answer = Libc.getsockname(scratch.state, fd, scratch.address, scratch.fullLength());
            return answer < 0 ? null : SockAddrLayout.read(scratch.address, scratch.lengthAnswered());
        } finally {
            end(scratch);
        }
    }

    @Override
    public @Nullable Address remoteAddress(long now) {
        Scratch scratch = begin();
        if (scratch == null) {
            return null;
        }
        try {
            int answer = Libc.getpeername(scratch.state, fd, scratch.address, scratch.fullLength());
            return answer < 0 ? null : SockAddrLayout.read(scratch.address, scratch.lengthAnswered());
        } finally {
            end(scratch);
        }
    }

    @Override
    public int readiness(long now) {
        Scratch scratch = begin();
        if (scratch == null) {
            return Poll.NVAL;
        }
        try {
            scratch.event.set(JAVA_INT, 0, fd);
            scratch.event.set(JAVA_SHORT, 4, (short) (Poll.IN | Poll.PRI | Poll.OUT | Poll.RDHUP));
            scratch.event.set(JAVA_SHORT, 6, (short) 0);
            int answer = Libc.poll(scratch.state, scratch.event, 1, 0);
            return answer < 0 ? Poll.ERR : Short.toUnsignedInt(scratch.event.get(JAVA_SHORT, 6));
        } finally {
            end(scratch);
        }
    }

    /** The kernel's packets have no numbers here. */
    @Override
    public long readyCause() {
        return 0;
    }

    @Override
    public String state(long now) {
        if (type != Linux.SOCK_STREAM) {
            return "";
        }
        byte[] info = new byte[Linux.OPTION_BYTES];
        int length = getOption(now, Linux.SOL_TCP, Linux.TCP_INFO, info);
        TcpState state = length > 0 ? Linux.tcpState(info[0]) : null;
        return state == null ? "" : state.toString();
    }

    /** The kernel lingers within close. */
    @Override
    public long linger(long now) {
        return 0;
    }

    @Override
    public boolean isFlushed(long now) {
        return true;
    }

    @Override
    public void close(long now) {
        Scratch scratch = begin();
        if (scratch == null) {
            return;
        }
        users.addAndGet(CLOSED);
        waiters.close();
        end(scratch);
    }
}
