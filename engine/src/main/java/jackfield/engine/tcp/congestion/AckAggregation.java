package jackfield.engine.tcp.congestion;

/**
 * Measures by how much acknowledgments come in heaps, so that BBR's window bridges the gaps between them.
 *
 * <p>The most of the last five to ten rounds. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.5.9</a>
 */
final class AckAggregation {
    private static final int HALF_ROUNDS = 5;
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private long sinceNanos;
    private int acked;
    private int younger;
    private int older;
    private int rounds;

    /** Measures from now on. */
    void restart(long now) {
        sinceNanos = now;
        acked = 0;
    }

    /** {@code segments} were acknowledged on a path that carries {@code bandwidth} bytes a second. */
    void onAck(long now, int segments, long bandwidth, int segmentBytes, int cwnd) {
        long micros = Math.min((now - sinceNanos) / 1000, MICROS_PER_SECOND);
        long expected = bandwidth * micros / MICROS_PER_SECOND / segmentBytes;
        if (acked <= expected || now - sinceNanos > MICROS_PER_SECOND * 1000) {
            restart(now);
            expected = 0;
        }
        acked += segments;
        int extra = (int) Math.min(acked - expected, cwnd);
        younger = Math.max(younger, extra);
    }

    /** A round trip is over. {@code isFull}: startup is over, before which one round is all that counts. */
    void onRound(boolean isFull) {
        if (++rounds >= (isFull ? HALF_ROUNDS : 1)) {
            rounds = 0;
            older = younger;
            younger = 0;
        }
    }

    /** {@return BBR.extra_acked, in segments} */
    int extra() {
        return Math.max(younger, older);
    }
}
