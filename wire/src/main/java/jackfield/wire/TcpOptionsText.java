package jackfield.wire;

import java.util.HexFormat;
import java.util.StringJoiner;

/** Writes the options of a TCP header as packetdrill does, in the order of the wire and with their padding. */
final class TcpOptionsText {
    private TcpOptionsText() {}

    /**
     * {@return the options in the bytes from {@code at} to {@code end}, without brackets}
     *
     * @param sackBase what the edges of SACK blocks are counted from
     */
    static String of(byte[] bytes, int at, int end, int sackBase) {
        var text = new StringJoiner(",");
        while (at < end) {
            int kind = Bytes.u8(bytes, at);
            if (kind == TcpOptions.KIND_END) {
                text.add("eol");
                break;
            }
            if (kind == TcpOptions.KIND_NOP) {
                text.add("nop");
                at++;
                continue;
            }
            int length = end - at < 2 ? 0 : Bytes.u8(bytes, at + 1);
            if (length < 2 || length > end - at) {
                text.add("damaged 0x" + HexFormat.of().formatHex(bytes, at, end));
                break;
            }
            text.add(option(kind, bytes, at, length, sackBase));
            at += length;
        }
        return text.toString();
    }

    private static String option(int kind, byte[] bytes, int at, int length, int sackBase) {
        if (kind == TcpOptions.KIND_MSS && length == 4) {
            return "mss " + Bytes.u16(bytes, at + 2);
        }
        if (kind == TcpOptions.KIND_WINDOW_SCALE && length == 3) {
            return "wscale " + Bytes.u8(bytes, at + 2);
        }
        if (kind == TcpOptions.KIND_SACK_PERMITTED && length == 2) {
            return "sackOK";
        }
        if (kind == TcpOptions.KIND_TIMESTAMPS && length == 10) {
            return "TS val " + unsigned(Bytes.i32(bytes, at + 2)) + " ecr " + unsigned(Bytes.i32(bytes, at + 6));
        }
        if (kind == TcpOptions.KIND_SACK && length >= 10 && (length - 2) % 8 == 0) {
            return sack(bytes, at, length, sackBase);
        }
        if (TcpOptionsCodec.isAccEcn(kind) && AccEcnOption.isLength(length)) {
            return AccEcnOption.decode(bytes, at, length).toString();
        }
        if (TcpOptionsCodec.isExperimentalFastOpen(kind, bytes, at, length)) {
            return length == 4 ? "FOEXP" : "FOEXP " + HexFormat.of().formatHex(bytes, at + 4, at + length);
        }
        String value = HexFormat.of().formatHex(bytes, at + 2, at + length);
        return switch (kind) {
            case TcpOptions.KIND_FAST_OPEN -> value.isEmpty() ? "FO" : "FO " + value;
            case TcpOptions.KIND_MD5 -> "md5 " + value;
            default -> "0x" + HexFormat.of().formatHex(bytes, at, at + length);
        };
    }

    private static String sack(byte[] bytes, int at, int length, int base) {
        var text = new StringBuilder("sack");
        for (int edge = at + 2; edge < at + length; edge += 8) {
            text.append(' ').append(unsigned(Bytes.i32(bytes, edge) - base));
            text.append(':').append(unsigned(Bytes.i32(bytes, edge + 4) - base));
        }
        return text.toString();
    }

    private static String unsigned(int number) {
        return Integer.toUnsignedString(number);
    }
}
