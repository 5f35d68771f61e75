package jackfield.engine.tcp;

import jackfield.wire.IpAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.List;

/** Builds segments for tests, and carries them as a link would: written to bytes, cut, and read again. */
final class Segments {
    static final long MS = 1_000_000L;
    static final long SECOND = 1000 * MS;

    private static final IpAddress ANY = IpAddress.ANY_IPV4;

    private Segments() {}

    static TcpSegment segment(int seq, int ack, int flags, int window, int textLength, TcpOptions options) {
        byte[] text = text(textLength);
        return new TcpSegment(80, 40000, seq, ack, flags, window, 0, options, text, 0, textLength);
    }

    /** Bytes 0, 1, 2 ... */
    static byte[] text(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** What a link delivers: the segments cut from one, each in bytes of its own. */
    static List<TcpSegment> carry(TcpSegment segment, PacketBuffer packet) {
        int size = packet.segmentSize() == 0 ? Math.max(1, segment.textLength()) : packet.segmentSize();
        var cut = new ArrayList<TcpSegment>();
        for (int done = 0; done == 0 || done < segment.textLength(); done += size) {
            int length = Math.min(size, segment.textLength() - done);
            boolean isLast = done + length == segment.textLength();
            int flags = isLast ? segment.flags() : segment.flags() & ~(TcpFlags.FIN | TcpFlags.PSH);
            var out = new PacketBuffer(4096 + length);
            out.append(segment.bytes(), segment.textAt() + done, length);
            var part = new TcpSegment(
                    segment.sourcePort(),
                    segment.destinationPort(),
                    segment.seq() + done,
                    segment.ack(),
                    flags,
                    segment.window(),
                    segment.urgentPointer(),
                    segment.options(),
                    out.bytes(),
                    out.start(),
                    length);
            TcpHeader.prepend(out, part, ANY, ANY);
            cut.add((TcpSegment) TcpSegment.decodeUnverified(out.bytes(), out.start(), out.end()));
        }
        return cut;
    }
}
