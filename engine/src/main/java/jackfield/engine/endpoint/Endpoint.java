package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.wire.SockAddr;

/**
 * What a socket is to the engine: POSIX calls that never block.
 *
 * <p>Calls answer a count or 0, or {@code -errno} when refused ({@link Errno#refusal}); {@code EAGAIN} is where a
 * blocking
 * call would wait until {@link #readiness} changes. Made by the engine's factories; must be closed. Like the whole
 * engine
 * not thread-safe.
 */
public sealed interface Endpoint permits TcpEndpoint, UdpEndpoint, RawEndpoint, PacketEndpoint {
    /** {@return a number that no other endpoint of this engine has or had} */
    int id();

    /** {@return the bits of {@link jackfield.engine.base.Poll} that hold now} */
    int readiness();

    /** Binds to a local address; port 0 asks for an ephemeral one. {@return 0 or -errno} */
    int bind(long now, SockAddr local);

    /** Connects, or for a datagram endpoint sets the peer. {@return 0, {@code -EINPROGRESS} or another -errno} */
    int connect(long now, SockAddr remote);

    /** {@return what getsockname tells; the unspecified address and port 0 if not bound} */
    SockAddr localAddress();

    /** {@return what getpeername tells; the unspecified address and port 0 if not connected} */
    SockAddr remoteAddress();

    /** {@return the pending error, which is thereby taken: SO_ERROR} */
    Errno takeError();

    /**
     * {@return the number of the received packet that last made this ready for something; 0 if a call or a timer did,
     * or nothing, see {@link jackfield.engine.Trace}}
     */
    long readyCause();

    /** Closes the descriptor's side: the endpoint takes no more calls, a TCP connection ends in its own time. */
    void close(long now);
}
