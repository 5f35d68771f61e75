package jackfield.engine.icmp;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.base.Sender;
import jackfield.engine.ip.Egress;
import jackfield.engine.ip.IpFields;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.Path;
import jackfield.engine.route.Routes;
import jackfield.wire.Bytes;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv6Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;

/**
 * Tells senders why their packets were of no use, where the rules allow it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.2.2">RFC 1122, 3.2.2</a>; RFC 4443, 2.4
 */
public final class ErrorSender {
    /** RFC 1812, 4.3.2.3: as much of the packet as fits into 576 bytes. */
    private static final int LONGEST_IPV4 = 576;

    private final Routes routes;
    private final Egress egress;
    private final PacketPool pool;
    private final Drops drops;
    private final int hopLimit;
    private final RateLimit limit = new RateLimit();

    /** Makes a sender of errors. */
    public ErrorSender(Routes routes, Egress egress, PacketPool pool, Drops drops, int hopLimit) {
        this.routes = routes;
        this.egress = egress;
        this.pool = pool;
        this.drops = drops;
        this.hopLimit = hopLimit;
    }

    /** Nobody listens at the port that {@code ip} is for. */
    public void portUnreachable(long now, byte[] bytes, IpPacket ip, boolean toGroup) {
        if (ip.isIpv4()) {
            send(now, bytes, ip, toGroup, IcmpMessage.V4_UNREACHABLE, IcmpMessage.V4_PORT_UNREACHABLE, 0);
        } else {
            send(now, bytes, ip, toGroup, IcmpMessage.V6_UNREACHABLE, IcmpMessage.V6_PORT_UNREACHABLE, 0);
        }
    }

    /** Nobody speaks the protocol of {@code ip}. */
    public void protocolUnreachable(long now, byte[] bytes, IpPacket ip, boolean toGroup) {
        if (ip.isIpv4()) {
            send(now, bytes, ip, toGroup, IcmpMessage.V4_UNREACHABLE, IcmpMessage.V4_PROTOCOL_UNREACHABLE, 0);
        } else {
            // RFC 8200, 4: parameter problem, pointing at the field that names the protocol.
            int pointer = ip.protocolAt() - ip.headerAt();
            int code = IcmpMessage.V6_UNRECOGNIZED_NEXT_HEADER;
            send(now, bytes, ip, toGroup, IcmpMessage.V6_PARAMETER_PROBLEM, code, pointer);
        }
    }

    /** The other fragments of {@code ip} have not come in time. */
    public void reassemblyTimeExceeded(long now, byte[] bytes, IpPacket ip, boolean toGroup) {
        int type = ip.isIpv4() ? IcmpMessage.V4_TIME_EXCEEDED : IcmpMessage.V6_TIME_EXCEEDED;
        send(now, bytes, ip, toGroup, type, 1, 0);
    }

    private void send(long now, byte[] bytes, IpPacket ip, boolean toGroup, int type, int code, int rest) {
        IpAddress to = ip.source();
        // RFC 1122, 3.2.2; RFC 4443, 2.4 (e): nothing about errors, later fragments, groups, or to who is not one host.
        boolean isAnswerable = !toGroup
                && !to.isAny()
                && !to.isMulticast()
                && ip.fragmentOffset() == 0
                && !(isIcmp(ip)
                        && (ip.payloadLength() < 1
                                || IcmpMessage.isError(ip.isIpv4(), Bytes.u8(bytes, ip.payloadAt()))));
        if (!isAnswerable || !limit.admits(now, to)) {
            drops.count(DropReason.NO_ERROR_ALLOWED);
            return;
        }
        Path path = routes.find(to, ip.destination(), Interfaces.ANY);
        if (path == null || path.isBroadcast()) {
            drops.count(DropReason.NO_ROUTE);
            return;
        }
        int longest = ip.isIpv4() ? LONGEST_IPV4 - 20 : Ipv6Header.MIN_MTU - Ipv6Header.LENGTH;
        int quoted = Math.min(ip.length(), longest - IcmpMessage.HEADER_LENGTH);
        PacketBuffer packet = pool.take(quoted);
        packet.append(bytes, ip.headerAt(), quoted);
        IcmpMessage.prepend(packet, type, code, rest);
        int protocol = finish(packet, path, to);
        egress.send(now, packet, to, path, new IpFields(protocol, hopLimit, 0, false), Sender.NOBODY);
    }

    private static boolean isIcmp(IpPacket ip) {
        return ip.protocol() == (ip.isIpv4() ? IpProtocol.ICMP : IpProtocol.ICMPV6);
    }

    private static int finish(PacketBuffer packet, Path path, IpAddress to) {
        if (to.isIpv4()) {
            IcmpMessage.finishV4(packet);
            return IpProtocol.ICMP;
        }
        IcmpMessage.finishV6(packet, path.source(), to);
        return IpProtocol.ICMPV6;
    }
}
