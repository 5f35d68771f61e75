package jackfield.wire;

/**
 * Why bytes are not the packet they claim to be: the other answer of every {@code decode}.
 *
 * <p>A peer's fault, counted by reason and never thrown.
 */
public enum Malformed
        implements
                ArpDecoded, EthernetDecoded, GroupDecoded, IcmpDecoded, IpDecoded, NeighborDecoded, TcpDecoded,
                UdpDecoded {
    /** The bytes end before the header does. */
    TRUNCATED,
    /** A version field holds another version. */
    VERSION,
    /** A header's length field is below its minimum or beyond the packet. */
    HEADER_LENGTH,
    /** A total or payload length lies beyond the packet or inside the header. */
    PACKET_LENGTH,
    /** The checksum does not hold. */
    CHECKSUM,
    /** An option or extension header overruns its header, or does not move forward. */
    OPTIONS,
    /** More extension headers than anybody needs. */
    EXTENSION_CHAIN,
    /** A fragment that would end beyond the longest packet or is of an impossible length. */
    FRAGMENT,
    /** A hardware or protocol type or operation that this header cannot have. */
    TYPE,
    /** An address that may not stand in this header. */
    ADDRESS,
    /** A hop limit other than 255 where the protocol asks for it. */
    HOP_LIMIT
}
