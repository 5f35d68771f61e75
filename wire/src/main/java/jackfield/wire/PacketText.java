package jackfield.wire;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes any packet as one line in the notation of packetdrill, or of tcpdump where packetdrill has none.
 *
 * <pre>
 *   S 0:0(0) win 64240 &lt;mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7&gt;
 *   udp (5)
 *   icmp echo_request id 1 seq 1
 *   arp who-has 10.0.0.2 tell 10.0.0.1
 *   nd 2001:db8::2 is-at 02:00:00:00:00:02
 * </pre>
 *
 * <p>For traces and diagrams, not for the hot path. Never throws, whatever the bytes: what is no packet is called
 * malformed and why, and a checksum that does not hold is told behind the line.
 */
public final class PacketText {
    private final boolean ethernet;
    private final boolean withAddresses;
    private final Optional<RelativeSequence> relative;

    private PacketText(boolean ethernet, boolean withAddresses, Optional<RelativeSequence> relative) {
        this.ethernet = ethernet;
        this.withAddresses = withAddresses;
        this.relative = relative;
    }

    /** {@return a writer for Ethernet frames, sequence numbers as they stand, no addresses} */
    public static PacketText ofEthernet() {
        return new PacketText(true, false, Optional.empty());
    }

    /** {@return a writer for bare IP packets, sequence numbers as they stand, no addresses} */
    public static PacketText ofIp() {
        return new PacketText(false, false, Optional.empty());
    }

    /** {@return this with the ends before the line: {@code 10.0.0.1:40712 > 10.0.0.2:7: }} */
    public PacketText withAddresses() {
        return new PacketText(ethernet, true, relative);
    }

    /** {@return this with sequence numbers counted from those of the SYNs that {@code numbers} saw} */
    public PacketText relative(RelativeSequence numbers) {
        return new PacketText(ethernet, withAddresses, Optional.of(numbers));
    }

    /** {@return the line for {@code packet}, which is borrowed} */
    public String line(PacketBuffer packet) {
        return ethernet ? frame(packet) : ip(packet, packet.start());
    }

    private String frame(PacketBuffer packet) {
        return switch (EthernetFrame.decode(packet.bytes(), packet.start(), packet.end())) {
            case Malformed reason -> malformed("ethernet", reason, packet.length());
            case EthernetFrame frame ->
                switch (frame.type()) {
                    case EtherType.IPV4, EtherType.IPV6 -> ip(packet, frame.payloadAt());
                    case EtherType.ARP -> arp(packet, frame.payloadAt());
                    default ->
                        (withAddresses ? frame.source() + " > " + frame.destination() + ": " : "")
                                + "ethertype 0x" + HexFormat.of().toHexDigits((short) frame.type())
                                + " (" + (packet.end() - frame.payloadAt()) + ")";
                };
        };
    }

    private static String arp(PacketBuffer packet, int at) {
        return switch (ArpPacket.decode(packet.bytes(), at, packet.end())) {
            case Malformed reason -> malformed("arp", reason, packet.end() - at);
            case ArpPacket arp
            when arp.operation() == ArpPacket.REQUEST ->
                "arp who-has " + arp.targetProtocol() + " tell " + arp.senderProtocol();
            case ArpPacket arp -> "arp " + arp.senderProtocol() + " is-at " + arp.senderHardware();
        };
    }

    private String ip(PacketBuffer packet, int at) {
        return switch (IpPacket.decode(packet.bytes(), at, packet.end())) {
            case Malformed reason -> malformed("ip", reason, packet.end() - at);
            case IpPacket ip when ip.isFragment() -> ends(ip, -1, -1) + fragment(ip);
            case IpPacket ip ->
                switch (ip.protocol()) {
                    case IpProtocol.TCP -> tcp(packet, ip);
                    case IpProtocol.UDP -> udp(packet, ip);
                    case IpProtocol.ICMP, IpProtocol.ICMPV6 -> icmp(packet, ip);
                    default -> ends(ip, -1, -1) + "ip proto " + ip.protocol() + " (" + ip.payloadLength() + ")";
                };
        };
    }

