package jackfield.wire;

/**
 * A TCP segment: the header's fields, its options, and where its text lies.
 *
 * <p>The text is the range {@code textAt}, {@code textLength} of {@code bytes}, borrowed from the packet: whoever keeps
 * text copies it.
 *
 * @param seq SEG.SEQ
 * @param ack SEG.ACK; meaningful if the ACK flag is set
 * @param flags see {@link TcpFlags}
 * @param window the 16-bit field as it stands on the wire, not scaled
 * @param textLength bytes of text; SYN and FIN not counted, see {@link #length}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293, 3.1</a>
 */
public record TcpSegment(
        int sourcePort,
        int destinationPort,
        int seq,
        int ack,
        int flags,
        int window,
        int urgentPointer,
        TcpOptions options,
        byte[] bytes,
        int textAt,
        int textLength)
        implements TcpDecoded {

    /** {@return the segment that {@code ip} carries, or why there is none} */
    public static TcpDecoded decode(PacketBuffer packet, IpPacket ip) {
        byte[] bytes = packet.bytes();
        int length = ip.payloadLength();
        if (length >= TcpHeader.LENGTH
                && packet.checksumState() == PacketBuffer.ChecksumState.COMPLETE
                && !Checksum.isIntact(ip.pseudoHeader(length) + Checksum.sum(bytes, ip.payloadAt(), length))) {
            return Malformed.CHECKSUM;
        }
        return decodeUnverified(bytes, ip.payloadAt(), ip.end());
    }

    /** {@return the segment in the bytes from {@code at} to {@code end}, its checksum not verified} */
    public static TcpDecoded decodeUnverified(byte[] bytes, int at, int end) {
        if (end - at < TcpHeader.LENGTH) {
            return Malformed.TRUNCATED;
        }
        int headerLength = TcpHeader.headerLength(bytes, at);
        if (headerLength < TcpHeader.LENGTH || headerLength > end - at) {
            return Malformed.HEADER_LENGTH;
        }
        return new TcpSegment(
                Bytes.u16(bytes, at),
                Bytes.u16(bytes, at + 2),
                Bytes.i32(bytes, at + 4),
                Bytes.i32(bytes, at + 8),
                Bytes.u16(bytes, at + 12) & 0x1FF,
                Bytes.u16(bytes, at + 14),
                Bytes.u16(bytes, at + 18),
                TcpOptions.decode(bytes, at + TcpHeader.LENGTH, at + headerLength),
                bytes,
                at + headerLength,
                end - at - headerLength);
    }

    /** {@return this with other flags} */
    public TcpSegment withFlags(int others) {
        return new TcpSegment(
                sourcePort,
                destinationPort,
                seq,
                ack,
                others,
                window,
                urgentPointer,
                options,
                bytes,
                textAt,
                textLength);
    }

    /** {@return this with other options} */
    public TcpSegment withOptions(TcpOptions others) {
        return new TcpSegment(
                sourcePort, destinationPort, seq, ack, flags, window, urgentPointer, others, bytes, textAt, textLength);
    }

    /** {@return whether any of {@code bits} is set} */
    public boolean has(int bits) {
        return (flags & bits) != 0;
    }

    /** {@return SEG.LEN: bytes of text, and one each for SYN and FIN} */
    public int length() {
        return textLength + (flags & TcpFlags.SYN) / TcpFlags.SYN + (flags & TcpFlags.FIN);
    }

    /** {@return the first sequence number after this segment} */
    public int end() {
        return seq + length();
    }

    /**
     * {@return this segment as packetdrill writes it, sequence numbers as they stand}
     *
     * <p>The second number is the first and the bytes of text: SYN and FIN are not counted, {@code S 0:0(0)}.
     */
    @Override
    public String toString() {
        return text(0, 0, options.toString());
    }

    /**
     * {@return the same, numbers counted from {@code seqBase} and {@code ackBase}, with the text of the options given}
     */
    String text(int seqBase, int ackBase, String optionsText) {
        int relative = seq - seqBase;
        return TcpFlags.text(flags) + " " + Integer.toUnsignedString(relative) + ":"
                + Integer.toUnsignedString(relative + textLength) + "(" + textLength + ")"
                + (has(TcpFlags.ACK) ? " ack " + Integer.toUnsignedString(ack - ackBase) : "") + " win " + window
                + (has(TcpFlags.URG) ? " urg " + urgentPointer : "")
                + (optionsText.isEmpty() ? "" : " <" + optionsText + ">");
    }
}
