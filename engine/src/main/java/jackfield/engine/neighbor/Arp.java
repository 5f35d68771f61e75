package jackfield.engine.neighbor;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.route.IpInterface;
import jackfield.wire.ArpDecoded;
import jackfield.wire.ArpPacket;
import jackfield.wire.IpAddress;
import jackfield.wire.MacAddress;
import jackfield.wire.Malformed;

/**
 * Answers who asks for our IPv4 addresses and learns from what others say.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc826">RFC 826</a>, packet reception; gratuitous ARP, RFC 5227, 3
 */
public final class Arp {
    private final NeighborTable table;
    private final Drops drops;

    /** Makes the answering part of {@code table}. */
    public Arp(NeighborTable table, Drops drops) {
        this.table = table;
        this.drops = drops;
    }

    /** Input: the payload of an ARP frame, from {@code at} to {@code end}. */
    public void onPacket(long now, IpInterface in, byte[] bytes, int at, int end) {
        ArpDecoded decoded = ArpPacket.decode(bytes, at, end);
        switch (decoded) {
            case Malformed fault -> drops.count(fault);
            case ArpPacket arp -> onArp(now, in, arp);
        }
    }

    private void onArp(long now, IpInterface in, ArpPacket arp) {
        IpAddress sender = arp.senderProtocol();
        MacAddress mac = arp.senderHardware();
        boolean isOurs =
                in.owns(arp.targetProtocol().high(), arp.targetProtocol().low());
        // A probe (RFC 5227, 2.1.1) has no sender address: answered, but nothing to learn.
        boolean isProbe = sender.isAny();
        boolean isBogus = mac.isGroup()
                || mac.equals(MacAddress.NONE)
                || sender.isMulticast()
                || sender.isLoopback()
                || in.isBroadcast(sender.high(), sender.low())
                || in.owns(sender.high(), sender.low());
        if (isBogus) {
            drops.count(DropReason.MARTIAN);
            return;
        }
        if (arp.operation() == ArpPacket.REPLY) {
            if (isOurs) {
                table.onAnswer(now, in, sender, mac, true);
            } else {
                table.onHint(now, in, sender, mac);
            }
            return;
        }
        if (!isOurs) {
            table.onHint(now, in, sender, mac);
            return;
        }
        if (!isProbe) {
            table.onAsked(now, in, sender, mac);
        }
        table.frames().sendArp(in, mac, new ArpPacket(ArpPacket.REPLY, in.mac(), arp.targetProtocol(), mac, sender));
    }
}
