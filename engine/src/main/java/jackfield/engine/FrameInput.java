package jackfield.engine;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.endpoint.PacketTable;
import jackfield.engine.ip.Ingress;
import jackfield.engine.neighbor.Arp;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.Malformed;
import jackfield.wire.PacketBuffer;

/**
 * Takes what a link brings: shows it to packet endpoints, and sends it on as ARP or IP if it is for this host.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc894">RFC 894</a>; RFC 1122, 2.3
 */
final class FrameInput {
    private final Interfaces interfaces;
    private final PacketTable packets;
    private final Arp arp;
    private final Ingress ingress;
    private final Drops drops;

    FrameInput(Interfaces interfaces, PacketTable packets, Arp arp, Ingress ingress, Drops drops) {
        this.interfaces = interfaces;
        this.packets = packets;
        this.arp = arp;
        this.ingress = ingress;
        this.drops = drops;
    }

    void onPacket(long now, int interfaceId, PacketBuffer packet) {
        IpInterface in = interfaces.find(interfaceId);
        if (in == null || !in.isUp()) {
            drops.count(DropReason.INTERFACE_DOWN);
            return;
        }
        if (in.isEthernet()) {
            onFrame(now, in, packet);
            return;
        }
        packets.onFrame(in, packet, isVersion(packet, 6) ? EtherType.IPV6 : EtherType.IPV4);
        ingress.onPacket(now, in, packet, false);
    }

    private void onFrame(long now, IpInterface in, PacketBuffer packet) {
        switch (EthernetFrame.decode(packet.bytes(), packet.start(), packet.end())) {
            case Malformed fault -> drops.count(fault);
            case EthernetFrame frame -> {
                boolean isTaken = packets.onFrame(in, packet, frame.type());
                if (!in.acceptsFrame(frame.destination())) {
                    drops.count(DropReason.NOT_OUR_FRAME);
                } else if (frame.source().isGroup()) {
                    drops.count(DropReason.MARTIAN);
                } else {
                    onPayload(now, in, packet, frame, isTaken);
                }
            }
        }
    }

    private void onPayload(long now, IpInterface in, PacketBuffer packet, EthernetFrame frame, boolean isTaken) {
        switch (frame.type()) {
            case EtherType.ARP -> arp.onPacket(now, in, packet.bytes(), frame.payloadAt(), packet.end());
            case EtherType.IPV4 -> onIp(now, in, packet, frame, 4);
            case EtherType.IPV6 -> onIp(now, in, packet, frame, 6);
            default -> {
                if (!isTaken) {
                    drops.count(DropReason.NO_PROTOCOL);
                }
            }
        }
    }

    private void onIp(long now, IpInterface in, PacketBuffer packet, EthernetFrame frame, int version) {
        int start = packet.start();
        packet.skip(frame.payloadAt() - start);
        if (packet.length() > 0 && !isVersion(packet, version)) {
            drops.count(Malformed.VERSION);
        } else {
            ingress.onPacket(now, in, packet, frame.destination().isGroup());
        }
        // The packet is borrowed: its owner finds it as it was.
        packet.rewindTo(start);
    }

    private static boolean isVersion(PacketBuffer packet, int version) {
        return packet.length() > 0 && (packet.bytes()[packet.start()] >>> 4 & 15) == version;
    }
}
