package jackfield.wire;

/**
 * What an IPv4 or IPv6 header says, options and extension headers walked: the same words for both families.
 *
 * <p>Addresses stand as the halves of an {@link IpAddress}, so that a received packet costs one object.
 *
 * @param protocol the upper protocol, {@link IpProtocol}; for a fragment other than the first, the one it names
 * @param hopLimit IPv4's time to live
 * @param trafficClass IPv4's type of service: DSCP in the upper six bits, ECN in the lower two
 * @param flowLabel 20 bits; 0 for IPv4
 * @param identification of the fragments that belong together; 0 if an IPv6 packet has no fragment header
 * @param fragmentOffset bytes
 * @param headerAt where the IP header begins in the packet's array
 * @param protocolAt where the field stands that named {@code protocol}, for an error's pointer
 * @param payloadAt where the upper packet begins
 * @param end where the upper packet ends, exclusive: padding of the link is left out
 * @param optionsAt where IPv4 options begin; {@code payloadAt} if there are none
 */
public record IpPacket(
        long sourceHigh,
        long sourceLow,
        long destinationHigh,
        long destinationLow,
        int protocol,
        int hopLimit,
        int trafficClass,
        int flowLabel,
        int identification,
        boolean dontFragment,
        boolean moreFragments,
        int fragmentOffset,
        int headerAt,
        int protocolAt,
        int payloadAt,
        int end,
        int optionsAt)
        implements IpDecoded {

    /** {@return the IPv4 or IPv6 packet in the bytes from {@code at} to {@code end}, or why there is none} */
    public static IpDecoded decode(byte[] bytes, int at, int end) {
        if (at >= end) {
            return Malformed.TRUNCATED;
        }
        return switch (bytes[at] >>> 4 & 15) {
            case 4 -> Ipv4Header.decode(bytes, at, end);
            case 6 -> Ipv6Header.decode(bytes, at, end);
            default -> Malformed.VERSION;
        };
    }

    /** {@return the source address} */
    public IpAddress source() {
        return new IpAddress(sourceHigh, sourceLow);
    }

    /** {@return the destination address} */
    public IpAddress destination() {
        return new IpAddress(destinationHigh, destinationLow);
    }

    /** {@return whether this is an IPv4 packet} */
    public boolean isIpv4() {
        return IpAddress.isIpv4(destinationHigh, destinationLow);
    }

    /** {@return whether this is a piece of a packet and not the whole} */
    public boolean isFragment() {
        return moreFragments || fragmentOffset != 0;
    }

    /** {@return bytes of the upper packet} */
    public int payloadLength() {
        return end - payloadAt;
    }

    /** {@return bytes from the first of the IP header to the last of the upper packet} */
    public int length() {
        return end - headerAt;
    }

    /** {@return the partial sum of the pseudo-header for an upper packet of {@code length} bytes} */
    public long pseudoHeader(int length) {
        return Checksum.pseudoHeader(sourceHigh, sourceLow, destinationHigh, destinationLow, protocol, length);
    }
}
