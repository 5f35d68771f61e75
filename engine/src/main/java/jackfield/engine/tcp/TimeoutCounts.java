package jackfield.engine.tcp;

/**
 * Counts time-outs of a connection and the time that their repair took, as Linux's {@code tcp_info} does.
 *
 * <pre>
 *   time-out  time-out     progress  repaired      time-out  repaired
 *      |---------|------------|---------|              |---------|        2 repairs, 3 time-outs
 * </pre>
 *
 * <p>A repair begins with the first time-out after progress, those of SYNs included. Nothing depends on it but {@code
 * TCP_INFO}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298#section-5">RFC 6298, 5</a>; Linux's {@code tcp_update_rto_stats}
 */
final class TimeoutCounts {
    private long total;
    private long repairs;
    private long repairNanos;
    private long sinceNanos = AckNews.NONE;

    /** {@code isFirst}: there was progress since the last one. */
    void onTimeout(long now, boolean isFirst) {
        total++;
        if (isFirst) {
            repairs++;
            sinceNanos = now;
        }
    }

    /** Nothing is left to repair. */
    void onRepaired(long now) {
        if (sinceNanos != AckNews.NONE) {
            repairNanos += now - sinceNanos;
            sinceNanos = AckNews.NONE;
        }
    }

    TimeoutSnapshot snapshot() {
        return new TimeoutSnapshot(total, repairs, repairNanos, sinceNanos);
    }
}
