package jackfield.engine.tcp;

/**
 * Text received: in order and waiting to be read, then, in its final place behind gaps, out of order.
 *
 * <pre>
 *   | readable | discarded (after SHUT_RD) | gap | out of order | gap | ...
 *   head                                RCV.NXT                    right edge of the window
 * </pre>
 *
 * <p>As text goes to its place at once, memory is bounded by the window however it is cut and in whatever order it
 * comes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.3">RFC 9293, 3.9.1.3</a>
 */
final class ReceiveBuffer {
    private final ByteRing ring = new ByteRing();
    private int inOrder;
    /** Of {@link #inOrder}, bytes at its end that the application does not want to see. */
    private int hidden;

    private boolean discards;

    /** Stores text that begins {@code offset} bytes after RCV.NXT. */
    void store(int offset, byte[] bytes, int at, int length) {
        ring.put(inOrder + offset, bytes, at, length);
    }

    /** RCV.NXT went forward over {@code length} bytes that were stored. */
    void advance(int length) {
        inOrder += length;
        if (discards) {
            hidden += length;
            dropHidden();
        }
    }

    /** Moves what fits. {@return bytes read} */
    int read(byte[] into, int at, int length) {
        return skip(peek(into, at, length));
    }

    /** Throws away what fits. {@return bytes thrown away} */
    int skip(int length) {
        int count = Math.min(length, readable());
        ring.drop(count);
        inOrder -= count;
        dropHidden();
        return count;
    }

    /** Copies what fits. {@return bytes copied} */
    int peek(byte[] into, int at, int length) {
        return peek(0, into, at, length);
    }

    /** Copies what fits, but the first {@code skipped} bytes. {@return bytes copied} */
    int peek(int skipped, byte[] into, int at, int length) {
        int count = Math.clamp(readable() - skipped, 0, length);
        ring.copy(skipped, into, at, count);
        return count;
    }

    /** From now on, text that comes in order is dropped. */
    void discard() {
        discards = true;
    }

    /** {@return bytes that can be read} */
    int readable() {
        return inOrder - hidden;
    }

    /** {@return bytes in order that still take room} */
    int inOrder() {
        return inOrder;
    }

    /** Gives back the memory if nothing is left to read. */
    void releaseIfRead() {
        if (inOrder == 0) {
            ring.release();
        }
    }

    private void dropHidden() {
        if (hidden > 0 && hidden == inOrder) {
            ring.drop(hidden);
            inOrder = 0;
            hidden = 0;
        }
    }
}
