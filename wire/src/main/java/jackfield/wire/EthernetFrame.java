package jackfield.wire;

/**
 * An Ethernet II header; one or two 802.1Q tags are tolerated and skipped.
 *
 * <pre>
 *   | destination 6 | source 6 | [8100 tag 4]* | type 2 | payload ...
 * </pre>
 *
 * @param type the payload's protocol, see {@link EtherType}
 * @param payloadAt where the payload begins in the packet's array
 * @see <a href="https://www.rfc-editor.org/rfc/rfc894">RFC 894</a>; IEEE 802.1Q
 */
public record EthernetFrame(MacAddress destination, MacAddress source, int type, int payloadAt)
        implements EthernetDecoded {
    /** Bytes of a header without tag. */
    public static final int HEADER_LENGTH = 14;

    private static final int TAG_LENGTH = 4;
    private static final int PROVIDER_TAG = 0x88A8;

    /** {@return the frame in the bytes from {@code at} to {@code end}, or why there is none} */
    public static EthernetDecoded decode(byte[] bytes, int at, int end) {
        if (end - at < HEADER_LENGTH) {
            return Malformed.TRUNCATED;
        }
        int typeAt = at + 2 * MacAddress.LENGTH;
        int type = Bytes.u16(bytes, typeAt);
        for (int tags = 0; tags < 2 && (type == EtherType.VLAN || type == PROVIDER_TAG); tags++) {
            typeAt += TAG_LENGTH;
            if (end - typeAt < 2) {
                return Malformed.TRUNCATED;
            }
            type = Bytes.u16(bytes, typeAt);
        }
        return new EthernetFrame(
                MacAddress.of(bytes, at), MacAddress.of(bytes, at + MacAddress.LENGTH), type, typeAt + 2);
    }

    /** Prepends an untagged header. */
    public static void prepend(PacketBuffer packet, MacAddress destination, MacAddress source, int type) {
        int at = packet.prepend(HEADER_LENGTH);
        byte[] bytes = packet.bytes();
        destination.put(bytes, at);
        source.put(bytes, at + MacAddress.LENGTH);
        Bytes.put16(bytes, at + 2 * MacAddress.LENGTH, type);
    }
}
