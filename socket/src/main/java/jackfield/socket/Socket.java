package jackfield.socket;

import jackfield.socket.open.Linux;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One descriptor of a {@link SocketLayer}, as an object: open - read, write - close.
 *
 * <p>All calls are thread-safe and wait where POSIX's wait, unless {@link #setNonBlocking} or a flag says otherwise;
 * a wait parks the thread, so a virtual thread is never pinned. A wait ends with a {@link SocketException}
 *
 * <ul>
 *   <li>{@code EAGAIN} when SO_RCVTIMEO or SO_SNDTIMEO has passed,
 *   <li>{@code EINTR} when the thread was or is interrupted; its interrupt status stays set,
 *   <li>{@code EBADF} when another thread closes this descriptor. (Linux itself leaves such a thread waiting; we wake
 *   it.)
 * </ul>
 *
 * <p>Must be closed: nobody else does it.
 */
public final class Socket implements AutoCloseable {
    private final SocketLayer layer;
    private final int fd;
    private final Description description;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Set before anybody else knows this; null unless the layer traced it. */
    private volatile @Nullable OpenedHere opened;

    Socket(SocketLayer layer, int fd, Description description) {
        this.layer = layer;
        this.fd = fd;
        this.description = description;
    }

    /** {@return the descriptor's number in its layer} */
    public int fd() {
        return fd;
    }

    /** {@return where this socket was made} */
    public SocketLayer layer() {
        return layer;
    }

    public Family family() {
        return description.family;
    }

    public Type type() {
        return description.type;
    }

    /** {@return the call that opened this, if {@link SocketLayer#traceOpening} was on} */
    public Optional<OpenedHere> openedHere() {
        return Optional.ofNullable(opened);
    }

    void opened(OpenedHere here) {
        opened = here;
    }

    Description description() {
        return description;
    }

    /** {@return whether {@link #close} was called} */
    public boolean isClosed() {
        return closed.get();
    }

    /**
     * Sets O_NONBLOCK, for all descriptors that {@link #dup} made of this one: no call waits, {@code EAGAIN} instead.
     */
    public void setNonBlocking(boolean nonBlocking) {
        description.nonBlocking(nonBlocking);
    }

    public boolean isNonBlocking() {
        return description.isNonBlocking();
    }

    /** Binds to a local address; port 0 asks for a free one, see {@link #getsockname}. */
    public void bind(SocketAddress address) throws SocketException {
        Connecting.bind(this, address);
    }

    /** Begins to listen; at most {@code backlog} connections wait for {@link #accept}, more are left to try again. */
    public void listen(int backlog) throws SocketException {
        Connecting.listen(this, backlog);
    }

    /** Waits for the next connection. The new socket is blocking, whatever this one is. */
    public Accepted accept() throws SocketException {
        return Objects.requireNonNull(Connecting.accept(this, null, false));
    }

    /** {@link #accept()} that waits in its own way. */
    public Accepted accept(Patience patience) throws SocketException {
        return Objects.requireNonNull(Connecting.accept(this, patience, false));
    }

    /**
     * Connects, and waits until that is done or refused; for datagrams sets the peer at once.
     *
     * <p>A non-blocking one throws {@code EINPROGRESS}: {@link SocketLayer#poll} for OUT, then {@link
     * SocketOptions#SO_ERROR} tells what became of it. After {@code EINTR} it goes on in the same way.
     */
    public void connect(SocketAddress address) throws SocketException {
        Connecting.connect(this, address, null, false);
    }

    /** {@link #connect(SocketAddress)} that waits in its own way; {@code EINPROGRESS} when patience is over. */
    public void connect(SocketAddress address, Patience patience) throws SocketException {
        Connecting.connect(this, address, patience, false);
    }

    /** Forgets the peer of a datagram socket: POSIX's connect to AF_UNSPEC. */
    public void disconnect() throws SocketException {
        Connecting.disconnect(this);
    }

    /** {@link #send(byte[], int, int, SendFlag...)} of the whole array. */
    public int send(byte[] bytes) throws SocketException {
        return Transfer.send(this, bytes, 0, bytes.length, 0, null, null, false);
    }

    /**
     * Sends: waits while the buffer is full, and answers how many bytes it took, which for a stream may be fewer than
     * given.
     *
     * <p>Linux's own blocking send goes on until it has taken all: that is {@link #sendAll} here. A datagram is taken
     * whole or refused with {@code EMSGSIZE}.
     */
    public int send(byte[] bytes, int at, int length, SendFlag... flags) throws SocketException {
        return Transfer.send(this, bytes, at, length, SendFlag.bits(flags), null, null, false);
    }

    /** {@link #sendAll(byte[], int, int, SendFlag...)} of the whole array. */
    public void sendAll(byte[] bytes) throws SocketException {
        sendAll(bytes, 0, bytes.length);
    }

    /** Sends all bytes, waiting as often as needed; if it throws, some may have been sent. */
    public void sendAll(byte[] bytes, int at, int length, SendFlag... flags) throws SocketException {
        Transfer.sendAll(this, bytes, at, length, SendFlag.bits(flags), null);
    }

    /** {@link #sendAll(byte[], int, int, SendFlag...)} that waits in its own way, for the whole call. */
    public void sendAll(byte[] bytes, int at, int length, Patience patience) throws SocketException {
        Transfer.sendAll(this, bytes, at, length, 0, patience);
    }

