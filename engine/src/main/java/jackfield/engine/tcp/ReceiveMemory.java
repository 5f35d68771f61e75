package jackfield.engine.tcp;

import java.util.Arrays;

/**
 * Counts the memory of received text as Linux does, segment by segment: Linux's sk_rmem_alloc.
 *
 * <pre>
 *   | segment | segment | ... | segment, tailroom |      + what is out of order, as a sum
 *    oldest, partly read                newest
 * </pre>
 *
 * <p>A segment is given back when all of it was read. A small one that fits behind the newest costs nothing.
 *
 * @see SegmentMemory
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6">RFC 9293, 3.8.6</a>
 */
final class ReceiveMemory {
    private int[] lengths = new int[8];
    private int[] truesizes = new int[8];
    private int head;
    private int count;
    private int read;
    private int tailroom;
    private int inOrder;
    private int outOfOrder;
    private int outOfOrderBytes;
    private int outOfOrderSegments;

    /** A segment of which {@code length} bytes were new came in order. */
    void add(int length, int truesize, int room) {
        if (count > 0 && length <= tailroom) {
            lengths[head + count - 1 & lengths.length - 1] += length;
            tailroom -= length;
            return;
        }
        push(length, truesize);
        tailroom = room;
    }

    /** A segment of which {@code length} bytes were new came out of order. */
    void addOutOfOrder(int length, int truesize) {
        outOfOrder += truesize;
        outOfOrderBytes += length;
        outOfOrderSegments++;
    }

    /** Text that was out of order, {@code length} bytes, is in order now. */
    void join(int length) {
        int bytes = Math.min(length, outOfOrderBytes);
        if (bytes <= 0) {
            return;
        }
        int segments = Math.clamp((long) outOfOrderSegments * bytes / outOfOrderBytes, 1, outOfOrderSegments);
        int memory = share(bytes);
        outOfOrderSegments -= segments;
        outOfOrderBytes -= bytes;
        outOfOrder -= memory;
        for (int i = segments; i > 0; i--) {
            int part = bytes / i;
            push(part, memory / i);
            bytes -= part;
            memory -= memory / i;
        }
        tailroom = 0;
        forgetRest();
    }

    /** Text out of order, {@code length} bytes, was thrown away. */
    void drop(int length) {
        int bytes = Math.min(length, outOfOrderBytes);
        if (bytes > 0) {
            outOfOrder -= share(bytes);
            outOfOrderSegments -= (int) ((long) outOfOrderSegments * bytes / outOfOrderBytes);
            outOfOrderBytes -= bytes;
            forgetRest();
        }
    }

    /** {@code length} bytes in order were read. */
    void read(int length) {
        read += length;
        while (count > 0 && read >= lengths[head]) {
            read -= lengths[head];
            inOrder -= truesizes[head];
            head = head + 1 & lengths.length - 1;
            count--;
        }
        if (count == 0) {
            read = 0;
            tailroom = 0;
        }
    }

    /** Copies the text together where that spares memory: tcp_collapse. {@code textBytes} are in order. */
    void collapse(int textBytes) {
        int collapsed = SegmentMemory.collapsed(textBytes);
        if (collapsed < inOrder) {
            head = 0;
            count = 0;
            read = 0;
            tailroom = 0;
            inOrder = 0;
            for (int left = textBytes; left > 0; left -= SegmentMemory.PAGE_TEXT_BYTES) {
                int part = Math.min(left, SegmentMemory.PAGE_TEXT_BYTES);
                push(part, SegmentMemory.collapsed(part));
            }
        }
        outOfOrder = Math.min(outOfOrder, SegmentMemory.collapsed(outOfOrderBytes));
    }

    /** {@return bytes counted now} */
    int allocated() {
        return inOrder + outOfOrder;
    }

    private int share(int bytes) {
        return (int) ((long) outOfOrder * bytes / outOfOrderBytes);
    }

    private void forgetRest() {
        if (outOfOrderBytes == 0) {
            outOfOrder = 0;
            outOfOrderSegments = 0;
        }
    }

    private void push(int length, int truesize) {
        if (count == lengths.length) {
            grow();
        }
        int at = head + count & lengths.length - 1;
        lengths[at] = length;
        truesizes[at] = truesize;
        count++;
        inOrder += truesize;
    }

    private void grow() {
        int[] longerLengths = Arrays.copyOf(lengths, 2 * count);
        int[] longerTruesizes = Arrays.copyOf(truesizes, 2 * count);
        for (int i = 0; i < count; i++) {
            longerLengths[i] = lengths[head + i & count - 1];
            longerTruesizes[i] = truesizes[head + i & count - 1];
        }
        lengths = longerLengths;
        truesizes = longerTruesizes;
        head = 0;
    }
}
