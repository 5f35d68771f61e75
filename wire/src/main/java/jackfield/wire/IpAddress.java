package jackfield.wire;

/**
 * An IPv4 or IPv6 address in 128 bits; an IPv4 address stands as its IPv4-mapped form, {@code ::ffff:a.b.c.d}.
 *
 * <pre>
 *   high                      low
 *   0000 0000 0000 0000 | 0000 ffff aabb ccdd     IPv4 a.b.c.d
 *   2001 0db8 0000 0000 | 0000 0000 0000 0001     IPv6 2001:db8::1
 * </pre>
 *
 * <p>One type serves both families, so tables are keyed by two longs and a dual-stack socket needs no second path.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2">RFC 4291, 2.5.5.2</a>
 */
public record IpAddress(long high, long low) {
    /** 0.0.0.0, the unspecified IPv4 address. */
    public static final IpAddress ANY_IPV4 = ofIpv4(0);

    /** ::, the unspecified IPv6 address. */
    public static final IpAddress ANY_IPV6 = new IpAddress(0, 0);

    /** 255.255.255.255, this link's IPv4 broadcast. */
    public static final IpAddress BROADCAST = ofIpv4(-1);

    /** 127.0.0.1. */
    public static final IpAddress LOOPBACK_IPV4 = ofIpv4(0x7F000001);

    /** ::1. */
    public static final IpAddress LOOPBACK_IPV6 = new IpAddress(0, 1);

    /** The prefix of a mapped IPv4 address, in the upper half of {@code low}. */
    private static final int MAPPED = 0x0000FFFF;

    /** {@return the IPv4 address with these 32 bits} */
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(0, lowOfIpv4(bits));
    }

    /** {@return {@code low} of the IPv4 address with these 32 bits} */
    public static long lowOfIpv4(int bits) {
        return (long) MAPPED << 32 | bits & 0xFFFFFFFFL;
    }

    /** {@return the IPv6 address in the 16 bytes from {@code at}} */
    public static IpAddress ofIpv6(byte[] bytes, int at) {
        return new IpAddress(Bytes.i64(bytes, at), Bytes.i64(bytes, at + 8));
    }

    /** {@return the address that 4 or 16 bytes hold} */
    public static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> ofIpv4(Bytes.i32(bytes, 0));
            case 16 -> ofIpv6(bytes, 0);
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    /**
     * {@return the address a text literal names, such as {@code 10.0.0.1} or {@code fe80::1}}
     *
     * @throws IllegalArgumentException if the text is no literal; names are never looked up
     */
    public static IpAddress parse(String text) {
        return IpAddressText.parse(text);
    }

    /** {@return whether these two halves are an IPv4 address} */
    public static boolean isIpv4(long high, long low) {
        return high == 0 && (int) (low >>> 32) == MAPPED;
    }

    /** {@return whether this is an IPv4 address} */
    public boolean isIpv4() {
        return isIpv4(high, low);
    }

    /** {@return the 32 bits of an IPv4 address} */
    public int ipv4Bits() {
        return (int) low;
    }

    /** {@return 4 bytes for IPv4, 16 for IPv6} */
    public byte[] toBytes() {
        if (isIpv4()) {
            byte[] bytes = new byte[4];
            Bytes.put32(bytes, 0, ipv4Bits());
            return bytes;
        }
        byte[] bytes = new byte[16];
        Bytes.put64(bytes, 0, high);
        Bytes.put64(bytes, 8, low);
        return bytes;
    }

    /** {@return 32 for IPv4, 128 for IPv6} */
    public int bits() {
        return isIpv4() ? 32 : 128;
    }

    /** {@return whether this is 0.0.0.0 or ::} */
    public boolean isAny() {
        return equals(ANY_IPV4) || equals(ANY_IPV6);
    }

    /** {@return whether this is in 127.0.0.0/8 or is ::1} */
    public boolean isLoopback() {
        return isIpv4() ? ipv4Bits() >>> 24 == 127 : equals(LOOPBACK_IPV6);
    }

    /** {@return whether this is in 224.0.0.0/4 or ff00::/8} */
    public boolean isMulticast() {
        return isIpv4() ? ipv4Bits() >>> 28 == 14 : high >>> 56 == 0xFF;
    }

    /** {@return whether this is in 169.254.0.0/16 or fe80::/10} */
    public boolean isLinkLocal() {
        return isIpv4() ? ipv4Bits() >>> 16 == 0xA9FE : high >>> 54 == 0xFE80 >>> 6;
    }

    /** {@return the unspecified address of this address's family} */
    public IpAddress any() {
        return isIpv4() ? ANY_IPV4 : ANY_IPV6;
    }

    /** {@return the solicited-node multicast address of an IPv6 address (RFC 4291, 2.7.1)} */
    public IpAddress solicitedNode() {
        return new IpAddress(0xFF02_0000_0000_0000L, 0x0000_0001_FF00_0000L | low & 0xFFFFFF);
    }

    /** {@return the text form: dotted quad, or RFC 5952's canonical form} */
    @Override
    public String toString() {
        return IpAddressText.format(this);
    }
}
