package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

/**
 * Finds what is lost and not sent again, and cuts or joins it as it leaves again.
 *
 * <pre>
 *   | lost, three segments |  and room for two   ->  | sent again, two | lost, one |
 *   | lost | lost | small ones                   ->  | sent again, one segment |
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-4">RFC 6675, 4, NextSeg</a>; Linux's {@code
 *     tcp_xmit_retransmit_queue}
 */
final class Resending {
    private final SentRanges ranges;
    private final SentOrder order;
    private final FlightCounts counts;
    private final DeliveryRate rate;
    /** Before this nothing waits to be sent again. */
    private int waitsFrom;

    Resending(SentRanges ranges, SentOrder order, FlightCounts counts, DeliveryRate rate, int una) {
        this.ranges = ranges;
        this.order = order;
        this.counts = counts;
        this.rate = rate;
        waitsFrom = una;
    }

    /** What begins at {@code start} is lost. */
    void onLost(int start) {
        waitsFrom = isBefore(start, waitsFrom) ? start : waitsFrom;
    }

    /** Keeps the mark within reach of {@code sndUna} when sequence numbers wrap. */
    void onAcknowledged(int sndUna) {
        waitsFrom = later(waitsFrom, sndUna);
    }

    /** {@return whether something is lost and not sent again} */
    boolean hasWaiting() {
        return counts.lostOut > counts.retransOut;
    }

    /** {@return the first range that is lost and not sent again, given {@link #hasWaiting}} */
    SentRange waiting() {
        int index = ranges.indexOf(waitsFrom);
        while (!ranges.at(index).waits()) {
            index++;
        }
        waitsFrom = ranges.at(index).start;
        return ranges.at(index);
    }

    /**
     * Sends the front of {@code range} again, at most {@code bytes} of text, as segments of {@code segmentBytes}; small
     * neighbours join it, up to {@code joinBytes}.
     */
    void onRetransmitted(SentRange range, int bytes, int segmentBytes, int joinBytes, long now) {
        int index = cutForRetransmit(range, bytes, segmentBytes);
        while (index + 1 < ranges.size() && joins(range, ranges.at(index + 1), joinBytes)) {
            swallow(range, index + 1);
        }
        range.flags |= SentRange.RETRANSMITTED | SentRange.EVER_RETRANSMITTED;
        counts.retransOut += range.segments;
        stamp(range, now);
    }

    /** Sends the last segment again, though it is not known to be lost: RFC 8985, 7.3. {@return it} */
    SentRange onProbed(int segmentBytes, long now) {
        SentRange last = ranges.last();
        int index = ranges.size() - 1;
        if (last.segments > 1 && last.text() > (last.segments - 1) * last.segmentBytes) {
            SentRange rest = ranges.split(index, last.segments - 1);
            order.split(last, rest);
            last = rest;
        }
        last.flags |= SentRange.EVER_RETRANSMITTED;
        stamp(last, now);
        return last;
    }

    /** {@return where that segment begins} */
    int lastStart() {
        SentRange last = ranges.last();
        return last.start + (last.segments - 1) * last.segmentBytes;
    }

    private void stamp(SentRange range, long now) {
        range.sentNanos = now;
        rate.onSent(range, 0, now);
        // A probe may repeat what is SACKed: that is not waited for.
        if (!range.has(SentRange.SACKED)) {
            order.append(range);
        }
    }

    private int cutForRetransmit(SentRange range, int bytes, int segmentBytes) {
        counts.recount(range, segmentBytes);
        int index = ranges.indexOf(range.start);
        if (range.text() > bytes) {
            cutAt(index, range, bytes);
        }
        return index;
    }

    /** A window that is no multiple of a segment may cut one. */
    private void cutAt(int index, SentRange range, int bytes) {
        int before = range.segments;
        int segmentBytes = range.segmentBytes;
        SentRange rest = ranges.split(index, 1);
        rest.start = range.start + bytes;
        range.end = rest.start;
        order.split(range, rest);
        range.segments = range.count(segmentBytes);
        rest.segments = rest.count(segmentBytes);
        int more = range.segments + rest.segments - before;
        counts.packetsOut += more;
        counts.lostOut += range.has(SentRange.LOST) ? more : 0;
    }

    /** As Linux's tcp_retrans_try_collapse: small segments leave again as one. */
    private static boolean joins(SentRange range, SentRange next, int joinBytes) {
        return range.segments == 1
                && next.segments == 1
                && !range.has(SentRange.ENDS)
                && !next.has(SentRange.SACKED)
                && range.text() + next.text() <= joinBytes;
    }

    private void swallow(SentRange range, int index) {
        SentRange next = ranges.at(index);
        order.remove(next);
        counts.join(1);
        counts.lostOut -= next.has(SentRange.LOST) ? 1 : 0;
        counts.retransOut -= next.has(SentRange.RETRANSMITTED) ? 1 : 0;
        range.end = next.end;
        range.flags |= next.flags & (SentRange.ENDS | SentRange.EVER_RETRANSMITTED);
        ranges.remove(index, index + 1);
    }
}
