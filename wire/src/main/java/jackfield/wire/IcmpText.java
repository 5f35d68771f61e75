package jackfield.wire;

/** Names what an ICMP or ICMPv6 message says, in the words of packetdrill. */
final class IcmpText {
    private IcmpText() {}

    static String of(byte[] bytes, IpPacket ip, IcmpMessage message) {
        return ip.isIpv4() ? ofV4(message) : ofV6(bytes, ip, message);
    }

    private static String ofV4(IcmpMessage message) {
        return switch (message.type()) {
            case IcmpMessage.V4_ECHO_REQUEST -> "icmp echo_request" + echo(message);
            case IcmpMessage.V4_ECHO_REPLY -> "icmp echo_reply" + echo(message);
            case IcmpMessage.V4_UNREACHABLE -> "icmp unreachable " + v4Unreachable(message);
            case IcmpMessage.V4_SOURCE_QUENCH -> "icmp source_quench";
            case IcmpMessage.V4_REDIRECT -> "icmp redirect";
            case IcmpMessage.V4_TIME_EXCEEDED -> "icmp time_exceeded";
            case IcmpMessage.V4_PARAMETER_PROBLEM -> "icmp parameter_problem at " + (message.rest() >>> 24);
            default -> "icmp type " + message.type() + " code " + message.code();
        };
    }

    private static String v4Unreachable(IcmpMessage message) {
        return switch (message.code()) {
            case IcmpMessage.V4_NET_UNREACHABLE -> "net_unreachable";
            case IcmpMessage.V4_HOST_UNREACHABLE -> "host_unreachable";
            case IcmpMessage.V4_PROTOCOL_UNREACHABLE -> "protocol_unreachable";
            case IcmpMessage.V4_PORT_UNREACHABLE -> "port_unreachable";
            case IcmpMessage.V4_FRAGMENTATION_NEEDED -> "frag_needed mtu " + (message.rest() & 0xFFFF);
            default -> "code " + message.code();
        };
    }

    private static String ofV6(byte[] bytes, IpPacket ip, IcmpMessage message) {
        return switch (message.type()) {
            case IcmpMessage.V6_ECHO_REQUEST -> "icmpv6 echo_request" + echo(message);
            case IcmpMessage.V6_ECHO_REPLY -> "icmpv6 echo_reply" + echo(message);
            case IcmpMessage.V6_UNREACHABLE -> "icmpv6 unreachable " + v6Unreachable(message);
            case IcmpMessage.V6_PACKET_TOO_BIG ->
                "icmpv6 packet_too_big mtu " + Integer.toUnsignedString(message.rest());
            case IcmpMessage.V6_TIME_EXCEEDED -> "icmpv6 time_exceeded";
            case IcmpMessage.V6_PARAMETER_PROBLEM ->
                "icmpv6 parameter_problem code " + message.code() + " at " + Integer.toUnsignedString(message.rest());
            case IcmpMessage.V6_ROUTER_SOLICITATION -> "icmpv6 router_solicitation";
            case IcmpMessage.V6_ROUTER_ADVERTISEMENT -> "icmpv6 router_advertisement";
            case IcmpMessage.V6_NEIGHBOR_SOLICITATION, IcmpMessage.V6_NEIGHBOR_ADVERTISEMENT ->
                neighbor(bytes, ip, message);
            default -> "icmpv6 type " + message.type() + " code " + message.code();
        };
    }

    private static String v6Unreachable(IcmpMessage message) {
        return switch (message.code()) {
            case IcmpMessage.V6_NO_ROUTE -> "no_route";
            case IcmpMessage.V6_ADDRESS_UNREACHABLE -> "address_unreachable";
            case IcmpMessage.V6_PORT_UNREACHABLE -> "port_unreachable";
            default -> "code " + message.code();
        };
    }

    private static String neighbor(byte[] bytes, IpPacket ip, IcmpMessage message) {
        return switch (NeighborMessage.decode(bytes, ip, message)) {
            case Malformed reason -> PacketText.malformed("nd", reason, ip.payloadLength());
            case NeighborMessage nd
            when nd.type() == IcmpMessage.V6_NEIGHBOR_SOLICITATION ->
                "nd who-has " + nd.target() + " tell " + ip.source();
            case NeighborMessage nd ->
                "nd " + nd.target()
                        + (nd.linkLayer().equals(MacAddress.NONE) ? " is here" : " is-at " + nd.linkLayer());
        };
    }

    private static String echo(IcmpMessage message) {
        return " id " + (message.rest() >>> 16) + " seq " + (message.rest() & 0xFFFF);
    }
}
