package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/** CONTRACT SKELETON. */
public final class PacketEndpoint implements Endpoint {
    PacketEndpoint() {}

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

    /** Sends one whole Ethernet frame on an interface. {@return its length, or -errno: ENETDOWN, EMSGSIZE} */
    public int send(long now, int interfaceId, byte[] frame, int at, int length) {
        throw new UnsupportedOperationException();
    }

    /** {@return the oldest frame, which is thereby taken; null where a blocking call would wait} */
    public @Nullable Frame receive(long now) {
        throw new UnsupportedOperationException();
    }

    /** {@return the oldest frame, left in the queue} */
    public @Nullable Frame peek() {
        throw new UnsupportedOperationException();
    }
}
