package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;

import java.util.Arrays;

/**
 * Knows of each range sent and not acknowledged whether it is in flight, selectively acknowledged, or lost.
 *
 * <pre>
 *   una              end[0]         end[1]        end[2]     end[3] = SND.NXT
 *    |  lost           |  SACKed      |  in flight  |  SACKed  |
 * </pre>
 *
 * <p>The ranges touch, so each needs only its end. A range sent at one instant stays one range until a SACK block or a
 * retransmission splits it. Beyond {@link #MOST_RANGES} SACK blocks are ignored and ranges are joined, so the peer
 * cannot make us hold more. A FIN counts as one byte.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-3">RFC 6675, 3-4</a>; RFC 2018, 5
 */
final class Scoreboard {
    /** RFC 6675, 2: segments or segments' worth of SACKed bytes above it that make a byte lost. */
    static final int DUP_THRESH = 3;

    static final int MOST_RANGES = 8192;

    /** Answer of {@link #acknowledge} where nothing may be measured. */
    static final long NO_SAMPLE = -1;

    private static final int SACKED = 1;
    private static final int LOST = 2;
    private static final int RETRANSMITTED = 4;
    private static final int UNTIMED = 8;
    private static final int FIRST_CAPACITY = 16;

    private int[] ends = new int[FIRST_CAPACITY];
    private long[] sentNanos = new long[FIRST_CAPACITY];
    private byte[] flags = new byte[FIRST_CAPACITY];
    private int head;
    private int tail;
    private int una;
    private int sackedBytes;
    private int lostBytes;

    /** @param una the first sequence number that will be recorded */
    Scoreboard(int una) {
        this.una = una;
    }

    /** New text up to {@code end} leaves. */
    void onSent(int end, long now) {
        int last = tail - 1;
        boolean isFull = tail - head >= MOST_RANGES;
        if (tail > head && (flags[last] & ~UNTIMED) == 0 && (sentNanos[last] == now || isFull)) {
            if (sentNanos[last] != now) {
                flags[last] |= UNTIMED;
                sentNanos[last] = now;
            }
            ends[last] = end;
        } else {
            insert(tail, end, now, 0);
        }
    }

    /** What {@link #lostStart} and {@link #lostLength} found leaves again, or its front part: one range or several. */
    void onRetransmitted(int start, int length, long now) {
        int end = start + length;
        splitAt(end);
        for (int index = indexOf(start); index < tail && isBefore(start(index), end); index++) {
            assert (flags[index] & LOST) != 0;
            lostBytes -= distance(start(index), ends[index]);
            flags[index] = RETRANSMITTED;
            sentNanos[index] = now;
        }
        assert isConsistent();
    }

    /**
     * Everything before {@code ack} is acknowledged.
     *
     * @return when the first range now acknowledged was sent, or {@link #NO_SAMPLE}: Karn forbids one sent twice, and
     *     one SACKed before has waited for the others
     */
    long acknowledge(int ack) {
        long sample = NO_SAMPLE;
        boolean ambiguous = false;
        while (head < tail && isBefore(una, ack)) {
            int flag = flags[head];
            int gone = distance(una, isAtOrBefore(ends[head], ack) ? ends[head] : ack);
            sackedBytes -= (flag & SACKED) != 0 ? gone : 0;
            lostBytes -= (flag & LOST) != 0 ? gone : 0;
            ambiguous |= (flag & (RETRANSMITTED | UNTIMED)) != 0;
            if (sample == NO_SAMPLE && flag == 0) {
                sample = sentNanos[head];
            }
            una += gone;
            if (una == ends[head]) {
                head++;
            }
        }
        una = ack;
        if (head == tail) {
            head = 0;
            tail = 0;
        }
        assert isConsistent();
        return ambiguous ? NO_SAMPLE : sample;
    }

