package jackfield.engine.tcp;

/**
 * Without SACK: counts duplicate acknowledgments as segments that have arrived beyond the gap.
 *
 * <pre>
 *   duplicate -> one more SACKed, but at least one of those outstanding is missing
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6582#section-3.2">RFC 6582, 3.2</a>; Linux's {@code
 *     tcp_add_reno_sack}
 */
final class EmulatedSacks {
    private final FlightCounts counts;
    private final Reordering reordering;

    EmulatedSacks(FlightCounts counts, Reordering reordering) {
        this.counts = counts;
        this.reordering = reordering;
    }

    /** A duplicate came. */
    void add(AckNews news) {
        int before = counts.sackedOut;
        counts.sackedOut++;
        limit(0);
        int more = Math.max(0, counts.sackedOut - before);
        counts.delivered += more;
        news.deliveredSegments += more;
    }

    /** {@code acked} segments were acknowledged: one filled the gap, the others had told of themselves. */
    void remove(int acked, AckNews news) {
        int more = Math.max(acked - counts.sackedOut, 1);
        counts.delivered += more;
        news.deliveredSegments += more;
        counts.sackedOut = Math.max(0, counts.sackedOut - (acked - 1));
        limit(acked);
    }

    void reset() {
        counts.sackedOut = 0;
    }

    /** Keeps the count below what is outstanding; more duplicates than that show reordering. */
    void limit(int acked) {
        int holes = Math.min(Math.max(counts.lostOut, 1), counts.packetsOut);
        if (counts.sackedOut + holes > counts.packetsOut) {
            counts.sackedOut = counts.packetsOut - holes;
            reordering.onDuplicates(counts.packetsOut + acked);
        }
    }
}
