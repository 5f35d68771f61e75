package jackfield.engine.endpoint;

import jackfield.engine.base.KeyedHash;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;

/**
 * Chooses the numbers of a new connection that nobody off the path may guess.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6528#section-3">RFC 6528, 3</a>; RFC 7323, 5.4
 */
final class Secrets {
    /** RFC 9293, 3.4.1: the clock of M ticks every four microseconds. */
    private static final long TICK_NANOS = 4_000;

    private static final long SEQUENCE = 1L << 62;
    private static final long TIMESTAMP = 1L << 61;

    private final KeyedHash hash;

    Secrets(KeyedHash hash) {
        this.hash = hash;
    }

    /** {@return ISS = M + F(four-tuple, secret)} */
    int initialSequence(long now, SockAddr local, SockAddr remote) {
        long ports = (long) local.port() << 16 | remote.port();
        return (int) (now / TICK_NANOS) + (int) hash(local.address(), remote.address(), SEQUENCE | ports);
    }

    /** {@return the offset of TSval: the same for all connections between two hosts, so that PAWS holds across them} */
    int timestampOffset(IpAddress local, IpAddress remote) {
        return (int) hash(local, remote, TIMESTAMP);
    }

    private long hash(IpAddress local, IpAddress remote, long word) {
        return hash.hash(local.high(), local.low(), remote.high(), remote.low(), word);
    }
}
