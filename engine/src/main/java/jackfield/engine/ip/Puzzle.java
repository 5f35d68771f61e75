package jackfield.engine.ip;

import jackfield.engine.base.Alarm;
import jackfield.engine.base.Due;
import jackfield.engine.route.IpInterface;
import jackfield.wire.IpEcn;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one packet that have come so far.
 *
 * <pre>
 *   0        1480      2960        4000 = total, known once the last piece has come
 *   | piece  |  hole   |   piece   |
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc815">RFC 815</a>; overlaps, RFC 5722
 */
final class Puzzle {
    /** What became of a piece. */
    enum Outcome {
        KEPT,
        DUPLICATE,
        OVERLAP,
        COMPLETE
    }

    /** Counted for each piece and each puzzle beside the bytes themselves. */
    static final int OVERHEAD = 128;

    private static final byte[] NONE = new byte[0];

    final Reassembly.Key key;
    final IpInterface in;
    final Alarm alarm;
    private final TreeMap<Integer, byte[]> pieces = new TreeMap<>();
    private byte[] first = NONE;
    private int total = -1;
    private int received;
    private int memory = OVERHEAD;
    private boolean isSpoilt;
    /** Which ECN fields the pieces bore, each a bit. */
    private int ecnSeen;

    Puzzle(Reassembly.Key key, IpInterface in, Reassembly.Ringing ringing) {
        this.key = key;
        this.in = in;
        Due due = now -> ringing.onTimeout(now, this);
        alarm = new Alarm(due);
    }

    /**
     * Adds the piece {@code at} to {@code end} of {@code bytes} at {@code offset}.
     *
     * @param headerAt where its IP header begins; kept of the first piece
     */
    Outcome add(byte[] bytes, int headerAt, int at, int end, int offset, boolean more) {
        int length = end - at;
        if (isSpoilt) {
            return Outcome.OVERLAP;
        }
        Map.Entry<Integer, byte[]> before = pieces.floorEntry(offset);
        if (before != null && before.getKey() == offset && before.getValue().length == length) {
            return Outcome.DUPLICATE;
        }
        Integer after = pieces.higherKey(offset);
        boolean overlaps = before != null && before.getKey() + before.getValue().length > offset
                || after != null && after < offset + length;
        boolean contradicts = total >= 0 && (offset + length > total || !more && offset + length != total)
                || !more && !pieces.isEmpty() && endOfLast() > offset + length;
        if (overlaps || contradicts || length == 0 && offset != 0) {
            // RFC 5722, 4: the whole packet is dropped, with the pieces that are still to come.
            spoil();
            return Outcome.OVERLAP;
        }
        ecnSeen |= 1 << IpEcn.of(bytes, headerAt);
        pieces.put(offset, Arrays.copyOfRange(bytes, at, end));
        received += length;
        memory += length + OVERHEAD;
        if (offset == 0) {
            first = Arrays.copyOfRange(bytes, headerAt, end);
            memory += first.length;
        }
        if (!more) {
            total = offset + length;
        }
        return received == total ? Outcome.COMPLETE : Outcome.KEPT;
    }

    private int endOfLast() {
        Map.Entry<Integer, byte[]> last = pieces.lastEntry();
        return last == null ? 0 : last.getKey() + last.getValue().length;
    }

    private void spoil() {
        isSpoilt = true;
        pieces.clear();
        first = NONE;
        memory = OVERHEAD;
    }

    /** {@return the packet that carried the first piece; null if it has not come} */
    byte @Nullable [] first() {
        return first.length == 0 ? null : first;
    }

    /** {@return the ECN field of the joined packet; -1 if what its pieces bore cannot be honest} */
    int ecn() {
        boolean hasUnmarkable = (ecnSeen & 1 << IpEcn.NOT_ECT) != 0;
        // RFC 3168 5.3: a mark must not be lost, nor appear on what could not be marked. Linux: no mixture with
        // Not-ECT.
        if (hasUnmarkable) {
            return ecnSeen == 1 << IpEcn.NOT_ECT ? IpEcn.NOT_ECT : -1;
        }
        return (ecnSeen & 1 << IpEcn.CE) != 0 ? IpEcn.CE : IpEcn.of(first, 0);
    }

    /** {@return bytes of the joined packet without its IP header} */
    int total() {
        return total;
    }

    /** {@return the pieces in order} */
    Iterable<byte[]> pieces() {
        return pieces.values();
    }

    /** {@return bytes this costs} */
    int memory() {
        return memory;
    }
}
