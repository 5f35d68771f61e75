package jackfield.engine.tcp;

import java.util.Arrays;

/**
 * A queue of numbers with a kind each; grows by doubling, and keeps at most {@link #MOST}.
 *
 * <p>Of more than that the last two become one, so that no caller makes it grow without end.
 * It holds where calls and pieces of the write queue end: a push is set at the end of a call (RFC 9293, 3.9.1).
 */
final class IntRing {
    static final int MOST = 4096;

    private int[] values = new int[4];
    private int[] kinds = new int[4];
    private int head;
    private int size;

    void add(int value, int kind) {
        if (size == MOST) {
            setLast(value, kind);
            return;
        }
        if (size == values.length) {
            values = unrolled(values);
            kinds = unrolled(kinds);
            head = 0;
        }
        size++;
        setLast(value, kind);
    }

    private int[] unrolled(int[] from) {
        int[] longer = Arrays.copyOfRange(from, head, head + 2 * from.length);
        System.arraycopy(from, 0, longer, from.length - head, head);
        return longer;
    }

    void dropFirst() {
        head = head + 1 & values.length - 1;
        size--;
    }

    void clear() {
        size = 0;
    }

    void setFirst(int value, int kind) {
        values[head] = value;
        kinds[head] = kind;
    }

    void setLast(int value, int kind) {
        int at = at(size - 1);
        values[at] = value;
        kinds[at] = kind;
    }

    int value(int index) {
        return values[at(index)];
    }

    int kind(int index) {
        return kinds[at(index)];
    }

    int firstValue() {
        return values[head];
    }

    int firstKind() {
        return kinds[head];
    }

    int lastValue() {
        return values[at(size - 1)];
    }

    int lastKind() {
        return kinds[at(size - 1)];
    }

    int size() {
        return size;
    }

    private int at(int index) {
        return head + index & values.length - 1;
    }
}
