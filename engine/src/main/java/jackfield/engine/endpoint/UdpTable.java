package jackfield.engine.endpoint;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.icmp.IcmpError;
import jackfield.engine.icmp.QuotedPacket;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.Malformed;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import jackfield.wire.UdpDatagram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoint that a datagram is for: the one whose binding says most about it.
 *
 * <p>Of equals, SO_REUSEPORT's share by a keyed hash of the conversation; otherwise the latest bound is it, as on
 * Linux.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc768">RFC 768</a>; RFC 1122, 4.1; udp(7)
 */
public final class UdpTable {
    final Ports<UdpEndpoint> ports = new Ports<>();
    private final Stack stack;

    UdpTable(Stack stack) {
        this.stack = stack;
    }

    /** Input: a UDP packet, borrowed. {@return false if there is nobody at its port, so that its sender may be told} */
    public boolean onPacket(IpInterface in, PacketBuffer packet, IpPacket ip, boolean toGroup) {
        switch (UdpDatagram.decode(packet, ip)) {
            case Malformed fault -> {
                stack.drops().count(fault);
                return true;
            }
            case UdpDatagram udp -> {
                boolean isGroup = toGroup && !stack.interfaces().isOwn(ip.destination());
                boolean isTaken = isGroup ? deliverToAll(in, packet, ip, udp) : deliverToBest(in, packet, ip, udp);
                if (!isTaken) {
                    stack.drops().count(DropReason.NO_ENDPOINT);
                }
                return isTaken;
            }
        }
    }

    private boolean deliverToBest(IpInterface in, PacketBuffer packet, IpPacket ip, UdpDatagram udp) {
        UdpEndpoint best = find(ip.destination(), udp.destinationPort(), ip.source(), udp.sourcePort(), in.id());
        if (best == null) {
            return false;
        }
        deliver(best, in, packet, ip, udp);
        return true;
    }

    private boolean deliverToAll(IpInterface in, PacketBuffer packet, IpPacket ip, UdpDatagram udp) {
        IpAddress source = ip.source();
        IpAddress destination = ip.destination();
        boolean isMulticast = destination.isMulticast();
        boolean isTaken = false;
        int port = udp.destinationPort();
        for (Binding<UdpEndpoint> binding = ports.first(port); binding != null; binding = binding.next) {
            if (binding.port == port
                    && score(binding, destination, source, udp.sourcePort(), in.id()) >= 0
                    && (!isMulticast || binding.owner.memberships().hears(destination, in.id(), source))) {
                deliver(binding.owner, in, packet, ip, udp);
                isTaken = true;
            }
        }
        return isTaken;
    }

    private void deliver(UdpEndpoint endpoint, IpInterface in, PacketBuffer packet, IpPacket ip, UdpDatagram udp) {
        byte[] data = Arrays.copyOfRange(packet.bytes(), udp.dataAt(), udp.dataAt() + udp.dataLength());
        var from = new SockAddr(ip.source(), udp.sourcePort());
        long now = stack.wakeups().now();
        var datagram = new Datagram(from, ip.destination(), in.id(), data, ip.trafficClass(), ip.hopLimit(), now);
        if (!endpoint.onDatagram(datagram)) {
            stack.drops().count(DropReason.QUEUE_FULL);
        }
    }

    private @Nullable UdpEndpoint find(IpAddress local, int port, IpAddress remote, int remotePort, int interfaceId) {
        Binding<UdpEndpoint> best = null;
        int bestScore = -1;
        int equals = 0;
        for (Binding<UdpEndpoint> binding = ports.first(port); binding != null; binding = binding.next) {
            int score = binding.port == port ? score(binding, local, remote, remotePort, interfaceId) : -1;
            if (score > bestScore) {
                best = binding;
                bestScore = score;
                equals = 1;
            } else if (score >= 0 && score == bestScore && binding.options.reusePort()) {
                equals++;
                // Each of n equals is chosen by one n-th of the hashes.
                long hash = stack.hash().hash(remote.high(), remote.low(), local.low(), remotePort, equals);
                best = Long.remainderUnsigned(hash, equals) == 0 ? binding : best;
            }
        }
        return best == null ? null : best.owner;
    }

    /** {@return how much a binding says about a datagram; -1 if it is not for it} */
    private static int score(
            Binding<UdpEndpoint> binding, IpAddress local, IpAddress remote, int remotePort, int interfaceId) {
        int device = binding.options.device();
        SockAddr peer = binding.owner.peer();
        boolean isConnected = peer.port() != 0;
        if (!binding.covers(local)
                || device != Interfaces.ANY && device != interfaceId
                || isConnected && (peer.port() != remotePort || !peer.address().equals(remote))) {
            return -1;
        }
        boolean isSameFamily = binding.address.isIpv4() == local.isIpv4();
        return (isConnected ? 8 : 0)
                + (binding.address.isAny() ? 0 : 4)
                + (device != Interfaces.ANY ? 2 : 0)
                + (isSameFamily ? 1 : 0);
    }

    /** Input: an error about a datagram of ours. {@return whether an endpoint was found} */
    public boolean onError(IcmpError error) {
        QuotedPacket quoted = error.quoted();
        UdpEndpoint endpoint = find(
                quoted.source(), quoted.sourcePort(), quoted.destination(), quoted.destinationPort(), Interfaces.ANY);
        if (endpoint == null) {
            return false;
        }
        int wanted = error.report().isIpv4() ? NoticeOptions.ERRORS : NoticeOptions.ERRORS_IPV6;
        if (endpoint.options().notices().has(wanted)) {
            endpoint.onReport(error);
            return true;
        }
        // As Linux: only a connected endpoint hears of errors, and only of those that will not pass.
        if (error.isHard() && endpoint.peer().port() != 0 && error.error() != Errno.EMSGSIZE) {
            endpoint.onError(error.error());
        }
        return true;
    }
}
