package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

/**
 * Marks what SACK blocks tell on the ranges sent, in whole segments.
 *
 * <pre>
 *   block:        [            )
 *   before:  | range of four segments |
 *   after:   | . | SACKed | SACKed | . |   whole segments only, and neighbours are joined
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2018#section-5">RFC 2018, 5</a>; RFC 2883, 4; RFC 6675, 4
 */
final class SackMarks {
    private final SentRanges ranges;
    private final SentOrder order;
    private final FlightCounts counts;

    SackMarks(SentRanges ranges, SentOrder order, FlightCounts counts) {
        this.ranges = ranges;
        this.order = order;
        this.counts = counts;
    }

    /** Marks the whole segments of a block that {@link Sacks} found possible. */
    void sack(int left, int right, boolean isDsack, AckNews news) {
        int first = ranges.indexOf(left);
        int index = first;
        while (index < ranges.size() && isBefore(ranges.at(index).start, right)) {
            SentRange range = ranges.at(index);
            if (isDsack) {
                onDuplicate(range, left, right, news);
            }
            if (!range.has(SentRange.SACKED) && isAfter(range.end, news.sndUna)) {
                int skipped = cut(index, left, right);
                if (skipped < 0) {
                    index++;
                    continue;
                }
                index += skipped;
                markSacked(ranges.at(index), news);
            }
            index++;
        }
        join(Math.max(0, first - 1), Math.min(ranges.size(), index + 1));
    }

    /** Cuts a range so that a part of it is within the edges. {@return 0 or 1: its place; -1 for none} */
    private int cut(int index, int left, int right) {
        SentRange range = ranges.at(index);
        boolean isWhole = isAtOrBefore(left, range.start) && !isBefore(right, range.end);
        if (isWhole) {
            return 0;
        }
        if (range.segments == 1 || ranges.size() >= Scoreboard.MOST_RANGES) {
            return -1;
        }
        int from = 0;
        if (isAfter(left, range.start)) {
            from = (distance(range.start, left) + range.segmentBytes - 1) / range.segmentBytes;
        }
        int to = isBefore(right, range.end) ? distance(range.start, right) / range.segmentBytes : range.segments;
        to = isBefore(right, range.end) ? Math.min(to, range.segments - 1) : to;
        if (from >= to) {
            return -1;
        }
        if (to < range.segments) {
            order.split(range, ranges.split(index, to));
        }
        if (from > 0) {
            order.split(range, ranges.split(index, from));
        }
        return from > 0 ? 1 : 0;
    }

    /** Segments arrived that had arrived before; they count, as they have left the network. */
    void onDelivered(int segments, AckNews news) {
        counts.delivered += segments;
        news.deliveredSegments += segments;
    }

    private void markSacked(SentRange range, AckNews news) {
        news.onDelivered(range, true);
        if (range.has(SentRange.RETRANSMITTED)) {
            // As in Linux: if it is not lost its repetition is believed to be still on its way.
            if (range.has(SentRange.LOST)) {
                counts.lostOut -= range.segments;
                counts.retransOut -= range.segments;
                range.flags &= ~(SentRange.LOST | SentRange.RETRANSMITTED);
            }
        } else {
            if (!range.has(SentRange.EVER_RETRANSMITTED)) {
                noteOriginal(range, news);
            }
            if (range.has(SentRange.LOST)) {
                counts.lostOut -= range.segments;
                range.flags &= ~SentRange.LOST;
            }
        }
        range.flags |= SentRange.SACKED;
        order.remove(range);
        counts.highestSacked = counts.sackedOut == 0 ? range.end : later(counts.highestSacked, range.end);
        counts.sackedOut += range.segments;
        counts.delivered += range.segments;
        news.deliveredSegments += range.segments;
        news.hasSacked = true;
    }

    private void noteOriginal(SentRange range, AckNews news) {
        if (counts.sackedOut > 0
                && isBefore(range.start, counts.highestSacked)
                && isBefore(range.start, news.reorderedSack)) {
            news.reorderedSack = range.start;
        }
        news.hasOriginal |= !isAfter(range.end, news.highSeq);
        news.firstSackedSent = news.firstSackedSent == AckNews.NONE ? range.sentNanos : news.firstSackedSent;
        news.lastSackedSent = range.sentNanos;
    }

    /** The peer has got it twice: RFC 2883. */
    private void onDuplicate(SentRange range, int left, int right, AckNews news) {
        if (!range.has(SentRange.RETRANSMITTED | SentRange.EVER_RETRANSMITTED)) {
            return;
        }
        int from = later(left, range.start);
        int to = isBefore(right, range.end) ? right : range.end;
        int count = Math.min(range.segments, (distance(from, to) + range.segmentBytes - 1) / range.segmentBytes);
        if (news.hasUndoMarker && isAfter(range.end, news.undoMarker)) {
            news.needlessSegments += count;
        }
        if (range.has(SentRange.SACKED) && isBefore(range.start, news.reorderedSack)) {
            news.reorderedSack = range.start;
        }
        if (range.has(SentRange.SACKED) && range.has(SentRange.RETRANSMITTED)) {
            range.flags &= ~SentRange.RETRANSMITTED;
            counts.retransOut -= range.segments;
        }
    }

    /** Joins neighbours that are SACKed among the ranges from {@code from} up to, not including, {@code to}. */
    private void join(int from, int to) {
        int kept = from;
        while (kept < to) {
            SentRange range = ranges.at(kept);
            int next = kept + 1;
            boolean isSacked = (range.flags & SentRange.FATES) == SentRange.SACKED;
            while (isSacked && next < to && (ranges.at(next).flags & SentRange.FATES) == SentRange.SACKED) {
                SentRange joined = ranges.at(next);
                range.end = joined.end;
                range.segments += joined.segments;
                range.flags |= joined.flags;
                next++;
            }
            if (next > kept + 1) {
                ranges.remove(kept + 1, next);
                to -= next - kept - 1;
            }
            kept++;
        }
    }
}
