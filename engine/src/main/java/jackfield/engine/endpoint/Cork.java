package jackfield.engine.endpoint;

import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the datagram that several calls write, until the last of them.
 *
 * <pre>
 *   send(100, MSG_MORE) -> |100|    send(50) -> |100|50| leaves
 * </pre>
 *
 * <p>Where it goes, the first of the calls says. Not thread-safe; owned by one endpoint.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc768">RFC 768</a>; udp(7), UDP_CORK; Linux's {@code udp_sendmsg}
 */
final class Cork {
    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int length;
    private boolean isSet;
    private @Nullable SockAddr remote;
    private @Nullable IpAddress source;
    private int device;

    /** Sets UDP_CORK; what is held stays. */
    void set(boolean on) {
        isSet = on;
    }

    boolean isSet() {
        return isSet;
    }

    /** A datagram begins, which will go to {@code to}, from an address and by an interface of ours. */
    void begin(SockAddr to, IpAddress from, int by) {
        remote = to;
        source = from;
        device = by;
        length = 0;
    }

    /** Adds to what {@link #begin} began. */
    void append(byte[] from, int at, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
        System.arraycopy(from, at, bytes, length, count);
        length += count;
    }

    /** What is held is gone: it has left, or never will. */
    void drop() {
        remote = null;
        length = 0;
        bytes = NONE;
    }

    /** {@return whether a datagram is held} */
    boolean isPending() {
        return remote != null;
    }

    /** {@return where it will go, given that one is held} */
    SockAddr remote() {
        return Objects.requireNonNull(remote);
    }

    IpAddress source() {
        return Objects.requireNonNull(source);
    }

    int device() {
        return device;
    }

    /** {@return its bytes, from 0 to {@link #length}; borrowed} */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
