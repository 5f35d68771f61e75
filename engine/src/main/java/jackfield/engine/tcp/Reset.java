package jackfield.engine.tcp;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * Answers a segment that nobody wants with the RST that tells its sender so.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.1">RFC 9293, 3.10.7.1</a>
 */
public final class Reset {
    static final byte[] NO_TEXT = new byte[0];

    private Reset() {}

    /** {@return the RST for {@code segment}; null if that is one itself, as a RST is never answered} */
    public static @Nullable TcpSegment answer(TcpSegment segment) {
        if (segment.has(TcpFlags.RST)) {
            return null;
        }
        // <SEQ=SEG.ACK><CTL=RST>, or without ACK <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>.
        boolean hasAck = segment.has(TcpFlags.ACK);
        return new TcpSegment(
                /* sourcePort= */ segment.destinationPort(),
                /* destinationPort= */ segment.sourcePort(),
                hasAck ? segment.ack() : 0,
                hasAck ? 0 : segment.end(),
                hasAck ? TcpFlags.RST : TcpFlags.RST | TcpFlags.ACK,
                0,
                0,
                TcpOptions.NONE,
                NO_TEXT,
                0,
                0);
    }
}
