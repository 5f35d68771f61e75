package jackfield.wire;

/**
 * The fields of a TCP header at their offsets, and the writer of one.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   |          source port          |       destination port        |
 *   |                        sequence number                        |
 *   |                     acknowledgment number                     |
 *   | offset| rsrvd |A|C|E|U|A|P|R|S|F|           window            |
 *   |           checksum            |         urgent pointer        |
 *   |                    options, up to 40 bytes                    |
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293, 3.1</a>
 */
public final class TcpHeader {
    /** Bytes of a header without options. */
    public static final int LENGTH = 20;

    /** Bytes of the longest header. */
    public static final int MAX_LENGTH = 60;

    /** Where the checksum field stands. */
    public static final int CHECKSUM_OFFSET = 16;

    private TcpHeader() {}

    static int headerLength(byte[] bytes, int at) {
        return Bytes.u8(bytes, at + 12) >>> 4 << 2;
    }

    /**
     * Prepends the header of {@code segment} to the text that {@code packet} holds, and leaves the sum over both to the
     * link, see {@link PacketBuffer#completeChecksum}.
     */
    public static void prepend(PacketBuffer packet, TcpSegment segment, IpAddress source, IpAddress destination) {
        TcpOptions options = segment.options();
        int headerLength = LENGTH + options.length();
        assert headerLength <= MAX_LENGTH : "too many options: " + options;
        int at = packet.prepend(headerLength);
        byte[] bytes = packet.bytes();
        Bytes.put16(bytes, at, segment.sourcePort());
        Bytes.put16(bytes, at + 2, segment.destinationPort());
        Bytes.put32(bytes, at + 4, segment.seq());
        Bytes.put32(bytes, at + 8, segment.ack());
        Bytes.put16(bytes, at + 12, headerLength >>> 2 << 12 | segment.flags());
        Bytes.put16(bytes, at + 14, segment.window());
        Bytes.put16(bytes, at + 18, segment.urgentPointer());
        options.encode(bytes, at + LENGTH);
        long pseudo = Checksum.pseudoHeader(
                source.high(), source.low(), destination.high(), destination.low(), IpProtocol.TCP, packet.length());
        Bytes.put16(bytes, at + CHECKSUM_OFFSET, Checksum.fold(pseudo));
        packet.markChecksumPartial(at, CHECKSUM_OFFSET);
    }
}