    /** Marks what SACK blocks tell, edges in turn; impossible ones are ignored. {@return bytes newly SACKed} */
    int sack(int[] edges) {
        int before = sackedBytes;
        for (int i = 0; i + 1 < edges.length; i += 2) {
            int left = edges[i];
            int right = edges[i + 1];
            // RFC 2018 4: a block lies above the cumulative acknowledgment and holds what was sent. A duplicate report
            // (RFC 2883), a stale, an inverted or a forged block fails this.
            boolean isPossible = head < tail
                    && isAtOrAfter(left, una)
                    && isBefore(left, right)
                    && isAtOrBefore(right, ends[tail - 1])
                    && isBefore(left, ends[tail - 1]);
            if (isPossible && tail - head < MOST_RANGES) {
                sack(left, right);
            }
        }
        assert isConsistent();
        return sackedBytes - before;
    }

    private void sack(int left, int right) {
        int index = indexOf(left);
        if ((flags[index] & SACKED) != 0 && isAtOrBefore(right, ends[index])) {
            return;
        }
        if ((flags[index] & SACKED) == 0) {
            splitAt(left);
        }
        if ((flags[indexOf(right - 1)] & SACKED) == 0) {
            splitAt(right);
        }
        int first = indexOf(left);
        for (index = first; index < tail && isBefore(start(index), right); index++) {
            int length = distance(start(index), ends[index]);
            lostBytes -= (flags[index] & LOST) != 0 ? length : 0;
            sackedBytes += (flags[index] & SACKED) != 0 ? 0 : length;
            flags[index] = (byte) (flags[index] & ~LOST | SACKED);
        }
        joinSacked(Math.max(head, first - 1), Math.min(tail, index + 1));
    }

    /** Joins neighbours that are SACKed among the ranges from {@code from} to {@code to}. */
    private void joinSacked(int from, int to) {
        int kept = from;
        for (int index = from + 1; index < to; index++) {
            if ((flags[kept] & flags[index] & SACKED) != 0) {
                flags[kept] |= flags[index];
                ends[kept] = ends[index];
                sentNanos[kept] = Math.max(sentNanos[kept], sentNanos[index]);
            } else {
                kept++;
                move(index, kept);
            }
        }
        int gone = to - 1 - kept;
        if (gone > 0) {
            System.arraycopy(ends, to, ends, kept + 1, tail - to);
            System.arraycopy(sentNanos, to, sentNanos, kept + 1, tail - to);
            System.arraycopy(flags, to, flags, kept + 1, tail - to);
            tail -= gone;
        }
    }

    private void move(int from, int to) {
        ends[to] = ends[from];
        sentNanos[to] = sentNanos[from];
        flags[to] = flags[from];
    }

    /** Gives up ranges that are lost by the count of SACKed text above them: IsLost. {@return bytes newly lost} */
    int markLost(int segmentBytes) {
        if (sackedBytes == 0) {
            return 0;
        }
        int before = lostBytes;
        int runs = 0;
        int bytes = 0;
        for (int index = tail - 1; index >= head; index--) {
            if ((flags[index] & SACKED) != 0) {
                runs++;
                bytes += distance(start(index), ends[index]);
            } else if (runs >= DUP_THRESH || bytes > (DUP_THRESH - 1) * segmentBytes) {
                giveUp(index);
            }
        }
        return lostBytes - before;
    }

    /** Gives up the first segment, of at most {@code length} bytes: RFC 6675, 5, step 4.3; RFC 6582, 3.2. */
    void markHeadLost(int length) {
        if (head == tail || (flags[head] & (SACKED | LOST)) != 0) {
            return;
        }
        if (length < distance(una, ends[head])) {
            splitAt(una + length);
        }
        lostBytes += distance(una, ends[head]);
        flags[head] |= LOST;
    }

