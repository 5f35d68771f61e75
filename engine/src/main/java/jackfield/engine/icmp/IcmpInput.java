package jackfield.engine.icmp;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.ip.Egress;
import jackfield.engine.neighbor.NeighborDiscovery;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.Routes;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.Malformed;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.Arrays;

/**
 * Takes ICMP and ICMPv6 in: echo, neighbour discovery and errors each go their way; the rest is counted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a>; RFC 4443
 */
public final class IcmpInput {
    /** Hears of errors about packets of ours. */
    public interface ErrorListener {
        /** {@return whether a socket was found that may have sent the quoted packet} */
        boolean onError(long now, IcmpError error);
    }

    private final Interfaces interfaces;
    private final NeighborDiscovery discovery;
    private final Drops drops;
    private final ErrorListener listener;
    private final Echo echo;

    /** Makes the room that ICMP comes in by. */
    public IcmpInput(
            Interfaces interfaces,
            Routes routes,
            Egress egress,
            PacketPool pool,
            Drops drops,
            NeighborDiscovery discovery,
            ErrorListener listener,
            int hopLimit) {
        this.interfaces = interfaces;
        this.discovery = discovery;
        this.drops = drops;
        this.listener = listener;
        this.echo = new Echo(routes, egress, pool, drops, hopLimit);
    }

    /** Input: an ICMP or ICMPv6 packet, as the family of {@code ip} says. Borrowed. */
    public void onPacket(long now, IpInterface in, PacketBuffer packet, IpPacket ip, boolean toGroup) {
        switch (IcmpMessage.decode(packet.bytes(), ip)) {
            case Malformed fault -> drops.count(fault);
            case IcmpMessage icmp -> {
                if (IcmpMessage.isError(ip.isIpv4(), icmp.type())) {
                    onError(now, packet.bytes(), ip, icmp);
                } else if (ip.isIpv4()) {
                    onIpv4(now, in, packet.bytes(), ip, icmp, toGroup);
                } else {
                    onIpv6(now, in, packet.bytes(), ip, icmp, toGroup);
                }
            }
        }
    }

    private void onIpv4(long now, IpInterface in, byte[] bytes, IpPacket ip, IcmpMessage icmp, boolean toGroup) {
        switch (icmp.type()) {
            case IcmpMessage.V4_ECHO_REQUEST -> echo.onRequest(now, in, bytes, ip, icmp, toGroup);
            // For raw sockets, which have seen it.
            case IcmpMessage.V4_ECHO_REPLY -> {}
            // RFC 1122, 3.2.2: an unknown type is silently discarded.
            default -> drops.count(DropReason.NO_PROTOCOL);
        }
    }

    private void onIpv6(long now, IpInterface in, byte[] bytes, IpPacket ip, IcmpMessage icmp, boolean toGroup) {
        switch (icmp.type()) {
            case IcmpMessage.V6_ECHO_REQUEST -> echo.onRequest(now, in, bytes, ip, icmp, toGroup);
            case IcmpMessage.V6_NEIGHBOR_SOLICITATION, IcmpMessage.V6_NEIGHBOR_ADVERTISEMENT ->
                discovery.onMessage(now, in, bytes, ip, icmp);
            case IcmpMessage.V6_ECHO_REPLY -> {}
            default -> drops.count(DropReason.NO_PROTOCOL);
        }
    }

    private void onError(long now, byte[] bytes, IpPacket ip, IcmpMessage icmp) {
        QuotedPacket quoted = QuotedPacket.parse(bytes, icmp.bodyAt(), icmp.end(), ip.isIpv4());
        if (quoted == null) {
            drops.count(Malformed.TRUNCATED);
            return;
        }
        byte[] text = Arrays.copyOfRange(bytes, Math.min(quoted.textAt(), icmp.end()), icmp.end());
        var report = new IcmpReport(ip.source(), ip.isIpv4(), icmp.type(), icmp.code(), text);
        IcmpError error = IcmpError.of(icmp, ip.isIpv4(), quoted, report);
        if (error == null || !interfaces.isOwn(quoted.source())) {
            drops.count(error == null ? DropReason.NO_PROTOCOL : DropReason.NO_ENDPOINT);
            return;
        }
        boolean isMeant = listener.onError(now, error);
        if (!isMeant) {
            drops.count(DropReason.NO_ENDPOINT);
        }
    }
}
