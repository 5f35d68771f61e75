package jackfield.wire;

/**
 * The options of a TCP header, each in its own field.
 *
 * <p>Written in the order of Linux: {@code mss, sackOK, TS, AccECN, wscale, sack, FO}, padded so that words are
 * aligned. Reading stops at an option that is too short or overruns the header, keeps what came before it and sets
 * {@code damaged}, as Linux does (RFC 9293, MUST-7: be prepared for an illegal length).
 *
 * @param mss largest text the sender of this option takes; {@link #ABSENT} if not given
 * @param windowScale shift count as received, 0 to 255; {@link #ABSENT} if not given
 * @param sack edges of SACK blocks, left and right in turn, at most eight numbers
 * @param accEcn counters of Accurate ECN; {@link AccEcnOption#NONE} if the option is absent
 * @param fastOpen the cookie, empty for a request; {@link #NONE_GIVEN} if the option is absent
 * @param fastOpenIsExperimental whether the cookie stands in the experimental option, 254, that came before RFC 7413
 * @param opaque options we do not interpret (MD5 signature, TCP-AO and unknown ones), whole, one after another
 * @param damaged whether reading stopped at an illegal length
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.2">RFC 9293, 3.2</a>; RFC 7323; RFC 2018; RFC 7413
 */
public record TcpOptions(
        int mss,
        int windowScale,
        boolean sackPermitted,
        boolean hasTimestamps,
        int tsVal,
        int tsEcr,
        int[] sack,
        AccEcnOption accEcn,
        byte[] fastOpen,
        boolean fastOpenIsExperimental,
        byte[] opaque,
        boolean damaged) {
    /** Stands for an option that is not there. */
    public static final int ABSENT = -1;

    /** Stands for a Fast Open option that is not there; compared by identity. */
    public static final byte[] NONE_GIVEN = new byte[0];

    /** No SACK block. */
    public static final int[] NO_SACK = new int[0];

    /** No option at all. */
    public static final TcpOptions NONE = new TcpOptions(
            ABSENT, ABSENT, false, false, 0, 0, NO_SACK, AccEcnOption.NONE, NONE_GIVEN, false, NONE_GIVEN, false);

    /** Bytes that all options together may take. */
    public static final int MAX_LENGTH = 40;

    static final int KIND_END = 0;
    static final int KIND_NOP = 1;
    static final int KIND_MSS = 2;
    static final int KIND_WINDOW_SCALE = 3;
    static final int KIND_SACK_PERMITTED = 4;
    static final int KIND_SACK = 5;
    static final int KIND_TIMESTAMPS = 8;
    static final int KIND_MD5 = 19;
    static final int KIND_AO = 29;
    static final int KIND_FAST_OPEN = 34;
    static final int KIND_EXPERIMENTAL = 254;

    /** What follows kind and length of an experimental Fast Open option: RFC 6994. */
    static final int FAST_OPEN_MAGIC = 0xF989;

    /** {@return options that hold timestamps and SACK blocks only: those of a segment after the handshake} */
    public static TcpOptions established(boolean hasTimestamps, int tsVal, int tsEcr, int[] sack) {
        return !hasTimestamps && sack.length == 0 ? NONE : NONE.withTimestamps(hasTimestamps, tsVal, tsEcr, sack);
    }

    /** {@return the options of a SYN; {@code windowScale} may be {@link #ABSENT}} */
    public static TcpOptions syn(
            int mss, int windowScale, boolean sackPermitted, boolean hasTimestamps, int tsVal, int tsEcr) {
        return new TcpOptions(
                mss,
                windowScale,
                sackPermitted,
                hasTimestamps,
                tsVal,
                tsEcr,
                NO_SACK,
                AccEcnOption.NONE,
                NONE_GIVEN,
                false,
                NONE_GIVEN,
                false);
    }

    /** {@return this with other timestamps and SACK blocks} */
    public TcpOptions withTimestamps(boolean given, int val, int ecr, int[] blocks) {
        return new TcpOptions(
                mss,
                windowScale,
                sackPermitted,
                given,
                val,
                ecr,
                blocks,
                accEcn,
                fastOpen,
                fastOpenIsExperimental,
                opaque,
                damaged);
    }

    /** {@return this with other SACK blocks} */
    public TcpOptions withSack(int[] blocks) {
        return withTimestamps(hasTimestamps, tsVal, tsEcr, blocks);
    }

    /** {@return this with a Fast Open option: a cookie, or a request for one if {@code cookie} is empty} */
    public TcpOptions withFastOpen(byte[] cookie, boolean isExperimental) {
        return new TcpOptions(
                mss,
                windowScale,
                sackPermitted,
                hasTimestamps,
                tsVal,
                tsEcr,
                sack,
                accEcn,
                cookie.clone(),
                isExperimental,
                opaque,
                damaged);
    }

    /** {@return this with the counters of Accurate ECN} */
    public TcpOptions withAccEcn(AccEcnOption counters) {
        return new TcpOptions(
                mss,
                windowScale,
                sackPermitted,
                hasTimestamps,
                tsVal,
                tsEcr,
                sack,
                counters,
                fastOpen,
                fastOpenIsExperimental,
                opaque,
                damaged);
    }

    static TcpOptions decode(byte[] bytes, int at, int end) {
        if (at == end) {
            return NONE;
        }
        // The options of nearly every segment: NOP, NOP, timestamps.
        if (end - at == 12 && Bytes.i32(bytes, at) == TcpOptionsCodec.ALIGNED_TIMESTAMPS) {
            return established(true, Bytes.i32(bytes, at + 4), Bytes.i32(bytes, at + 8), NO_SACK);
        }
        return new TcpOptionsCodec().decode(bytes, at, end);
    }

    /** {@return bytes that the options take in a header, padding included} */
    public int length() {
        return TcpOptionsCodec.encodedLength(this);
    }

    void encode(byte[] bytes, int at) {
        TcpOptionsCodec.encode(this, bytes, at);
    }

    /** {@return whether there is a Fast Open option} */
    @SuppressWarnings("ReferenceEquality")
    public boolean hasFastOpen() {
        return fastOpen != NONE_GIVEN;
    }

    /** {@return whether no option was given} */
    public boolean isEmpty() {
        return mss == ABSENT
                && windowScale == ABSENT
                && !sackPermitted
                && !hasTimestamps
                && sack.length == 0
                && !accEcn.isGiven()
                && !hasFastOpen()
                && opaque.length == 0;
    }

    /** {@return the options as packetdrill writes them, without the brackets and the padding} */
    @Override
    public String toString() {
        return TcpOptionsCodec.text(this);
    }
}
