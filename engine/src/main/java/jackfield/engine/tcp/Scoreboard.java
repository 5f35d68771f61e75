package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Knows of each segment sent and not acknowledged whether it is on its way, SACKed, lost, or sent again.
 *
 * <pre>
 *   una                                                  SND.NXT
 *    | lost | sent again | SACKed | on its way | SACKed |
 *   in flight = packetsOut - sackedOut - lostOut + retransOut
 * </pre>
 *
 * <p>All counts are segments. Only whole segments are SACKed, so no peer can make more ranges than segments were sent;
 * beyond {@link #MOST_RANGES} SACK blocks that would split one are ignored. Without SACK, duplicates stand for SACKed
 * segments.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-3">RFC 6675, 3-4</a>; RFC 2018, 5; RFC 8985, 5.1
 */
final class Scoreboard {
    static final int MOST_RANGES = 16_384;

    private static final int MOST_CHECKED = 64;

    private final SentRanges ranges = new SentRanges();
    private final SentOrder order = new SentOrder();
    private final FlightCounts counts = new FlightCounts();
    private final DeliveryRate rate = new DeliveryRate(counts);
    private final SackMarks marks = new SackMarks(ranges, order, counts);
    private final Resending resending;
    private boolean keepsPieces;

    /** @param una the first sequence number that will be recorded */
    Scoreboard(int una) {
        resending = new Resending(ranges, order, counts, rate, una);
    }

    /** Segments of new text, up to {@code end}, leave. */
    void onSent(int start, int end, int segments, int segmentBytes, boolean fin, long now) {
        SentRange last = ranges.isEmpty() ? null : ranges.last();
        boolean joins = last != null
                && !keepsPieces
                && last.sentNanos == now
                && last.deliveredWhenSent == counts.delivered
                && (last.flags & (SentRange.FATES | SentRange.EVER_RETRANSMITTED | SentRange.ENDS)) == 0
                && last.segmentBytes == segmentBytes
                && distance(last.start, last.end) == last.segments * segmentBytes;
        SentRange range = joins && last != null ? last : ranges.insert(ranges.size());
        if (!joins) {
            range.start = start;
            range.segments = 0;
            range.segmentBytes = segmentBytes;
            range.flags = 0;
            range.sentNanos = now;
        }
        rate.onSent(range, segments, now);
        range.end = end;
        range.segments += segments;
        range.flags |= fin ? SentRange.FIN : 0;
        counts.packetsOut += segments;
        order.append(range);
    }

    /** What was sent last ends a record. */
    void endRecord() {
        ranges.last().flags |= SentRange.RECORD;
    }

    /**
     * Says whether what leaves in pieces of several segments is sent again by the same pieces; single segments are
     * remembered together.
     */
    void keepsPieces(boolean keeps) {
        keepsPieces = keeps;
    }

    /** {@return whether more may be sent: what is known of it is bounded} */
    boolean hasRoom() {
        return ranges.size() < MOST_RANGES;
    }

    /** Forgets what {@code news.sndUna} acknowledges, and says what that tells. */
    void acknowledge(AckNews news) {
        int ack = news.sndUna;
        while (!ranges.isEmpty()) {
            SentRange range = ranges.at(0);
            boolean isWhole = isAtOrBefore(range.end, ack);
            if (!isWhole && !isAfter(ack, range.start)) {
                break;
            }
            int gone = isWhole ? range.segments : trim(range, ack);
            if (gone > 0) {
                noteAcknowledged(range, gone, news);
            }
            if (!isWhole) {
                break;
            }
            order.remove(range);
            ranges.removeFirst();
        }
        news.isReneging = !ranges.isEmpty() && ranges.at(0).has(SentRange.SACKED);
        resending.onAcknowledged(ack);
        assert isConsistent();
    }

    /** Forgets the front of a range. {@return segments that are thereby gone} */
    private static int trim(SentRange range, int ack) {
        int before = range.segments;
        range.start = ack;
        range.segments = Math.min(before, range.count(range.segmentBytes));
        return before - range.segments;
    }

    private void noteAcknowledged(SentRange range, int gone, AckNews news) {
        if (range.has(SentRange.RETRANSMITTED | SentRange.EVER_RETRANSMITTED)) {
            counts.retransOut -= range.has(SentRange.RETRANSMITTED) ? gone : 0;
            news.hasAckedRetransmitted = true;
        } else if (!range.has(SentRange.SACKED)) {
            news.firstAckedSent = news.firstAckedSent == AckNews.NONE ? range.sentNanos : news.firstAckedSent;
            news.lastAckedSent = range.sentNanos;
            if (isBefore(range.start, news.reorderedAck)) {
                news.reorderedAck = range.start;
            }
            news.hasOriginal |= !isAfter(range.end, news.highSeq);
        }
        if (range.has(SentRange.SACKED)) {
            counts.sackedOut -= gone;
        } else {
            news.onDelivered(range, false);
            if (news.hasSack) {
                marks.onDelivered(gone, news);
            }
        }
        counts.lostOut -= range.has(SentRange.LOST) ? gone : 0;
        counts.packetsOut -= gone;
        news.ackedSegments += gone;
        news.hasAcked = true;
    }

    /** Gives up a range that is not SACKed; sent again, it is lost again. */
    void markLost(SentRange range) {
        assert !range.has(SentRange.SACKED);
        if (!range.has(SentRange.LOST)) {
            range.flags |= SentRange.LOST;
            counts.lostOut += range.segments;
            counts.lostTotal += range.segments;
        } else if (range.has(SentRange.RETRANSMITTED)) {
            range.flags &= ~SentRange.RETRANSMITTED;
            counts.retransOut -= range.segments;
            counts.lostTotal += range.segments;
        }
        rate.onLost(range);
        order.remove(range);
        resending.onLost(range.start);
    }

    /** Gives up the first segment, if it is not given up already: RFC 6582, 3.2. */
    void markHeadLost() {
        if (ranges.isEmpty() || ranges.at(0).has(SentRange.LOST)) {
            return;
        }
        SentRange head = ranges.at(0);
        if (head.segments > 1) {
            order.split(head, ranges.split(0, 1));
        }
        markLost(head);
    }

    /**
     * The timer ran out: gives up all that is not SACKed, but not what was sent less than {@code rttNanos} ago.
     *
     * @return whether the peer has reneged, so that all SACKs are forgotten
     */
    boolean markTimedOut(long now, long rttNanos) {
        // RFC 2018 8: the receiver may have dropped what it SACKed; it did if the first range was SACKed, or it would
        // have acknowledged it. Then no SACK is to be believed.
        boolean hasReneged = !ranges.isEmpty() && ranges.at(0).has(SentRange.SACKED);
        for (int index = 0; index < ranges.size(); index++) {
            SentRange range = ranges.at(index);
            if (hasReneged && range.has(SentRange.SACKED)) {
                range.flags &= ~SentRange.SACKED;
                counts.sackedOut -= range.segments;
                counts.recount(range, range.segmentBytes);
            }
            boolean isRecent = index > 0 && !hasReneged && range.sentNanos + rttNanos > now;
            if (!range.has(SentRange.SACKED) && !isRecent) {
                markLost(range);
            }
        }
        assert isConsistent();
        return hasReneged;
    }

    /** The path takes segments up to {@code segmentBytes}: the rest is lost, 0: all. {@return if any is} */
    boolean markTooLong(int segmentBytes) {
        for (int index = 0; index < ranges.size(); index++) {
            SentRange range = ranges.at(index);
            int longest = Math.min(range.text(), range.segmentBytes);
            if (longest > segmentBytes && !range.has(SentRange.SACKED)) {
                markLost(range);
                counts.recount(range, segmentBytes == 0 ? range.segmentBytes : segmentBytes);
            }
        }
        assert isConsistent();
        return counts.lostOut > 0;
    }

    /** Nothing was lost after all. */
    void unmarkLost() {
        for (int index = ranges.size() - 1; index >= 0; index--) {
            SentRange range = ranges.at(index);
            if (range.waits()) {
                order.prepend(range);
            }
            range.flags &= ~SentRange.LOST;
        }
        counts.lostOut = 0;
    }

    /** {@return the marks that SACK blocks set} */
    SackMarks marks() {
        return marks;
    }

    /** {@return how fast segments are delivered} */
    DeliveryRate rate() {
        return rate;
    }

    /** {@return what is lost, as it leaves again} */
    Resending resending() {
        return resending;
    }

    /** {@return what is on its way, by the time of sending} */
    SentOrder order() {
        return order;
    }

    FlightCounts counts() {
        return counts;
    }

    /** {@return the first range, given that something is outstanding} */
    SentRange head() {
        return ranges.at(0);
    }

    /** {@return the range that holds {@code seq}, which is outstanding} */
    SentRange at(int seq) {
        return ranges.at(ranges.indexOf(seq));
    }

    /** {@return where the highest SACKed range ends; SND.UNA if none is SACKed} */
    int highestSacked(int sndUna) {
        return counts.sackedOut == 0 ? sndUna : counts.highestSacked;
    }

    /** {@return whether something outstanding was sent again} */
    boolean hasRetransmitted() {
        return counts.retransOut > 0 || !ranges.isEmpty() && ranges.at(0).has(SentRange.EVER_RETRANSMITTED);
    }

    /** {@return ranges held} */
    int ranges() {
        return ranges.size();
    }

    /** Looks at small boards only, so that assertions do not make a flood slow. */
    private boolean isConsistent() {
        if (ranges.size() > MOST_CHECKED) {
            return true;
        }
        int segments = 0;
        int lost = 0;
        int resent = 0;
        for (int index = 0; index < ranges.size(); index++) {
            SentRange range = ranges.at(index);
            if (range.segments <= 0 || distance(range.start, range.end) <= 0) {
                return false;
            }
            segments += range.segments;
            lost += range.has(SentRange.LOST) ? range.segments : 0;
            resent += range.has(SentRange.RETRANSMITTED) ? range.segments : 0;
        }
        return segments == counts.packetsOut && lost == counts.lostOut && resent == counts.retransOut;
    }
}
