package jackfield.wire;

/**
 * The part that every ICMP and ICMPv6 message begins with.
 *
 * <pre>
 *   0      1      2          4                      8
 *   | type | code | checksum | rest of the header   | body ...
 * </pre>
 *
 * @param rest echo: identifier in the upper 16 bits, sequence number in the lower; packet too big: the MTU (ICMPv4:
 *     in the lower 16 bits); parameter problem: the pointer (ICMPv4: in the upper 8 bits); otherwise unused
 * @param bodyAt where the body begins in the packet's array: echoed data, or the packet that caused the error
 * @param end where the body ends, exclusive
 * @see <a href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a>; ICMPv6, RFC 4443, 2.1
 */
public record IcmpMessage(int type, int code, int rest, int bodyAt, int end) implements IcmpDecoded {
    /** Bytes before the body. */
    public static final int HEADER_LENGTH = 8;

    public static final int V4_ECHO_REPLY = 0;
    public static final int V4_UNREACHABLE = 3;
    public static final int V4_SOURCE_QUENCH = 4;
    public static final int V4_REDIRECT = 5;
    public static final int V4_ECHO_REQUEST = 8;
    public static final int V4_TIME_EXCEEDED = 11;
    public static final int V4_PARAMETER_PROBLEM = 12;

    public static final int V4_NET_UNREACHABLE = 0;
    public static final int V4_HOST_UNREACHABLE = 1;
    public static final int V4_PROTOCOL_UNREACHABLE = 2;
    public static final int V4_PORT_UNREACHABLE = 3;
    public static final int V4_FRAGMENTATION_NEEDED = 4;

    public static final int V6_UNREACHABLE = 1;
    public static final int V6_PACKET_TOO_BIG = 2;
    public static final int V6_TIME_EXCEEDED = 3;
    public static final int V6_PARAMETER_PROBLEM = 4;
    public static final int V6_ECHO_REQUEST = 128;
    public static final int V6_ECHO_REPLY = 129;
    public static final int V6_GROUP_QUERY = 130;
    public static final int V6_GROUP_REPORT = 131;
    public static final int V6_GROUP_DONE = 132;
    public static final int V6_ROUTER_SOLICITATION = 133;
    public static final int V6_ROUTER_ADVERTISEMENT = 134;
    public static final int V6_NEIGHBOR_SOLICITATION = 135;
    public static final int V6_NEIGHBOR_ADVERTISEMENT = 136;
    public static final int V6_GROUP_REPORT_2 = 143;

    public static final int V6_NO_ROUTE = 0;
    public static final int V6_ADDRESS_UNREACHABLE = 3;
    public static final int V6_PORT_UNREACHABLE = 4;
    public static final int V6_UNRECOGNIZED_NEXT_HEADER = 1;

    /**
     * {@return the message that {@code ip} carries, its checksum verified, or why there is none}
     *
     * <p>The family of {@code ip} says whether this is ICMP or ICMPv6.
     */
    public static IcmpDecoded decode(byte[] bytes, IpPacket ip) {
        int length = ip.payloadLength();
        if (length < HEADER_LENGTH) {
            return Malformed.TRUNCATED;
        }
        long pseudo = ip.isIpv4() ? 0 : ip.pseudoHeader(length);
        if (!Checksum.isIntact(pseudo + Checksum.sum(bytes, ip.payloadAt(), length))) {
            return Malformed.CHECKSUM;
        }
        return unverified(bytes, ip.payloadAt(), ip.end());
    }

    /** {@return the message in at least {@link #HEADER_LENGTH} bytes, its checksum not verified} */
    public static IcmpMessage unverified(byte[] bytes, int at, int end) {
        return new IcmpMessage(
                Bytes.u8(bytes, at), Bytes.u8(bytes, at + 1), Bytes.i32(bytes, at + 4), at + HEADER_LENGTH, end);
    }

    /** Prepends the header to a body; the checksum is still zero, see {@link #finishV4} and {@link #finishV6}. */
    public static void prepend(PacketBuffer packet, int type, int code, int rest) {
        int at = packet.prepend(HEADER_LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put32(bytes, at, type << 24 | code << 16);
        Bytes.put32(bytes, at + 4, rest);
    }

    /** Writes the checksum of the whole ICMP message that {@code packet} holds. */
    public static void finishV4(PacketBuffer packet) {
        Bytes.put16(packet.bytes(), packet.start() + 2, 0);
        Bytes.put16(packet.bytes(), packet.start() + 2, Checksum.of(packet.bytes(), packet.start(), packet.length()));
    }

    /** Writes the checksum of the whole ICMPv6 message that {@code packet} holds. */
    public static void finishV6(PacketBuffer packet, IpAddress source, IpAddress destination) {
        byte[] bytes = packet.bytes();
        int at = packet.start();
        Bytes.put16(bytes, at + 2, 0);
        long pseudo = Checksum.pseudoHeader(
                source.high(), source.low(), destination.high(), destination.low(), IpProtocol.ICMPV6, packet.length());
        Bytes.put16(bytes, at + 2, Checksum.finish(pseudo + Checksum.sum(bytes, at, packet.length())));
    }

    /** {@return whether {@code type} tells of an error, so that no error may be sent about it} */
    public static boolean isError(boolean isIpv4, int type) {
        return isIpv4
                ? switch (type) {
                    case V4_UNREACHABLE, V4_SOURCE_QUENCH, V4_REDIRECT, V4_TIME_EXCEEDED, V4_PARAMETER_PROBLEM -> true;
                    default -> false;
                }
                : type < V6_ECHO_REQUEST;
    }
}