    private static String fragment(IpPacket ip) {
        return protocolName(ip.protocol()) + " frag id " + Integer.toUnsignedString(ip.identification()) + " "
                + ip.fragmentOffset() + ":" + (ip.fragmentOffset() + ip.payloadLength())
                + (ip.moreFragments() ? " more" : "");
    }

    private static String protocolName(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP -> "tcp";
            case IpProtocol.UDP -> "udp";
            case IpProtocol.ICMP -> "icmp";
            case IpProtocol.ICMPV6 -> "icmpv6";
            default -> "ip proto " + protocol;
        };
    }

    private String tcp(PacketBuffer packet, IpPacket ip) {
        return switch (TcpSegment.decodeUnverified(packet.bytes(), ip.payloadAt(), ip.end())) {
            case Malformed reason -> ends(ip, -1, -1) + malformed("tcp", reason, ip.payloadLength());
            case TcpSegment segment ->
                ends(ip, segment.sourcePort(), segment.destinationPort())
                        + mark(ip)
                        + segment(packet, ip, segment)
                        + warning(TcpSegment.decode(packet, ip) == Malformed.CHECKSUM);
        };
    }

    private static String mark(IpPacket ip) {
        int ecn = ip.trafficClass() & IpEcn.MASK;
        return ecn == IpEcn.NOT_ECT ? "" : "[" + IpEcn.text(ecn) + "] ";
    }

    private String segment(PacketBuffer packet, IpPacket ip, TcpSegment segment) {
        var bases = relative.map(numbers -> numbers.bases(ip, segment)).orElse(RelativeSequence.Bases.NONE);
        String options =
                TcpOptionsText.of(packet.bytes(), ip.payloadAt() + TcpHeader.LENGTH, segment.textAt(), bases.ack());
        return segment.text(bases.seq(), bases.ack(), options);
    }

    private String udp(PacketBuffer packet, IpPacket ip) {
        return switch (UdpDatagram.decode(packet, ip)) {
            case Malformed reason
            when reason == Malformed.CHECKSUM ->
                ends(ip, port(packet, ip, 0), port(packet, ip, 2)) + "udp ("
                        + (port(packet, ip, 4) - UdpDatagram.HEADER_LENGTH) + ")" + warning(true);
            case Malformed reason -> ends(ip, -1, -1) + malformed("udp", reason, ip.payloadLength());
            case UdpDatagram udp ->
                ends(ip, udp.sourcePort(), udp.destinationPort()) + "udp (" + udp.dataLength() + ")";
        };
    }

    private static int port(PacketBuffer packet, IpPacket ip, int offset) {
        return Bytes.u16(packet.bytes(), ip.payloadAt() + offset);
    }

    private String icmp(PacketBuffer packet, IpPacket ip) {
        byte[] bytes = packet.bytes();
        String ends = ends(ip, -1, -1);
        if ((ip.protocol() == IpProtocol.ICMP) != ip.isIpv4()) {
            return ends + "ip proto " + ip.protocol() + " (" + ip.payloadLength() + ")";
        }
        return switch (IcmpMessage.decode(bytes, ip)) {
            case Malformed reason
            when reason == Malformed.CHECKSUM ->
                ends + IcmpText.of(bytes, ip, IcmpMessage.unverified(bytes, ip.payloadAt(), ip.end())) + warning(true);
            case Malformed reason -> ends + malformed(protocolName(ip.protocol()), reason, ip.payloadLength());
            case IcmpMessage message -> ends + IcmpText.of(bytes, ip, message);
        };
    }

    private String ends(IpPacket ip, int sourcePort, int destinationPort) {
        if (!withAddresses) {
            return "";
        }
        return sourcePort < 0
                ? ip.source() + " > " + ip.destination() + ": "
                : new SockAddr(ip.source(), sourcePort) + " > " + new SockAddr(ip.destination(), destinationPort)
                        + ": ";
    }

    private static String warning(boolean badChecksum) {
        return badChecksum ? " [bad checksum]" : "";
    }

    static String malformed(String what, Malformed reason, int length) {
        return "malformed " + what + " " + reason.name().toLowerCase(Locale.ROOT) + " (" + length + ")";
    }
}
