package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;

/**
 * Says when an acknowledgment is overdue: one timer that waits for one of three things at a time.
 *
 * <pre>
 *   RETRANSMIT   RTO after the last progress, doubled from time-out to time-out
 *   LOSS_PROBE   about two round trips after text left, if that is earlier
 *   REORDER      the reordering window after something overtook
 * </pre>
 *
 * <p>Whichever is armed takes the place of the others; the RTO is then counted from when the oldest segment was sent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298#section-5">RFC 6298, 5</a>; RFC 8985, 6.3 and 7.2; RFC 9293,
 *     3.8.3; Linux's {@code tcp_rearm_rto}, {@code tcp_schedule_loss_probe} and {@code retransmits_timed_out}
 */
final class RetransmitTimer {
    /** tcp_retries1: after as much time as so many time-outs need, the path itself is doubted. */
    static final int SUSPICIOUS_TIMEOUTS = 3;

    private static final int MOST_DOUBLINGS = 30;
    private static final long LEAST_NANOS = 1000;
    /** Linux's TCP_TIMEOUT_MIN, two ticks of a millisecond. */
    static final long HURRIED_NANOS = 2_000_000;

    private final TcpTimer.Table timers;
    private final RttEstimator rtt;
    private TcpConfig config;
    private int doublings;
    private int timeouts;
    private final TimeoutCounts counts = new TimeoutCounts();
    private int linearTimeouts;

    RetransmitTimer(TcpConfig config, TcpTimer.Table timers, RttEstimator rtt) {
        this.config = config;
        this.timers = timers;
        this.rtt = rtt;
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** {@return the RTO in force, doubled once for each time-out} */
    long rtoNanos() {
        long rto = rtt.rtoNanos(config.initialRtoNanos(), config.maximumRtoNanos());
        // RFC 6298 5.5: back off; 2.5: a maximum may be placed.
        return rto > config.maximumRtoNanos() >> doublings ? config.maximumRtoNanos() : rto << doublings;
    }

    /** Waits {@code nanos} for {@code what}, and for nothing else. */
    void arm(TcpTimer what, long now, long nanos) {
        stop();
        timers.arm(what, Deadline.after(now, nanos));
    }

    /** RFC 6298, 5.2: nothing is outstanding. */
    void stop() {
        timers.cancel(TcpTimer.RETRANSMIT);
        timers.cancel(TcpTimer.LOSS_PROBE);
        timers.cancel(TcpTimer.REORDER);
    }

    /** Waits an RTO from now; from {@code headSentNanos} if it takes over from a probe or the reorder timer. */
    void rearm(long now, long headSentNanos) {
        boolean takesOver = timers.isArmed(TcpTimer.LOSS_PROBE) || timers.isArmed(TcpTimer.REORDER);
        arm(TcpTimer.RETRANSMIT, now, takesOver ? Math.max(untilRto(now, headSentNanos), LEAST_NANOS) : rtoNanos());
    }

    /** After the reorder timer or a probe ran out, which armed nothing itself. */
    void rearmFromHead(long now, long headSentNanos) {
        arm(TcpTimer.RETRANSMIT, now, Math.max(untilRto(now, headSentNanos), LEAST_NANOS));
    }

    /**
     * Waits for the time to probe, unless the RTO comes first.
     *
     * @param isAdvancing whether the RTO would start anew now
     */
    void armProbe(long now, int packetsOut, long headSentNanos, boolean isAdvancing) {
        long delay = TailLossProbe.delayNanos(rtt, packetsOut, config.minimumRtoNanos(), config.initialRtoNanos());
        long rto = isAdvancing ? rtoNanos() : untilRto(now, headSentNanos);
        arm(TcpTimer.LOSS_PROBE, now, rto > 0 ? Math.min(delay, rto) : delay);
    }

    private long untilRto(long now, long headSentNanos) {
        return headSentNanos + rtoNanos() - now;
    }

    /** {@return whether one of the three is waited for} */
    boolean isArmed() {
        return timers.isArmed(TcpTimer.RETRANSMIT)
                || timers.isArmed(TcpTimer.LOSS_PROBE)
                || timers.isArmed(TcpTimer.REORDER);
    }

    /** RETRANSMIT ran out on text or FIN. */
    void onTimeout(long now) {
        counts.onTimeout(now, timeouts == 0);
        doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
        timeouts++;
    }

    /** RETRANSMIT ran out on a SYN; as in Linux the first few of an active open are not doubled. */
    void onSynTimeout(long now, int mostLinear) {
        counts.onTimeout(now, timeouts == 0);
        linearTimeouts++;
        timeouts++;
        doublings += linearTimeouts > mostLinear ? 1 : 0;
        doublings = Math.min(doublings, MOST_DOUBLINGS);
    }

    /** The peer acknowledged something new. Karn: the back-off stays until there is a sample. */
    void onProgress() {
        timeouts = 0;
    }

    /** The round-trip time was measured. */
    void onSample() {
        doublings = 0;
    }

    /** The peer is alive, if not progressing: RFC 9293 3.8.6.1, a closed window MUST not end the connection. */
    void onSignOfLife() {
        timeouts = 0;
    }

    /**
     * {@return whether as much time passed since {@code firstNanos} as {@code most} time-outs of the least RTO need}
     *
     * @param firstNanos when the first segment was sent again
     */
    boolean isSpent(long now, long firstNanos, int most) {
        return timeouts > 0 && firstNanos >= 0 && now - firstNanos >= modelNanos(most);
    }

    private long modelNanos(int most) {
        long least = config.minimumRtoNanos();
        int doubled = 63 - Long.numberOfLeadingZeros(Math.max(1, config.maximumRtoNanos() / least));
        if (most <= doubled) {
            return ((2L << most) - 1) * least;
        }
        return ((2L << doubled) - 1) * least + (most - doubled) * config.maximumRtoNanos();
    }

    /** {@return time-outs since the last progress} */
    int timeouts() {
        return timeouts;
    }

    /** {@return all time-outs since the connection began} */
    TimeoutCounts counts() {
        return counts;
    }

    /** {@return how often the RTO is doubled} */
    int doublings() {
        return doublings;
    }
}
