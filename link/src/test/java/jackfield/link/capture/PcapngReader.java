package jackfield.link.capture;

import jackfield.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads a pcapng file of big-endian byte order, just as much as the tests look at. */
record PcapngReader(List<Block> blocks) {
    /**
     * One block.
     *
     * @param options {@code code=value}, the value in hexadecimal
     */
    record Block(int type, byte[] body, List<String> options) {
        int word(int index) {
            return Bytes.i32(body, 4 * index);
        }

        long time() {
            return Bytes.i64(body, 4);
        }

        byte[] packet() {
            return Arrays.copyOfRange(body, 20, 20 + word(3));
        }
    }

    static PcapngReader read(byte[] file) {
        List<Block> blocks = new ArrayList<>();
        for (int at = 0; at < file.length; ) {
            int type = Bytes.i32(file, at);
            int length = Bytes.i32(file, at + 4);
            if (length % 4 != 0 || length < 12 || Bytes.i32(file, at + length - 4) != length) {
                throw new AssertionError("a block of length " + length + " at " + at);
            }
            byte[] body = Arrays.copyOfRange(file, at + 8, at + length - 4);
            blocks.add(new Block(type, body, options(body, fixedLength(type, body))));
            at += length;
        }
        return new PcapngReader(blocks);
    }

    private static int fixedLength(int type, byte[] body) {
        return switch (type) {
            case PcapngWriter.SECTION_HEADER -> 16;
            case PcapngWriter.INTERFACE_DESCRIPTION -> 8;
            case PcapngWriter.INTERFACE_STATISTICS -> 12;
            case PcapngWriter.ENHANCED_PACKET -> 20 + (Bytes.i32(body, 12) + 3 & ~3);
            default -> throw new AssertionError("a block of type " + type);
        };
    }

    private static List<String> options(byte[] body, int at) {
        List<String> options = new ArrayList<>();
        while (Bytes.u16(body, at) != PcapngWriter.OPTION_END) {
            int length = Bytes.u16(body, at + 2);
            byte[] value = Arrays.copyOfRange(body, at + 4, at + 4 + length);
            options.add(Bytes.u16(body, at) + "=" + HexFormat.of().formatHex(value));
            at += 4 + (length + 3 & ~3);
        }
        if (at + 4 != body.length) {
            throw new AssertionError("options end at " + at + " of " + body.length);
        }
        return options;
    }

    static String option(int code, String text) {
        return code + "=" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    List<Block> ofType(int type) {
        return blocks.stream().filter(block -> block.type() == type).toList();
    }
}
