package jackfield.engine.tcp;

/**
 * Without SACK: counts duplicate acknowledgments as segments that have arrived beyond the gap.
 *
 * <pre>
 *   progress ... first duplicate: what is out now, and limited transmit's, is all that may answer by duplicates
 *   duplicate -> one more SACKed, but at least one of those outstanding is missing
 * </pre>
 *
 * <p>What leaves because a duplicate was believed makes no room for more of them, so a peer that repeats itself without
 * end draws no more than the flight it has got. Linux counts these too, and sends as long as the peer's window lasts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6582#section-3.2">RFC 6582, 3.2</a>; RFC 5681, 6; RFC 3042; Linux's
 *     {@code tcp_add_reno_sack}
 */
final class EmulatedSacks {
    private final FlightCounts counts;
    private final Reordering reordering;
    private boolean isBounded;
    private int mostOut;

    EmulatedSacks(FlightCounts counts, Reordering reordering) {
        this.counts = counts;
        this.reordering = reordering;
    }

    /** A duplicate came. */
    void add(AckNews news) {
        if (!isBounded) {
            // RFC 3042 2: what leaves until a repair begins is answered by duplicates, too.
            isBounded = true;
            mostOut = counts.packetsOut + reordering.segments() - 1;
        }
        int before = counts.sackedOut;
        counts.sackedOut++;
        limit(0);
        // RFC 5681 6: no more duplicates count than segments were outstanding.
        counts.sackedOut = Math.min(counts.sackedOut, Math.max(before, mostOut - 1));
        int more = Math.max(0, counts.sackedOut - before);
        counts.delivered += more;
        news.deliveredSegments += more;
    }

    /** {@code acked} segments were acknowledged: one filled the gap, the others had told of themselves. */
    void remove(int acked, AckNews news) {
        isBounded = false;
        int more = Math.max(acked - counts.sackedOut, 1);
        counts.delivered += more;
        news.deliveredSegments += more;
        counts.sackedOut = Math.max(0, counts.sackedOut - (acked - 1));
        limit(acked);
    }

    /** None of them counts any more. */
    void reset() {
        isBounded = false;
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
