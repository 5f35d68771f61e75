package jackfield.cli.demo;

import jackfield.cli.demo.picture.Packet;
import jackfield.cli.demo.picture.Packet.Mark;
import jackfield.cli.demo.picture.Packet.News;
import jackfield.cli.demo.picture.Side;
import jackfield.sim.LinkPacket;
import jackfield.wire.ArpPacket;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketText;
import jackfield.wire.RelativeSequence;
import jackfield.wire.TcpSegment;
import jackfield.wire.UdpDatagram;
import java.util.Optional;

/**
 * Reads frames: in packetdrill's words by {@link PacketText}, and for what they bring the other side.
 *
 * <p>Follows the connections; not thread-safe.
 */
final class PacketReader {
    private static final int NO_WINDOW = -1;

    private final PacketText text = PacketText.ofEthernet().relative(new RelativeSequence());
    private final SegmentReader segments = new SegmentReader();

    /** {@return what frame number {@code number} says; to be asked once for each, in the order of sending} */
    Packet read(long number, Side from, LinkPacket packet) {
        String line = text.line(PacketBuffer.copyOf(packet.frame()));
        Optional<TcpSegment> segment = packet.segment();
        Optional<IpPacket> ip = packet.ip();
        if (ip.isPresent() && segment.isPresent()) {
            return segments.read(number, from, line, ip.get(), segment.get());
        }
        if (ip.isEmpty()) {
            return new Packet(number, from, line, NO_WINDOW, "", newsOfFrame(packet), 0, Mark.NONE);
        }
        News news = news(ip.get(), packet.frame());
        int text = news == News.DATAGRAM ? ip.get().payloadLength() - UdpDatagram.HEADER_LENGTH : 0;
        return new Packet(number, from, line, NO_WINDOW, "", news, text, Mark.NONE);
    }

    private static News news(IpPacket ip, byte[] frame) {
        if (ip.protocol() == IpProtocol.UDP) {
            return News.DATAGRAM;
        }
        if (ip.protocol() != IpProtocol.ICMP || ip.payloadLength() < IcmpMessage.HEADER_LENGTH) {
            return News.OTHER;
        }
        return switch (IcmpMessage.unverified(frame, ip.payloadAt(), ip.end()).type()) {
            case IcmpMessage.V4_ECHO_REQUEST -> News.ECHO_REQUEST;
            case IcmpMessage.V4_ECHO_REPLY -> News.ECHO_REPLY;
            case IcmpMessage.V4_UNREACHABLE -> News.UNREACHABLE;
            default -> News.OTHER;
        };
    }

    private static News newsOfFrame(LinkPacket packet) {
        byte[] frame = packet.frame();
        if (EthernetFrame.decode(frame, 0, frame.length) instanceof EthernetFrame ethernet
                && ethernet.type() == EtherType.ARP
                && ArpPacket.decode(frame, ethernet.payloadAt(), frame.length) instanceof ArpPacket arp) {
            return arp.operation() == ArpPacket.REQUEST ? News.ARP_REQUEST : News.ARP_REPLY;
        }
        return News.OTHER;
    }

    /** {@return whether a frame is ARP} */
    static boolean isArp(LinkPacket packet) {
        byte[] frame = packet.frame();
        return EthernetFrame.decode(frame, 0, frame.length) instanceof EthernetFrame ethernet
                && ethernet.type() == EtherType.ARP;
    }
}
