package jackfield.drill.packet;

import jackfield.drill.script.Event.Direction;
import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.IcmpNames;
import jackfield.drill.script.IpFields;
import jackfield.drill.script.Packet;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.RawPacket;
import jackfield.drill.script.Packet.SequenceRange;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.Packet.UdpPacket;
import jackfield.drill.script.PacketPrinter;
import jackfield.drill.script.TcpOption;
import jackfield.drill.script.TcpOptionList;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpSegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Says of a packet that came out what a script would have had to say. */
public final class Notation {
    private static final List<IpFields.Ecn> MARKS =
            List.of(IpFields.Ecn.NOT_ECT, IpFields.Ecn.ECT1, IpFields.Ecn.ECT0, IpFields.Ecn.CE);

    private Notation() {}

    /** {@return the packet as scripts write it, of its IP header no more than {@code asked} asks for} */
    public static String of(Live live, Flow flow, IpFields asked) {
        return PacketPrinter.text(
                new PacketEvent(Direction.OUTBOUND, List.of(), fields(live.ip(), asked), packet(live, flow)));
    }

    private static IpFields fields(IpPacket ip, IpFields asked) {
        return new IpFields(
                asked.ecn().map(_ -> MARKS.get(ip.trafficClass() & 3)),
                asked.tos().isPresent() ? OptionalInt.of(ip.trafficClass()) : OptionalInt.empty(),
                asked.ttl().isPresent() ? OptionalInt.of(ip.hopLimit()) : OptionalInt.empty(),
                asked.flowLabel().isPresent() ? OptionalInt.of(ip.flowLabel()) : OptionalInt.empty());
    }

    private static Packet packet(Live live, Flow flow) {
        return switch (live.transport()) {
            case Live.Tcp tcp -> segment(live.ip(), tcp.segment(), flow);
            case Live.Udp udp -> new UdpPacket(Optional.empty(), udp.datagram().dataLength());
            case Live.Icmp icmp -> icmp(live.ip(), icmp.message());
            case Live.Other _ -> new RawPacket(live.ip().payloadLength());
        };
    }

    private static TcpPacket segment(IpPacket ip, TcpSegment segment, Flow flow) {
        long first = Integer.toUnsignedLong(flow.scriptOfLocal(segment.seq()));
        List<TcpOption> options = options(ip, segment, flow);
        boolean hasAck = segment.has(TcpFlags.ACK);
        return new TcpPacket(
                Optional.empty(),
                segment.flags(),
                new SequenceRange(first, first + segment.textLength(), segment.textLength()),
                hasAck ? OptionalLong.of(Integer.toUnsignedLong(segment.ack())) : OptionalLong.empty(),
                OptionalInt.of(segment.window()),
                segment.has(TcpFlags.URG) ? OptionalInt.of(segment.urgentPointer()) : OptionalInt.empty(),
                options.isEmpty() ? new TcpOptionList.Absent() : new TcpOptionList.Listed(options));
    }

    /** {@return a live segment's options, numbers as {@code flow} has them} */
    static List<TcpOption> options(IpPacket ip, TcpSegment segment, Flow flow) {
        return OptionBytes.decode(segment.bytes(), ip.payloadAt() + TcpHeader.LENGTH, segment.textAt(), flow);
    }

    private static IcmpPacket icmp(IpPacket ip, IcmpMessage message) {
        boolean isIpv6 = ip.protocol() == IpProtocol.ICMPV6;
        boolean isError = IcmpMessage.isError(!isIpv6, message.type());
        return new IcmpPacket(
                isIpv6,
                IcmpNames.typeName(isIpv6, message.type()),
                IcmpNames.codeName(isIpv6, message.type(), message.code()),
                isError && message.rest() != 0
                        ? OptionalLong.of(Integer.toUnsignedLong(message.rest()))
                        : OptionalLong.empty(),
                isError ? OptionalInt.empty() : OptionalInt.of(message.rest() >>> 16),
                isError ? OptionalInt.empty() : OptionalInt.of(message.rest() & 0xFFFF),
                Optional.empty());
    }
}
