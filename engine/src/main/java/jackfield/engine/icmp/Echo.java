package jackfield.engine.icmp;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.base.Sender;
import jackfield.engine.ip.Egress;
import jackfield.engine.ip.IpFields;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.Path;
import jackfield.engine.route.Routes;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;

/**
 * Answers echo requests with what they brought.
 *
 * <p>A request to an IPv4 group is not answered, as Linux has it (RFC 1122, 3.2.2.6 allows it: smurf); one to an IPv6
 * group is, from an address of the interface (RFC 4443, 4.2).
 */
final class Echo {
    private final Routes routes;
    private final Egress egress;
    private final PacketPool pool;
    private final Drops drops;
    private final int hopLimit;

    Echo(Routes routes, Egress egress, PacketPool pool, Drops drops, int hopLimit) {
        this.routes = routes;
        this.egress = egress;
        this.pool = pool;
        this.drops = drops;
        this.hopLimit = hopLimit;
    }

    void onRequest(long now, IpInterface in, byte[] bytes, IpPacket ip, IcmpMessage request, boolean toGroup) {
        IpAddress to = ip.source();
        if (toGroup && ip.isIpv4() || to.isAny()) {
            drops.count(DropReason.NO_ERROR_ALLOWED);
            return;
        }
        boolean isGroup = ip.destination().isMulticast();
        // A link-local asker is found only on the link it asked from.
        int only = to.isLinkLocal() && !in.isLoopback() ? in.id() : Interfaces.ANY;
        Path path = routes.find(to, isGroup ? to.any() : ip.destination(), only);
        if (path == null || path.isBroadcast()) {
            drops.count(DropReason.NO_ROUTE);
            return;
        }
        PacketBuffer packet = pool.take(ip.payloadLength());
        packet.append(bytes, request.bodyAt(), request.end() - request.bodyAt());
        int type = ip.isIpv4() ? IcmpMessage.V4_ECHO_REPLY : IcmpMessage.V6_ECHO_REPLY;
        IcmpMessage.prepend(packet, type, 0, request.rest());
        if (ip.isIpv4()) {
            IcmpMessage.finishV4(packet);
        } else {
            IcmpMessage.finishV6(packet, path.source(), to);
        }
        int protocol = ip.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6;
        var fields = new IpFields(protocol, hopLimit, ip.trafficClass(), false);
        egress.send(now, packet, to, path, fields, Sender.NOBODY);
    }
}
