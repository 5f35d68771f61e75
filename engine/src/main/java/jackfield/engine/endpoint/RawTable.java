package jackfield.engine.endpoint;

import jackfield.engine.base.DropReason;
import jackfield.engine.icmp.IcmpError;
import jackfield.engine.icmp.QuotedPacket;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.wire.Checksum;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Gives each raw endpoint of a protocol its own copy of what arrives, before the protocol itself sees it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/raw.7.html">raw(7)</a>
 */
public final class RawTable {
    private final ArrayList<RawEndpoint> endpoints = new ArrayList<>();
    private final Stack stack;

    RawTable(Stack stack) {
        this.stack = stack;
    }

    void add(RawEndpoint endpoint) {
        endpoints.add(endpoint);
    }

    void remove(RawEndpoint endpoint) {
        endpoints.remove(endpoint);
    }

    /** Input: a packet for this host, borrowed. {@return whether somebody took a copy} */
    public boolean onPacket(IpInterface in, PacketBuffer packet, IpPacket ip) {
        if (endpoints.isEmpty()) {
            return false;
        }
        boolean isTaken = false;
        IpAddress source = ip.source();
        IpAddress destination = ip.destination();
        for (int i = 0; i < endpoints.size(); i++) {
            RawEndpoint endpoint = endpoints.get(i);
            int device = endpoint.options().device();
            boolean isFor = endpoint.protocol() == ip.protocol()
                    && endpoint.isIpv6() != ip.isIpv4()
                    && (device == Interfaces.ANY || device == in.id())
                    && endpoint.wants(source, destination)
                    && (!destination.isMulticast() || endpoint.memberships().hears(destination, in.id(), source));
            if (isFor && isIntact(packet.bytes(), ip)) {
                isTaken = true;
                deliver(endpoint, in, packet.bytes(), ip, source);
            }
        }
        return isTaken;
    }

    /** RFC 3542, 3.1: of raw sockets only those of ICMPv6 have the kernel look at the checksum. */
    private static boolean isIntact(byte[] bytes, IpPacket ip) {
        int length = ip.payloadLength();
        return ip.isIpv4()
                || ip.protocol() != IpProtocol.ICMPV6
                || Checksum.isIntact(ip.pseudoHeader(length) + Checksum.sum(bytes, ip.payloadAt(), length));
    }

    private void deliver(RawEndpoint endpoint, IpInterface in, byte[] bytes, IpPacket ip, IpAddress source) {
        byte[] data = Arrays.copyOfRange(bytes, ip.isIpv4() ? ip.headerAt() : ip.payloadAt(), ip.end());
        if (!endpoint.onDatagram(new Datagram(
                new SockAddr(source, 0),
                ip.destination(),
                in.id(),
                data,
                ip.trafficClass(),
                ip.hopLimit(),
                stack.wakeups().now()))) {
            stack.drops().count(DropReason.QUEUE_FULL);
        }
    }

    /** Input: an error about a packet of ours. {@return whether an endpoint may have sent it} */
    public boolean onError(IcmpError error) {
        QuotedPacket quoted = error.quoted();
        boolean isFound = false;
        for (int i = 0; i < endpoints.size(); i++) {
            RawEndpoint endpoint = endpoints.get(i);
            if (endpoint.protocol() == quoted.protocol()
                    && endpoint.isIpv6() != quoted.destination().isIpv4()
                    && endpoint.wants(/* source= */ quoted.destination(), /* destination= */ quoted.source())) {
                isFound = true;
                if (error.isHard() && !endpoint.remoteAddress().address().isAny()) {
                    endpoint.onError(error.error());
                }
            }
        }
        return isFound;
    }
}
