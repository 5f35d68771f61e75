package jackfield.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The internet checksum: the one's complement of the one's complement sum of 16-bit words.
 *
 * <p>Partial sums are {@code long}s in the word order of the machine, to be joined by {@code +} and finished by
 * {@link #fold}; {@link #word} turns a header field into a term of such a sum. A range of odd length counts as if a
 * zero byte followed it, so only the last range of a sum may be odd.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1071">RFC 1071</a>; incremental update, RFC 1624, 3
 */
public final class Checksum {
    private static final VarHandle NATIVE_INT = MethodHandles.byteArrayViewVarHandle(
                    int[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Checksum() {}

    /** {@return the partial sum of {@code length} bytes from {@code at}} */
    public static long sum(byte[] bytes, int at, int length) {
        // A canonical counted loop: C2 vectorises this shape and no other (measured five times faster).
        int words = length >>> 2;
        long sum = 0;
        for (int i = 0; i < words; i++) {
            sum += (int) NATIVE_INT.get(bytes, at + 4 * i) & 0xFFFFFFFFL;
        }
        int tail = at + (words << 2);
        if ((length & 2) != 0) {
            sum += word(Bytes.u16(bytes, tail));
            tail += 2;
        }
        if ((length & 1) != 0) {
            sum += word(Bytes.u8(bytes, tail) << 8);
        }
        return sum;
    }

    /** {@return the term that the 16-bit field {@code value} adds to a partial sum} */
    public static long word(int value) {
        int field = value & 0xFFFF;
        return LITTLE_ENDIAN ? (field >>> 8 | (field & 0xFF) << 8) : field;
    }

    /** {@return the partial sum as the 16-bit value of a header field, not inverted} */
    public static int fold(long sum) {
        long folded = (sum & 0xFFFFFFFFL) + (sum >>> 32);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        folded = (folded & 0xFFFF) + (folded >>> 16);
        return (int) word((int) folded);
    }

    /** {@return the checksum field for a partial sum: folded and inverted} */
    public static int finish(long sum) {
        return ~fold(sum) & 0xFFFF;
    }

    /** {@return the checksum of a range} */
    public static int of(byte[] bytes, int at, int length) {
        return finish(sum(bytes, at, length));
    }

    /** {@return whether a sum that includes its checksum field is intact} */
    public static boolean isIntact(long sum) {
        return fold(sum) == 0xFFFF;
    }

    /**
     * {@return the checksum field after one 16-bit word it covers changed from {@code before} to {@code after}}
     *
     * <p>RFC 1624, 3, equation 3: HC' = ~(~HC + ~m + m').
     */
    public static int update(int checksum, int before, int after) {
        int sum = (~checksum & 0xFFFF) + (~before & 0xFFFF) + (after & 0xFFFF);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~sum & 0xFFFF;
    }

    /**
     * {@return the partial sum of the pseudo-header that TCP, UDP and ICMPv6 cover}
     *
     * <p>Addresses are those of {@link IpAddress}: an IPv4 address is mapped, and its prefix is left out of the sum.
     *
     * @param protocol the upper protocol's number
     * @param length bytes of the upper packet, header included
     */
    public static long pseudoHeader(
            long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int protocol, int length) {
        long sum = word(protocol) + word(length >>> 16) + word(length);
        if (IpAddress.isIpv4(destinationHigh, destinationLow)) {
            return sum + low32(sourceLow) + low32(destinationLow);
        }
        return sum
                + low32(sourceHigh >>> 32)
                + low32(sourceHigh)
                + low32(sourceLow >>> 32)
                + low32(sourceLow)
                + low32(destinationHigh >>> 32)
                + low32(destinationHigh)
                + low32(destinationLow >>> 32)
                + low32(destinationLow);
    }

    private static long low32(long bits) {
        return word((int) bits >>> 16) + word((int) bits);
    }
}