    /** Sends a datagram, or for {@link Type#RAW} a packet, to an address. {@return its length} */
    public int sendTo(byte[] bytes, int at, int length, SocketAddress to, SendFlag... flags) throws SocketException {
        return Transfer.send(this, bytes, at, length, SendFlag.bits(flags), Objects.requireNonNull(to), null, false);
    }

    /**
     * {@link #sendTo(byte[], int, int, SocketAddress, SendFlag...)} that waits in its own way; to the peer if {@code
     * to} is null.
     */
    public int sendTo(byte[] bytes, int at, int length, @Nullable SocketAddress to, Patience patience)
            throws SocketException {
        return Transfer.send(this, bytes, at, length, 0, to, patience, false);
    }

    /** {@link #sendTo(byte[], int, int, SocketAddress, SendFlag...)} of the whole array. */
    public int sendTo(byte[] bytes, SocketAddress to) throws SocketException {
        return sendTo(bytes, 0, bytes.length, to);
    }

    /** {@link #recv(byte[], int, int, RecvFlag...)} into the whole array. */
    public int recv(byte[] into) throws SocketException {
        return Transfer.receive(this, into, 0, into.length, 0, null, false);
    }

    /**
     * Receives at most {@code length} bytes: waits until there is something, and leaves the rest in the queue.
     *
     * <p>Of a stream it goes on until it has as many as {@link SocketOptions#SO_RCVLOWAT} says.
     *
     * <p>Of a datagram longer than that the rest is lost. {@return how many bytes came; 0 at the end of a stream}
     */
    public int recv(byte[] into, int at, int length, RecvFlag... flags) throws SocketException {
        return Transfer.receive(this, into, at, length, RecvFlag.bits(flags), null, false);
    }

    /** {@link #recv(byte[], int, int, RecvFlag...)} that waits in its own way. */
    public int recv(byte[] into, int at, int length, Patience patience) throws SocketException {
        return Transfer.receive(this, into, at, length, 0, patience, false);
    }

    /** Receives like {@link #recv(byte[], int, int, RecvFlag...)}, and tells who sent it; of a stream, the peer. */
    public Received recvFrom(byte[] into, int at, int length, RecvFlag... flags) throws SocketException {
        return Objects.requireNonNull(Transfer.receiveFrom(this, into, at, length, RecvFlag.bits(flags), null, false));
    }

    /** {@link #recvFrom(byte[], int, int, RecvFlag...)} that waits in its own way. */
    public Received recvFrom(byte[] into, int at, int length, Patience patience, RecvFlag... flags)
            throws SocketException {
        return Objects.requireNonNull(
                Transfer.receiveFrom(this, into, at, length, RecvFlag.bits(flags), patience, false));
    }

    /** {@link #recvFrom(byte[], int, int, RecvFlag...)} into the whole array. */
    public Received recvFrom(byte[] into) throws SocketException {
        return recvFrom(into, 0, into.length);
    }

    /** Ends one direction or both, for all descriptors of this socket. */
    public void shutdown(Shutdown how) throws SocketException {
        Connecting.shutdown(this, how);
    }

    /** {@return a second descriptor of the same socket, which lives until the last one is closed} */
    public Socket dup() throws SocketException {
        return Connecting.dup(this);
    }

    /** {@return an option's value} */
    public <T> T getsockopt(SocketOption<T> option) throws SocketException {
        return Options.get(this, option);
    }

    /**
     * Sets an option.
     *
     * @throws IllegalArgumentException if the value does not fit into Linux's own type
     */
    public <T> void setsockopt(SocketOption<T> option, T value) throws SocketException {
        Options.set(this, option, value);
    }

    /** {@return bytes of a stream that can be read, up to an urgent mark; of datagrams, the next one's: SIOCINQ} */
    public int inq() throws SocketException {
        return Options.ioctl(this, "inq", Linux.SIOCINQ);
    }

    /** {@return bytes written that the peer has not acknowledged, a FIN included: SIOCOUTQ} */
    public int outq() throws SocketException {
        return Options.ioctl(this, "outq", Linux.SIOCOUTQ);
    }

    /** {@return bytes written that have not left: SIOCOUTQNSD} */
    public int outqnsd() throws SocketException {
        return Options.ioctl(this, "outqnsd", Linux.SIOCOUTQNSD);
    }

    /** {@return whether the next byte of a stream is the urgent one: POSIX's sockatmark} */
    public boolean atmark() throws SocketException {
        return Options.ioctl(this, "atmark", Linux.SIOCATMARK) != 0;
    }

    /** {@return this end's address; the unspecified one and port 0 if not bound} */
    public InetSocketAddress getsockname() throws SocketException {
        return Options.inet(Options.localAddress(this), "getsockname");
    }

    /** {@return what a {@link Family#PACKET} socket is bound to} */
    public LinkAddress getlinkname() throws SocketException {
        return Options.link(Options.localAddress(this), "getsockname");
    }

    /** {@return the other end's address} */
    public InetSocketAddress getpeername() throws SocketException {
        return Options.inet(Options.remoteAddress(this), "getpeername");
    }

    /**
     * Closes this descriptor and wakes all that wait through it; the last descriptor of a socket ends the connection.
     *
     * <p>A connection ends in its own time, unless SO_LINGER says otherwise. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Closing.close(this);
        }
    }

    @Override
    public String toString() {
        return "fd " + fd + " (" + description.family + " " + description.type + (isClosed() ? ", closed)" : ")");
    }
}
