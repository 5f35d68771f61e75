package jackfield.wire;

/**
 * Keeps packet buffers for reuse, last in first out, so that the buffer taken next is the one still in the cache.
 *
 * <p>Two sizes: for a packet of an ordinary link and for a super-segment of up to 64 KiB. What is taken must be
 * released once; {@link #outstanding} tells what was not. Keeps at most a bounded number of spare buffers. Not
 * thread-safe; owned by one engine.
 */
public final class PacketPool {
    /** Bytes of a small buffer, headroom included: a packet of 1500 bytes and more. */
    public static final int SMALL = 2048;

    /** Bytes of a large buffer, headroom included: the longest IP packet. */
    public static final int LARGE = 65_536 + PacketBuffer.HEADROOM;

    private static final int SPARE_SMALL = 512;
    private static final int SPARE_LARGE = 32;

    private final PacketBuffer[] small = new PacketBuffer[SPARE_SMALL];
    private final PacketBuffer[] large = new PacketBuffer[SPARE_LARGE];
    private int smallCount;
    private int largeCount;
    private int outstanding;

    /** Makes an empty pool; buffers are made when first needed. */
    public PacketPool() {}

    /**
     * {@return an empty buffer with {@link PacketBuffer#HEADROOM} and at least {@code length} bytes after it}
     *
     * @throws IllegalArgumentException if no IP packet is that long
     */
    public PacketBuffer take(int length) {
        if (length > LARGE - PacketBuffer.HEADROOM) {
            throw new IllegalArgumentException("no packet has " + length + " bytes");
        }
        outstanding++;
        PacketBuffer buffer;
        if (length <= SMALL - PacketBuffer.HEADROOM) {
            buffer = smallCount > 0 ? small[--smallCount] : new PacketBuffer(SMALL);
        } else {
            buffer = largeCount > 0 ? large[--largeCount] : new PacketBuffer(LARGE);
        }
        buffer.clear(PacketBuffer.HEADROOM);
        return buffer;
    }

    /** Takes a buffer back. A buffer beyond the bound on spares is left to the garbage collector. */
    public void release(PacketBuffer buffer) {
        outstanding--;
        if (outstanding < 0) {
            throw new AssertionError("a packet buffer was released twice");
        }
        if (buffer.capacity() == SMALL && smallCount < SPARE_SMALL) {
            small[smallCount++] = buffer;
        } else if (buffer.capacity() == LARGE && largeCount < SPARE_LARGE) {
            large[largeCount++] = buffer;
        }
    }

    /** {@return buffers taken and not yet released} */
    public int outstanding() {
        return outstanding;
    }
}
