package jackfield.engine.tcp.congestion;

/**
 * HyStart++: ends the first slow start when the round-trip time grows, before anything is lost.
 *
 * <pre>
 *   SLOW_START --RTT has grown by an eighth--> CONSERVATIVE --five rounds--> over
 *        ^------------RTT fell again--------------+
 * </pre>
 *
 * <p>Conservative slow start grows a quarter as fast. A round ends when what was sent at its beginning is delivered.
 * There is no limit L to the growth by one acknowledgment: Linux has none. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9406#section-4.2">RFC 9406, 4.2</a>
 */
final class HyStart {
    // RFC 9406 4.3: the tuning constants.
    private static final long MIN_RTT_THRESH_NANOS = 4_000_000;
    private static final long MAX_RTT_THRESH_NANOS = 16_000_000;
    private static final int MIN_RTT_DIVISOR = 8;
    private static final int N_RTT_SAMPLE = 8;
    private static final int CSS_GROWTH_DIVISOR = 4;
    private static final int CSS_ROUNDS = 5;

    private static final long NONE = Long.MAX_VALUE;

    private final Rounds rounds = new Rounds();
    private long lastRoundMinRtt = NONE;
    private long currentRoundMinRtt = NONE;
    private int samples;
    private long baselineMinRtt = NONE;
    private boolean isConservative;
    private int conservativeRounds;
    private int fractions;

    /** Takes a round-trip time. {@return whether slow start is over} */
    boolean onAck(AckSample sample) {
        if (rounds.onAck(sample)) {
            if (isConservative && ++conservativeRounds >= CSS_ROUNDS) {
                return true;
            }
            lastRoundMinRtt = currentRoundMinRtt;
            currentRoundMinRtt = NONE;
            samples = 0;
        }
        currentRoundMinRtt = Math.min(currentRoundMinRtt, sample.rttNanos);
        samples++;
        if (samples < N_RTT_SAMPLE) {
            return false;
        }
        if (isConservative) {
            if (currentRoundMinRtt < baselineMinRtt) {
                // The growth of the RTT was a whim of the path.
                isConservative = false;
                baselineMinRtt = NONE;
            }
        } else if (lastRoundMinRtt != NONE && currentRoundMinRtt >= lastRoundMinRtt + threshold()) {
            isConservative = true;
            baselineMinRtt = currentRoundMinRtt;
            conservativeRounds = 0;
            fractions = 0;
        }
        return false;
    }

    private long threshold() {
        return Math.clamp(lastRoundMinRtt / MIN_RTT_DIVISOR, MIN_RTT_THRESH_NANOS, MAX_RTT_THRESH_NANOS);
    }

    /** {@return segments by which slow start grows for so many acknowledged} */
    int growth(int ackedSegments) {
        if (!isConservative) {
            return ackedSegments;
        }
        fractions += ackedSegments;
        int growth = fractions / CSS_GROWTH_DIVISOR;
        fractions -= growth * CSS_GROWTH_DIVISOR;
        return growth;
    }

    /** {@return whether it grows slowly, as the queue seems to fill} */
    boolean isConservative() {
        return isConservative;
    }
}