    /** Gives up all that is not SACKed, after a time-out. */
    void markAllLost() {
        // RFC 2018 8: the receiver may have dropped what it SACKed; it did if the first range was SACKed, or it would
        // have acknowledged it. Then no SACK is to be believed.
        boolean hasReneged = head < tail && (flags[head] & SACKED) != 0;
        lostBytes = 0;
        sackedBytes = hasReneged ? 0 : sackedBytes;
        for (int index = head; index < tail; index++) {
            int flag = hasReneged ? flags[index] & ~SACKED : flags[index];
            if ((flag & SACKED) == 0) {
                flag |= LOST;
                lostBytes += distance(start(index), ends[index]);
            }
            flags[index] = (byte) flag;
        }
        assert isConsistent();
    }

    private void giveUp(int index) {
        if ((flags[index] & (LOST | RETRANSMITTED)) == 0) {
            flags[index] |= LOST;
            lostBytes += distance(start(index), ends[index]);
        }
    }

    /** {@return whether something is lost and not sent again} */
    boolean hasLost() {
        return lostBytes > 0;
    }

    /** {@return where the first lost range begins, given {@link #hasLost}} */
    int lostStart() {
        return start(firstLost());
    }

    /** {@return bytes of the first lost range} */
    int lostLength() {
        int index = firstLost();
        int start = start(index);
        int end = ends[index];
        while (++index < tail && (flags[index] & LOST) != 0) {
            end = ends[index];
        }
        return distance(start, end);
    }

    private int firstLost() {
        int index = head;
        while ((flags[index] & LOST) == 0) {
            index++;
        }
        return index;
    }

    /** {@return bytes that are believed to be on their way: RFC 6675's pipe} */
    int pipeBytes() {
        return outstanding() - sackedBytes - lostBytes;
    }

    /** {@return bytes that the peer holds beyond a gap} */
    int sackedBytes() {
        return sackedBytes;
    }

    /** {@return ranges held} */
    int ranges() {
        return tail - head;
    }

    private int outstanding() {
        return head == tail ? 0 : distance(una, ends[tail - 1]);
    }

    private int start(int index) {
        return index == head ? una : ends[index - 1];
    }

    /** {@return the range that holds {@code seq}, which is outstanding} */
    private int indexOf(int seq) {
        int low = head;
        int high = tail - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (isAfter(ends[middle], seq)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Makes a range end at {@code seq}. */
    private void splitAt(int seq) {
        if (!isBefore(seq, ends[tail - 1])) {
            return;
        }
        int index = indexOf(seq);
        if (start(index) != seq) {
            insert(index, seq, sentNanos[index], flags[index]);
        }
    }

    private void insert(int index, int end, long sent, int flag) {
        if (tail == ends.length) {
            index -= head;
            makeRoom();
            index += head;
        }
        int behind = tail - index;
        System.arraycopy(ends, index, ends, index + 1, behind);
        System.arraycopy(sentNanos, index, sentNanos, index + 1, behind);
        System.arraycopy(flags, index, flags, index + 1, behind);
        tail++;
        ends[index] = end;
        sentNanos[index] = sent;
        flags[index] = (byte) flag;
    }

    /** Moves the ranges to the front of the arrays, or to larger ones if they fill more than half. */
    private void makeRoom() {
        int count = tail - head;
        int capacity = count > ends.length / 2 ? ends.length * 2 : ends.length;
        ends = Arrays.copyOf(Arrays.copyOfRange(ends, head, tail), capacity);
        sentNanos = Arrays.copyOf(Arrays.copyOfRange(sentNanos, head, tail), capacity);
        flags = Arrays.copyOf(Arrays.copyOfRange(flags, head, tail), capacity);
        head = 0;
        tail = count;
    }

    private boolean isConsistent() {
        int sacked = 0;
        int lost = 0;
        for (int index = head; index < tail; index++) {
            int length = distance(start(index), ends[index]);
            if (length <= 0) {
                return false;
            }
            sacked += (flags[index] & SACKED) != 0 ? length : 0;
            lost += (flags[index] & LOST) != 0 ? length : 0;
        }
        return sacked == sackedBytes && lost == lostBytes;
    }
}
