package jackfield.engine.neighbor;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.base.Sender;
import jackfield.engine.route.IpInterface;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.MacAddress;
import jackfield.wire.Malformed;
import jackfield.wire.NeighborMessage;
import jackfield.wire.PacketBuffer;

/**
 * Answers who asks for our IPv6 addresses and learns from what others say.
 *
 * <p>Duplicate address detection is not done: addresses are given by whoever runs the engine, and link-local ones come
 * from hardware addresses that the link must keep unique anyway. Router advertisements are not listened to.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4861#section-7.2">RFC 4861, 7.2</a>
 */
public final class NeighborDiscovery {
    private static final IpAddress ALL_NODES = new IpAddress(0xFF02_0000_0000_0000L, 1);

    private final NeighborTable table;
    private final Drops drops;

    /** Makes the answering part of {@code table}. */
    public NeighborDiscovery(NeighborTable table, Drops drops) {
        this.table = table;
        this.drops = drops;
    }

    /** Input: a neighbour solicitation or advertisement, its checksum verified. */
    public void onMessage(long now, IpInterface in, byte[] bytes, IpPacket ip, IcmpMessage icmp) {
        if (!in.isEthernet()) {
            drops.count(DropReason.NO_PROTOCOL);
            return;
        }
        switch (NeighborMessage.decode(bytes, ip, icmp)) {
            case Malformed fault -> drops.count(fault);
            case NeighborMessage message -> {
                if (message.linkLayer().isGroup()) {
                    drops.count(DropReason.MARTIAN);
                } else if (message.type() == IcmpMessage.V6_NEIGHBOR_SOLICITATION) {
                    onSolicitation(now, in, ip, message);
                } else {
                    onAdvertisement(now, in, ip, message);
                }
            }
        }
    }

    private void onSolicitation(long now, IpInterface in, IpPacket ip, NeighborMessage message) {
        IpAddress target = message.target();
        IpAddress source = ip.source();
        if (!in.owns(target.high(), target.low())) {
            drops.count(DropReason.NOT_OUR_ADDRESS);
            return;
        }
        boolean hasMac = !message.linkLayer().equals(MacAddress.NONE);
        if (source.isAny()) {
            // RFC 4861, 7.1.1: somebody detects duplicates; it must ask the group and may not tell an address.
            if (hasMac || !ip.destination().equals(target.solicitedNode())) {
                drops.count(Malformed.ADDRESS);
                return;
            }
            // RFC 4861, 7.2.4: then all nodes are told, and the answer is not solicited.
            table.frames()
                    .sendNeighbor(in, MacAddress.ofMulticast(ALL_NODES), target, ALL_NODES, answer(in, target, false));
            return;
        }
        if (hasMac) {
            table.onAsked(now, in, source, message.linkLayer());
        }
        // RFC 4861, 7.2.4: solicited, and to the asker alone, who is asked for first where it left its address out.
        PacketBuffer packet = table.frames().neighbor(target, source, answer(in, target, true));
        table.send(now, in, source, packet, Sender.NOBODY);
    }

    private static NeighborMessage answer(IpInterface in, IpAddress target, boolean solicited) {
        return new NeighborMessage(IcmpMessage.V6_NEIGHBOR_ADVERTISEMENT, false, solicited, true, target, in.mac());
    }

    private void onAdvertisement(long now, IpInterface in, IpPacket ip, NeighborMessage message) {
        IpAddress target = message.target();
        // RFC 4861, 7.1.2: to a group the solicited flag must be zero.
        if (message.solicited() && ip.destination().isMulticast()) {
            drops.count(Malformed.ADDRESS);
            return;
        }
        if (in.owns(target.high(), target.low())) {
            drops.count(DropReason.MARTIAN);
            return;
        }
        if (message.linkLayer().equals(MacAddress.NONE)) {
            if (message.solicited()) {
                // RFC 4861, 7.2.5: the answer to a unicast question may leave out what the asker knows.
                table.onConfirmed(now, in, target);
            }
            return;
        }
        if (message.solicited()) {
            table.onAnswer(now, in, target, message.linkLayer(), message.override());
        } else if (message.override()) {
            table.onHint(now, in, target, message.linkLayer());
        }
    }
}
