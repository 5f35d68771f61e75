package jackfield.engine.tcp;

/**
 * Counts the segments sent and not acknowledged, by their fate.
 *
 * <pre>
 *   in flight = packetsOut - (sackedOut + lostOut) + retransOut
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-4">RFC 6675, 4, SetPipe</a>; Linux's {@code
 *     tcp_packets_in_flight}
 */
final class FlightCounts {
    /** Sent and not acknowledged. */
    int packetsOut;
    /** Of those SACKed, or known from duplicates to have arrived. */
    int sackedOut;
    /** Whether {@link #sackedOut} is known from duplicates only. */
    boolean isEmulated;
    /** Of those lost, sent again or not. */
    int lostOut;
    /** Of those sent again, and on their way. */
    int retransOut;
    /** Ever found to be lost. */
    long lostTotal;
    /** Ever delivered; the SYN is the first. */
    long delivered = 1;
    /** Of those, told by an acknowledgment that echoes a congestion mark. */
    long deliveredMarked;
    /** Where the highest SACKed range ends; meaningful while something is SACKed. */
    int highestSacked;

    /** {@return segments believed to be on their way} */
    int inFlight() {
        return packetsOut - sackedOut - lostOut + retransOut;
    }

    /** {@return segments that are not on their way by their first transmission} */
    int leftOut() {
        return sackedOut + lostOut;
    }

    /** {@code less} segments fewer are out, as they were joined. */
    void join(int less) {
        packetsOut -= less;
        sackedOut -= isEmulated ? Math.min(sackedOut, less) : 0;
    }

    /** {@code range} is from now on cut into segments of {@code segmentBytes}. */
    void recount(SentRange range, int segmentBytes) {
        int more = range.count(segmentBytes) - range.segments;
        range.segments += more;
        range.segmentBytes = segmentBytes;
        join(-Math.min(more, 0));
        packetsOut += Math.max(more, 0);
        lostOut += range.has(SentRange.LOST) ? more : 0;
        retransOut += range.has(SentRange.RETRANSMITTED) ? more : 0;
        sackedOut += range.has(SentRange.SACKED) ? more : 0;
    }
}
