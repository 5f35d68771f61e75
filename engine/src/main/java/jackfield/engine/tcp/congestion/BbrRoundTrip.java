package jackfield.engine.tcp.congestion;

/**
 * What BBR believes of the path's round-trip time without queues: the least of the last ten seconds.
 *
 * <p>The least of the last five tells when it is time to empty the queue and measure anew. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.3.4.3</a>
 */
final class BbrRoundTrip {
    private static final long SECOND = 1_000_000_000L;
    private static final long FILTER_NANOS = 10 * SECOND;
    private static final long PROBE_INTERVAL_NANOS = 5 * SECOND;

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
        }
        if (probed < least || now > leastAt + FILTER_NANOS) {
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
