package jackfield.wire;

/**
 * A 48-bit Ethernet address.
 *
 * @param bits the address in the low 48 bits, first byte highest
 */
public record MacAddress(long bits) {
    /** ff:ff:ff:ff:ff:ff. */
    public static final MacAddress BROADCAST = new MacAddress(0xFFFF_FFFF_FFFFL);

    /** 00:00:00:00:00:00, "not known". */
    public static final MacAddress NONE = new MacAddress(0);

    /** Bytes of an Ethernet address. */
    public static final int LENGTH = 6;

    /** @throws IllegalArgumentException if more than 48 bits are set */
    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new IllegalArgumentException("an Ethernet address has 48 bits: " + Long.toHexString(bits));
        }
    }

    /** {@return the address in the six bytes from {@code at}} */
    public static MacAddress of(byte[] bytes, int at) {
        return new MacAddress((long) Bytes.u16(bytes, at) << 32 | Bytes.i32(bytes, at + 2) & 0xFFFFFFFFL);
    }

    /**
     * {@return the address that a text such as {@code 02:00:00:00:00:01} names}
     *
     * @throws IllegalArgumentException if the text names none
     */
    public static MacAddress parse(String text) {
        if (!text.matches("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
            throw new IllegalArgumentException("not an Ethernet address: '" + text + "'");
        }
        return new MacAddress(Long.parseLong(text.replace(":", ""), 16));
    }

    /**
     * {@return the Ethernet address that a multicast address maps to}
     *
     * <p>RFC 1112, 6.4 for IPv4, RFC 2464, 7 for IPv6.
     */
    public static MacAddress ofMulticast(IpAddress group) {
        return group.isIpv4()
                ? new MacAddress(0x0100_5E00_0000L | group.ipv4Bits() & 0x7FFFFF)
                : new MacAddress(0x3333_0000_0000L | group.low() & 0xFFFFFFFFL);
    }

    /** Writes the six bytes. */
    public void put(byte[] bytes, int at) {
        Bytes.put16(bytes, at, (int) (bits >>> 32));
        Bytes.put32(bytes, at + 2, (int) bits);
    }

    /** {@return whether this names a group: broadcast or multicast} */
    public boolean isGroup() {
        return (bits >>> 40 & 1) != 0;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (bits >>> shift) & 0xFF;
            text.append(Character.forDigit(octet >>> 4, 16)).append(Character.forDigit(octet & 15, 16));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
