package jackfield.cli.command;

import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;
import java.util.Optional;

/**
 * What a raw ICMP socket received that concerns our echo requests: a reply, or an error that a router or host sent
 * about one.
 *
 * @param sequence of the request
 * @param length bytes of the ICMP message
 * @param hopLimit of the packet that carried it; -1 if the socket does not tell, as under IPv6
 * @param trouble what the error says; empty for a reply
 * @param from who sent it
 */
record EchoMessage(IpAddress from, int sequence, int length, int hopLimit, String trouble) {
    private static final int PATTERN_MASK = 0xFF;

    boolean isReply() {
        return trouble.isEmpty();
    }

    /** {@return an echo request with so many bytes of data; the checksum of ICMPv6 is left to the stack} */
    static byte[] request(boolean isIpv4, int identifier, int sequence, int dataBytes) {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + dataBytes);
        var data = new byte[dataBytes];
        for (int i = 0; i < dataBytes; i++) {
            data[i] = (byte) (i & PATTERN_MASK);
        }
        packet.append(data, 0, dataBytes);
        int type = isIpv4 ? IcmpMessage.V4_ECHO_REQUEST : IcmpMessage.V6_ECHO_REQUEST;
        IcmpMessage.prepend(packet, type, 0, identifier << 16 | sequence);
        if (isIpv4) {
            IcmpMessage.finishV4(packet);
        }
        return packet.toBytes();
    }

    /** {@return what the bytes that a raw IPv4 socket received say of our requests: they begin with the IP header} */
    static Optional<EchoMessage> ofIpv4(byte[] bytes, int length, int identifier) {
        if (IpPacket.decode(bytes, 0, length) instanceof IpPacket ip
                && ip.protocol() == IpProtocol.ICMP
                && IcmpMessage.decode(bytes, ip) instanceof IcmpMessage icmp) {
            return of(bytes, icmp, true, identifier, ip.source(), ip.payloadLength(), ip.hopLimit());
        }
        return Optional.empty();
    }

    /** {@return the same of a raw IPv6 socket's bytes, which begin with the ICMPv6 header} */
    static Optional<EchoMessage> ofIpv6(byte[] bytes, int length, int identifier, IpAddress from) {
        if (length < IcmpMessage.HEADER_LENGTH) {
            return Optional.empty();
        }
        IcmpMessage icmp = IcmpMessage.unverified(bytes, 0, length);
        return of(bytes, icmp, false, identifier, from, length, -1);
    }

    private static Optional<EchoMessage> of(
            byte[] bytes, IcmpMessage icmp, boolean isIpv4, int identifier, IpAddress from, int length, int hopLimit) {
        int reply = isIpv4 ? IcmpMessage.V4_ECHO_REPLY : IcmpMessage.V6_ECHO_REPLY;
        if (icmp.type() == reply) {
            return icmp.rest() >>> 16 == identifier
                    ? Optional.of(new EchoMessage(from, icmp.rest() & 0xFFFF, length, hopLimit, ""))
                    : Optional.empty();
        }
        if (!IcmpMessage.isError(isIpv4, icmp.type())) {
            return Optional.empty();
        }
        int request = isIpv4 ? IcmpMessage.V4_ECHO_REQUEST : IcmpMessage.V6_ECHO_REQUEST;
        return rest(bytes, icmp, request)
                .filter(rest -> rest >>> 16 == identifier)
                .map(rest -> new EchoMessage(
                        from, rest & 0xFFFF, length, hopLimit, trouble(isIpv4, icmp.type(), icmp.code())));
    }

    /** The error quotes the beginning of our packet: perhaps no more than its header and eight bytes. */
    private static Optional<Integer> rest(byte[] bytes, IcmpMessage error, int request) {
        int at = error.bodyAt();
        boolean isIpv4 = at < error.end() && (bytes[at] & 0xF0) == 0x40;
        int icmpAt = at + (isIpv4 ? (bytes[at] & 0xF) * 4 : 40);
        if (icmpAt + IcmpMessage.HEADER_LENGTH > error.end()) {
            return Optional.empty();
        }
        IcmpMessage quoted = IcmpMessage.unverified(bytes, icmpAt, error.end());
        return quoted.type() == request ? Optional.of(quoted.rest()) : Optional.empty();
    }

    private static String trouble(boolean isIpv4, int type, int code) {
        if (type == (isIpv4 ? IcmpMessage.V4_TIME_EXCEEDED : IcmpMessage.V6_TIME_EXCEEDED)) {
            return "Time to live exceeded";
        }
        if (isIpv4) {
            return type != IcmpMessage.V4_UNREACHABLE
                    ? "Error " + type + ", code " + code
                    : switch (code) {
                        case IcmpMessage.V4_NET_UNREACHABLE -> "Destination Net Unreachable";
                        case IcmpMessage.V4_HOST_UNREACHABLE -> "Destination Host Unreachable";
                        case IcmpMessage.V4_FRAGMENTATION_NEEDED -> "Frag needed";
                        default -> "Destination Unreachable, code " + code;
                    };
        }
        return switch (type) {
            case IcmpMessage.V6_PACKET_TOO_BIG -> "Packet too big";
            case IcmpMessage.V6_UNREACHABLE ->
                switch (code) {
                    case IcmpMessage.V6_NO_ROUTE -> "Destination unreachable: No route";
                    case IcmpMessage.V6_ADDRESS_UNREACHABLE -> "Destination unreachable: Address unreachable";
                    default -> "Destination unreachable: code " + code;
                };
            default -> "Error " + type + ", code " + code;
        };
    }
}
