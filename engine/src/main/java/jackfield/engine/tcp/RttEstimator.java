package jackfield.engine.tcp;

/**
 * Estimates the round-trip time and, from it, how long to wait for an acknowledgment.
 *
 * <pre>
 *   RTTVAR = 3/4 RTTVAR + 1/4 |SRTT - R|     SRTT = 7/8 SRTT + 1/8 R     RTO = SRTT + max(minimum, 4 RTTVAR)
 * </pre>
 *
 * <p>As in Linux the minimum stands for the variance, so that the RTO always leaves room for a delayed acknowledgment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298#section-2">RFC 6298, 2</a>
 */
final class RttEstimator {
    /** RFC 6298, 5.7: where the SYN was lost and nothing could be measured. */
    private static final long FALLBACK_NANOS = 3_000_000_000L;

    private long srttNanos;
    private long rttvarNanos;
    private boolean hasSample;
    private boolean hasLostSyn;

    /** Takes a measurement of a segment that was sent once (Karn), or one by timestamps. */
    void onSample(long rttNanos) {
        long sample = Math.max(rttNanos, 0);
        if (hasSample) {
            // RFC 6298 2.3: RTTVAR first, from the SRTT before this sample.
            rttvarNanos += (Math.abs(srttNanos - sample) - rttvarNanos) / 4;
            srttNanos += (sample - srttNanos) / 8;
        } else {
            // RFC 6298 2.2: the first sample.
            srttNanos = sample;
            rttvarNanos = sample / 2;
            hasSample = true;
        }
    }

    /** The handshake is over and has shown no round-trip time: its SYN was sent more than once. */
    void onLostSyn() {
        hasLostSyn = true;
    }

    /** {@return how long to wait, before any back-off} */
    long rtoNanos(long initialNanos, long minimumNanos, long maximumNanos) {
        if (hasSample) {
            return Math.min(maximumNanos, srttNanos + Math.max(minimumNanos, 4 * rttvarNanos));
        }
        // RFC 6298 5.7: text MUST begin with three seconds then.
        return hasLostSyn ? Math.min(maximumNanos, Math.max(initialNanos, FALLBACK_NANOS)) : initialNanos;
    }

    /** {@return SRTT; 0 before the first sample} */
    long srttNanos() {
        return srttNanos;
    }

    long rttvarNanos() {
        return rttvarNanos;
    }
}
