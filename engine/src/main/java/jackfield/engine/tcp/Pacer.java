package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;

/**
 * Spreads what the congestion window lets through over the round trip, at so many bytes a second.
 *
 * <pre>
 *   rate = max(cwnd, out) * MSS / SRTT * 200 % (below half of ssthresh) or 120 %,  at most SO_MAX_PACING_RATE
 *
 *   |==seg==|  gap  |==seg==|  gap  |     the next leaves length / rate after the last
 * </pre>
 *
 * <p>Off until SO_MAX_PACING_RATE is set or a congestion controller says how fast: Linux leaves it to a queueing
 * discipline otherwise. Super-segments are cut to a millisecond's worth all the same, so that a burst is short. Not
 * thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9002#section-7.7">RFC 9002, 7.7</a>; Linux's tcp_update_pacing_rate
 *     and tcp_tso_autosize
 */
final class Pacer {
    /** Rate of one that is not paced. */
    static final long UNPACED = Long.MAX_VALUE;

    /** Linux, as sch_fq: the first flight leaves at once. */
    private static final int FREE_SEGMENTS = 10;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** tcp_pacing_shift: a super-segment lasts 1/1024 s. */
    private static final int PACING_SHIFT = 10;

    /** tcp_tso_rtt_log: on short paths longer ones are harmless. */
    private static final int RTT_LOG = 9;

    /** 64 KiB less room for headers, as Linux reckons it. */
    private static final int MOST_BYTES = 65_215;

    private static final int LEAST_SEGMENTS = 2;

    private long rate = UNPACED;
    private boolean isOn;
    private long nextNanos;
    private int sentSegments;

    /**
     * The window or the round-trip time changed.
     *
     * @param wanted what the controller asks for, bytes a second; 0 if it leaves that to the rule
     * @param isControlled whether the controller sets the pace, if not yet now
     */
    void update(
            CongestionConfig config,
            boolean isControlled,
            long wanted,
            int cwnd,
            int ssthresh,
            int outSegments,
            int segmentBytes,
            long srttNanos) {
        // Linux, sk_pacing_status: what was once paced stays paced, whoever controls it now.
        isOn |= isControlled || config.maxPacingRate() != Long.MAX_VALUE;
        long usual = wanted;
        if (wanted == 0) {
            int percent = cwnd < ssthresh / 2 ? config.pacingSlowStartPercent() : config.pacingAvoidancePercent();
            long bytes = (long) Math.max(cwnd, outSegments) * segmentBytes;
            usual = srttNanos == 0 ? UNPACED : rate(bytes, Math.max(1, srttNanos / 1000), percent);
        }
        rate = Math.min(usual, config.maxPacingRate());
    }

    private static long rate(long bytes, long micros, int percent) {
        return bytes * percent / 100 * 1_000_000 / micros;
    }

    /** {@return whether nothing may leave before {@link #nextNanos}} */
    boolean holds(long now) {
        return isOn && now < nextNanos;
    }

    /** {@return when the next segment may leave} */
    long nextNanos() {
        return nextNanos;
    }

    /** So many bytes of text leave now, as so many segments. */
    void onSent(long now, int bytes, int segments) {
        boolean isFree = sentSegments < FREE_SEGMENTS;
        sentSegments = isFree ? sentSegments + segments : sentSegments;
        if (!isOn) {
            return;
        }
        long prior = nextNanos;
        nextNanos = Math.max(nextNanos, now);
        if (isFree || rate == UNPACED || rate == 0) {
            return;
        }
        long length = bytes * NANOS_PER_SECOND / rate;
        // Linux: what was late is made up for, by half of the gap at most.
        length -= Math.min(length / 2, nextNanos - prior);
        nextNanos = Deadline.after(nextNanos, length);
    }

    /**
     * {@return the longest super-segment now, in bytes: a multiple of {@code segmentBytes}}
     *
     * @param minRttNanos {@code Long.MAX_VALUE} if unknown
     */
    int superSegmentBytes(int segmentBytes, int mostBytes, long minRttNanos) {
        long bytes = rate >> PACING_SHIFT;
        long halvings = minRttNanos / 1000 >> RTT_LOG;
        bytes = Math.min(bytes, MOST_BYTES) + (halvings < Integer.SIZE ? MOST_BYTES >> halvings : 0);
        long segments = Math.max(LEAST_SEGMENTS, Math.min(bytes, MOST_BYTES) / segmentBytes);
        return (int) Math.min(mostBytes, segments * segmentBytes);
    }

    /** {@return bytes a second, whether or not anything is held to it; {@link #UNPACED} while unknown} */
    long rate() {
        return rate;
    }
}
