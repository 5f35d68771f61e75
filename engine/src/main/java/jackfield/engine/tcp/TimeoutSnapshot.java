package jackfield.engine.tcp;

/**
 * The time-outs of a connection since it began, those of its SYN included.
 *
 * @param total tcpi_total_rto
 * @param repairs times that one followed upon progress: tcpi_total_rto_recoveries
 * @param repairNanos time the repairs took that are over: tcpi_total_rto_time, with the one that lasts
 * @param sinceNanos when the one that lasts began; negative if none does
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298#section-5">RFC 6298, 5</a>; Linux's {@code tcp_info}
 */
public record TimeoutSnapshot(long total, long repairs, long repairNanos, long sinceNanos) {
    /** {@return time all repairs took until {@code now}} */
    public long nanos(long now) {
        return repairNanos + (sinceNanos < 0 ? 0 : now - sinceNanos);
    }
}
