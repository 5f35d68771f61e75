package jackfield.wire;

/**
 * The Accurate ECN option: how many bytes of text have come under each mark, modulo 2^24.
 *
 * <pre>
 *   kind 172 (order 0):  EE0B  ECEB  EE1B        kind 174 (order 1):  EE1B  ECEB  EE0B
 *   2, 5, 8 or 11 bytes: the last counters may be left out
 * </pre>
 *
 * @param fields how many counters there are, 0 to 3; {@link #ABSENT} if there is no option
 * @param ectOneFirst whether the order is 1
 * @param e0b bytes marked ECT(0), counted from 1
 * @param ceb bytes marked CE, counted from 0
 * @param e1b bytes marked ECT(1), counted from 1
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9768#section-3.2.3">RFC 9768, 3.2.3</a>
 */
public record AccEcnOption(int fields, boolean ectOneFirst, int e0b, int ceb, int e1b) {
    /** Stands in {@link #fields} for an option that is not there. */
    public static final int ABSENT = -1;

    /** No option. */
    public static final AccEcnOption NONE = new AccEcnOption(ABSENT, false, 0, 0, 0);

    static final int KIND_ORDER_0 = 172;
    static final int KIND_ORDER_1 = 174;

    private static final int HEAD_BYTES = 2;
    private static final int FIELD_BYTES = 3;
    private static final int MOST_FIELDS = 3;

    /** {@return whether there is an option} */
    public boolean isGiven() {
        return fields != ABSENT;
    }

    /** {@return whether the option tells of bytes marked ECT(0)} */
    public boolean hasE0b() {
        return fields > (ectOneFirst ? 2 : 0);
    }

    /** {@return whether it tells of bytes marked CE} */
    public boolean hasCeb() {
        return fields > 1;
    }

    /** {@return whether it tells of bytes marked ECT(1)} */
    public boolean hasE1b() {
        return fields > (ectOneFirst ? 0 : 2);
    }

    /**
     * {@return bytes that an option of {@code fields} counters adds to a header} Up to {@code spare} of them lie where
     * another option would have NOPs.
     */
    public static int alignedBytes(int fields, int spare) {
        int bytes = HEAD_BYTES + FIELD_BYTES * fields;
        return (bytes & 3) > spare ? bytes + 3 & ~3 : bytes & ~3;
    }

    static boolean isLength(int length) {
        return length >= HEAD_BYTES
                && (length - HEAD_BYTES) % FIELD_BYTES == 0
                && (length - HEAD_BYTES) / FIELD_BYTES <= MOST_FIELDS;
    }

    static AccEcnOption decode(byte[] bytes, int at, int length) {
        int fields = (length - HEAD_BYTES) / FIELD_BYTES;
        boolean ectOneFirst = Bytes.u8(bytes, at) == KIND_ORDER_1;
        int first = fields > 0 ? u24(bytes, at + 2) : 0;
        int second = fields > 1 ? u24(bytes, at + 5) : 0;
        int third = fields > 2 ? u24(bytes, at + 8) : 0;
        return new AccEcnOption(fields, ectOneFirst, ectOneFirst ? third : first, second, ectOneFirst ? first : third);
    }

    /** Writes the option without padding. {@return where it ends} */
    int encode(byte[] bytes, int at) {
        int end = at + HEAD_BYTES + FIELD_BYTES * fields;
        Bytes.put8(bytes, at, ectOneFirst ? KIND_ORDER_1 : KIND_ORDER_0);
        Bytes.put8(bytes, at + 1, end - at);
        if (fields > 0) {
            put24(bytes, at + 2, ectOneFirst ? e1b : e0b);
        }
        if (fields > 1) {
            put24(bytes, at + 5, ceb);
        }
        if (fields > 2) {
            put24(bytes, at + 8, ectOneFirst ? e0b : e1b);
        }
        return end;
    }

    private static int u24(byte[] bytes, int at) {
        return Bytes.u8(bytes, at) << 16 | Bytes.u16(bytes, at + 1);
    }

    private static void put24(byte[] bytes, int at, int value) {
        Bytes.put8(bytes, at, value >>> 16);
        Bytes.put16(bytes, at + 1, value);
    }

    /** {@return the option as packetdrill writes it: {@code ECN e1b 1 ceb 0 e0b 1}} */
    @Override
    public String toString() {
        var text = new StringBuilder("ECN");
        if (fields > 0) {
            text.append(ectOneFirst ? " e1b " + e1b : " e0b " + e0b);
        }
        if (fields > 1) {
            text.append(" ceb ").append(ceb);
        }
        if (fields > 2) {
            text.append(ectOneFirst ? " e0b " + e0b : " e1b " + e1b);
        }
        return text.toString();
    }
}
