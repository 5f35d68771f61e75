package jackfield.engine.icmp;

import jackfield.wire.IpAddress;
import java.util.LinkedHashMap;

/**
 * Lets at most {@value #BURST} errors at once and one a second go to each destination, as Linux does.
 *
 * <p>No limit is shared between destinations, so none shows what another receives (RFC 9293's off-path worries; SAD
 * DNS).
 * Remembers {@value #MAX_DESTINATIONS} destinations; the one longest silent is forgotten first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4443#section-2.4">RFC 4443, 2.4 (f)</a>; RFC 1812, 4.3.2.8
 */
final class RateLimit {
    private static final int BURST = 6;
    private static final long TOKEN_NANOS = 1_000_000_000L;
    private static final int MAX_DESTINATIONS = 1024;

    private static final class Bucket {
        private long fullAt;
    }

    private final LinkedHashMap<IpAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** {@return whether an error may go to {@code destination} now; if so it is counted} */
    boolean admits(long now, IpAddress destination) {
        Bucket bucket = buckets.get(destination);
        if (bucket == null) {
            bucket = new Bucket();
            buckets.put(destination, bucket);
            if (buckets.size() > MAX_DESTINATIONS) {
                buckets.pollFirstEntry();
            }
        }
        // The bucket is full again one token's time after each token taken: a single number tells its level.
        long fullAt = Math.max(bucket.fullAt, now) + TOKEN_NANOS;
        if (fullAt - now > BURST * TOKEN_NANOS) {
            return false;
        }
        bucket.fullAt = fullAt;
        return true;
    }
}
