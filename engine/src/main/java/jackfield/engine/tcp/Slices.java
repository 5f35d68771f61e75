package jackfield.engine.tcp;

import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a piece of text into segments where no device below may: with Accurate ECN.
 *
 * <pre>
 *   AE CWR ECE of a piece -> on each of its segments; a device that knows RFC 3168 alone would clear CWR on all but one
 * </pre>
 *
 * <p>As Linux's software does it: all segments of a piece have the same acknowledgment, window and options, the last
 * one has PSH and FIN.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9768#section-3.2.2.2">RFC 9768, 3.2.2.2</a> and 6.2
 */
final class Slices {
    private static final byte[] NO_TEXT = new byte[0];

    private @Nullable TcpSegment whole;
    private byte[] text = NO_TEXT;
    private int segmentBytes;
    private int done;

    /** Takes a piece, the tail of {@code packet}. {@return its first segment, now the tail of the packet} */
    TcpSegment cut(TcpSegment piece, int eachBytes, PacketBuffer packet) {
        int from = piece.textAt() + eachBytes;
        text = Arrays.copyOfRange(piece.bytes(), from, piece.textAt() + piece.textLength());
        whole = piece;
        segmentBytes = eachBytes;
        done = eachBytes;
        packet.trim(packet.length() - text.length);
        return slice(piece, 0, piece.bytes(), piece.textAt(), eachBytes);
    }

    /** {@return the next segment of the piece, its text in {@code packet}; null if nothing is left of it} */
    @Nullable
    TcpSegment next(PacketBuffer packet) {
        TcpSegment piece = whole;
        if (piece == null) {
            return null;
        }
        int left = piece.textLength() - done;
        int length = Math.min(left, segmentBytes);
        int at = packet.append(length);
        System.arraycopy(text, done - segmentBytes, packet.bytes(), at, length);
        TcpSegment slice = slice(piece, done, packet.bytes(), at, length);
        done += length;
        if (length == left) {
            forget();
        }
        return slice;
    }

    /** Nothing more is to leave. */
    void forget() {
        whole = null;
        text = NO_TEXT;
    }

    private static TcpSegment slice(TcpSegment piece, int offset, byte[] bytes, int at, int length) {
        boolean isLast = offset + length == piece.textLength();
        int flags = isLast ? piece.flags() : piece.flags() & ~(TcpFlags.PSH | TcpFlags.FIN);
        int urgentPointer = Math.max(0, piece.urgentPointer() - offset);
        return new TcpSegment(
                piece.sourcePort(),
                piece.destinationPort(),
                piece.seq() + offset,
                piece.ack(),
                urgentPointer == 0 ? flags & ~TcpFlags.URG : flags,
                piece.window(),
                urgentPointer,
                piece.options(),
                bytes,
                at,
                length);
    }
}
