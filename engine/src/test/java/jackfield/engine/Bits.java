package jackfield.engine;

import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import jackfield.wire.UdpDatagram;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Packets by hand. */
final class Bits {
    private Bits() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >>> 8));
        }
        return bytes;
    }

    static SockAddr at(String address, int port) {
        return new SockAddr(IpAddress.parse(address), port);
    }

    /** An echo request as a raw socket takes it: IPv4's checksum is the application's. */
    static byte[] echoRequest(boolean ipv6, int identifier, int sequence, byte[] data) {
        PacketBuffer packet = PacketBuffer.copyOf(data);
        int type = ipv6 ? IcmpMessage.V6_ECHO_REQUEST : IcmpMessage.V4_ECHO_REQUEST;
        IcmpMessage.prepend(packet, type, 0, identifier << 16 | sequence);
        if (!ipv6) {
            IcmpMessage.finishV4(packet);
        }
        return packet.toBytes();
    }

    static byte[] udp(String source, int sourcePort, String destination, int port, byte[] data) {
        PacketBuffer packet = PacketBuffer.copyOf(data);
        UdpDatagram.prepend(packet, IpAddress.parse(source), sourcePort, IpAddress.parse(destination), port);
        packet.completeChecksum();
        return packet.toBytes();
    }

    static byte[] syn(String source, int sourcePort, String destination, int port) {
        var packet = new PacketBuffer(256);
        var segment =
                new TcpSegment(sourcePort, port, -5, 0, TcpFlags.SYN, 65535, 0, TcpOptions.NONE, new byte[0], 0, 0);
        TcpHeader.prepend(packet, segment, IpAddress.parse(source), IpAddress.parse(destination));
        packet.completeChecksum();
        return ip(source, destination, IpProtocol.TCP, packet.toBytes());
    }

    static byte[] ip(String source, String destination, int protocol, byte[] payload) {
        PacketBuffer packet = PacketBuffer.copyOf(payload);
        IpAddress from = IpAddress.parse(source);
        IpAddress to = IpAddress.parse(destination);
        if (to.isIpv4()) {
            Ipv4Header.prepend(packet, from.ipv4Bits(), to.ipv4Bits(), protocol, 64, 0, 0, false);
        } else {
            Ipv6Header.prepend(packet, from, to, protocol, 64, 0, 0);
        }
        return packet.toBytes();
    }

    /** A fragment of an upper packet: its bytes from {@code offset} on. */
    static byte[] fragment(
            String source, String destination, int id, byte[] whole, int offset, int length, boolean more) {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + length);
        packet.append(whole, offset, length);
        IpAddress from = IpAddress.parse(source);
        IpAddress to = IpAddress.parse(destination);
        if (to.isIpv4()) {
            int word = Ipv4Header.fragmentWord(offset, more);
            int protocol = IpProtocol.UDP;
            Ipv4Header.prependFragment(packet, from.ipv4Bits(), to.ipv4Bits(), protocol, 64, 0, id, word);
        } else {
            Ipv6Header.prependFragment(packet, IpProtocol.UDP, offset, more, id);
            Ipv6Header.prepend(packet, from, to, IpProtocol.FRAGMENT, 64, 0, 0);
        }
        return packet.toBytes();
    }

    static byte[] icmp(String source, String destination, int type, int code, int rest, byte[] body) {
        PacketBuffer packet = PacketBuffer.copyOf(body);
        IcmpMessage.prepend(packet, type, code, rest);
        IpAddress to = IpAddress.parse(destination);
        if (to.isIpv4()) {
            IcmpMessage.finishV4(packet);
        } else {
            IcmpMessage.finishV6(packet, IpAddress.parse(source), to);
        }
        return ip(source, destination, to.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6, packet.toBytes());
    }

    static byte[] frame(MacAddress from, MacAddress to, byte[] ipPacket) {
        PacketBuffer packet = PacketBuffer.copyOf(ipPacket);
        EthernetFrame.prepend(packet, to, from, ipPacket[0] >>> 4 == 6 ? EtherType.IPV6 : EtherType.IPV4);
        return packet.toBytes();
    }

    /** The IP packet in a frame. */
    static byte[] inside(byte[] frame) {
        return Arrays.copyOfRange(frame, EthernetFrame.HEADER_LENGTH, frame.length);
    }

    static int etherType(byte[] frame) {
        return (frame[12] & 0xFF) << 8 | frame[13] & 0xFF;
    }
}
