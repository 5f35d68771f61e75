package jackfield.drill.packet;

import jackfield.drill.script.TcpOption;
import jackfield.drill.script.TcpOption.Block;
import jackfield.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * TCP options of a script as bytes and back, in their order, padding included.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.2">RFC 9293, 3.2</a>; RFC 2018, 7323, 7413, 9768
 */
final class OptionBytes {
    private static final int END = 0;
    private static final int NOP = 1;
    private static final int MSS = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;
    private static final int MD5 = 19;
    private static final int FAST_OPEN = 34;
    private static final int ACC_ECN0 = 172;
    private static final int ACC_ECN1 = 174;
    private static final int EXPERIMENTAL = 254;
    private static final int FAST_OPEN_MAGIC = 0xF989;
    private static final List<String> ORDER0 = List.of("e0b", "ceb", "e1b");
    private static final List<String> ORDER1 = List.of("e1b", "ceb", "e0b");

    private OptionBytes() {}

    /** {@return the bytes; {@code flow} gives live numbers to SACK edges and to echoed timestamps} */
    static byte[] encode(List<TcpOption> options, Flow flow) {
        var bytes = new ByteArrayOutputStream();
        for (TcpOption option : options) {
            encode(option, flow, bytes);
        }
        // RFC 9293, 3.1 (MUST-69): the header is padded with zeros to a multiple of 32 bits.
        while (bytes.size() % 4 != 0) {
            bytes.write(END);
        }
        return bytes.toByteArray();
    }

    private static void encode(TcpOption option, Flow flow, ByteArrayOutputStream bytes) {
        switch (option) {
            case TcpOption.EndOfList _ -> bytes.write(END);
            case TcpOption.Nop _ -> bytes.write(NOP);
            case TcpOption.Mss mss -> put(bytes, MSS, number(mss.bytes(), 2));
            case TcpOption.WindowScale scale -> put(bytes, WINDOW_SCALE, number(scale.shift(), 1));
            case TcpOption.SackPermitted _ -> put(bytes, SACK_PERMITTED, new byte[0]);
            case TcpOption.Sack sack -> {
                var edges = new byte[8 * sack.blocks().size()];
                int at = 0;
                for (Block block : sack.blocks()) {
                    Bytes.put32(edges, at, flow.liveOfLocal((int) block.left()));
                    Bytes.put32(edges, at + 4, flow.liveOfLocal((int) block.right()));
                    at += 8;
                }
                put(bytes, SACK, edges);
            }
            case TcpOption.Timestamps stamps -> {
                var value = new byte[8];
                Bytes.put32(value, 0, (int) stamps.value());
                Bytes.put32(value, 4, echo(stamps, flow));
                put(bytes, TIMESTAMPS, value);
            }
            case TcpOption.Md5 md5 -> put(bytes, MD5, hex(md5.digest()));
            case TcpOption.FastOpen open -> {
                if (open.isExperimental()) {
                    put(bytes, EXPERIMENTAL, concat(number(FAST_OPEN_MAGIC, 2), hex(open.cookie())));
                } else {
                    put(bytes, FAST_OPEN, hex(open.cookie()));
                }
            }
            case TcpOption.AccEcn ecn -> {
                boolean isFirstE1b = !ecn.counters().isEmpty()
                        && ecn.counters().getFirst().name().equals("e1b");
                var value = new ByteArrayOutputStream();
                ecn.counters().forEach(counter -> value.writeBytes(number(counter.value(), 3)));
                put(bytes, isFirstE1b ? ACC_ECN1 : ACC_ECN0, value.toByteArray());
            }
            case TcpOption.Numbered numbered -> put(bytes, numbered.kind(), hex(numbered.data()));
            case TcpOption.Unknown unknown ->
                throw new IllegalArgumentException("no bytes for the option " + unknown.text());
        }
    }

    private static int echo(TcpOption.Timestamps stamps, Flow flow) {
        return stamps.echo() == 0 ? 0 : flow.liveOfTimestamp((int) stamps.echo());
    }

    private static void put(ByteArrayOutputStream bytes, int kind, byte[] value) {
        bytes.write(kind);
        bytes.write(2 + value.length);
        bytes.writeBytes(value);
    }

    private static byte[] number(long value, int length) {
        var bytes = new byte[8];
        Bytes.put64(bytes, 0, value);
        var tail = new byte[length];
        System.arraycopy(bytes, 8 - length, tail, 0, length);
        return tail;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        var both = new byte[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    /** {@return what the bytes from {@code at} to {@code end} say, numbers relative as {@code flow} has them} */
    static List<TcpOption> decode(byte[] bytes, int at, int end, Flow flow) {
        List<TcpOption> options = new ArrayList<>();
        while (at < end) {
            int kind = Bytes.u8(bytes, at);
            if (kind == END || kind == NOP) {
                options.add(kind == END ? new TcpOption.EndOfList() : new TcpOption.Nop());
                at++;
                continue;
            }
            int length = end - at < 2 ? 0 : Bytes.u8(bytes, at + 1);
            if (length < 2 || length > end - at) {
                options.add(new TcpOption.Unknown("damaged 0x" + HexFormat.of().formatHex(bytes, at, end)));
                return options;
            }
            options.add(decode(kind, bytes, at + 2, length - 2, flow));
            at += length;
        }
        return options;
    }

    private static TcpOption decode(int kind, byte[] bytes, int at, int length, Flow flow) {
        String value = HexFormat.of().formatHex(bytes, at, at + length);
        if (kind == MSS && length == 2) {
            return new TcpOption.Mss(Bytes.u16(bytes, at));
        }
        if (kind == WINDOW_SCALE && length == 1) {
            return new TcpOption.WindowScale(Bytes.u8(bytes, at));
        }
        if (kind == SACK_PERMITTED && length == 0) {
            return new TcpOption.SackPermitted();
        }
        if (kind == SACK && length % 8 == 0) {
            List<Block> blocks = new ArrayList<>();
            for (int i = at; i < at + length; i += 8) {
                blocks.add(new Block(
                        Integer.toUnsignedLong(Bytes.i32(bytes, i)), Integer.toUnsignedLong(Bytes.i32(bytes, i + 4))));
            }
            return new TcpOption.Sack(blocks);
        }
        if (kind == TIMESTAMPS && length == 8) {
            int value32 = Bytes.i32(bytes, at);
            int script = flow.knowsTimestamp() ? flow.scriptOfTimestamp(value32) : value32;
            return new TcpOption.Timestamps(
                    Integer.toUnsignedLong(script), Integer.toUnsignedLong(Bytes.i32(bytes, at + 4)));
        }
        if (kind == MD5) {
            return new TcpOption.Md5(value);
        }
        if (kind == FAST_OPEN) {
            return new TcpOption.FastOpen(false, value);
        }
        if (kind == EXPERIMENTAL && length >= 2 && Bytes.u16(bytes, at) == FAST_OPEN_MAGIC) {
            return new TcpOption.FastOpen(true, value.substring(4));
        }
        if ((kind == ACC_ECN0 || kind == ACC_ECN1) && length % 3 == 0 && length <= 9) {
            List<String> names = kind == ACC_ECN0 ? ORDER0 : ORDER1;
            List<TcpOption.Counter> counters = new ArrayList<>();
            for (int i = 0; i < length / 3; i++) {
                long count = Bytes.u16(bytes, at + 3 * i) * 256L + Bytes.u8(bytes, at + 3 * i + 2);
                counters.add(new TcpOption.Counter(names.get(i), count));
            }
            return new TcpOption.AccEcn(counters);
        }
        return new TcpOption.Numbered(kind, value);
    }
}
