package jackfield.cli.demo;

import jackfield.cli.demo.picture.Packet;
import jackfield.cli.demo.picture.Packet.Mark;
import jackfield.cli.demo.picture.Packet.News;
import jackfield.cli.demo.picture.Side;
import jackfield.sim.LinkPacket;
import jackfield.wire.ArpPacket;
import jackfield.wire.Bytes;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.TcpSegment;
import jackfield.wire.UdpDatagram;
import java.util.Optional;

/** Reads frames into packetdrill's words: TCP by {@link SegmentReader}, ICMP, UDP and ARP here. */
final class PacketReader {
    private static final int NO_WINDOW = -1;

    private final SegmentReader segments = new SegmentReader();

    /** {@return what frame number {@code number} says; to be asked once for each, in the order of sending} */
    Packet read(long number, Side from, LinkPacket packet) {
        Optional<TcpSegment> segment = packet.segment();
        Optional<IpPacket> ip = packet.ip();
        if (ip.isPresent() && segment.isPresent()) {
            return segments.read(number, from, ip.get(), segment.get());
        }
        return ip.map(some -> ip(number, from, packet.frame(), some)).orElseGet(() -> frame(number, from, packet));
    }

    private static Packet ip(long number, Side from, byte[] frame, IpPacket ip) {
        if (ip.protocol() == IpProtocol.UDP && !ip.isFragment()) {
            int at = ip.payloadAt();
            int length = ip.payloadLength() - UdpDatagram.HEADER_LENGTH;
            String ports = "udp " + Bytes.u16(frame, at) + " > " + Bytes.u16(frame, at + 2) + " (" + length + ")";
            return packet(number, from, ports, News.DATAGRAM, length);
        }
        if (ip.protocol() == IpProtocol.ICMP && !ip.isFragment() && ip.payloadLength() >= IcmpMessage.HEADER_LENGTH) {
            return icmp(number, from, IcmpMessage.unverified(frame, ip.payloadAt(), ip.end()));
        }
        String text = ip.source() + " > " + ip.destination() + " proto " + ip.protocol();
        return packet(number, from, text, News.OTHER, ip.payloadLength());
    }

    private static Packet icmp(long number, Side from, IcmpMessage message) {
        int bytes = message.end() - message.bodyAt();
        String echo = " id " + (message.rest() >>> 16) + " seq " + (message.rest() & 0xFFFF) + " (" + bytes + ")";
        return switch (message.type()) {
            case IcmpMessage.V4_ECHO_REQUEST ->
                packet(number, from, "icmp echo request" + echo, News.ECHO_REQUEST, bytes);
            case IcmpMessage.V4_ECHO_REPLY -> packet(number, from, "icmp echo reply" + echo, News.ECHO_REPLY, bytes);
            case IcmpMessage.V4_UNREACHABLE -> {
                String what = message.code() == IcmpMessage.V4_PORT_UNREACHABLE ? "port" : "code " + message.code();
                yield packet(number, from, "icmp unreachable " + what, News.UNREACHABLE, 0);
            }
            default -> packet(number, from, "icmp type " + message.type(), News.OTHER, 0);
        };
    }

    private static Packet frame(long number, Side from, LinkPacket packet) {
        byte[] frame = packet.frame();
        if (EthernetFrame.decode(frame, 0, frame.length) instanceof EthernetFrame ethernet) {
            if (ethernet.type() == EtherType.ARP
                    && ArpPacket.decode(frame, ethernet.payloadAt(), frame.length) instanceof ArpPacket arp) {
                return arp.operation() == ArpPacket.REQUEST
                        ? packet(
                                number,
                                from,
                                "arp who-has " + arp.targetProtocol() + " tell " + arp.senderProtocol(),
                                News.ARP_REQUEST,
                                0)
                        : packet(
                                number,
                                from,
                                "arp reply " + arp.senderProtocol() + " is-at " + arp.senderHardware(),
                                News.ARP_REPLY,
                                0);
            }
            return packet(number, from, "ether 0x" + Integer.toHexString(ethernet.type()), News.OTHER, 0);
        }
        return packet(number, from, "frame of " + frame.length + " bytes", News.OTHER, 0);
    }

    private static Packet packet(long number, Side from, String text, News news, int textBytes) {
        return new Packet(number, from, text, NO_WINDOW, "", news, textBytes, Mark.NONE);
    }

    /** {@return whether a frame is ARP} */
    static boolean isArp(LinkPacket packet) {
        byte[] frame = packet.frame();
        return EthernetFrame.decode(frame, 0, frame.length) instanceof EthernetFrame ethernet
                && ethernet.type() == EtherType.ARP;
    }
}
