package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/** CONTRACT SKELETON. */
public final class RawEndpoint implements Endpoint {
    RawEndpoint() {}

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

    /**
     * Sends one datagram. {@return its length, or -errno: EAGAIN while neighbour resolution's queue is full, EDESTADDRREQ,
     * EMSGSIZE, ENETUNREACH, or the pending error}
     *
     * @param to null for the connected peer
     */
    public int send(long now, byte[] bytes, int at, int length, @Nullable SockAddr to) {
        throw new UnsupportedOperationException();
    }

    /** {@return the oldest datagram, which is thereby taken; null where a blocking call would wait: see also takeError} */
    public @Nullable Datagram receive(long now) {
        throw new UnsupportedOperationException();
    }

    /** {@return the oldest datagram, left in the queue} */
    public @Nullable Datagram peek() {
        throw new UnsupportedOperationException();
    }

    /** shutdown with SHUT_RD, SHUT_WR or both. {@return 0 or -ENOTCONN} */
    public int shutdown(long now, boolean read, boolean write) {
        throw new UnsupportedOperationException();
    }
}
