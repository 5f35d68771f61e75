package jackfield.wire;

/**
 * The 32-bit sequence space of TCP: an {@code int} that wraps, compared only here.
 *
 * <p>A comparison means something while the two numbers are less than 2<sup>31</sup> apart. The same arithmetic serves
 * the timestamps of RFC 7323.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.4">RFC 9293, 3.4</a>
 */
public final class SequenceNumber {
    private SequenceNumber() {}

    /** {@return whether {@code a} comes strictly before {@code b}} */
    public static boolean isBefore(int a, int b) {
        return a - b < 0;
    }

    /** {@return whether {@code a} comes before {@code b} or is {@code b}} */
    public static boolean isAtOrBefore(int a, int b) {
        return a - b <= 0;
    }

    /** {@return whether {@code a} comes strictly after {@code b}} */
    public static boolean isAfter(int a, int b) {
        return a - b > 0;
    }

    /** {@return whether {@code a} comes after {@code b} or is {@code b}} */
    public static boolean isAtOrAfter(int a, int b) {
        return a - b >= 0;
    }

    /** {@return whether {@code number} lies in the {@code length} numbers from {@code start}} */
    public static boolean isWithin(int number, int start, int length) {
        return Integer.compareUnsigned(number - start, length) < 0;
    }

    /** {@return numbers from {@code from} up to {@code to}, negative if {@code to} lies behind} */
    public static int distance(int from, int to) {
        return to - from;
    }

    /** {@return the later of the two} */
    public static int later(int a, int b) {
        return a - b >= 0 ? a : b;
    }

    /** {@return the earlier of the two} */
    public static int earlier(int a, int b) {
        return a - b <= 0 ? a : b;
    }
}
