package jackfield.drill.packet;

import jackfield.drill.script.Event.Direction;
import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.IpFields;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.Quoted;
import jackfield.drill.script.Packet.RawPacket;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.Packet.UdpPacket;
import jackfield.drill.script.TcpOption;
import jackfield.drill.script.TcpOptionList;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpSegment;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes packets as scripts do, those of a script and live ones alike.
 *
 * <pre>
 *   &lt; S 0:0(0) win 32792 &lt;mss 1000,sackOK,nop,nop,nop,wscale 7>
 *   > [ect0] P. 1:1001(1000) ack 1 win 257
 * </pre>
 */
public final class Notation {
    private Notation() {}

    /** {@return a packet of a script} */
    public static String of(PacketEvent event) {
        String fields = fields(event.ip());
        String body =
                switch (event.packet()) {
                    case TcpPacket tcp -> tcp(tcp);
                    case UdpPacket udp -> "udp (" + udp.length() + ")";
                    case IcmpPacket icmp -> icmp(icmp);
                    case RawPacket raw -> "raw (" + raw.length() + ")";
                };
        return (event.direction() == Direction.INBOUND ? "< " : "> ") + fields + body;
    }

    private static String fields(IpFields fields) {
        var text = new StringBuilder();
        fields.ecn().ifPresent(ecn -> text.append(", ").append(ecn(ecn)));
        fields.tos().ifPresent(tos -> text.append(", tos 0x").append(Integer.toHexString(tos)));
        fields.ttl().ifPresent(ttl -> text.append(", ttl ").append(ttl));
        fields.flowLabel().ifPresent(label -> text.append(", flowlabel 0x").append(Integer.toHexString(label)));
        return text.isEmpty() ? "" : "[" + text.substring(2) + "] ";
    }

    private static String ecn(IpFields.Ecn ecn) {
        return switch (ecn) {
            case NOT_ECT -> "noecn";
            case ECT1 -> "ect1";
            case ECT0 -> "ect0";
            case CE -> "ce";
            case ECT01 -> "ect01";
        };
    }

    private static String tcp(TcpPacket tcp) {
        var text = new StringBuilder();
        tcp.ports().ifPresent(ports -> text.append(ports.source() + " > " + ports.destination() + " "));
        text.append(TcpFlags.text(tcp.flags())).append(' ');
        text.append(tcp.sequence().first() + ":" + tcp.sequence().end() + "("
                + tcp.sequence().length() + ")");
        tcp.ack().ifPresent(ack -> text.append(" ack ").append(ack));
        tcp.window().ifPresent(window -> text.append(" win ").append(window));
        tcp.urgent().ifPresent(urgent -> text.append(" urg ").append(urgent));
        switch (tcp.options()) {
            case TcpOptionList.Absent _ -> {}
            case TcpOptionList.Any _ -> text.append(" <...>");
            case TcpOptionList.Listed listed -> text.append(" <" + options(listed.options()) + ">");
        }
        return text.toString();
    }

    /** {@return options without brackets} */
    static String options(List<TcpOption> options) {
        return options.stream().map(Notation::option).collect(Collectors.joining(","));
    }

    private static String option(TcpOption option) {
        return switch (option) {
            case TcpOption.EndOfList _ -> "eol";
            case TcpOption.Nop _ -> "nop";
            case TcpOption.Mss mss -> "mss " + mss.bytes();
            case TcpOption.WindowScale scale -> "wscale " + scale.shift();
            case TcpOption.SackPermitted _ -> "sackOK";
            case TcpOption.Sack sack ->
                "sack"
                        + sack.blocks().stream()
                                .map(block -> " " + block.left() + ":" + block.right())
                                .collect(Collectors.joining());
            case TcpOption.Timestamps stamps -> "TS val " + stamps.value() + " ecr " + stamps.echo();
            case TcpOption.Md5 md5 -> "md5 " + md5.digest();
            case TcpOption.FastOpen open ->
                (open.isExperimental() ? "FOEXP" : "FO")
                        + (open.cookie().isEmpty() ? "" : " " + open.cookie());
            case TcpOption.AccEcn ecn ->
                "ECN"
                        + ecn.counters().stream()
                                .map(counter -> " " + counter.name() + " " + counter.value())
                                .collect(Collectors.joining());
            case TcpOption.Numbered numbered ->
                numbered.kind() + (numbered.data().isEmpty() ? "" : " " + numbered.data());
            case TcpOption.Unknown unknown -> unknown.text();
        };
    }

