package jackfield.engine.neighbor;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.route.IpInterface;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.MacAddress;
import jackfield.wire.Malformed;
import jackfield.wire.NeighborMessage;

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
            advertise(in, target, ALL_NODES, MacAddress.ofMulticast(ALL_NODES), false);
            return;
        }
        if (hasMac) {
            table.onAsked(now, in, source, message.linkLayer());
            advertise(in, target, source, message.linkLayer(), true);
        } else {
            // RFC 4861, 7.2.4: a unicast question may leave the option out; the asker must be found first. Linux
            // answers
            // through its cache; we tell the link, which needs no question of our own.
            advertise(in, target, ALL_NODES, MacAddress.ofMulticast(ALL_NODES), false);
        }
    }

    private void advertise(IpInterface in, IpAddress target, IpAddress to, MacAddress mac, boolean solicited) {
        var answer =
                new NeighborMessage(IcmpMessage.V6_NEIGHBOR_ADVERTISEMENT, false, solicited, true, target, in.mac());
        table.frames().sendNeighbor(in, mac, target, to, answer);
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
            // RFC 4861, 7.2.5: the answer to a unicast question may leave the option out; it confirms what is known.
            if (message.solicited()) {
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
