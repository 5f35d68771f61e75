package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;

/**
 * Probes a peer that has long been silent, and gives it up if it stays so.
 *
 * <p>As the deadline is only looked at when it is due, hearing from the peer costs one store.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.4">RFC 9293, 3.8.4</a>
 */
final class KeepAlive {
    /** What is to be done at the deadline. */
    enum Verdict {
        WAIT,
        PROBE,
        GIVE_UP
    }

    private long lastHeardNanos;
    private long lastProbeNanos;
    private int probes;

    /** An acceptable segment came. */
    void onHeard(long now) {
        lastHeardNanos = now;
        probes = 0;
    }

    /** {@return what to do now}; {@code isBusy}: text is outstanding, whose timer then finds a dead peer. */
    Verdict onTime(long now, TcpConfig config, boolean isBusy) {
        if (isBusy) {
            onHeard(now);
            return Verdict.WAIT;
        }
        if (now < deadline(config)) {
            return Verdict.WAIT;
        }
        boolean isOver = config.userTimeoutNanos() > 0
                ? probes > 0 && now - lastHeardNanos >= config.userTimeoutNanos()
                : probes >= config.keepCount();
        if (isOver) {
            return Verdict.GIVE_UP;
        }
        probes++;
        lastProbeNanos = now;
        return Verdict.PROBE;
    }

    /** {@return when to look again} */
    long deadline(TcpConfig config) {
        return probes == 0
                ? Deadline.after(lastHeardNanos, config.keepIdleNanos())
                : Deadline.after(lastProbeNanos, config.keepIntervalNanos());
    }
}
