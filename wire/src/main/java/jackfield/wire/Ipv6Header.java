package jackfield.wire;

/**
 * The header of IPv6 and the chain of extension headers behind it.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   |version| traffic class |              flow label               |
 *   |         payload length        |  next header  |   hop limit   |
 *   |                     source address, 16 bytes                  |
 *   |                  destination address, 16 bytes                |
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8200#section-3">RFC 8200, 3 and 4</a>
 */
public final class Ipv6Header {
    /** Bytes of the fixed header. */
    public static final int LENGTH = 40;

    /** Bytes of a fragment header. */
    public static final int FRAGMENT_LENGTH = 8;

    /** Bytes of the fixed header and a hop-by-hop header with the router alert option. */
    public static final int ALERT_LENGTH = LENGTH + 8;

    /** Type 5, two bytes, for MLD: RFC 2711, 2.1. */
    private static final int ROUTER_ALERT = 0x0502_0000;

    /** PadN of no bytes. */
    private static final int PAD_TWO = 0x0100;

    /** The smallest MTU of a link that carries IPv6 (RFC 8200, 5). */
    public static final int MIN_MTU = 1280;

    /** More extension headers than this in one packet are taken for an attack. */
    private static final int MAX_EXTENSIONS = 8;

    private Ipv6Header() {}

    static IpDecoded decode(byte[] bytes, int at, int end) {
        if (end - at < LENGTH) {
            return Malformed.TRUNCATED;
        }
        int payloadLength = Bytes.u16(bytes, at + 4);
        if (payloadLength > end - at - LENGTH) {
            return Malformed.PACKET_LENGTH;
        }
        int packetEnd = at + LENGTH + payloadLength;
        int protocol = Bytes.u8(bytes, at + 6);
        int protocolAt = at + 6;
        int next = at + LENGTH;
        int fragmentAt = -1;
        for (int count = 0; isExtension(protocol); count++) {
            if (count == MAX_EXTENSIONS) {
                return Malformed.EXTENSION_CHAIN;
            }
            if (packetEnd - next < 8) {
                return Malformed.OPTIONS;
            }
            int length = extensionLength(bytes, next, protocol);
            if (length > packetEnd - next) {
                return Malformed.OPTIONS;
            }
            // RFC 8200, 4.4: a route of a type unknown to us with stops left must not be passed over; we know none.
            if (protocol == IpProtocol.ROUTING && Bytes.u8(bytes, next + 3) != 0) {
                return Malformed.OPTIONS;
            }
            boolean isFragment = protocol == IpProtocol.FRAGMENT;
            if (isFragment && fragmentAt >= 0) {
                return Malformed.FRAGMENT;
            }
            fragmentAt = isFragment ? next : fragmentAt;
            protocol = Bytes.u8(bytes, next);
            protocolAt = next;
            next += length;
            if (isFragment && Bytes.u16(bytes, fragmentAt + 2) >>> 3 != 0) {
                // RFC 8200, 4.5: what follows in a later fragment is data, not a header.
                break;
            }
        }
        return build(bytes, at, packetEnd, protocol, protocolAt, next, fragmentAt);
    }

    private static IpDecoded build(
            byte[] bytes, int at, int end, int protocol, int protocolAt, int payloadAt, int fragmentAt) {
        int offset = 0;
        boolean more = false;
        int identification = 0;
        if (fragmentAt >= 0) {
            offset = Bytes.u16(bytes, fragmentAt + 2) & 0xFFF8;
            more = (Bytes.u16(bytes, fragmentAt + 2) & 1) != 0;
            identification = Bytes.i32(bytes, fragmentAt + 4);
            int length = end - fragmentAt - FRAGMENT_LENGTH;
            int before = fragmentAt - at - LENGTH;
            // RFC 8200, 4.5: the whole packet must have a payload length its own field can tell.
            if (before + offset + length > Ipv4Header.MAX_PACKET || more && ((length & 7) != 0 || length == 0)) {
                return Malformed.FRAGMENT;
            }
        }
        if (isMapped(bytes, at + 8) || isMapped(bytes, at + 24)) {
            return Malformed.ADDRESS;
        }
        int first = Bytes.i32(bytes, at);
        return new IpPacket(
                Bytes.i64(bytes, at + 8),
                Bytes.i64(bytes, at + 16),
                Bytes.i64(bytes, at + 24),
                Bytes.i64(bytes, at + 32),
                protocol,
                Bytes.u8(bytes, at + 7),
                first >>> 20 & 0xFF,
                first & 0xFFFFF,
                identification,
                true,
                more,
                offset,
                at,
                protocolAt,
                payloadAt,
                end,
                payloadAt);
    }

