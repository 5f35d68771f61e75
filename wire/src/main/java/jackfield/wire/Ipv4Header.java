package jackfield.wire;

/**
 * The header of IPv4.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   |version|  IHL  |type of service|          total length         |
 *   |         identification        |0 D M|     fragment offset     |
 *   | time to live  |   protocol    |        header checksum        |
 *   |                        source address                         |
 *   |                      destination address                      |
 *   |                    options, up to 40 bytes                    |
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc791#section-3.1">RFC 791, 3.1</a>
 */
public final class Ipv4Header {
    /** Bytes of a header without options. */
    public static final int LENGTH = 20;

    /** The longest packet that the length field can tell. */
    public static final int MAX_PACKET = 0xFFFF;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET_MASK = 0x1FFF;
    /** Bytes of a header with the router alert option. */
    public static final int ALERT_LENGTH = LENGTH + 4;

    private static final int ROUTER_ALERT = 0x94040000;
    private static final int NETWORK_CONTROL = 0xC0;
    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;

    private Ipv4Header() {}

    static IpDecoded decode(byte[] bytes, int at, int end) {
        if (end - at < LENGTH) {
            return Malformed.TRUNCATED;
        }
        int headerLength = (bytes[at] & 15) << 2;
        int totalLength = Bytes.u16(bytes, at + 2);
        if (headerLength < LENGTH || headerLength > end - at) {
            return Malformed.HEADER_LENGTH;
        }
        if (totalLength < headerLength || totalLength > end - at) {
            return Malformed.PACKET_LENGTH;
        }
        if (!Checksum.isIntact(Checksum.sum(bytes, at, headerLength))) {
            return Malformed.CHECKSUM;
        }
        if (!optionsFit(bytes, at + LENGTH, at + headerLength)) {
            return Malformed.OPTIONS;
        }
        int fragment = Bytes.u16(bytes, at + 6);
        int offset = (fragment & OFFSET_MASK) << 3;
        int payloadLength = totalLength - headerLength;
        boolean more = (fragment & MORE_FRAGMENTS) != 0;
        // RFC 791, 3.2: the whole packet must have a length its own field can tell, header included.
        if (offset + totalLength > MAX_PACKET || more && ((payloadLength & 7) != 0 || payloadLength == 0)) {
            return Malformed.FRAGMENT;
        }
        return new IpPacket(
                0,
                IpAddress.lowOfIpv4(Bytes.i32(bytes, at + 12)),
                0,
                IpAddress.lowOfIpv4(Bytes.i32(bytes, at + 16)),
                Bytes.u8(bytes, at + 9),
                Bytes.u8(bytes, at + 8),
                Bytes.u8(bytes, at + 1),
                0,
                Bytes.u16(bytes, at + 4),
                (fragment & DONT_FRAGMENT) != 0,
                more,
                offset,
                at,
                at + 9,
                at + headerLength,
                at + totalLength,
                at + LENGTH);
    }

    private static boolean optionsFit(byte[] bytes, int at, int end) {
        while (at < end) {
            int kind = Bytes.u8(bytes, at);
            if (kind == END_OF_OPTIONS) {
                return true;
            }
            int length = kind == NO_OPERATION ? 1 : end - at < 2 ? 0 : Bytes.u8(bytes, at + 1);
            if (length == 0 || length == 1 && kind != NO_OPERATION || length > end - at) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /**
     * Prepends a header without options to a whole packet, checksum included.
     *
     * @param identification 16 bits
     */
    public static void prepend(
            PacketBuffer packet,
            int source,
            int destination,
            int protocol,
            int hopLimit,
            int trafficClass,
            int identification,
            boolean dontFragment) {
        prependFragment(
                packet,
                source,
                destination,
                protocol,
                hopLimit,
                trafficClass,
                identification,
                dontFragment ? DONT_FRAGMENT : 0);
    }

    /** Prepends a header for the routers of this link: one hop, DF, internetwork control, router alert (RFC 2113). */
    public static void prependRouterAlert(PacketBuffer packet, int source, int destination, int protocol) {
        int at = packet.prepend(ALERT_LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put32(bytes, at, 4 << 28 | ALERT_LENGTH >>> 2 << 24 | NETWORK_CONTROL << 16 | packet.length());
        Bytes.put32(bytes, at + 4, DONT_FRAGMENT);
        Bytes.put32(bytes, at + 8, 1 << 24 | protocol << 16);
        Bytes.put32(bytes, at + 12, source);
        Bytes.put32(bytes, at + 16, destination);
        Bytes.put32(bytes, at + LENGTH, ROUTER_ALERT);
        Bytes.put16(bytes, at + 10, Checksum.of(bytes, at, ALERT_LENGTH));
    }

    /** {@return the flags and offset word of a fragment, for {@link #prependFragment}} */
    public static int fragmentWord(int offset, boolean moreFragments) {
        return offset >>> 3 | (moreFragments ? MORE_FRAGMENTS : 0);
    }

    /** Prepends a header whose flags and offset are {@code fragmentWord}. */
    public static void prependFragment(
            PacketBuffer packet,
            int source,
            int destination,
            int protocol,
            int hopLimit,
            int trafficClass,
            int identification,
            int fragmentWord) {
        int at = packet.prepend(LENGTH);
        byte[] bytes = packet.bytes();
        Bytes.put16(bytes, at, 4 << 12 | LENGTH >>> 2 << 8 | trafficClass & 0xFF);
        Bytes.put16(bytes, at + 2, packet.length());
        Bytes.put16(bytes, at + 4, identification);
        Bytes.put16(bytes, at + 6, fragmentWord);
        Bytes.put16(bytes, at + 8, hopLimit << 8 | protocol);
        Bytes.put16(bytes, at + 10, 0);
        Bytes.put32(bytes, at + 12, source);
        Bytes.put32(bytes, at + 16, destination);
        Bytes.put16(bytes, at + 10, Checksum.of(bytes, at, LENGTH));
    }

    /**
     * Marks the packet at {@code at} CE and mends its checksum, if it is ECN-capable.
     *
     * @return whether it bears CE now
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3168#section-5">RFC 3168, 5</a>
     */
    public static boolean markCongestion(byte[] bytes, int at) {
        int before = Bytes.u16(bytes, at);
        // RFC 3168 5: a packet that is not ECN-capable MUST NOT be marked.
        if ((before & 0x03) == 0) {
            return false;
        }
        int after = before | 0x03;
        Bytes.put16(bytes, at, after);
        Bytes.put16(bytes, at + 10, Checksum.update(Bytes.u16(bytes, at + 10), before, after));
        return true;
    }

    /** Takes one from the time to live of the header at {@code at} and mends its checksum (RFC 1624). */
    public static void decrementHopLimit(byte[] bytes, int at) {
        int before = Bytes.u16(bytes, at + 8);
        int after = before - 0x100;
        Bytes.put16(bytes, at + 8, after);
        Bytes.put16(bytes, at + 10, Checksum.update(Bytes.u16(bytes, at + 10), before, after));
    }
}
