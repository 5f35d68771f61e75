package jackfield.wire;

/**
 * A UDP header.
 *
 * <pre>
 *   0             2                  4        6          8
 *   | source port | destination port | length | checksum | data ...
 * </pre>
 *
 * @param dataAt where the data begins in the packet's array
 * @param dataLength bytes of data
 * @see <a href="https://www.rfc-editor.org/rfc/rfc768">RFC 768</a>; over IPv6, RFC 8200, 8.1
 */
public record UdpDatagram(int sourcePort, int destinationPort, int dataAt, int dataLength) implements UdpDecoded {
    /** Bytes before the data. */
    public static final int HEADER_LENGTH = 8;

    /** Where the checksum field stands. */
    public static final int CHECKSUM_OFFSET = 6;

    /** {@return the datagram that {@code ip} carries, or why there is none} */
    public static UdpDecoded decode(PacketBuffer packet, IpPacket ip) {
        byte[] bytes = packet.bytes();
        int at = ip.payloadAt();
        if (ip.payloadLength() < HEADER_LENGTH) {
            return Malformed.TRUNCATED;
        }
        int length = Bytes.u16(bytes, at + 4);
        if (length < HEADER_LENGTH || length > ip.payloadLength()) {
            return Malformed.PACKET_LENGTH;
        }
        int checksum = Bytes.u16(bytes, at + CHECKSUM_OFFSET);
        if (packet.checksumState() == PacketBuffer.ChecksumState.COMPLETE) {
            // RFC 768: zero says that the sender made none. RFC 8200, 8.1: over IPv6 it must.
            boolean isOmitted = checksum == 0;
            if (isOmitted
                    ? !ip.isIpv4()
                    : !Checksum.isIntact(ip.pseudoHeader(length) + Checksum.sum(bytes, at, length))) {
                return Malformed.CHECKSUM;
            }
        }
        return new UdpDatagram(
                Bytes.u16(bytes, at), Bytes.u16(bytes, at + 2), at + HEADER_LENGTH, length - HEADER_LENGTH);
    }

    /**
     * Prepends a header to the data and leaves the sum over it to the link, see
     * {@link PacketBuffer#completeChecksum}.
     */
    public static void prepend(
            PacketBuffer packet, IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        int at = packet.prepend(HEADER_LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put16(bytes, at, sourcePort);
        Bytes.put16(bytes, at + 2, destinationPort);
        Bytes.put16(bytes, at + 4, packet.length());
        long pseudo = Checksum.pseudoHeader(
                source.high(), source.low(), destination.high(), destination.low(), IpProtocol.UDP, packet.length());
        Bytes.put16(bytes, at + CHECKSUM_OFFSET, Checksum.fold(pseudo));
        packet.markChecksumPartial(at, CHECKSUM_OFFSET);
    }
}
