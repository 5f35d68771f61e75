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
     * @return bytes taken
     */
    int write(byte[] bytes, int at, int count) {
        if (count > 0) {
            ring.put(length, bytes, at, count);
            length += count;
        }
        return count;
    }

    /** What leaves with PSH, or ends a record, ends before {@code seq}; {@code kind}: bits of {@link Pieces}. */
    void mark(int seq, int kind) {
        marks.add(seq, kind);
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

    /** {@return the bits of {@link Pieces} of what left and ends before {@code seq}} */
    int markAt(int seq) {
        return marks.at(seq);
    }

    /** {@return bytes held} */
    int length() {
        return length;
    }
}
