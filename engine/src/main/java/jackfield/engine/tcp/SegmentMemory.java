package jackfield.engine.tcp;

/**
 * What one received segment costs, counted as Linux counts it: not its text, but the memory that holds it.
 *
 * <pre>
 *   | sk_buff | headroom | IP, TCP header | text | tailroom | skb_shared_info |
 *     256        64          40 or 52                             320
 *             '------------- a block of the kernel's allocator ---------------'   640, 1024, 2048, 4096, ...
 * </pre>
 *
 * <p>SO_RCVBUF limits this sum, and the window follows from it, so a peer sees the windows of Linux only if we count
 * the same. The figures are those of a packet read from a TUN device, on x86-64 as distributions configure it. Our own
 * memory is the text alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6">RFC 9293, 3.8.6</a>; socket(7), SO_RCVBUF
 */
final class SegmentMemory {
    private static final int SK_BUFF_BYTES = 256;
    private static final int SHARED_INFO_BYTES = 320;
    private static final int HEADROOM_BYTES = 64;
    private static final int SMALL_BLOCK_BYTES = 640;
    private static final int LARGEST_BLOCK_BYTES = 8192;
    private static final int PAGE_BYTES = 4096;
    private static final int LINE_BYTES = 64;

    /** Text that a page holds. */
    static final int PAGE_TEXT_BYTES = PAGE_BYTES - SHARED_INFO_BYTES;

    private SegmentMemory() {}

    /** {@return bytes counted for a segment of {@code text} bytes behind {@code header} bytes of IP and TCP headers} */
    static int truesize(int text, int header) {
        int block = block(text, header);
        return block > LARGEST_BLOCK_BYTES
                ? SMALL_BLOCK_BYTES + SK_BUFF_BYTES + Math.ceilDiv(text, PAGE_BYTES) * PAGE_BYTES
                : block + SK_BUFF_BYTES;
    }

    /** {@return bytes of later text that fit behind this text and so cost nothing} */
    static int tailroom(int text, int header) {
        int block = block(text, header);
        return block > LARGEST_BLOCK_BYTES ? 0 : block - SHARED_INFO_BYTES - HEADROOM_BYTES - header - text;
    }

    /** {@return bytes counted for {@code text} bytes that were copied together, all but the rest into whole pages} */
    static int collapsed(int text) {
        int rest = text % PAGE_TEXT_BYTES;
        int pages = text / PAGE_TEXT_BYTES * (PAGE_BYTES + SK_BUFF_BYTES);
        return rest == 0 ? pages : pages + rounded(rest) + SK_BUFF_BYTES;
    }

    private static int block(int text, int header) {
        return rounded(HEADROOM_BYTES + header + text);
    }

    private static int rounded(int bytes) {
        int needed = Math.ceilDiv(bytes, LINE_BYTES) * LINE_BYTES + SHARED_INFO_BYTES;
        return needed <= SMALL_BLOCK_BYTES ? SMALL_BLOCK_BYTES : Integer.highestOneBit(needed - 1) << 1;
    }
}
