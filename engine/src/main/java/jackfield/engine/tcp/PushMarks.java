package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;

/**
 * Remembers which pieces left with PSH, by their ends, so that the segment that ends there bears it each time that it
 * is sent; and which were records' ends, over which nothing is joined.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.2">RFC 9293, 3.9.1.2</a>
 */
final class PushMarks {
    private final IntRing ends = new IntRing();

    /** What left with PSH, or as a record, ends at {@code end}. */
    void add(int end, int kind) {
        ends.add(end, kind);
    }

    /** Everything before {@code sndUna} was acknowledged. */
    void acknowledge(int sndUna) {
        while (ends.size() > 0 && isAtOrBefore(ends.firstValue(), sndUna)) {
            ends.dropFirst();
        }
    }

    /** {@return the bits of {@link Pieces} of what ends at {@code end}} */
    int at(int end) {
        for (int i = ends.size() - 1; i >= 0; i--) {
            int mark = ends.value(i);
            if (mark == end) {
                return ends.kind(i);
            }
            if (isAfter(end, mark)) {
                return 0;
            }
        }
        return 0;
    }
}
