package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Reads the SACK blocks of an acknowledgment: a duplicate report first, then what lies beyond gaps; lies are ignored.
 *
 * <pre>
 *   ack 5000 sack 4000:5000               the peer got 4000:5000 twice (below the acknowledgment)
 *   ack 4000 sack 5000:6000 4500:9000     the peer got 5000:6000 twice (within the second block)
 *   ack 4000 sack 5000:6000               the peer holds 5000:6000
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2883#section-4">RFC 2883, 4</a>; RFC 2018, 4; Linux's {@code
 *     tcp_sacktag_write_queue}
 */
final class Sacks {
    private final SackMarks marks;
    private long duplicates;

    Sacks(SackMarks marks) {
        this.marks = marks;
    }

    /**
     * Takes the blocks, edges in turn.
     *
     * @param isOutstanding whether anything is outstanding
     * @param probeEnd the end of a tail loss probe on its way
     * @param retransmits segments sent again so far
     */
    void take(
            int[] edges,
            AckNews news,
            boolean isOutstanding,
            boolean hasProbe,
            int probeEnd,
            long retransmits,
            int segmentBytes) {
        boolean isDsack = isDuplicateReport(edges, news)
                && isCredible(edges[0], edges[1], news, hasProbe, probeEnd, retransmits, segmentBytes);
        if (isBefore(news.sndUna, news.priorUna - news.maxSndWnd) || !isOutstanding) {
            return;
        }
        for (int i = 0; i + 1 < edges.length; i += 2) {
            boolean isDuplicate = i == 0 && isDsack;
            if (isPossible(isDuplicate, edges[i], edges[i + 1], news) && isAfter(edges[i + 1], news.priorUna)) {
                marks.sack(edges[i], edges[i + 1], isDuplicate, news);
            }
        }
    }

    /** RFC 2883 4: the first block lies below the acknowledgment, or within the second. */
    private static boolean isDuplicateReport(int[] edges, AckNews news) {
        if (edges.length < 2) {
            return false;
        }
        return isBefore(edges[0], news.sndUna)
                || edges.length >= 4 && isAtOrBefore(edges[1], edges[3]) && isAtOrAfter(edges[0], edges[2]);
    }

    private boolean isCredible(
            int left, int right, AckNews news, boolean hasProbe, int probeEnd, long retransmits, int segmentBytes) {
        int length = distance(left, right);
        if (!isBefore(left, right) || length > news.maxSndWnd) {
            return false;
        }
        int segments = 1;
        if (length > segmentBytes) {
            segments = (length + segmentBytes - 1) / segmentBytes;
        } else {
            news.isProbeDsack = hasProbe && probeEnd == right;
        }
        duplicates += segments;
        // More duplicates than were ever sent again: the network, or the peer, makes them.
        if (duplicates > retransmits) {
            return false;
        }
        news.isDsack = true;
        marks.onDelivered(segments, news);
        boolean isForgotten = isAtOrBefore(right, news.priorUna);
        if (news.hasUndoMarker && isForgotten && isAfter(right, news.undoMarker)) {
            news.needlessSegments += segments;
        }
        return true;
    }

    /** As Linux's tcp_is_sackblock_valid. */
    private static boolean isPossible(boolean isDuplicate, int left, int right, AckNews news) {
        // RFC 2018 4: a block holds what was sent.
        if (isAfter(right, news.sndNxt) || !isBefore(left, right) || !isBefore(left, news.sndNxt)) {
            return false;
        }
        if (isAfter(left, news.sndUna)) {
            return true;
        }
        if (!isDuplicate || !news.hasUndoMarker || isAfter(right, news.sndUna)) {
            return false;
        }
        if (!isBefore(left, news.undoMarker)) {
            return true;
        }
        return isAfter(right, news.undoMarker) && !isBefore(left, right - news.maxSndWnd);
    }

    /** {@return segments that the peer reports to have got twice: tcpi_dsack_dups} */
    long duplicates() {
        return duplicates;
    }
}
