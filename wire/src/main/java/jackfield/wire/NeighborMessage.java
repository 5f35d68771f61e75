package jackfield.wire;

/**
 * A neighbour solicitation or advertisement: IPv6's question and answer for a hardware address.
 *
 * <pre>
 *   0      1      2          4                8           24
 *   | type | code | checksum | R S O reserved | target    | options: type, length in 8 bytes, value ...
 * </pre>
 *
 * @param type {@link IcmpMessage#V6_NEIGHBOR_SOLICITATION} or {@link IcmpMessage#V6_NEIGHBOR_ADVERTISEMENT}
 * @param solicited an advertisement's S flag: answers a solicitation
 * @param override an advertisement's O flag: replaces what is cached
 * @param linkLayer the source or target link-layer address option; {@link MacAddress#NONE} if absent
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4861#section-4.3">RFC 4861, 4.3, 4.4 and 7.1</a>
 */
public record NeighborMessage(
        int type, boolean router, boolean solicited, boolean override, IpAddress target, MacAddress linkLayer)
        implements NeighborDecoded {
    private static final int LENGTH = 24;
    private static final int OPTION_LENGTH = 8;
    private static final int SOURCE_LINK_LAYER = 1;
    private static final int TARGET_LINK_LAYER = 2;
    private static final int ROUTER = 1 << 31;
    private static final int SOLICITED = 1 << 30;
    private static final int OVERRIDE = 1 << 29;

    /** {@return what an ICMPv6 message of {@code ip} says as neighbour discovery, or why it says nothing} */
    public static NeighborDecoded decode(byte[] bytes, IpPacket ip, IcmpMessage icmp) {
        // RFC 4861, 7.1: the hop limit shows that no router has forwarded it.
        if (ip.hopLimit() != 255) {
            return Malformed.HOP_LIMIT;
        }
        if (icmp.code() != 0) {
            return Malformed.TYPE;
        }
        int at = ip.payloadAt();
        if (ip.payloadLength() < LENGTH) {
            return Malformed.TRUNCATED;
        }
        boolean solicitation = icmp.type() == IcmpMessage.V6_NEIGHBOR_SOLICITATION;
        IpAddress target = IpAddress.ofIpv6(bytes, at + 8);
        if (target.isMulticast() || target.isIpv4()) {
            return Malformed.ADDRESS;
        }
        MacAddress linkLayer = MacAddress.NONE;
        for (int option = at + LENGTH; option < ip.end(); ) {
            int length = ip.end() - option < 2 ? 0 : Bytes.u8(bytes, option + 1) << 3;
            if (length == 0 || length > ip.end() - option) {
                return Malformed.OPTIONS;
            }
            if (Bytes.u8(bytes, option) == (solicitation ? SOURCE_LINK_LAYER : TARGET_LINK_LAYER)) {
                linkLayer = MacAddress.of(bytes, option + 2);
            }
            option += length;
        }
        int flags = icmp.rest();
        return new NeighborMessage(
                icmp.type(),
                (flags & ROUTER) != 0,
                (flags & SOLICITED) != 0,
                (flags & OVERRIDE) != 0,
                target,
                linkLayer);
    }

    /** Appends this message whole; its checksum is still zero, see {@link IcmpMessage#finishV6}. */
    public void append(PacketBuffer packet) {
        boolean withOption = !linkLayer.equals(MacAddress.NONE);
        int at = packet.append(LENGTH + (withOption ? OPTION_LENGTH : 0));
        byte[] bytes = packet.bytes();
        boolean solicitation = type == IcmpMessage.V6_NEIGHBOR_SOLICITATION;
        Bytes.put32(bytes, at, type << 24);
        Bytes.put32(bytes, at + 4, (router ? ROUTER : 0) | (solicited ? SOLICITED : 0) | (override ? OVERRIDE : 0));
        Bytes.put64(bytes, at + 8, target.high());
        Bytes.put64(bytes, at + 16, target.low());
        if (withOption) {
            Bytes.put16(bytes, at + LENGTH, (solicitation ? SOURCE_LINK_LAYER : TARGET_LINK_LAYER) << 8 | 1);
            linkLayer.put(bytes, at + LENGTH + 2);
        }
    }
}
