package jackfield.drill.packet;

import jackfield.drill.subject.Sent;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.Malformed;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import jackfield.wire.TcpSegment;
import jackfield.wire.UdpDatagram;
import java.util.Optional;

/**
 * A packet that came out of the subject, read.
 *
 * @param sent its bytes and its time
 * @param transport what it carries
 */
public record Live(Sent sent, IpPacket ip, Transport transport) {
    /** What an IP packet carries, as far as a script can speak of it. */
    public sealed interface Transport {}

    /** A TCP segment. */
    public record Tcp(TcpSegment segment) implements Transport {}

    /** A UDP datagram. */
    public record Udp(UdpDatagram datagram) implements Transport {}

    /** An ICMP or ICMPv6 message. */
    public record Icmp(IcmpMessage message) implements Transport {}

    /** Anything else. */
    public record Other() implements Transport {}

    /** {@return the packet read; empty if it is no IP packet} */
    public static Optional<Live> of(Sent sent) {
        PacketBuffer packet = PacketBuffer.copyOf(sent.bytes());
        return switch (IpPacket.decode(packet.bytes(), packet.start(), packet.end())) {
            case Malformed _ -> Optional.empty();
            case IpPacket ip -> Optional.of(new Live(sent, ip, transport(packet, ip)));
        };
    }

    private static Transport transport(PacketBuffer packet, IpPacket ip) {
        return switch (ip.protocol()) {
            case IpProtocol.TCP ->
                TcpSegment.decodeUnverified(packet.bytes(), ip.payloadAt(), ip.end()) instanceof TcpSegment segment
                        ? new Tcp(segment)
                        : new Other();
            case IpProtocol.UDP ->
                UdpDatagram.decode(packet, ip) instanceof UdpDatagram datagram ? new Udp(datagram) : new Other();
            case IpProtocol.ICMP, IpProtocol.ICMPV6 ->
                IcmpMessage.decode(packet.bytes(), ip) instanceof IcmpMessage message ? new Icmp(message) : new Other();
            default -> new Other();
        };
    }

    /** {@return whether a host sends it of itself to find its neighbours: no script speaks of such} */
    public boolean isHousekeeping() {
        IpAddress to = ip.destination();
        return to.isMulticast()
                || transport instanceof Icmp icmp
                        && !ip.isIpv4()
                        && icmp.message().type() >= IcmpMessage.V6_ROUTER_SOLICITATION
                        && icmp.message().type() <= IcmpMessage.V6_NEIGHBOR_ADVERTISEMENT;
    }

    /** {@return the subject's end; port 0 if there are no ports} */
    public SockAddr local() {
        return new SockAddr(ip.source(), ports()[0]);
    }

    /** {@return the script's end; port 0 if there are no ports} */
    public SockAddr remote() {
        return new SockAddr(ip.destination(), ports()[1]);
    }

    private int[] ports() {
        return switch (transport) {
            case Tcp tcp -> new int[] {tcp.segment().sourcePort(), tcp.segment().destinationPort()};
            case Udp udp ->
                new int[] {udp.datagram().sourcePort(), udp.datagram().destinationPort()};
            case Icmp _, Other _ -> new int[] {0, 0};
        };
    }
}
