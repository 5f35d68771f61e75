package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ranges sent and not acknowledged, in the order of their sequence numbers; they touch.
 *
 * <pre>
 *   first               ...               last
 *   [start,end) [start,end) [start,end) [start,end)
 * </pre>
 *
 * <p>An array of references: found by halving, split by moving what lies behind. Ranges are used again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-3">RFC 6675, 3</a>
 */
final class SentRanges {
    private static final int FIRST_CAPACITY = 16;
    private static final int MOST_KEPT = 256;

    private @Nullable SentRange[] ranges = new SentRange[FIRST_CAPACITY];
    private int head;
    private int tail;
    private @Nullable SentRange free;
    private int kept;

    int size() {
        return tail - head;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** {@return the range at {@code index}, counted from the first} */
    SentRange at(int index) {
        return Objects.requireNonNull(ranges[head + index]);
    }

    SentRange last() {
        return at(size() - 1);
    }

    /** {@return the index of the first range that ends after {@code seq}; the size if there is none} */
    int indexOf(int seq) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (isAfter(at(middle).end, seq)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** {@return a range, to be filled, behind the one before {@code index}} */
    SentRange insert(int index) {
        if (tail == ranges.length) {
            makeRoom();
        }
        int at = head + index;
        System.arraycopy(ranges, at, ranges, at + 1, tail - at);
        tail++;
        SentRange range = take();
        ranges[at] = range;
        return range;
    }

    /** Cuts the range at {@code index} behind {@code segments} of its segments. {@return what was cut off} */
    SentRange split(int index, int segments) {
        SentRange range = at(index);
        SentRange rest = insert(index + 1);
        rest.start = range.start + segments * range.segmentBytes;
        rest.end = range.end;
        rest.segments = range.segments - segments;
        rest.segmentBytes = range.segmentBytes;
        rest.flags = range.flags;
        rest.takeSending(range);
        range.end = rest.start;
        range.segments = segments;
        range.flags &= ~SentRange.FIN;
        return rest;
    }

    void removeFirst() {
        SentRange range = at(0);
        ranges[head++] = null;
        give(range);
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    /** Removes the ranges from {@code from} up to, not including, {@code to}. */
    void remove(int from, int to) {
        for (int index = from; index < to; index++) {
            give(at(index));
        }
        int gone = to - from;
        System.arraycopy(ranges, head + to, ranges, head + from, size() - to);
        for (int i = 0; i < gone; i++) {
            ranges[--tail] = null;
        }
    }

    private SentRange take() {
        SentRange range = free;
        if (range == null) {
            return new SentRange();
        }
        free = range.later;
        range.later = null;
        kept--;
        return range;
    }

    private void give(SentRange range) {
        assert !range.isInOrder;
        if (kept < MOST_KEPT) {
            range.later = free;
            free = range;
            kept++;
        }
    }

    /** Moves the ranges to the front of the array, or to a larger one if they fill more than half. */
    private void makeRoom() {
        int count = size();
        @Nullable SentRange[] roomy = new SentRange[count > ranges.length / 2 ? ranges.length * 2 : ranges.length];
        System.arraycopy(ranges, head, roomy, 0, count);
        ranges = roomy;
        head = 0;
        tail = count;
    }
}
