package jackfield.socket;

import jackfield.engine.base.Errno;
import jackfield.socket.kernel.KernelBackend;
import jackfield.socket.open.Backend;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.OpenSocket;
import jackfield.socket.stack.StackBackend;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The socket calls of one machine, ours or the real one: makes sockets, and has POSIX's verbs on their descriptors.
 *
 * <p>Which back end it is shows nowhere after the layer is made. Each verb is that of {@link Socket} on the
 * descriptor; a number that is not open is refused with {@code EBADF}. Thread-safe; has nothing to close, each socket
 * has.
 */
public final class SocketLayer {
    /** For {@link #poll}: waits without end. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Backend backend;
    private final Descriptors descriptors = new Descriptors(this);
    private final AtomicLong calls = new AtomicLong();
    private volatile @Nullable CallTrace callTrace;
    private volatile boolean tracesOpening;

    private SocketLayer(Backend backend) {
        this.backend = backend;
    }

    /**
     * {@return a layer over the Linux kernel's sockets}
     *
     * @throws UnsupportedOperationException on another operating system
     */
    public static SocketLayer kernel() {
        return new SocketLayer(KernelBackend.shared());
    }

    /** {@return a layer over a host's own stack} */
    public static SocketLayer on(Host host) {
        return new SocketLayer(new StackBackend(host.name(), host.engine(), new HostGate(host.blocking())));
    }

    /** Lets {@code trace} hear every call that begins from now on; null, the default, ends it. */
    public void trace(@Nullable CallTrace trace) {
        callTrace = trace;
    }

    /**
     * Lets each socket that is opened from now on remember who opened it, see {@link Socket#openedHere}: to find what
     * is never closed. Off at first, as it costs a stack trace a socket.
     */
    public void traceOpening(boolean on) {
        tracesOpening = on;
    }

    boolean tracesOpening() {
        return tracesOpening;
    }

    /** {@return the sockets that are open at this moment, by number} */
    public List<Socket> openSockets() {
        return descriptors.open();
    }

    /** {@return the host's name, {@code kernel} for the kernel} */
    public String name() {
        return backend.name();
    }

    Backend backend() {
        return backend;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    @Nullable
    CallTrace callTrace() {
        return callTrace;
    }

    CallTrace.Call call(int fd, String name, String arguments) {
        Thread thread = Thread.currentThread();
        String threadName = thread.getName().isEmpty() ? "virtual-" + thread.threadId() : thread.getName();
        return new CallTrace.Call(calls.incrementAndGet(), name(), threadName, fd, name, arguments);
    }

    /** {@return a new socket of the usual protocol} */
    public Socket socket(Family family, Type type) throws SocketException {
        return open(family, type, Protocol.DEFAULT);
    }

    /** {@return the descriptor of a new socket} */
    public int socket(Family family, Type type, Protocol protocol) throws SocketException {
        return open(family, type, protocol).fd();
    }

    /** {@return a new socket} */
    public Socket open(Family family, Type type, Protocol protocol) throws SocketException {
        Ongoing call = Ongoing.enter(this, "socket", family + ", " + type + ", " + protocol.number());
        try {
            var incoming = new Incoming();
            int answer = backend.socket(family.number(), type.number(), protocol.number(), incoming);
            Socket socket = null;
            OpenSocket open = incoming.socket;
            if (open != null) {
                socket = descriptors.add(new Description(open, family, type));
                answer = socket == null ? descriptors.whyNone().refusal() : socket.fd();
                if (socket == null) {
                    open.close(call.now());
                }
            }
            call.end(answer);
            if (socket == null) {
                throw new AssertionError("a socket was made, and is not there");
            }
            return socket;
        } finally {
            call.leave();
        }
    }

    /** {@return the object of an open descriptor} */
    public Socket descriptor(int fd) throws SocketException {
        Socket socket = descriptors.find(fd);
        if (socket == null) {
            throw new SocketException(Errno.EBADF, "a call", "fd " + fd + " of " + name());
        }
        return socket;
    }

    public void bind(int fd, SocketAddress address) throws SocketException {
        descriptor(fd).bind(address);
    }

    public void listen(int fd, int backlog) throws SocketException {
        descriptor(fd).listen(backlog);
    }

    /** Waits for a connection; {@link Accepted#fd} is its descriptor. */
    public Accepted accept(int fd) throws SocketException {
        return descriptor(fd).accept();
    }

    public void connect(int fd, SocketAddress address) throws SocketException {
        descriptor(fd).connect(address);
    }

    public int send(int fd, byte[] bytes, int at, int length, SendFlag... flags) throws SocketException {
        return descriptor(fd).send(bytes, at, length, flags);
    }

    public void sendAll(int fd, byte[] bytes, int at, int length, SendFlag... flags) throws SocketException {
        descriptor(fd).sendAll(bytes, at, length, flags);
    }

    public int sendTo(int fd, byte[] bytes, int at, int length, SocketAddress to, SendFlag... flags)
            throws SocketException {
        return descriptor(fd).sendTo(bytes, at, length, to, flags);
    }

    public int recv(int fd, byte[] into, int at, int length, RecvFlag... flags) throws SocketException {
        return descriptor(fd).recv(into, at, length, flags);
    }

    public Received recvFrom(int fd, byte[] into, int at, int length, RecvFlag... flags) throws SocketException {
        return descriptor(fd).recvFrom(into, at, length, flags);
    }

    public void shutdown(int fd, Shutdown how) throws SocketException {
        descriptor(fd).shutdown(how);
    }

    public void close(int fd) throws SocketException {
        descriptor(fd).close();
    }

    public int dup(int fd) throws SocketException {
        return descriptor(fd).dup().fd();
    }

    public <T> T getsockopt(int fd, SocketOption<T> option) throws SocketException {
        return descriptor(fd).getsockopt(option);
    }

    public <T> void setsockopt(int fd, SocketOption<T> option, T value) throws SocketException {
        descriptor(fd).setsockopt(option, value);
    }

    public int inq(int fd) throws SocketException {
        return descriptor(fd).inq();
    }

    public int outq(int fd) throws SocketException {
        return descriptor(fd).outq();
    }

    public int outqnsd(int fd) throws SocketException {
        return descriptor(fd).outqnsd();
    }

    public boolean atmark(int fd) throws SocketException {
        return descriptor(fd).atmark();
    }

    public InetSocketAddress getsockname(int fd) throws SocketException {
        return descriptor(fd).getsockname();
    }

    public InetSocketAddress getpeername(int fd) throws SocketException {
        return descriptor(fd).getpeername();
    }

    /**
     * Waits until at least one descriptor is ready, and fills in each {@link PollFd#revents}.
     *
     * @param timeout zero only looks, {@link #FOREVER} waits without end
     * @return how many are ready, 0 if time is over
     */
    public int poll(Duration timeout, PollFd... fds) throws SocketException {
        return Polling.poll(this, List.of(fds), timeout);
    }

    /** {@return an empty set to wait on, epoll's kin; to be closed} */
    public Readiness readiness() {
        return new Readiness(this);
    }
}
