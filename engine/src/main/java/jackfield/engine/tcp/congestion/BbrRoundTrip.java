package jackfield.engine.tcp.congestion;

/**
 * What BBR believes of the path's round-trip time without queues: the least of the last ten seconds.
 *
 * <pre>
 *   UP     DOWN    CRUISE
 *     /\_
 *    /   \_
 *   /      \_______ least       seen again: there is no queue, and nothing to probe for
 * </pre>
 *
 * <p>The least of the last five tells when it is time to empty the queue and measure anew. Where the least itself is
 * seen again the queue is empty already, and the five seconds begin anew: 5.3.4.2 means that only flows that keep a
 * queue standing all the while pay for ProbeRTT, while the pseudocode of 5.3.4.3 asks for a round trip that is
 * <em>lower</em>, which a path that does not change never shows. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.3.4</a>
 */
final class BbrRoundTrip {
    private static final long SECOND = 1_000_000_000L;
    private static final long FILTER_NANOS = 10 * SECOND;
    private static final long PROBE_INTERVAL_NANOS = 5 * SECOND;

    /** What is within a 64th of the least is noise, not a queue. */
    private static final int NOISE_SHIFT = 6;

    private long least = Long.MAX_VALUE;
    private long leastAt;
    private long probed = Long.MAX_VALUE;
    private long probedAt;

    /** The connection begins. */
    void start(long now) {
        leastAt = now;
        probedAt = now;
    }

    /** Takes a round-trip time, -1 for none. {@return whether it is time to probe} */
    boolean onSample(long now, long rttNanos) {
        boolean isProbeDue = now > probedAt + PROBE_INTERVAL_NANOS;
        if (rttNanos >= 0 && (rttNanos < probed || isProbeDue)) {
            probed = rttNanos;
            probedAt = now;
        } else if (rttNanos >= 0 && rttNanos - least <= least >> NOISE_SHIFT) {
            probed = least;
            probedAt = now;
        }
        if (probed <= least || now > leastAt + FILTER_NANOS) {
            least = probed;
            leastAt = probedAt;
        }
        return isProbeDue;
    }

    /** A probe is over; the next is due five seconds from now. */
    void onProbed(long now) {
        probedAt = now;
    }

    /** {@return BBR.min_rtt; {@code Long.MAX_VALUE} before the first sample} */
    long leastNanos() {
        return least;
    }
}
