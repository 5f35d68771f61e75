package jackfield.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;

/** Reads and writes the bytes of {@link TcpOptions}. An instance gathers the fields while one header is read. */
final class TcpOptionsCodec {
    /** NOP, NOP, kind 8, length 10. */
    static final int ALIGNED_TIMESTAMPS = 0x0101080A;

    private static final int NOP_PAIR = 0x0101;
    private static final int ALIGNED_SACK = 0x01010500;
    private static final int ALIGNED_SACK_PERMITTED = 0x01010402;
    private static final int SACK_PERMITTED_THEN_TIMESTAMPS = 0x0402080A;
    private static final int MSS_HEAD = 0x02040000;
    private static final int ALIGNED_WINDOW_SCALE = 0x01030300;

    private int mss = TcpOptions.ABSENT;
    private int windowScale = TcpOptions.ABSENT;
    private boolean sackPermitted;
    private boolean hasTimestamps;
    private int tsVal;
    private int tsEcr;
    private int[] sack = TcpOptions.NO_SACK;
    private AccEcnOption accEcn = AccEcnOption.NONE;
    private byte[] fastOpen = TcpOptions.NONE_GIVEN;
    private boolean fastOpenIsExperimental;
    private byte[] opaque = TcpOptions.NONE_GIVEN;

    TcpOptions decode(byte[] bytes, int at, int end) {
        boolean damaged = false;
        while (at < end && !damaged) {
            int kind = Bytes.u8(bytes, at);
            if (kind == TcpOptions.KIND_END) {
                break;
            }
            if (kind == TcpOptions.KIND_NOP) {
                at++;
                continue;
            }
            int length = end - at < 2 ? 0 : Bytes.u8(bytes, at + 1);
            damaged = length < 2 || length > end - at;
            if (!damaged) {
                take(kind, bytes, at, length);
                at += length;
            }
        }
        return new TcpOptions(
                mss,
                windowScale,
                sackPermitted,
                hasTimestamps,
                tsVal,
                tsEcr,
                sack,
                accEcn,
                fastOpen,
                fastOpenIsExperimental,
                opaque,
                damaged);
    }

    /** Takes one option whose length fits the header; one of a length its kind cannot have is kept as opaque. */
    private void take(int kind, byte[] bytes, int at, int length) {
        if (kind == TcpOptions.KIND_MSS && length == 4) {
            mss = Bytes.u16(bytes, at + 2);
        } else if (kind == TcpOptions.KIND_WINDOW_SCALE && length == 3) {
            windowScale = Bytes.u8(bytes, at + 2);
        } else if (kind == TcpOptions.KIND_SACK_PERMITTED && length == 2) {
            sackPermitted = true;
        } else if (kind == TcpOptions.KIND_TIMESTAMPS && length == 10) {
            hasTimestamps = true;
            tsVal = Bytes.i32(bytes, at + 2);
            tsEcr = Bytes.i32(bytes, at + 6);
        } else if (kind == TcpOptions.KIND_SACK && length >= 10 && (length - 2) % 8 == 0) {
            sack = new int[(length - 2) / 4];
            for (int i = 0; i < sack.length; i++) {
                sack[i] = Bytes.i32(bytes, at + 2 + 4 * i);
            }
        } else if (kind == TcpOptions.KIND_FAST_OPEN && isCookieLength(length - 2)) {
            fastOpen = Arrays.copyOfRange(bytes, at + 2, at + length);
            fastOpenIsExperimental = false;
        } else if (isExperimentalFastOpen(kind, bytes, at, length)) {
            fastOpen = Arrays.copyOfRange(bytes, at + 4, at + length);
            fastOpenIsExperimental = true;
        } else if (isAccEcn(kind) && AccEcnOption.isLength(length)) {
            accEcn = AccEcnOption.decode(bytes, at, length);
        } else {
            int had = opaque.length;
            opaque = Arrays.copyOf(opaque, had + length);
            System.arraycopy(bytes, at, opaque, had, length);
        }
    }

    static boolean isAccEcn(int kind) {
        return kind == AccEcnOption.KIND_ORDER_0 || kind == AccEcnOption.KIND_ORDER_1;
    }

    static boolean isExperimentalFastOpen(int kind, byte[] bytes, int at, int length) {
        return kind == TcpOptions.KIND_EXPERIMENTAL
                && length >= 4
                && Bytes.u16(bytes, at + 2) == TcpOptions.FAST_OPEN_MAGIC
                && isCookieLength(length - 4);
    }

    /** RFC 7413, 4.1.1: a cookie has 4 to 16 bytes, an even number of them; none at all asks for one. */
    private static boolean isCookieLength(int length) {
        return length == 0 || length >= 4 && length <= 16 && (length & 1) == 0;
    }

    static int encodedLength(TcpOptions options) {
        int length = 0;
        if (options.mss() != TcpOptions.ABSENT) {
            length += 4;
        }
        if (options.hasTimestamps()) {
            length += 12;
        } else if (options.sackPermitted()) {
            length += 4;
        }
        if (options.windowScale() != TcpOptions.ABSENT) {
            length += 4;
        }
        if (options.accEcn().isGiven()) {
            length += AccEcnOption.alignedBytes(options.accEcn().fields(), spare(options));
        }
        if (options.hasFastOpen()) {
            length += aligned(fastOpenBytes(options));
        }
        length += aligned(options.opaque().length);
        if (options.sack().length > 0) {
            length += 4 + 4 * options.sack().length;
        }
        return length;
    }