    private static String icmp(IcmpPacket icmp) {
        var text = new StringBuilder(icmp.isVersion6() ? "icmpv6 " : "icmp ").append(icmp.type());
        if (!icmp.code().isEmpty()) {
            text.append(' ').append(icmp.code());
        }
        icmp.mtu().ifPresent(mtu -> text.append(" mtu ").append(mtu));
        icmp.identifier().ifPresent(id -> text.append(" id ").append(id));
        icmp.sequence().ifPresent(seq -> text.append(" seq ").append(seq));
        icmp.quoted().ifPresent(quoted -> text.append(switch (quoted) {
            case Quoted.QuotedTcp tcp ->
                " [" + tcp.sequence().first() + ":" + tcp.sequence().end() + "("
                        + tcp.sequence().length() + ")]";
            case Quoted.QuotedUdp udp -> " [udp (" + udp.length() + ")]";
        }));
        return text.toString();
    }

    /** {@return a live packet, numbers as {@code flow} has them} */
    public static String of(Live live, Flow flow) {
        return of(live, flow, IpFields.NONE);
    }

    /** {@return a live packet, of its IP header no more than {@code asked} asks for} */
    public static String of(Live live, Flow flow, IpFields asked) {
        String body =
                switch (live.transport()) {
                    case Live.Tcp tcp -> segment(live.ip(), tcp.segment(), flow);
                    case Live.Udp udp -> "udp (" + udp.datagram().dataLength() + ")";
                    case Live.Icmp icmp -> icmp(live.ip(), icmp.message());
                    case Live.Other _ ->
                        "ip proto " + live.ip().protocol() + " (" + live.ip().payloadLength() + ")";
                };
        return "> " + asked(live.ip(), asked) + body;
    }

    private static String asked(IpPacket ip, IpFields asked) {
        var text = new StringBuilder();
        if (asked.ecn().isPresent()) {
            text.append(", ").append(List.of("noecn", "ect1", "ect0", "ce").get(ip.trafficClass() & 3));
        }
        if (asked.tos().isPresent()) {
            text.append(", tos 0x").append(Integer.toHexString(ip.trafficClass()));
        }
        if (asked.ttl().isPresent()) {
            text.append(", ttl ").append(ip.hopLimit());
        }
        if (asked.flowLabel().isPresent()) {
            text.append(", flowlabel 0x").append(Integer.toHexString(ip.flowLabel()));
        }
        return text.isEmpty() ? "" : "[" + text.substring(2) + "] ";
    }

    private static String segment(IpPacket ip, TcpSegment segment, Flow flow) {
        int first = flow.scriptOfLocal(segment.seq());
        var text = new StringBuilder(TcpFlags.text(segment.flags())).append(' ');
        text.append(Integer.toUnsignedString(first)).append(':');
        text.append(Integer.toUnsignedString(first + segment.textLength()));
        text.append('(').append(segment.textLength()).append(')');
        if (segment.has(TcpFlags.ACK)) {
            text.append(" ack ").append(Integer.toUnsignedString(segment.ack()));
        }
        text.append(" win ").append(segment.window());
        if (segment.has(TcpFlags.URG)) {
            text.append(" urg ").append(segment.urgentPointer());
        }
        List<TcpOption> options = options(ip, segment, flow);
        if (!options.isEmpty()) {
            text.append(" <").append(options(options)).append('>');
        }
        return text.toString();
    }

    /** {@return a live segment's options, numbers as {@code flow} has them} */
    static List<TcpOption> options(IpPacket ip, TcpSegment segment, Flow flow) {
        return OptionBytes.decode(segment.bytes(), ip.payloadAt() + TcpHeader.LENGTH, segment.textAt(), flow);
    }

    private static String icmp(IpPacket ip, IcmpMessage message) {
        boolean isIpv6 = ip.protocol() == IpProtocol.ICMPV6;
        String words = IcmpWords.text(isIpv6, message.type(), message.code());
        boolean isError = IcmpMessage.isError(!isIpv6, message.type());
        String rest = isError
                ? message.rest() == 0 ? "" : " mtu " + message.rest()
                : " id " + (message.rest() >>> 16) + " seq " + (message.rest() & 0xFFFF);
        return (isIpv6 ? "icmpv6 " : "icmp ") + words + rest;
    }
}
