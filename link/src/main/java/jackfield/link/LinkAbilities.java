package jackfield.link;

/**
 * What a link can do for the stack above it.
 *
 * @param ethernet whether packets are Ethernet frames; otherwise they are bare IP packets
 * @param mtu longest IP packet, bytes; an Ethernet header is not counted
 * @param checksumOffload whether packets may be handed down with a {@code PARTIAL} transport checksum
 * @param superSegmentBytes longest text of a TCP super-segment that the link takes whole; 0 if it takes none
 * @param trusted whether what comes in has not been over a real wire, so that it can arrive {@code PARTIAL}
 */
public record LinkAbilities(
        boolean ethernet, int mtu, boolean checksumOffload, int superSegmentBytes, boolean trusted) {
    /** Shortest MTU of any link: what every IPv4 host must take whole (RFC 791, 3.2). */
    public static final int MIN_MTU = 68;

    /** Longest MTU of any link: IPv4's length field can tell no more. */
    public static final int MAX_MTU = 65_535;

    /** Longest text of a super-segment: what 64 KiB leave after an IPv6 header and the longest TCP header. */
    public static final int MAX_SUPER_SEGMENT_BYTES = 65_535 - 40 - 60;

    /** @throws IllegalArgumentException if a number is out of range */
    public LinkAbilities {
        if (mtu < MIN_MTU || mtu > MAX_MTU) {
            throw new IllegalArgumentException("an MTU is " + MIN_MTU + " to " + MAX_MTU + " bytes, not " + mtu);
        }
        if (superSegmentBytes < 0 || superSegmentBytes > MAX_SUPER_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "a super-segment has 0 to " + MAX_SUPER_SEGMENT_BYTES + " bytes of text, not " + superSegmentBytes);
        }
        if (superSegmentBytes > 0 && !checksumOffload) {
            throw new IllegalArgumentException("a link that takes super-segments must take partial checksums");
        }
    }
}
