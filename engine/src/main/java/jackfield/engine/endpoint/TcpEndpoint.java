package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/** CONTRACT SKELETON. */
public final class TcpEndpoint implements Endpoint {
    TcpEndpoint() {}

    @Override
    public int id() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int readiness() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int bind(long now, SockAddr local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int connect(long now, SockAddr remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SockAddr localAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SockAddr remoteAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Errno takeError() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long readyCause() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(long now) {
        throw new UnsupportedOperationException();
    }

    /** Starts to listen. {@return 0 or -errno} */
    public int listen(long now, int backlog) {
        throw new UnsupportedOperationException();
    }

    /** {@return the next established connection, or null where a blocking accept would wait or the endpoint does not listen} */
    public @Nullable TcpEndpoint accept(long now) {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes taken, or -errno: EAGAIN, EPIPE, ENOTCONN, or the pending error} */
    public int send(long now, byte[] bytes, int at, int length) {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes read, 0 at the end of the stream, or -errno} */
    public int receive(long now, byte[] into, int at, int length) {
        throw new UnsupportedOperationException();
    }

    /** Like {@link #receive}, but leaves the bytes. */
    public int peek(byte[] into, int at, int length) {
        throw new UnsupportedOperationException();
    }

    /** shutdown with SHUT_RD, SHUT_WR or both. {@return 0 or -errno} */
    public int shutdown(long now, boolean read, boolean write) {
        throw new UnsupportedOperationException();
    }

    /** Ends the connection at once with RST. */
    public void abort(long now) {
        throw new UnsupportedOperationException();
    }

    /** {@return the limits and switches in force, for getsockopt} */
    public TcpConfig config() {
        throw new UnsupportedOperationException();
    }

    /** Changes limits and switches: setsockopt. */
    public void configure(long now, TcpConfig config) {
        throw new UnsupportedOperationException();
    }

    /** {@return the state; CLOSED before connect or listen} */
    public TcpState state() {
        throw new UnsupportedOperationException();
    }

    /** {@return the connection's variables; null for a listener or before connect} */
    public @Nullable TcpSnapshot snapshot() {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes that could be read now: SIOCINQ} */
    public int readable() {
        throw new UnsupportedOperationException();
    }
}
