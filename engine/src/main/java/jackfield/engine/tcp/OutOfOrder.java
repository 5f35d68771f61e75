package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.earlier;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

import java.util.Arrays;

/**
 * Knows which text after RCV.NXT has arrived.
 *
 * <pre>
 *   RCV.NXT   starts[0]  ends[0]     starts[1] ends[1]
 *      | gap     |##########|   gap     |########|   gap ...
 * </pre>
 *
 * <p>Intervals are sorted and do not touch. There are at most {@link #MOST_INTERVALS}; text that would need one more is
 * refused, not stored and not told of, so it comes again. Holds no text, see {@link ReceiveBuffer}; what is told to the
 * peer is {@link SackBlocks}' affair.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2018#section-4">RFC 2018, 4</a>
 */
final class OutOfOrder {
    /** Bounds the work of one segment, and what the peer can make us hold. */
    static final int MOST_INTERVALS = 512;

    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int count;

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
        return reached;
    }

    /**
     * {@return the first interval that holds a part of the text from {@code start} to {@code end}, or -1}
     *
     * <p>See {@link #start} and {@link #end}.
     */
    int overlap(int start, int end) {
        int index = firstEndingAtOrAfter(start + 1);
        return index < count && isBefore(starts[index], end) ? index : -1;
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** Forgets the last interval. {@return its bytes} */
    int dropLast() {
        count--;
        return distance(starts[count], ends[count]);
    }

    /** {@return bytes in all intervals} */
    int bytes() {
        return count == 0 ? 0 : bytesBefore(ends[count - 1]);
    }

    /** {@return bytes in intervals that lie before {@code seq}} */
    int bytesBefore(int seq) {
        int sum = 0;
        for (int i = 0; i < count && isBefore(starts[i], seq); i++) {
            sum += distance(starts[i], earlier(ends[i], seq));
        }
        return sum;
    }

    /** {@return whether no text is out of order} */
    boolean isEmpty() {
        return count == 0;
    }

    /** {@return the end of the last interval; asked when not empty} */
    int end() {
        return ends[count - 1];
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
