package jackfield.wire;

/**
 * An address with the length of its network's prefix, such as {@code 10.9.0.2/24} or {@code 2001:db8::2/64}.
 *
 * <p>The bits after the prefix are kept: the same record names an interface's address and, by {@link #network}, its
 * network.
 *
 * @param length bits, 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record IpPrefix(IpAddress address, int length) {
    /** @throws IllegalArgumentException if {@code length} is out of range for the family */
    public IpPrefix {
        if (length < 0 || length > address.bits()) {
            throw new IllegalArgumentException(
                    "the prefix of " + address + " has 0 to " + address.bits() + " bits, not " + length);
        }
    }

    /**
     * {@return the prefix a text such as {@code 10.9.0.2/24} names; without {@code /} all bits count}
     *
     * @throws IllegalArgumentException if the text names none
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            IpAddress address = IpAddress.parse(text);
            return new IpPrefix(address, address.bits());
        }
        String length = text.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a prefix length: '" + length + "' in '" + text + "'");
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    /** {@return whether {@code other} is of the same family and within this prefix} */
    public boolean contains(IpAddress other) {
        return contains(other.high(), other.low());
    }

    /** {@return whether the address of these two halves is of the same family and within this prefix} */
    public boolean contains(long otherHigh, long otherLow) {
        int ones = length + 128 - address.bits();
        return IpAddress.isIpv4(otherHigh, otherLow) == address.isIpv4()
                && ((otherHigh ^ address.high()) & highMask(ones)) == 0
                && ((otherLow ^ address.low()) & lowMask(ones)) == 0;
    }

    /** {@return this prefix with all bits after it zero} */
    public IpPrefix network() {
        int ones = length + 128 - address.bits();
        return new IpPrefix(new IpAddress(address.high() & highMask(ones), address.low() & lowMask(ones)), length);
    }

    /** {@return the directed broadcast address of an IPv4 network; meaningless for /31, /32 and IPv6} */
    public IpAddress broadcast() {
        return IpAddress.ofIpv4(address.ipv4Bits() | (length == 0 ? -1 : length == 32 ? 0 : -1 >>> length));
    }

    private static long highMask(int ones) {
        return ones == 0 ? 0 : ones >= 64 ? -1L : -1L << 64 - ones;
    }

    private static long lowMask(int ones) {
        return ones <= 64 ? 0 : -1L << 128 - ones;
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
