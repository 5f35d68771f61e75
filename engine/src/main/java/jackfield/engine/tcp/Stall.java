package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;

/**
 * Waits for a peer that takes nothing: probes its closed window, and counts the time the application allows.
 *
 * <p>Arms {@link TcpTimer#PERSIST} and {@link TcpTimer#USER_TIMEOUT}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.1">RFC 9293, 3.8.6.1</a>; RFC 5482; Linux's {@code
 *     tcp_ack_probe} and {@code tcp_send_probe0}
 */
final class Stall {
    private final TcpTimer.Table timers;
    private final ZeroWindowProbe probe = new ZeroWindowProbe();
    private TcpConfig config;
    private boolean isOrphan;
    private long firstProbeNanos = AckNews.NONE;

    Stall(TcpConfig config, TcpTimer.Table timers) {
        this.config = config;
        this.timers = timers;
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** The application is gone: a peer that answers, but keeps its window closed, is no longer waited for for ever. */
    void orphan() {
        isOrphan = true;
    }

    boolean isOrphan() {
        return isOrphan;
    }

    /** The peer acknowledged; {@code isOpen}: and takes what waits; {@code isStuck}: and something waits. */
    void onAck(long now, boolean isStuck, boolean isOpen, long rtoNanos) {
        probe.onAnswer();
        if (isOpen) {
            stop();
            probe.onOpen();
        } else if (isStuck && timers.isArmed(TcpTimer.PERSIST)) {
            // As in Linux the interval begins anew with the answer.
            armPersist(now, rtoNanos);
        }
    }

    /** What PERSIST led to. {@return false if the peer has not answered too many probes} */
    boolean onPersistTimeout(long now, int mostUnanswered, long rtoNanos) {
        boolean isSilent = config.userTimeoutNanos() == 0 && probe.unanswered() >= mostUnanswered;
        if (isSilent || isOrphan && probe.isSpent(mostUnanswered, rtoNanos, config.maximumRtoNanos())) {
            return false;
        }
        probe.onSent();
        firstProbeNanos = firstProbeNanos == AckNews.NONE ? now : firstProbeNanos;
        armPersist(now, rtoNanos);
        return true;
    }

    /** Nothing is outstanding, so no acknowledgment will come by itself: text that is stuck needs the probe timer. */
    void settle(long now, boolean isStuck, long rtoNanos) {
        if (!isStuck) {
            stop();
        } else if (!timers.isArmed(TcpTimer.PERSIST)) {
            armPersist(now, rtoNanos);
        }
    }

    /** Text leaves, or there is none. */
    void stop() {
        timers.cancel(TcpTimer.PERSIST);
        firstProbeNanos = AckNews.NONE;
    }

    private void armPersist(long now, long rtoNanos) {
        timers.arm(TcpTimer.PERSIST, Deadline.after(now, probe.intervalNanos(rtoNanos, config.maximumRtoNanos())));
    }

    /**
     * The user timeout counts from the first repetition or probe; from the SYN while that is outstanding.
     *
     * @param firstSentAgain when what is outstanding was first sent again; {@link AckNews#NONE} if it was not
     */
    void armUserTimeout(long firstSentAgain) {
        long since = firstSentAgain == AckNews.NONE ? firstProbeNanos : firstSentAgain;
        if (config.userTimeoutNanos() > 0 && since != AckNews.NONE) {
            timers.arm(TcpTimer.USER_TIMEOUT, Deadline.after(since, config.userTimeoutNanos()));
        } else {
            timers.cancel(TcpTimer.USER_TIMEOUT);
        }
    }

    /** {@return how often the interval between probes has doubled} */
    int doublings() {
        return probe.sent();
    }
}
