package jackfield.wire;

/**
 * The ECN field of an IP header: the lower two bits of IPv4's type of service and of IPv6's traffic class.
 *
 * <pre>
 *   00 Not-ECT  the sender cannot be told       01 ECT(1), 10 ECT(0)  it can       11 CE  congestion experienced
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3168#section-5">RFC 3168, 5</a>
 */
public final class IpEcn {
    public static final int NOT_ECT = 0;
    public static final int ECT_1 = 1;
    public static final int ECT_0 = 2;
    public static final int CE = 3;

    /** The bits of the field within a type of service or traffic class. */
    public static final int MASK = 3;

    private IpEcn() {}

    /** {@return the field of the IPv4 or IPv6 header at {@code at}} */
    public static int of(byte[] bytes, int at) {
        return (isIpv4(bytes, at) ? Bytes.u8(bytes, at + 1) : Bytes.u8(bytes, at + 1) >>> 4) & MASK;
    }

    /** Writes the field of the header at {@code at}, and mends an IPv4 header's checksum (RFC 1624). */
    public static void set(byte[] bytes, int at, int ecn) {
        int before = Bytes.u16(bytes, at);
        if (isIpv4(bytes, at)) {
            int after = before & ~MASK | ecn;
            Bytes.put16(bytes, at, after);
            Bytes.put16(bytes, at + 10, Checksum.update(Bytes.u16(bytes, at + 10), before, after));
        } else {
            Bytes.put16(bytes, at, before & ~(MASK << 4) | ecn << 4);
        }
    }

    /**
     * What a congested router does to the packet whose IP header is at {@code at}: marks it CE.
     *
     * @return whether it may be marked; if not it is to be dropped, as its sender would not understand
     */
    public static boolean mark(byte[] bytes, int at) {
        // RFC 3168 5: a packet whose field is Not-ECT must not be marked.
        if (of(bytes, at) == NOT_ECT) {
            return false;
        }
        set(bytes, at, CE);
        return true;
    }

    /** {@return the field as packetdrill writes it: {@code ect0}, {@code ect1}, {@code ce}, {@code noecn}} */
    public static String text(int ecn) {
        return switch (ecn & MASK) {
            case ECT_1 -> "ect1";
            case ECT_0 -> "ect0";
            case CE -> "ce";
            default -> "noecn";
        };
    }

    private static boolean isIpv4(byte[] bytes, int at) {
        return Bytes.u8(bytes, at) >>> 4 == 4;
    }
}
