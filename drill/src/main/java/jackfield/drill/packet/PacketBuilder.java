package jackfield.drill.packet;

import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.IpFields;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.Quoted;
import jackfield.drill.script.Packet.RawPacket;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.Packet.UdpPacket;
import jackfield.drill.script.TcpOptionList;
import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.UdpDatagram;
import java.util.List;

/**
 * Makes the bytes of a packet that a script lets in.
 *
 * <p>Text is all zeros, as packetdrill's is. What the script does not say is as plain as can be: hop limit 255, no ECN
 * mark, a window of 0.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293, 3.1</a>
 */
public final class PacketBuilder {
    private static final int HOP_LIMIT = 255;
    private static final int RAW_PROTOCOL = 253;
    private static final int QUOTED_TRANSPORT = 8;

    private final PacketBuffer packet = new PacketBuffer(70_000);

    /** {@return the IP packet of a step, from the script's end of {@code flow} to the subject's} */
    public byte[] build(PacketEvent event, Flow flow) {
        packet.clear(PacketBuffer.HEADROOM + TcpHeader.MAX_LENGTH);
        int protocol = switch (event.packet()) {
            case TcpPacket tcp -> tcp(tcp, flow);
            case UdpPacket udp -> udp(udp, flow);
            case IcmpPacket icmp -> icmp(icmp, flow);
            case RawPacket raw -> {
                packet.append(new byte[raw.length()], 0, raw.length());
                yield RAW_PROTOCOL;
            }
        };
        packet.completeChecksum();
        ip(flow.remote(), flow.local(), protocol, event.ip());
        return packet.toBytes();
    }

    /** {@return the protocol of IP by which a packet of this family goes} */
    public static int protocol(jackfield.drill.script.Packet packet, boolean isIpv6) {
        return switch (packet) {
            case TcpPacket _ -> IpProtocol.TCP;
            case UdpPacket _ -> IpProtocol.UDP;
            case IcmpPacket _ -> isIpv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
            case RawPacket _ -> RAW_PROTOCOL;
        };
    }

    private int tcp(TcpPacket tcp, Flow flow) {
        byte[] options = switch (tcp.options()) {
            case TcpOptionList.Listed listed -> OptionBytes.encode(listed.options(), flow);
            case TcpOptionList.Absent _, TcpOptionList.Any _ -> new byte[0];
        };
        int length = tcp.sequence().length();
        packet.append(new byte[length], 0, length);
        int at = packet.prepend(TcpHeader.LENGTH + options.length);
        byte[] bytes = packet.bytes();
        Bytes.put16(bytes, at, flow.remote().port());
        Bytes.put16(bytes, at + 2, flow.local().port());
        Bytes.put32(bytes, at + 4, (int) tcp.sequence().first());
        boolean hasAck = (tcp.flags() & TcpFlags.ACK) != 0;
        Bytes.put32(
                bytes,
                at + 8,
                hasAck
                        ? flow.liveOfLocal((int) tcp.ack().orElse(0))
                        : (int) tcp.ack().orElse(0));
        Bytes.put16(bytes, at + 12, (TcpHeader.LENGTH + options.length) / 4 << 12 | tcp.flags());
        Bytes.put16(bytes, at + 14, tcp.window().orElse(0));
        Bytes.put32(bytes, at + 16, tcp.urgent().orElse(0));
        System.arraycopy(options, 0, bytes, at + TcpHeader.LENGTH, options.length);
        transportChecksum(flow, IpProtocol.TCP, at, TcpHeader.CHECKSUM_OFFSET);
        return IpProtocol.TCP;
    }

    private void transportChecksum(Flow flow, int protocol, int at, int offset) {
        long pseudo = Checksum.pseudoHeader(
                flow.remote().address().high(),
                flow.remote().address().low(),
                flow.local().address().high(),
                flow.local().address().low(),
                protocol,
                packet.length());
        Bytes.put16(packet.bytes(), at + offset, Checksum.fold(pseudo));
        packet.markChecksumPartial(at, offset);
    }

    private int udp(UdpPacket udp, Flow flow) {
        packet.append(new byte[udp.length()], 0, udp.length());
        UdpDatagram.prepend(
                packet,
                flow.remote().address(),
                flow.remote().port(),
                flow.local().address(),
                flow.local().port());
        return IpProtocol.UDP;
    }

