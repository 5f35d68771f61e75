package jackfield.engine.ip;

import jackfield.engine.base.KeyedHash;
import jackfield.engine.route.Path;
import jackfield.wire.IpAddress;

/**
 * Numbers the packets that may be cut, so that no observer learns how many go to others.
 *
 * <p>One counter for each of {@value #COUNTERS} hashes of source, destination and protocol, begun at a keyed offset.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7739#section-5.3">RFC 7739, 5.3</a>; RFC 6864, 4
 */
final class Identification {
    private static final int COUNTERS = 1024;

    private final KeyedHash hash;
    private final int[] counters = new int[COUNTERS];

    Identification(KeyedHash hash) {
        this.hash = hash;
    }

    /** {@return the next number, 32 bits; IPv4 uses the lower 16} */
    int next(Path path, IpAddress destination, int protocol) {
        IpAddress source = path.source();
        long hashed = hash.hash(source.high(), source.low(), destination.high(), destination.low(), protocol);
        return (int) (hashed >>> 32) + counters[(int) hashed & COUNTERS - 1]++;
    }
}
