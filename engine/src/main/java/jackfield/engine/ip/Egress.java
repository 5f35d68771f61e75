package jackfield.engine.ip;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.base.Errno;
import jackfield.engine.base.KeyedHash;
import jackfield.engine.base.PacketQueue;
import jackfield.engine.base.Sender;
import jackfield.engine.neighbor.NeighborTable;
import jackfield.engine.route.Path;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;

/**
 * The way down: gives a packet its IP header, cuts it if it must be, and hands it to the link.
 *
 * <pre>
 *   checksum done? -> fits? -> IP header -> loopback queue | neighbour | outgoing queue
 *                       \-> fragments -/
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.3.5">RFC 1122, 3.3</a>; RFC 8200, 4.5
 */
public final class Egress {
    private final PacketPool pool;
    private final NeighborTable neighbors;
    private final PacketQueue out;
    private final PacketQueue loopback;
    private final PathMtu pathMtu;
    private final Identification identification;
    private final Drops drops;

    /** Makes the way down to the queues {@code out} and, for our own addresses, {@code loopback}. */
    public Egress(
            PacketPool pool,
            NeighborTable neighbors,
            PacketQueue out,
            PacketQueue loopback,
            PathMtu pathMtu,
            KeyedHash hash,
            Drops drops) {
        this.pool = pool;
        this.neighbors = neighbors;
        this.out = out;
        this.loopback = loopback;
        this.pathMtu = pathMtu;
        this.identification = new Identification(hash);
        this.drops = drops;
    }

    /**
     * Sends an upper packet, which is given away.
     *
     * @param sender who is told if the neighbour cannot be found
     * @return 0, or -EMSGSIZE if the packet is too long and not to be cut, or -ENETDOWN
     */
    public int send(long now, PacketBuffer packet, IpAddress destination, Path path, IpFields fields, Sender sender) {
        if (!path.via().isUp()) {
            drops.count(DropReason.INTERFACE_DOWN);
            pool.release(packet);
            return Errno.ENETDOWN.refusal();
        }
        boolean isIpv4 = destination.isIpv4();
        int headerLength = isIpv4 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH;
        int length = headerLength + packet.length();
        int linkMtu = path.via().mtu();
        int mtu = fields.dontFragment() ? linkMtu : pathMtu.of(now, destination, linkMtu);
        if (length > mtu && packet.segmentSize() == 0) {
            if (fields.dontFragment()) {
                drops.count(DropReason.TOO_LONG);
                pool.release(packet);
                return Errno.EMSGSIZE.refusal();
            }
            packet.completeChecksum();
            cut(now, packet, destination, path, fields, mtu, sender);
            pool.release(packet);
            return 0;
        }
        if (!path.via().checksumOffload()) {
            packet.completeChecksum();
        }
        if (isIpv4) {
            // RFC 6864, 4.1: a packet that is never cut needs no number.
            int number = fields.dontFragment() ? 0 : identification.next(path, destination, fields.protocol());
            Ipv4Header.prepend(
                    packet,
                    path.source().ipv4Bits(),
                    destination.ipv4Bits(),
                    fields.protocol(),
                    fields.hopLimit(),
                    fields.trafficClass(),
                    number,
                    fields.dontFragment());
        } else {
            prependIpv6(packet, path.source(), destination, fields.protocol(), fields);
        }
        handOver(now, packet, destination, path, fields, sender);
        return 0;
    }

    private static void prependIpv6(
            PacketBuffer packet, IpAddress source, IpAddress destination, int next, IpFields fields) {
        Ipv6Header.prepend(packet, source, destination, next, fields.hopLimit(), fields.trafficClass(), 0);
    }

    private void cut(
            long now, PacketBuffer whole, IpAddress destination, Path path, IpFields fields, int mtu, Sender sender) {
        boolean isIpv4 = destination.isIpv4();
        int headers = isIpv4 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH + Ipv6Header.FRAGMENT_LENGTH;
        // RFC 791, 3.2: all but the last fragment carry a multiple of eight bytes.
        int room = mtu - headers & ~7;
        int number = identification.next(path, destination, fields.protocol());
        for (int offset = 0; offset < whole.length(); offset += room) {
            int length = Math.min(room, whole.length() - offset);
            boolean more = offset + length < whole.length();
            PacketBuffer piece = pool.take(headers + length);
            piece.append(whole.bytes(), whole.start() + offset, length);
            if (isIpv4) {
                Ipv4Header.prependFragment(
                        piece,
                        path.source().ipv4Bits(),
                        destination.ipv4Bits(),
                        fields.protocol(),
                        fields.hopLimit(),
                        fields.trafficClass(),
                        number,
                        Ipv4Header.fragmentWord(offset, more));
            } else {
                Ipv6Header.prependFragment(piece, fields.protocol(), offset, more, number);
                prependIpv6(piece, path.source(), destination, IpProtocol.FRAGMENT, fields);
            }
            handOver(now, piece, destination, path, fields, sender);
        }
    }

    /** Sends a packet that has its IP header already, and is given away. {@return 0 or -errno} */
    public int sendWhole(long now, PacketBuffer packet, IpAddress destination, Path path, Sender sender) {
        if (!path.via().isUp() || packet.length() > path.via().mtu()) {
            boolean isUp = path.via().isUp();
            drops.count(isUp ? DropReason.TOO_LONG : DropReason.INTERFACE_DOWN);
            pool.release(packet);
            return (isUp ? Errno.EMSGSIZE : Errno.ENETDOWN).refusal();
        }
        handOver(now, packet, destination, path, sender);
        return 0;
    }

    private void handOver(
            long now, PacketBuffer packet, IpAddress destination, Path path, IpFields fields, Sender sender) {
        if (destination.isMulticast() && !path.via().isLoopback()) {
            if (fields.loops() && path.via().listensTo(destination, path.source())) {
                PacketBuffer copy = pool.take(packet.length());
                copy.copyFrom(packet);
                copy.completeChecksum();
                loopback.add(path.via().id(), copy);
            }
            // RFC 1112, 6.1: what may make no hop stays within this host.
            if (fields.hopLimit() == 0) {
                pool.release(packet);
                return;
            }
        }
        handOver(now, packet, destination, path, sender);
    }

    private void handOver(long now, PacketBuffer packet, IpAddress destination, Path path, Sender sender) {
        if (path.via().isLoopback()) {
            loopback.add(path.via().id(), packet);
        } else if (!path.via().isEthernet()) {
            out.add(path.via().id(), packet);
        } else if (path.isBroadcast() || destination.isMulticast()) {
            MacAddress group = path.isBroadcast() ? MacAddress.BROADCAST : MacAddress.ofMulticast(destination);
            int etherType = destination.isIpv4() ? EtherType.IPV4 : EtherType.IPV6;
            EthernetFrame.prepend(packet, group, path.via().mac(), etherType);
            out.add(path.via().id(), packet);
        } else {
            neighbors.send(now, path.via(), path.nextHop(), packet, sender);
        }
    }
}
