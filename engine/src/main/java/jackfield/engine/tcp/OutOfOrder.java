package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

import jackfield.wire.TcpOptions;
import java.util.Arrays;

/**
 * Knows which text after RCV.NXT has arrived, and tells it as SACK blocks.
 *
 * <pre>
 *   RCV.NXT   starts[0]  ends[0]     starts[1] ends[1]
 *      | gap     |##########|   gap     |########|   gap ...
 * </pre>
 *
 * <p>Intervals are sorted and do not touch. There are at most {@link #MOST_INTERVALS}; text that would need one more is
 * refused, not stored and not told of, so it comes again. Holds no text: see {@link ReceiveBuffer}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2018#section-4">RFC 2018, 4</a>
 */
final class OutOfOrder {
    /** Bounds the work of one segment, and what the peer can make us hold. */
    static final int MOST_INTERVALS = 512;

    /** RFC 2018, 3: as many blocks as fit the options, without timestamps. */
    static final int MOST_BLOCKS = 4;

    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int count;
    /** A sequence number within each of the intervals that changed last, newest first. */
    private final int[] recent = new int[MOST_BLOCKS];

    private int recentCount;

    /** Adds text from {@code start} to {@code end}. {@return false if it is refused} */
    boolean add(int start, int end) {
        int first = firstEndingAtOrAfter(start);
        int last = first;
        while (last < count && isAtOrBefore(starts[last], end)) {
            last++;
        }
        if (first == last) {
            if (count == MOST_INTERVALS) {
                return false;
            }
            insert(first, start, end);
        } else {
            starts[first] = isBefore(start, starts[first]) ? start : starts[first];
            ends[first] = later(end, ends[last - 1]);
            removeRange(first + 1, last);
        }
        remember(start);
        return true;
    }

    /** RCV.NXT has come to {@code rcvNxt}. {@return to where it may go on over text that is there already} */
    int join(int rcvNxt) {
        int gone = 0;
        int reached = rcvNxt;
        while (gone < count && isAtOrBefore(starts[gone], reached)) {
            reached = later(reached, ends[gone]);
            gone++;
        }
        removeRange(0, gone);
        if (count == 0) {
            recentCount = 0;
        }
        return reached;
    }

    /** {@return edges of at most {@code mostBlocks} blocks, left and right in turn, that of the newest text first} */
    int[] blocks(int mostBlocks) {
        if (count == 0) {
            return TcpOptions.NO_SACK;
        }
        int wanted = Math.min(Math.min(mostBlocks, MOST_BLOCKS), count);
        int[] edges = new int[2 * wanted];
        int told = 0;
        // RFC 2018 4: the first block MUST hold the newest text; then repeat what was told most recently.
        for (int i = 0; i < recentCount && told < wanted; i++) {
            told += tell(indexHolding(recent[i]), edges, told);
        }
        for (int i = count - 1; i >= 0 && told < wanted; i--) {
            told += tell(i, edges, told);
        }
        return told == wanted ? edges : Arrays.copyOf(edges, 2 * told);
    }

    /** {@return whether no text is out of order} */
    boolean isEmpty() {
        return count == 0;
    }

    /** {@return the end of the last interval; asked when not empty} */
    int end() {
        return ends[count - 1];
    }

    private int tell(int index, int[] edges, int told) {
        if (index < 0) {
            return 0;
        }
        for (int i = 0; i < told; i++) {
            if (edges[2 * i] == starts[index]) {
                return 0;
            }
        }
        edges[2 * told] = starts[index];
        edges[2 * told + 1] = ends[index];
        return 1;
    }

    private void remember(int seq) {
        int index = indexHolding(seq);
        int kept = 0;
        int carried = seq;
        // Moves to the front, dropping older marks in the same interval.
        for (int i = 0; i < recentCount; i++) {
            int mark = recent[i];
            if (indexHolding(mark) != index && kept + 1 < MOST_BLOCKS) {
                recent[kept++] = carried;
                carried = mark;
            }
        }
        recent[kept++] = carried;
        recentCount = kept;
    }

    private int indexHolding(int seq) {
        int index = firstEndingAtOrAfter(seq + 1);
        return index < count && isAtOrBefore(starts[index], seq) ? index : -1;
    }

    private int firstEndingAtOrAfter(int seq) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high >>> 1;
            if (isAtOrAfter(ends[middle], seq)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void insert(int index, int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        System.arraycopy(starts, index, starts, index + 1, count - index);
        System.arraycopy(ends, index, ends, index + 1, count - index);
        starts[index] = start;
        ends[index] = end;
        count++;
        assert isSorted();
    }

    private void removeRange(int from, int to) {
        if (from < to) {
            System.arraycopy(starts, to, starts, from, count - to);
            System.arraycopy(ends, to, ends, from, count - to);
            count -= to - from;
        }
    }

    private boolean isSorted() {
        for (int i = 0; i < count; i++) {
            boolean isEmpty = distance(starts[i], ends[i]) <= 0;
            if (isEmpty || i > 0 && !isAfter(starts[i], ends[i - 1])) {
                return false;
            }
        }
        return true;
    }
}
