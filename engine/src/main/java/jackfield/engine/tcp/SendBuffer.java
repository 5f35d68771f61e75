package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;

/**
 * Text that the application has written and the peer has not acknowledged.
 *
 * <pre>
 *   | sent, not acknowledged | not sent |   free   |
 *   first                 SND.NXT      end      limit
 * </pre>
 *
 * <p>Addressed by sequence number; memory grows with use.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.2">RFC 9293, 3.9.1.2</a>
 */
final class SendBuffer {
    private final ByteRing ring = new ByteRing();
    private final PushMarks marks = new PushMarks();
    private int first;
    private int length;

    /** @param first sequence number of the first byte that will be written: ISS + 1 */
    SendBuffer(int first) {
        this.first = first;
    }

    /**
     * Takes all of it; {@link SendSpace} says how much may be written.
     *
     * @param sndNxt what lies after it was not sent yet
     * @param isPushed whether no more follows at once
     * @return bytes taken
     */
    int write(byte[] bytes, int at, int count, int sndNxt, boolean isPushed) {
        if (count > 0) {
            ring.put(length, bytes, at, count);
            length += count;
            marks.add(end(), sndNxt, isPushed);
        }
        return count;
    }

    /** Copies {@code count} bytes from sequence number {@code seq} on. */
    void copy(int seq, byte[] into, int at, int count) {
        ring.copy(distance(first, seq), into, at, count);
    }

    /** Forgets text before {@code sndUna}, which may lie behind the text if SYN or FIN was acknowledged. */
    void acknowledge(int sndUna) {
        int gone = Math.min(distance(first, sndUna), length);
        if (gone > 0) {
            marks.acknowledge(sndUna);
            ring.drop(gone);
            first += gone;
            length -= gone;
        }
    }

    /** Forgets all text and gives the memory back. */
    void release() {
        ring.release();
        first += length;
        length = 0;
    }

    /** {@return the sequence number after the last byte written} */
    int end() {
        return first + length;
    }

    /** {@return whether a segment that ends before {@code seq} bears PSH} */
    boolean isPushed(int seq) {
        return marks.contains(seq);
    }

    /** {@return bytes held} */
    int length() {
        return length;
    }
}
