package jackfield.drill.script;

import jackfield.drill.script.Event.Direction;
import jackfield.drill.script.Event.Encapsulation;
import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.Event.UnknownEvent;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.Ports;
import jackfield.drill.script.Packet.Quoted;
import jackfield.drill.script.Packet.RawPacket;
import jackfield.drill.script.Packet.UdpPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one packet after its direction.
 *
 * <pre>
 *   [encapsulation:]* [(ip fields)] [ports] ( tcp | udp (n) | icmp type ... | raw (n) )
 * </pre>
 *
 * <p>The first unknown word is kept; a packet that has one becomes an {@link UnknownEvent} up to the next step.
 */
final class PacketParser {
    private static final List<String> ENCAPSULATIONS = List.of("ipv4", "ipv6", "gre", "mpls");

    /** A line that begins a step: a time, and a blank or an action at once after it. */
    private static final Pattern STEP_LINE =
            Pattern.compile("\\n[ \\t]*(?:\\*[ \\t]|~|\\+?[ \\t]*(?:\\d*\\.)?\\d+(?:[ \\t~%`<>]|\\.\\.\\.))");

    private final Cursor cursor;
    private final Direction direction;

    /** Null until something unknown was read. */
    private @Nullable String unknown;

    PacketParser(Cursor cursor, Direction direction) {
        this.cursor = cursor;
        this.direction = direction;
    }

    Event event() {
        cursor.takes("inject");
        int start = cursor.at();
        var encapsulations = new ArrayList<Encapsulation>();
        while (ENCAPSULATIONS.contains(cursor.peekWord())) {
            encapsulations.add(encapsulation());
        }
        IpFields ip = new IpFieldsParser(cursor, this::foundUnknown).fields();
        Optional<Ports> ports = ports();
        Packet packet = packet(ports);
        String trailing = cursor.peekWord();
        if (!trailing.isEmpty()) {
            foundUnknown("packet field " + trailing);
        }
        if (unknown != null) {
            if (!trailing.isEmpty()) {
                skipToNextStep();
            }
            return new UnknownEvent(
                    unknown, cursor.between(start, cursor.lastEnd()).strip());
        }
        return new PacketEvent(direction, encapsulations, ip, packet);
    }

    private void foundUnknown(String construct) {
        if (unknown == null) {
            unknown = construct;
        }
    }

    private Encapsulation encapsulation() {
        String protocol = cursor.word("an encapsulation");
        cursor.skipBlanks();
        int start = cursor.at();
        // IPv6 addresses hold colons; the one that ends the header has a blank after it.
        int end = 0;
        while (!(cursor.rawPeek(end) == ':' && Character.isWhitespace(cursor.rawPeek(end + 1)))) {
            if (cursor.rawPeek(end) == '\0' || cursor.rawPeek(end) == '\n') {
                throw cursor.errorAt(start + end, "expected ': ' after the fields of " + protocol);
            }
            end++;
        }
        cursor.moveTo(start + end + 1);
        return new Encapsulation(protocol, cursor.between(start, start + end).strip());
    }

    private Optional<Ports> ports() {
        boolean isNamed = cursor.takes("port");
        cursor.skipBlanks();
        int digits = 0;
        while (Cursor.isDigit(cursor.rawPeek(digits))) {
            digits++;
        }
        int blanks = digits;
        while (cursor.rawPeek(blanks) == ' ' || cursor.rawPeek(blanks) == '\t') {
            blanks++;
        }
        if (!isNamed && (digits == 0 || cursor.rawPeek(blanks) != '>')) {
            return Optional.empty();
        }
        int source = (int) cursor.number("a port", 0, 0xFFFF);
        cursor.expect(">");
        return Optional.of(new Ports(source, (int) cursor.number("a port", 0, 0xFFFF)));
    }

    private Packet packet(Optional<Ports> ports) {
        if (cursor.takes("udp")) {
            return new UdpPacket(ports.or(this::ports), length());
        }
        if (cursor.takes("raw")) {
            return new RawPacket(length());
        }
        if (cursor.sees("icmp") || cursor.sees("icmpv6")) {
            return icmp(cursor.word("icmp").equals("icmpv6"));
        }
        var tcp = new TcpPacketParser(cursor);
        if (tcp.looksLikeFlags()) {
            return tcp.packet(ports);
        }
        String word = cursor.peekWord();
        if (word.isEmpty()) {
            throw cursor.expected("a packet: TCP flags, udp, icmp");
        }
        foundUnknown("packet " + word);
        skipToNextStep();
        return new RawPacket(0);
    }

    private int length() {
        cursor.expect("(");
        int length = (int) cursor.number("a length in bytes", 0, 0xFFFF);
        cursor.expect(")");
        return length;
    }

    private Packet icmp(boolean isVersion6) {
        String type = cursor.digitsAndLetters();
        if (type.isEmpty()) {
            throw cursor.expected("an ICMP type");
        }
        String code = "";
        OptionalLong mtu = OptionalLong.empty();
        OptionalInt identifier = OptionalInt.empty();
        OptionalInt sequence = OptionalInt.empty();
        while (Cursor.isWord(cursor.peek()) && !isNextTime()) {
            if (cursor.takes("mtu")) {
                mtu = OptionalLong.of(cursor.number("an MTU", 0, 0xFFFF_FFFFL));
            } else if (cursor.takes("id")) {
                identifier = OptionalInt.of((int) cursor.number("an identifier", 0, 0xFFFF));
            } else if (cursor.takes("seq")) {
                sequence = OptionalInt.of((int) cursor.number("a sequence number", 0, 0xFFFF));
            } else if (code.isEmpty()) {
                code = cursor.digitsAndLetters();
            } else {
                break;
            }
        }
        return new IcmpPacket(isVersion6, type, code, mtu, identifier, sequence, quoted());
    }

    /** A number at the start of a line is the next step's time, not a code. */
    private boolean isNextTime() {
        return Cursor.isDigit(cursor.rawPeek(0)) && cursor.lineOf(cursor.at()) != cursor.lineOf(cursor.lastEnd());
    }

    private Optional<Quoted> quoted() {
        if (!cursor.takes("[")) {
            return Optional.empty();
        }
        Quoted quoted;
        if (cursor.takes("udp")) {
            quoted = new Quoted.QuotedUdp(length());
        } else {
            quoted = new TcpPacketParser(cursor).quoted();
        }
        cursor.expect("]");
        return Optional.of(quoted);
    }

    private void skipToNextStep() {
        cursor.moveTo(cursor.nextMatch(STEP_LINE));
    }
}