    private void ip(SockAddr from, SockAddr to, int protocol, IpFields fields) {
        int hopLimit = fields.ttl().orElse(HOP_LIMIT);
        if (to.address().isIpv4()) {
            Ipv4Header.prepend(
                    packet,
                    from.address().ipv4Bits(),
                    to.address().ipv4Bits(),
                    protocol,
                    hopLimit,
                    trafficClass(fields),
                    0,
                    false);
        } else {
            Ipv6Header.prepend(
                    packet,
                    from.address(),
                    to.address(),
                    protocol,
                    hopLimit,
                    trafficClass(fields),
                    fields.flowLabel().orElse(0));
        }
    }

    private static int trafficClass(IpFields fields) {
        int ecn = switch (fields.ecn().orElse(IpFields.Ecn.NOT_ECT)) {
            case NOT_ECT -> 0;
            case ECT1 -> 1;
            case ECT0, ECT01 -> 2;
            case CE -> 3;
        };
        return fields.tos().orElse(0) | ecn;
    }

    /** An ICMP message; an error quotes a packet of the subject: its IP header and eight bytes more. */
    private int icmp(IcmpPacket icmp, Flow flow) {
        boolean isIpv6 = !flow.local().address().isIpv4();
        var numbers = IcmpWords.numbers(isIpv6, icmp.type(), icmp.code())
                .orElseThrow(() ->
                        new IllegalArgumentException("no ICMP message is called " + icmp.type() + " " + icmp.code()));
        int rest = icmp.identifier().isPresent() || icmp.sequence().isPresent()
                ? icmp.identifier().orElse(0) << 16 | icmp.sequence().orElse(0)
                : (int) icmp.mtu().orElse(0);
        if (IcmpMessage.isError(!isIpv6, numbers.type())) {
            quote(icmp, flow);
        }
        IcmpMessage.prepend(packet, numbers.type(), numbers.code(), rest);
        if (isIpv6) {
            IcmpMessage.finishV6(packet, flow.remote().address(), flow.local().address());
            return IpProtocol.ICMPV6;
        }
        IcmpMessage.finishV4(packet);
        return IpProtocol.ICMP;
    }

    private void quote(IcmpPacket icmp, Flow flow) {
        int at = packet.append(QUOTED_TRANSPORT);
        byte[] bytes = packet.bytes();
        Bytes.put64(bytes, at, 0);
        Bytes.put16(bytes, at, flow.local().port());
        Bytes.put16(bytes, at + 2, flow.remote().port());
        int length;
        if (flow.protocol() == IpProtocol.UDP) {
            int data = icmp.quoted()
                    .map(q -> q instanceof Quoted.QuotedUdp udp ? udp.length() : 0)
                    .orElse(0);
            length = UdpDatagram.HEADER_LENGTH + data;
            Bytes.put16(bytes, at + 4, length);
        } else {
            int sequence = flow.lastSequence();
            length = TcpHeader.LENGTH;
            if (icmp.quoted().orElse(null) instanceof Quoted.QuotedTcp tcp) {
                sequence = flow.liveOfLocal((int) tcp.sequence().first());
                length += tcp.sequence().length();
            }
            Bytes.put32(bytes, at + 4, sequence);
        }
        ip(flow.local(), flow.remote(), flow.protocol(), IpFields.NONE);
        // The length is that of the packet quoted, of which only the beginning is here.
        int headerAt = packet.start();
        if (flow.local().address().isIpv4()) {
            Bytes.put16(bytes, headerAt + 2, Ipv4Header.LENGTH + length);
            Bytes.put16(bytes, headerAt + 10, 0);
            Bytes.put16(bytes, headerAt + 10, Checksum.of(bytes, headerAt, Ipv4Header.LENGTH));
        } else {
            Bytes.put16(bytes, headerAt + 4, length);
        }
    }

    /** {@return why a packet cannot be made for a family; empty if it can} */
    public static List<String> obstacles(jackfield.drill.script.Packet packet, boolean isIpv6) {
        return packet instanceof IcmpPacket icmp
                        && IcmpWords.numbers(isIpv6, icmp.type(), icmp.code()).isEmpty()
                ? List.of("icmp " + icmp.type() + " " + icmp.code())
                : List.of();
    }
}
