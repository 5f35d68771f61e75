package jackfield.socket.open;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open socket, POSIX's open file description: the one interface both back ends implement.
 *
 * <p>No call waits: where a blocking call would, it answers {@code -EAGAIN}, and the caller waits by {@link
 * Gate#await}. Calls answer a count or 0, or {@code -errno} ({@link jackfield.engine.base.Errno#refusal}) if refused.
 * Flags, option levels and names, and the layouts of option values are Linux's on x86-64 and aarch64, native byte
 * order little-endian. Called between {@link Gate#enter} and {@link Gate#leave}; {@code now} is the gate's time.
 */
public interface OpenSocket {
    /** Binds to a local address; port 0 asks for an ephemeral one. */
    int bind(long now, Address local);

    /** Starts to listen. */
    int listen(long now, int backlog);

    /** Takes the next established connection into {@code into}. {@return 0 or -errno} */
    int accept(long now, Incoming into);

    /** Begins to connect, or sets the peer of datagrams. {@return 0, -EINPROGRESS while it lasts, or another -errno} */
    int connect(long now, Address remote);

    /** Forgets the peer of datagrams: connect with AF_UNSPEC. {@return 0 or -errno} */
    int disconnect(long now);

    /** {@return what became of a connect in progress: 0, -EINPROGRESS while it lasts, or why it failed} */
    int finishConnect(long now, Address remote);

    /**
     * Sends from {@code bytes}.
     *
     * @param flags {@code MSG_} bits without DONTWAIT
     * @param to null for the connected peer
     * @param control sendmsg's control messages
     * @return how many bytes were taken, or -errno
     */
    int send(long now, byte[] bytes, int at, int length, int flags, @Nullable Address to, List<ControlMessage> control);

    /**
     * Receives into {@code bytes}; with MSG_ERRQUEUE what the error queue tells, and then never waits.
     *
     * @param flags {@code MSG_} bits without DONTWAIT and WAITALL
     * @return how many bytes were received (with TRUNC: the datagram's length), 0 at the end of a stream, or -errno
     */
    int receive(long now, byte[] bytes, int at, int length, int flags, Incoming into);

    /** Ends one direction or both. */
    int shutdown(long now, boolean read, boolean write);

    /** {@return length of the option's value, now in {@code value}, or -errno} */
    int getOption(long now, int level, int name, byte[] value);

    /** Sets an option. {@return 0 or -errno} */
    int setOption(long now, int level, int name, byte[] value, int length);

    /**
     * Asks by ioctl for a number: {@code SIOCINQ}, {@code SIOCOUTQ}, {@code SIOCOUTQNSD}, {@code SIOCATMARK}.
     *
     * @return the number, or -errno
     */
    int ioctl(long now, int request);

    /** {@return what getsockname tells, null if the socket is closed} */
    @Nullable
    Address localAddress(long now);

    /** {@return what getpeername tells, null if there is no peer} */
    @Nullable
    Address remoteAddress(long now);

    /** {@return the bits of {@link jackfield.engine.base.Poll} that hold now} */
    int readiness(long now);

    /** {@return number of the received packet that last changed the readiness, 0 if unknown} */
    long readyCause();

    /** {@return the connection's state for people to read, empty if there is none} */
    String state(long now);

    /**
     * Begins to close where SO_LINGER asks to wait: ends the writing direction.
     *
     * @return nanoseconds to wait at most for {@link #isFlushed} before {@link #close}; 0 if close need not wait
     */
    long linger(long now);

    /** {@return whether the peer has acknowledged all that was written} */
    boolean isFlushed(long now);

    /** Closes: further calls answer -EBADF. Does not wake waiters, see {@link Gate#wake}. */
    void close(long now);
}