    /** {@return NOPs before the first option behind Accurate ECN's, which its last bytes may replace, as in Linux} */
    private static int spare(TcpOptions options) {
        boolean isSackFirst = options.sackPermitted() && !options.hasTimestamps() || options.sack().length > 0;
        return isSackFirst ? 2 : options.windowScale() == TcpOptions.ABSENT ? 0 : 1;
    }

    private static int fastOpenBytes(TcpOptions options) {
        return (options.fastOpenIsExperimental() ? 4 : 2) + options.fastOpen().length;
    }

    private static int aligned(int length) {
        return length + 3 & ~3;
    }

    static void encode(TcpOptions options, byte[] bytes, int at) {
        if (options.mss() != TcpOptions.ABSENT) {
            Bytes.put32(bytes, at, MSS_HEAD | options.mss());
            at += 4;
        }
        if (options.hasTimestamps()) {
            // Linux lets "SACK permitted" take the place of the two NOPs before the timestamps.
            Bytes.put32(bytes, at, options.sackPermitted() ? SACK_PERMITTED_THEN_TIMESTAMPS : ALIGNED_TIMESTAMPS);
            Bytes.put32(bytes, at + 4, options.tsVal());
            Bytes.put32(bytes, at + 8, options.tsEcr());
            at += 12;
        }
        // NOPs, or the last bytes of Accurate ECN's option.
        int pair = NOP_PAIR;
        AccEcnOption accEcn = options.accEcn();
        if (accEcn.isGiven()) {
            int whole = AccEcnOption.alignedBytes(accEcn.fields(), spare(options));
            int end = accEcn.encode(bytes, at);
            if (end > at + whole) {
                pair = Bytes.u8(bytes, at + whole) << 8
                        | (end == at + whole + 1 ? TcpOptions.KIND_NOP : Bytes.u8(bytes, at + whole + 1));
            }
            at = end > at + whole ? at + whole : fill(bytes, end, at + whole);
        }
        if (options.sackPermitted() && !options.hasTimestamps()) {
            Bytes.put32(bytes, at, pair << 16 | ALIGNED_SACK_PERMITTED & 0xFFFF);
            pair = NOP_PAIR;
            at += 4;
        }
        if (options.windowScale() != TcpOptions.ABSENT) {
            boolean isSingle = (pair & 0xFF) == TcpOptions.KIND_NOP;
            int first = isSingle ? pair >>> 8 : TcpOptions.KIND_NOP;
            Bytes.put32(bytes, at, first << 24 | ALIGNED_WINDOW_SCALE & 0xFFFFFF | options.windowScale());
            pair = isSingle ? NOP_PAIR : pair;
            at += 4;
        }
        byte[] opaque = options.opaque();
        at = fill(bytes, at, at + aligned(opaque.length) - opaque.length);
        System.arraycopy(opaque, 0, bytes, at, opaque.length);
        at += opaque.length;
        int[] sack = options.sack();
        if (sack.length > 0) {
            Bytes.put32(bytes, at, pair << 16 | ALIGNED_SACK & 0xFFFF | 2 + 4 * sack.length);
            for (int i = 0; i < sack.length; i++) {
                Bytes.put32(bytes, at + 4 + 4 * i, sack[i]);
            }
            at += 4 + 4 * sack.length;
        }
        if (options.hasFastOpen()) {
            encodeFastOpen(options, bytes, at);
        }
    }

    private static void encodeFastOpen(TcpOptions options, byte[] bytes, int at) {
        byte[] cookie = options.fastOpen();
        int length = fastOpenBytes(options);
        if (options.fastOpenIsExperimental()) {
            Bytes.put16(bytes, at, TcpOptions.KIND_EXPERIMENTAL << 8 | length);
            Bytes.put16(bytes, at + 2, TcpOptions.FAST_OPEN_MAGIC);
        } else {
            Bytes.put16(bytes, at, TcpOptions.KIND_FAST_OPEN << 8 | length);
        }
        System.arraycopy(cookie, 0, bytes, at + length - cookie.length, cookie.length);
        // Linux pads this one behind it.
        fill(bytes, at + length, at + aligned(length));
    }

    /** Writes NOPs from {@code at} to {@code end}. {@return end} */
    private static int fill(byte[] bytes, int at, int end) {
        Arrays.fill(bytes, at, end, (byte) TcpOptions.KIND_NOP);
        return end;
    }

    static String text(TcpOptions options) {
        var text = new StringJoiner(",");
        if (options.mss() != TcpOptions.ABSENT) {
            text.add("mss " + options.mss());
        }
        if (options.sackPermitted()) {
            text.add("sackOK");
        }
        if (options.hasTimestamps()) {
            text.add("TS val " + Integer.toUnsignedString(options.tsVal()) + " ecr "
                    + Integer.toUnsignedString(options.tsEcr()));
        }
        if (options.accEcn().isGiven()) {
            text.add(options.accEcn().toString());
        }
        if (options.windowScale() != TcpOptions.ABSENT) {
            text.add("wscale " + options.windowScale());
        }
        if (options.hasFastOpen()) {
            text.add((options.fastOpenIsExperimental() ? "FOEXP" : "FO")
                    + (options.fastOpen().length == 0 ? "" : " " + hex(options.fastOpen())));
        }
        if (options.opaque().length > 0) {
            text.add("0x" + hex(options.opaque()));
        }
        int[] sack = options.sack();
        if (sack.length > 0) {
            var blocks = new StringBuilder("sack");
            for (int i = 0; i + 1 < sack.length; i += 2) {
                blocks.append(' ').append(Integer.toUnsignedString(sack[i]));
                blocks.append(':').append(Integer.toUnsignedString(sack[i + 1]));
            }
            text.add(blocks);
        }
        return text.toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
