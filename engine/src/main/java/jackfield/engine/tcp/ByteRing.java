package jackfield.engine.tcp;

/**
 * Bytes in a ring that grows when it must, addressed by their distance from the oldest.
 *
 * <pre>
 *   |   free   | oldest ... kept ... extent |   free   |
 *              head                                       capacity: a power of two
 * </pre>
 *
 * <p>Nothing is allocated before the first byte comes. It knows no limit: the windows of RFC 9293, 3.4 bound what is
 * put in. Borrowed arrays are copied. Not thread-safe.
 */
final class ByteRing {
    private static final int SMALLEST_BYTES = 2048;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int head;
    /** Bytes from the head to the last that was ever put. */
    private int extent;

    /** Copies {@code length} bytes in, the first {@code offset} behind the oldest; gaps are filled later. */
    void put(int offset, byte[] source, int at, int length) {
        int needed = Math.addExact(offset, length);
        if (needed > bytes.length) {
            grow(needed);
        }
        int from = head + offset & bytes.length - 1;
        int first = Math.min(length, bytes.length - from);
        System.arraycopy(source, at, bytes, from, first);
        System.arraycopy(source, at + first, bytes, 0, length - first);
        extent = Math.max(extent, needed);
    }

    /** Copies {@code length} bytes out, the first {@code offset} behind the oldest. */
    void copy(int offset, byte[] into, int at, int length) {
        assert offset >= 0 && offset + length <= extent : offset + "+" + length + " of " + extent;
        if (length == 0) {
            return;
        }
        int from = head + offset & bytes.length - 1;
        int first = Math.min(length, bytes.length - from);
        System.arraycopy(bytes, from, into, at, first);
        System.arraycopy(bytes, 0, into, at + first, length - first);
    }

    /** Forgets the oldest {@code length} bytes. */
    void drop(int length) {
        assert length >= 0 && length <= extent : length + " of " + extent;
        if (length > 0) {
            head = head + length & bytes.length - 1;
            extent -= length;
        }
    }

    /** Forgets all bytes and gives the memory back. */
    void release() {
        bytes = NOTHING;
        head = 0;
        extent = 0;
    }

    /** {@return bytes of memory held} */
    int capacity() {
        return bytes.length;
    }

    private void grow(int needed) {
        int capacity = Math.max(SMALLEST_BYTES, Integer.highestOneBit(needed - 1) << 1);
        byte[] larger = new byte[capacity];
        copy(0, larger, 0, extent);
        bytes = larger;
        head = 0;
    }
}
