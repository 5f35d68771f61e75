package jackfield.drill.script;

import jackfield.drill.script.Event.Direction;
import jackfield.drill.script.Event.Encapsulation;
import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.IpFields.Ecn;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.Ports;
import jackfield.drill.script.Packet.Quoted;
import jackfield.drill.script.Packet.RawPacket;
import jackfield.drill.script.Packet.SequenceRange;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.Packet.UdpPacket;
import jackfield.drill.script.TcpOption.AccEcn;
import jackfield.drill.script.TcpOption.EndOfList;
import jackfield.drill.script.TcpOption.FastOpen;
import jackfield.drill.script.TcpOption.Md5;
import jackfield.drill.script.TcpOption.Mss;
import jackfield.drill.script.TcpOption.Nop;
import jackfield.drill.script.TcpOption.Numbered;
import jackfield.drill.script.TcpOption.Sack;
import jackfield.drill.script.TcpOption.SackPermitted;
import jackfield.drill.script.TcpOption.Timestamps;
import jackfield.drill.script.TcpOption.Unknown;
import jackfield.drill.script.TcpOption.WindowScale;
import jackfield.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Writes a packet as a script would: {@code > [ect0] P. 1:1001(1000) ack 1 win 257 <nop,nop,TS val 1 ecr 2>}.
 *
 * <p>What it writes, {@link ScriptParser} reads as the same packet.
 */
public final class PacketPrinter {
    private PacketPrinter() {}

    /** {@return the packet with its direction, in one line} */
    public static String text(PacketEvent event) {
        var words = new StringJoiner(" ");
        words.add(event.direction() == Direction.INBOUND ? "<" : ">");
        for (Encapsulation outer : event.encapsulations()) {
            words.add(
                    outer.fields().isEmpty() ? outer.protocol() + ":" : outer.protocol() + " " + outer.fields() + ":");
        }
        ip(event.ip(), words);
        switch (event.packet()) {
            case TcpPacket tcp -> tcp(tcp, words);
            case UdpPacket udp -> {
                ports(udp.ports(), words);
                words.add("udp (" + udp.length() + ")");
            }
            case IcmpPacket icmp -> icmp(icmp, words);
            case RawPacket raw -> words.add("raw (" + raw.length() + ")");
        }
        return words.toString();
    }

    private static void ip(IpFields ip, StringJoiner words) {
        ip.ecn().ifPresent(ecn -> words.add("[" + word(ecn) + "]"));
        var fields = new ArrayList<String>();
        ip.tos().ifPresent(tos -> fields.add("tos 0x" + Integer.toHexString(tos)));
        ip.ttl().ifPresent(ttl -> fields.add("ttl " + ttl));
        ip.flowLabel().ifPresent(label -> fields.add("flowlabel 0x" + Integer.toHexString(label)));
        if (!fields.isEmpty()) {
            words.add("(" + String.join(", ", fields) + ")");
        }
    }

    private static String word(Ecn ecn) {
        return switch (ecn) {
            case NOT_ECT -> "noecn";
            case ECT0 -> "ect0";
            case ECT1 -> "ect1";
            case CE -> "ce";
            case ECT01 -> "ect01";
        };
    }

    private static void ports(Optional<Ports> ports, StringJoiner words) {
        ports.ifPresent(p -> words.add(p.source() + " > " + p.destination()));
    }

    private static void tcp(TcpPacket tcp, StringJoiner words) {
        ports(tcp.ports(), words);
        words.add(TcpFlags.text(tcp.flags())).add(sequence(tcp.sequence()));
        tcp.ack().ifPresent(ack -> words.add("ack " + ack));
        tcp.window().ifPresent(window -> words.add("win " + window));
        tcp.urgent().ifPresent(urgent -> words.add("urg " + urgent));
        switch (tcp.options()) {
            case TcpOptionList.Absent _ -> {}
            case TcpOptionList.Any _ -> words.add("<...>");
            case TcpOptionList.Listed listed -> words.add(options(listed.options()));
        }
    }

    /** {@return the options in angle brackets} */
    public static String options(List<TcpOption> options) {
        var list = new StringJoiner(",", "<", ">");
        options.forEach(option -> list.add(option(option)));
        return list.toString();
    }

    private static String option(TcpOption option) {
        return switch (option) {
            case EndOfList _ -> "eol";
            case Nop _ -> "nop";
            case Mss mss -> "mss " + mss.bytes();
            case WindowScale scale -> "wscale " + scale.shift();
            case SackPermitted _ -> "sackOK";
            case Sack sack -> {
                var blocks = new StringJoiner(" ").add("sack");
                sack.blocks().forEach(block -> blocks.add(block.left() + ":" + block.right()));
                yield blocks.toString();
            }
            case Timestamps timestamps -> "TS val " + timestamps.value() + " ecr " + timestamps.echo();
            case Md5 md5 -> word("md5", md5.digest());
            case FastOpen open -> word(open.isExperimental() ? "FOEXP" : "FO", open.cookie());
            case AccEcn ecn -> {
                var counters = new StringJoiner(" ").add("ECN");
                ecn.counters().forEach(counter -> counters.add(counter.name() + " " + counter.value()));
                yield counters.toString();
            }
            case Numbered numbered -> word(String.valueOf(numbered.kind()), numbered.data());
            case Unknown unknown -> unknown.text();
        };
    }

    private static String word(String name, String data) {
        return data.isEmpty() ? name : name + " " + data;
    }

    private static String sequence(SequenceRange range) {
        return range.first() + ":" + range.end() + "(" + range.length() + ")";
    }

    private static void icmp(IcmpPacket icmp, StringJoiner words) {
        words.add(icmp.isVersion6() ? "icmpv6" : "icmp").add(icmp.type());
        if (!icmp.code().isEmpty()) {
            words.add(icmp.code());
        }
        icmp.mtu().ifPresent(mtu -> words.add("mtu " + mtu));
        icmp.identifier().ifPresent(id -> words.add("id " + id));
        icmp.sequence().ifPresent(sequence -> words.add("seq " + sequence));
        icmp.quoted().ifPresent(quoted -> words.add("[" + quoted(quoted) + "]"));
    }

    private static String quoted(Quoted quoted) {
        return switch (quoted) {
            case Quoted.QuotedTcp tcp ->
                (tcp.flags().isPresent() ? TcpFlags.text(tcp.flags().getAsInt()) + " " : "") + sequence(tcp.sequence());
            case Quoted.QuotedUdp udp -> "udp (" + udp.length() + ")";
        };
    }
}
