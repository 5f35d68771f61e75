package jackfield.engine.group;

import jackfield.engine.base.Sender;
import jackfield.engine.ip.Egress;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.Path;
import jackfield.engine.route.SourceSelection;
import jackfield.wire.GroupRecord;
import jackfield.wire.GroupReport;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.ArrayList;
import java.util.List;

/** Sends reports of one family by one interface, in the words of the version that routers there speak. */
final class Reports {
    private final IpInterface via;
    private final boolean isIpv4;
    private final Egress egress;
    private final PacketPool pool;

    Reports(IpInterface via, boolean isIpv4, Egress egress, PacketPool pool) {
        this.via = via;
        this.isIpv4 = isIpv4;
        this.egress = egress;
        this.pool = pool;
    }

    /** {@return the newest version of the protocol: IGMP 3, MLD 2} */
    int newest() {
        return isIpv4 ? 3 : 2;
    }

    /**
     * {@return whether a group is told of at all: not what every host is in (RFC 3376, 5; RFC 3810, 6), nor what
     * stays within a host
     */
    static boolean isTold(IpAddress group) {
        if (group.isIpv4()) {
            return group.ipv4Bits() != 0xE0000001;
        }
        int scope = (int) (group.high() >>> 48) & 15;
        return scope > 1 && !(scope == 2 && group.low() == 1 && group.high() == 0xFF02_0000_0000_0000L);
    }

    /** Sends records, in as many packets as they need. */
    void send(long now, List<GroupRecord> records) {
        int room = via.mtu() - (isIpv4 ? Ipv4Header.ALERT_LENGTH : Ipv6Header.ALERT_LENGTH) - GroupReport.HEADER;
        var batch = new ArrayList<GroupRecord>();
        int left = room;
        for (GroupRecord record : records) {
            for (GroupRecord piece : pieces(record, room)) {
                if (piece.length() > left) {
                    sendBatch(now, batch);
                    batch.clear();
                    left = room;
                }
                batch.add(piece);
                left -= piece.length();
            }
        }
        if (!batch.isEmpty()) {
            sendBatch(now, batch);
        }
    }

    /** RFC 3376, 4.2.16: too many sources are told in several records, or left out if they are those not wanted. */
    private static List<GroupRecord> pieces(GroupRecord record, int room) {
        if (record.length() <= room) {
            return List.of(record);
        }
        int most = GroupRecord.room(room, record.group());
        List<GroupRecord> pieces = new ArrayList<>();
        int count = record.excludes() ? most : record.sources().size();
        for (int at = 0; at < count; at += most) {
            List<IpAddress> some = record.sources().subList(at, Math.min(at + most, count));
            pieces.add(new GroupRecord(record.type(), record.group(), some));
        }
        return pieces;
    }

    private void sendBatch(long now, List<GroupRecord> records) {
        IpAddress source = source();
        PacketBuffer packet = pool.take(via.mtu());
        if (isIpv4) {
            GroupReport.igmp(packet, source, records);
        } else {
            GroupReport.mld(packet, source, records);
        }
        handOver(now, packet, source, isIpv4 ? GroupReport.IGMP_ROUTERS : GroupReport.MLD_ROUTERS);
    }

    /** Says in an older version that a group is listened to, or no longer. */
    void sendOlder(long now, int version, IpAddress group, boolean leaves) {
        // RFC 2236, 6: nobody hears of leaving in version 1 of IGMP.
        if (isIpv4 && leaves && version == 1) {
            return;
        }
        IpAddress source = source();
        PacketBuffer packet = pool.take(via.mtu());
        if (isIpv4) {
            int type = leaves ? GroupReport.IGMP_LEAVE : version == 1 ? GroupReport.IGMP_1 : GroupReport.IGMP_2;
            GroupReport.igmp(packet, source, type, group);
            handOver(now, packet, source, leaves ? GroupReport.ALL_ROUTERS : group);
        } else {
            int type = leaves ? IcmpMessage.V6_GROUP_DONE : IcmpMessage.V6_GROUP_REPORT;
            GroupReport.mld(packet, source, type, group);
            handOver(now, packet, source, leaves ? GroupReport.ALL_ROUTERS_V6 : group);
        }
    }

    private void handOver(long now, PacketBuffer packet, IpAddress source, IpAddress destination) {
        egress.sendWhole(now, packet, destination, new Path(via, destination, source, false), Sender.NOBODY);
    }

    /** RFC 3376, 4.2.13: 0.0.0.0 for want of an address; RFC 3810, 5.2.13: link-local, else the unspecified. */
    private IpAddress source() {
        if (isIpv4) {
            IpAddress own = SourceSelection.on(via, GroupReport.IGMP_ROUTERS);
            return own == null ? IpAddress.ANY_IPV4 : own;
        }
        for (IpPrefix prefix : via.addresses()) {
            if (!prefix.address().isIpv4() && prefix.address().isLinkLocal()) {
                return prefix.address();
            }
        }
        return IpAddress.ANY_IPV6;
    }
}
