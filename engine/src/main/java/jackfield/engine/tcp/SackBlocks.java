package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.earlier;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.later;

import jackfield.wire.TcpOptions;
import java.util.Arrays;

/**
 * The SACK blocks that the next acknowledgment bears, the newest first, behind a report of a duplicate if there is one.
 *
 * <pre>
 *   [ D-SACK ] newest  older  older  oldest      at most four are known, and three or four fit
 * </pre>
 *
 * <p>As in Linux a fifth block pushes the oldest out, and it is not told again until text joins it; so the list is not
 * made from {@link OutOfOrder}, which forgets nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2018#section-4">RFC 2018, 4</a>; RFC 2883, 4
 */
final class SackBlocks {
    /** RFC 2018, 3: as many blocks as fit the options, without timestamps. */
    static final int MOST = 4;

    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private int count;
    private boolean reportsDuplicates;
    private boolean hasDuplicate;
    private int duplicateStart;
    private int duplicateEnd;

    /** The handshake is over: tcp_dsack, and the peer takes blocks. */
    void reportDuplicates(boolean reports) {
        reportsDuplicates = reports;
    }

    /** Text from {@code start} to {@code end} came out of order. */
    void add(int start, int end) {
        int found = 0;
        while (found < count && !touches(found, start, end)) {
            found++;
        }
        if (found == count) {
            // RFC 2018 4: the first block MUST hold the newest text.
            count = Math.min(count + 1, MOST);
            shift(count - 1);
            starts[0] = start;
            ends[0] = end;
            return;
        }
        int newStart = earlier(starts[found], start);
        int newEnd = later(ends[found], end);
        shift(found);
        starts[0] = newStart;
        ends[0] = newEnd;
        for (int i = 1; i < count; ) {
            if (touches(0, starts[i], ends[i])) {
                starts[0] = earlier(starts[0], starts[i]);
                ends[0] = later(ends[0], ends[i]);
                remove(i);
            } else {
                i++;
            }
        }
    }

    /** RCV.NXT has come to {@code rcvNxt}: what lies before is no longer out of order. */
    void advanceTo(int rcvNxt) {
        for (int i = 0; i < count; ) {
            if (isAtOrBefore(starts[i], rcvNxt)) {
                remove(i);
            } else {
                i++;
            }
        }
    }

    /** Nothing is out of order. */
    void clear() {
        count = 0;
    }

    /** RFC 2883 4: text from {@code start} to {@code end} came again. */
    void duplicate(int start, int end) {
        hasDuplicate = reportsDuplicates;
        duplicateStart = start;
        duplicateEnd = end;
    }

    /** The same, of a segment that is reported already: only a part that touches it is added. */
    void duplicateMore(int start, int end) {
        if (!hasDuplicate) {
            duplicate(start, end);
        } else if (isAtOrBefore(start, duplicateEnd) && isAtOrBefore(duplicateStart, end)) {
            duplicateStart = earlier(duplicateStart, start);
            duplicateEnd = later(duplicateEnd, end);
        }
    }

    /** A duplicate is told once. {@return whether there was one} */
    boolean forgetDuplicate() {
        boolean had = hasDuplicate;
        hasDuplicate = false;
        return had;
    }

    /** {@return whether the text would start or join a block that is not among the first two} */
    boolean isDeep(int start, int end) {
        int found = 0;
        while (found < count && !touches(found, start, end)) {
            found++;
        }
        return found >= 2;
    }

    int count() {
        return count;
    }

    /** {@return the end of the last block in sequence; asked when there is one} */
    int highest() {
        int highest = ends[0];
        for (int i = 1; i < count; i++) {
            highest = isAfter(ends[i], highest) ? ends[i] : highest;
        }
        return highest;
    }

    /** {@return edges of at most {@code most} blocks, left and right in turn} */
    int[] edges(int most) {
        int duplicates = hasDuplicate ? 1 : 0;
        int blocks = Math.min(count + duplicates, most);
        if (blocks == 0) {
            return TcpOptions.NO_SACK;
        }
        int[] edges = new int[2 * blocks];
        if (hasDuplicate) {
            edges[0] = duplicateStart;
            edges[1] = duplicateEnd;
        }
        for (int i = duplicates; i < blocks; i++) {
            edges[2 * i] = starts[i - duplicates];
            edges[2 * i + 1] = ends[i - duplicates];
        }
        return edges;
    }

    private boolean touches(int index, int start, int end) {
        return isAtOrBefore(start, ends[index]) && isAtOrBefore(starts[index], end);
    }

    /** Moves the blocks before {@code index} back by one. */
    private void shift(int index) {
        System.arraycopy(starts, 0, starts, 1, index);
        System.arraycopy(ends, 0, ends, 1, index);
    }

    private void remove(int index) {
        System.arraycopy(starts, index + 1, starts, index, count - index - 1);
        System.arraycopy(ends, index + 1, ends, index, count - index - 1);
        count--;
    }

    @Override
    public String toString() {
        return Arrays.toString(edges(MOST + 1));
    }
}
