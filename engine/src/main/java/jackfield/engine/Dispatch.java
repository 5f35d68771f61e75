package jackfield.engine;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.endpoint.Endpoints;
import jackfield.engine.group.Groups;
import jackfield.engine.icmp.ErrorSender;
import jackfield.engine.icmp.IcmpInput;
import jackfield.engine.ip.Upward;
import jackfield.engine.route.IpInterface;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;

/** Sends each packet for this host to those who speak its protocol, and an error back where nobody does. */
final class Dispatch implements Upward {
    private final Endpoints endpoints;
    private final IcmpInput icmp;
    private final Groups groups;
    private final ErrorSender errors;
    private final Drops drops;

    Dispatch(Endpoints endpoints, IcmpInput icmp, Groups groups, ErrorSender errors, Drops drops) {
        this.endpoints = endpoints;
        this.icmp = icmp;
        this.groups = groups;
        this.errors = errors;
        this.drops = drops;
    }

    @Override
    public void onPacket(long now, IpInterface in, PacketBuffer packet, IpPacket ip, boolean toGroup) {
        boolean isTaken = endpoints.raw().onPacket(in, packet, ip);
        int protocol = ip.protocol();
        if (protocol == IpProtocol.TCP) {
            endpoints.tcp().onPacket(now, in, packet, ip, toGroup);
        } else if (protocol == IpProtocol.UDP) {
            if (!endpoints.udp().onPacket(in, packet, ip, toGroup)) {
                errors.portUnreachable(now, packet.bytes(), ip, toGroup);
            }
        } else if (protocol == (ip.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6)) {
            if (isGroupQuery(packet, ip)) {
                groups.onMld(now, in, packet.bytes(), ip);
            } else {
                icmp.onPacket(now, in, packet, ip, toGroup);
            }
        } else if (protocol == IpProtocol.IGMP && ip.isIpv4()) {
            groups.onIgmp(now, in, packet.bytes(), ip);
        } else if (!isTaken) {
            drops.count(DropReason.NO_PROTOCOL);
            if (protocol != IpProtocol.NO_NEXT_HEADER || ip.isIpv4()) {
                errors.protocolUnreachable(now, packet.bytes(), ip, toGroup);
            }
        }
    }

    private static boolean isGroupQuery(PacketBuffer packet, IpPacket ip) {
        return !ip.isIpv4()
                && ip.payloadLength() > 0
                && (packet.bytes()[ip.payloadAt()] & 0xFF) == IcmpMessage.V6_GROUP_QUERY;
    }
}
