package jackfield.drill.script;

import jackfield.drill.script.Packet.Ports;
import jackfield.drill.script.Packet.SequenceRange;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.wire.TcpFlags;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads a TCP segment.
 *
 * <pre>
 *   flags first:end(length) [ack n] [win n] [urg n] [&lt;options>]
 * </pre>
 *
 * <p>Flags are the letters {@code S F R P U E W A} and {@code .} for ACK, or {@code -} for none; a digit 0 to 7 is the
 * number in the three bits AE CWR ECE that AccECN counts in (RFC 9768, section 3.2.2.2).
 */
final class TcpPacketParser {
    private static final long MAX_SEQUENCE = 0xFFFF_FFFFL;

    private final Cursor cursor;

    TcpPacketParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** {@return whether a run of flag letters follows, and then a sequence range} */
    boolean looksLikeFlags() {
        cursor.skipBlanks();
        int end = flagsEnd();
        if (end == 0) {
            return false;
        }
        while (cursor.rawPeek(end) == ' ' || cursor.rawPeek(end) == '\t') {
            end++;
        }
        char next = cursor.rawPeek(end);
        char first = cursor.rawPeek(0);
        return Cursor.isDigit(next) || next == '-' || first == '.' || first == '-';
    }

    private int flagsEnd() {
        int end = 0;
        while (Cursor.isWord(cursor.rawPeek(end)) || cursor.rawPeek(end) == '.' || cursor.rawPeek(end) == '-') {
            end++;
        }
        return end;
    }

    Packet packet(Optional<Ports> ports) {
        int flags = flags();
        SequenceRange sequence = sequence();
        OptionalLong ack = OptionalLong.empty();
        OptionalInt window = OptionalInt.empty();
        OptionalInt urgent = OptionalInt.empty();
        if (cursor.takes("ack")) {
            ack = OptionalLong.of(cursor.number("an acknowledgment number", -MAX_SEQUENCE, MAX_SEQUENCE));
        }
        if (cursor.takes("win") && !cursor.takes("*")) {
            window = OptionalInt.of((int) cursor.number("a window", 0, 0xFFFF));
        }
        if (cursor.takes("urg")) {
            urgent = OptionalInt.of((int) cursor.number("an urgent pointer", 0, 0xFFFF));
        }
        var options = new TcpOptionParser(cursor);
        return new TcpPacket(ports, flags, sequence, ack, window, urgent, options.list());
    }

    /** Reads what stands in an ICMP message's brackets: {@code 1:1461(1460)}, or {@code S 0:0(0)}. */
    Packet.Quoted.QuotedTcp quoted() {
        cursor.skipBlanks();
        boolean saysFlags = !Cursor.isDigit(cursor.rawPeek(0)) && looksLikeFlags();
        OptionalInt flags = saysFlags ? OptionalInt.of(flags()) : OptionalInt.empty();
        return new Packet.Quoted.QuotedTcp(flags, sequence());
    }

    private int flags() {
        int start = cursor.at();
        int end = flagsEnd();
        int flags = 0;
        for (int i = 0; i < end; i++) {
            int bits = bits(cursor.rawPeek(i));
            if (bits < 0 || (flags & bits) != 0) {
                String problem = bits < 0 ? "is no TCP flag: expected S F R P U E W A . or 0 to 7" : "stands twice";
                throw cursor.errorAt(start + i, "'" + cursor.rawPeek(i) + "' " + problem);
            }
            flags |= bits;
        }
        cursor.moveTo(start + end);
        return flags;
    }

    private static int bits(char letter) {
        return switch (letter) {
            case 'F' -> TcpFlags.FIN;
            case 'S' -> TcpFlags.SYN;
            case 'R' -> TcpFlags.RST;
            case 'P' -> TcpFlags.PSH;
            case '.' -> TcpFlags.ACK;
            case 'U' -> TcpFlags.URG;
            case 'E' -> TcpFlags.ECE;
            case 'W' -> TcpFlags.CWR;
            case 'A' -> TcpFlags.AE;
            case '-' -> 0;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> (letter - '0') * TcpFlags.ECE;
            default -> -1;
        };
    }

    /** Reads {@code 1:1001(1000)}. */
    SequenceRange sequence() {
        cursor.skipBlanks();
        int start = cursor.at();
        long first = cursor.number("a sequence number", -MAX_SEQUENCE, MAX_SEQUENCE);
        cursor.expect(":");
        long end = cursor.number("a sequence number", -MAX_SEQUENCE, MAX_SEQUENCE);
        cursor.expect("(");
        int length = (int) cursor.number("a length in bytes", 0, 0xFFFF);
        cursor.expect(")");
        if ((int) (end - first) != length) {
            throw cursor.errorAt(
                    start,
                    "the length does not fit the sequence numbers: expected " + first + ":" + (first + length) + "("
                            + length + ")");
        }
        return new SequenceRange(first, end, length);
    }
}
