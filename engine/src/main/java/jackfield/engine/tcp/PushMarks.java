package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;

import java.util.Arrays;

/**
 * Remembers where calls to send ended, so that the segment that ends there bears PSH, each time that it is sent.
 *
 * <p>As in Linux a call's end is forgotten if more is written before it was sent, and is none if the call said
 * MSG_MORE.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.2">RFC 9293, 3.9.1.2</a>
 */
final class PushMarks {
    /** Of calls that wrote less than a segment each; those that are not remembered go without PSH if sent again. */
    private static final int MOST = 4096;

    private int[] marks = new int[8];
    private int head;
    private int count;

    /** A call ends at {@code end}; what lies after {@code sndNxt} has not been sent. */
    void add(int end, int sndNxt, boolean isPushed) {
        while (count > 0 && isAfter(last(), sndNxt)) {
            count--;
        }
        if (!isPushed || count == MOST) {
            return;
        }
        if (count == marks.length) {
            int[] longer = Arrays.copyOf(marks, 2 * count);
            for (int i = 0; i < count; i++) {
                longer[i] = marks[head + i & count - 1];
            }
            marks = longer;
            head = 0;
        }
        marks[head + count & marks.length - 1] = end;
        count++;
    }

    /** Everything before {@code sndUna} was acknowledged. */
    void acknowledge(int sndUna) {
        while (count > 0 && isAtOrBefore(marks[head], sndUna)) {
            head = head + 1 & marks.length - 1;
            count--;
        }
    }

    /** {@return whether a segment that ends at {@code end} bears PSH} */
    boolean contains(int end) {
        for (int i = count - 1; i >= 0; i--) {
            int mark = marks[head + i & marks.length - 1];
            if (mark == end) {
                return true;
            }
            if (isAfter(end, mark)) {
                return false;
            }
        }
        return false;
    }

    private int last() {
        return marks[head + count - 1 & marks.length - 1];
    }
}
