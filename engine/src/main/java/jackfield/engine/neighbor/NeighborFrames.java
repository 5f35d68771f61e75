package jackfield.engine.neighbor;

import jackfield.engine.base.PacketQueue;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.SourceSelection;
import jackfield.wire.ArpPacket;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.NeighborMessage;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;

/** Writes the questions and answers of ARP and neighbour discovery and sends them off. */
final class NeighborFrames {
    /** RFC 4861, 7.1: shows that no router has forwarded the message. */
    private static final int HOP_LIMIT = 255;

    private static final int LONGEST = 128;

    private final PacketPool pool;
    private final PacketQueue out;

    NeighborFrames(PacketPool pool, PacketQueue out) {
        this.pool = pool;
        this.out = out;
    }

    /** Hands an IP packet, which is given away, to a neighbour whose hardware address is known. */
    void sendTo(IpInterface via, MacAddress destination, PacketBuffer packet, int etherType) {
        EthernetFrame.prepend(packet, destination, via.mac(), etherType);
        out.add(via.id(), packet);
    }

    /** Asks for the hardware address of {@code target}: everybody, or only {@code known} when it is to be confirmed. */
    void solicit(IpInterface via, IpAddress target, MacAddress known) {
        IpAddress source = SourceSelection.on(via, target);
        if (source == null) {
            return;
        }
        boolean isProbe = !known.equals(MacAddress.NONE);
        if (target.isIpv4()) {
            var request = new ArpPacket(ArpPacket.REQUEST, via.mac(), source, MacAddress.NONE, target);
            sendArp(via, isProbe ? known : MacAddress.BROADCAST, request);
        } else {
            // RFC 4861, 7.2.2: to the solicited-node group, and unicast when confirming.
            IpAddress group = target.solicitedNode();
            var question =
                    new NeighborMessage(IcmpMessage.V6_NEIGHBOR_SOLICITATION, false, false, false, target, via.mac());
            MacAddress hardware = isProbe ? known : MacAddress.ofMulticast(group);
            sendNeighbor(via, hardware, source, isProbe ? target : group, question);
        }
    }

    void sendArp(IpInterface via, MacAddress destination, ArpPacket arp) {
        PacketBuffer packet = pool.take(LONGEST);
        arp.append(packet);
        sendTo(via, destination, packet, EtherType.ARP);
    }

    void sendNeighbor(
            IpInterface via, MacAddress hardware, IpAddress source, IpAddress destination, NeighborMessage message) {
        sendTo(via, hardware, neighbor(source, destination, message), EtherType.IPV6);
    }

    /** {@return the IP packet that carries {@code message}, which is the caller's} */
    PacketBuffer neighbor(IpAddress source, IpAddress destination, NeighborMessage message) {
        PacketBuffer packet = pool.take(LONGEST);
        message.append(packet);
        IcmpMessage.finishV6(packet, source, destination);
        Ipv6Header.prepend(packet, source, destination, IpProtocol.ICMPV6, HOP_LIMIT, 0, 0);
        return packet;
    }
}