    /** RFC 4038, 4.2: a mapped IPv4 address has no business on the wire; here it would pass for the real one. */
    private static boolean isMapped(byte[] bytes, int at) {
        return IpAddress.isIpv4(Bytes.i64(bytes, at), Bytes.i64(bytes, at + 8));
    }

    private static boolean isExtension(int protocol) {
        return switch (protocol) {
            case IpProtocol.HOP_BY_HOP,
                    IpProtocol.ROUTING,
                    IpProtocol.FRAGMENT,
                    IpProtocol.AUTHENTICATION,
                    IpProtocol.DESTINATION_OPTIONS -> true;
            default -> false;
        };
    }

    private static int extensionLength(byte[] bytes, int at, int protocol) {
        return switch (protocol) {
            case IpProtocol.FRAGMENT -> FRAGMENT_LENGTH;
            // RFC 4302, 2.2: the authentication header alone counts in units of four bytes.
            case IpProtocol.AUTHENTICATION -> Bytes.u8(bytes, at + 1) + 2 << 2;
            default -> Bytes.u8(bytes, at + 1) + 1 << 3;
        };
    }

    /** Prepends a fixed header to a whole payload. */
    public static void prepend(
            PacketBuffer packet,
            IpAddress source,
            IpAddress destination,
            int protocol,
            int hopLimit,
            int trafficClass,
            int flowLabel) {
        int payloadLength = packet.length();
        int at = packet.prepend(LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put32(bytes, at, 6 << 28 | (trafficClass & 0xFF) << 20 | flowLabel & 0xFFFFF);
        Bytes.put16(bytes, at + 4, payloadLength);
        Bytes.put16(bytes, at + 6, protocol << 8 | hopLimit);
        Bytes.put64(bytes, at + 8, source.high());
        Bytes.put64(bytes, at + 16, source.low());
        Bytes.put64(bytes, at + 24, destination.high());
        Bytes.put64(bytes, at + 32, destination.low());
    }

    /** Prepends the headers for the routers of this link: one hop, and a hop-by-hop router alert (RFC 2711). */
    public static void prependRouterAlert(PacketBuffer packet, IpAddress source, IpAddress destination, int protocol) {
        int at = packet.prepend(ALERT_LENGTH - LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put32(bytes, at, protocol << 24 | ROUTER_ALERT >>> 16);
        Bytes.put32(bytes, at + 4, ROUTER_ALERT << 16 | PAD_TWO);
        prepend(packet, source, destination, IpProtocol.HOP_BY_HOP, 1, 0, 0);
    }

    /** Prepends a fragment header; the fixed header before it then names {@link IpProtocol#FRAGMENT}. */
    public static void prependFragment(
            PacketBuffer packet, int protocol, int offset, boolean moreFragments, int identification) {
        int at = packet.prepend(FRAGMENT_LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put16(bytes, at, protocol << 8);
        Bytes.put16(bytes, at + 2, offset | (moreFragments ? 1 : 0));
        Bytes.put32(bytes, at + 4, identification);
    }

    /**
     * Marks the packet at {@code at} CE, if it is ECN-capable.
     *
     * @return whether it bears CE now
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3168#section-5">RFC 3168, 5</a>
     */
    public static boolean markCongestion(byte[] bytes, int at) {
        int word = Bytes.i32(bytes, at);
        if ((word >>> 20 & 0x03) == 0) {
            return false;
        }
        Bytes.put32(bytes, at, word | 0x03 << 20);
        return true;
    }
}
