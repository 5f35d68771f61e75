package jackfield.wire;

/**
 * Who has an IPv4 address on this Ethernet, asked or told.
 *
 * <pre>
 *   0      2      4    5    6     8          14         18         24         28
 *   | 0001 | 0800 | 06 | 04 | op  | sender   | sender   | target   | target   |
 *   |      |      |    |    |     | hardware | protocol | hardware | protocol |
 * </pre>
 *
 * @param operation {@link #REQUEST} or {@link #REPLY}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc826">RFC 826</a>
 */
public record ArpPacket(
        int operation,
        MacAddress senderHardware,
        IpAddress senderProtocol,
        MacAddress targetHardware,
        IpAddress targetProtocol)
        implements ArpDecoded {
    /** Asks for the target's hardware address. */
    public static final int REQUEST = 1;

    /** Tells the sender's hardware address. */
    public static final int REPLY = 2;

    /** Bytes of an ARP packet for IPv4 over Ethernet. */
    public static final int LENGTH = 28;

    private static final int ETHERNET = 1;
    private static final int ADDRESS_LENGTHS = MacAddress.LENGTH << 8 | 4;

    /** {@return the packet in the bytes from {@code at} to {@code end}, or why there is none} */
    public static ArpDecoded decode(byte[] bytes, int at, int end) {
        if (end - at < LENGTH) {
            return Malformed.TRUNCATED;
        }
        int operation = Bytes.u16(bytes, at + 6);
        if (Bytes.u16(bytes, at) != ETHERNET
                || Bytes.u16(bytes, at + 2) != EtherType.IPV4
                || Bytes.u16(bytes, at + 4) != ADDRESS_LENGTHS
                || operation != REQUEST && operation != REPLY) {
            return Malformed.TYPE;
        }
        return new ArpPacket(
                operation,
                MacAddress.of(bytes, at + 8),
                IpAddress.ofIpv4(Bytes.i32(bytes, at + 14)),
                MacAddress.of(bytes, at + 18),
                IpAddress.ofIpv4(Bytes.i32(bytes, at + 24)));
    }

    /** Appends this packet. */
    public void append(PacketBuffer packet) {
        int at = packet.append(LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put16(bytes, at, ETHERNET);
        Bytes.put16(bytes, at + 2, EtherType.IPV4);
        Bytes.put16(bytes, at + 4, ADDRESS_LENGTHS);
        Bytes.put16(bytes, at + 6, operation);
        senderHardware.put(bytes, at + 8);
        Bytes.put32(bytes, at + 14, senderProtocol.ipv4Bits());
        targetHardware.put(bytes, at + 18);
        Bytes.put32(bytes, at + 24, targetProtocol.ipv4Bits());
    }
}
