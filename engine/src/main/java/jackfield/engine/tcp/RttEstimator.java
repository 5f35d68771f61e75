package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;

/**
 * Estimates the round-trip time and, from it, how long to wait for an acknowledgment.
 *
 * <pre>
 *   SRTT = 7/8 SRTT + 1/8 R      mdev = 3/4 mdev + 1/4 |SRTT - R|, slower where R falls
 *   RTO = SRTT + the largest 4 mdev of this round trip, at least the minimum; falling by quarters from round to round
 * </pre>
 *
 * <p>As in Linux the minimum stands for the variance, so that the RTO always leaves room for a delayed acknowledgment.
 * Computed in microseconds, in Linux's integers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298#section-2">RFC 6298, 2</a>; Linux's {@code tcp_rtt_estimator}
 */
final class RttEstimator {
    /** RFC 6298, 5.7: where the SYN was lost and nothing could be measured. */
    private static final long FALLBACK_NANOS = 3_000_000_000L;

    private static final long MICRO = 1000;

    private final MinRtt min;
    /** Eight times SRTT. */
    private long srtt;
    /** Four times the mean deviation, its largest in this round trip, and what the RTO is made of. */
    private long mdev;

    private long mdevMax;
    private long rttvar;
    private int roundEnd;
    private boolean hasLostSyn;

    /** @param minWindowNanos how long the least of all is remembered */
    RttEstimator(long minWindowNanos) {
        min = new MinRtt(minWindowNanos);
    }

    /**
     * Takes a measurement of a segment that was sent once (Karn), or one by timestamps.
     *
     * @param minimumNanos the RTO's least
     */
    void onSample(long rttNanos, int sndUna, int sndNxt, long minimumNanos) {
        long sample = Math.max(rttNanos, 0) / MICRO;
        long minimum = minimumNanos / MICRO;
        if (srtt == 0) {
            // RFC 6298 2.2: the first sample.
            srtt = Math.max(1, sample << 3);
            mdev = sample << 1;
            rttvar = Math.max(mdev, minimum);
            mdevMax = rttvar;
            roundEnd = sndNxt;
            return;
        }
        long error = sample - (srtt >> 3);
        srtt = Math.max(1, srtt + error);
        long deviation = Math.abs(error) - (mdev >> 2);
        // A round-trip time that falls is no reason for a larger RTO.
        mdev += error < 0 && deviation > 0 ? deviation >> 3 : deviation;
        if (mdev > mdevMax) {
            mdevMax = mdev;
            rttvar = Math.max(rttvar, mdevMax);
        }
        if (isAfter(sndUna, roundEnd)) {
            rttvar -= mdevMax < rttvar ? (rttvar - mdevMax) >> 2 : 0;
            roundEnd = sndNxt;
            mdevMax = minimum;
        }
    }

    /** Takes the round-trip time of what arrived last. */
    void onLeast(long now, long rttNanos, boolean mayBeDelayed) {
        // If every acknowledgment is delayed the window of time lets it in by and by.
        if (!mayBeDelayed || rttNanos <= min.nanos()) {
            min.onSample(now, Math.max(rttNanos, MICRO));
        }
    }

    /** The handshake is over and has shown no round-trip time: its SYN was sent more than once. */
    void onLostSyn() {
        hasLostSyn = true;
    }

    /** {@return how long to wait, before any back-off} */
    long rtoNanos(long initialNanos, long maximumNanos) {
        if (srtt != 0) {
            return Math.min(maximumNanos, ((srtt >> 3) + rttvar) * MICRO);
        }
        // RFC 6298 5.7: text MUST begin with three seconds then.
        return hasLostSyn ? Math.min(maximumNanos, Math.max(initialNanos, FALLBACK_NANOS)) : initialNanos;
    }

    /** {@return whether there was a sample} */
    boolean hasSample() {
        return srtt != 0;
    }

    /** {@return SRTT; 0 before the first sample} */
    long srttNanos() {
        return (srtt >> 3) * MICRO;
    }

    /** {@return the mean deviation: tcpi_rttvar} */
    long rttvarNanos() {
        return (mdev >> 2) * MICRO;
    }

    /** {@return the least of the last minutes; {@code Long.MAX_VALUE} before the first} */
    long minNanos() {
        return min.nanos();
    }
}
