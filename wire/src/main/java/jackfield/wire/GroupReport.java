package jackfield.wire;

import java.util.List;

/**
 * Writes what hosts tell routers of the groups they listen to: IGMP 1 to 3 and MLD 1 and 2, from the IP header on.
 *
 * <pre>
 *   IGMPv3, MLDv2   | type | 0 | checksum | 0 | number of records | records ...
 *   IGMPv1, v2      | type | 0 | checksum | group, 4 |
 *   MLDv1           | type | 0 | checksum | 0    | 0 | group, 16 |
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3376#section-4.2">RFC 3376, 4.2</a>; RFC 2236, 2; RFC 3810, 5.2; RFC
 *     2710, 3
 */
public final class GroupReport {
    public static final int IGMP_1 = 0x12;
    public static final int IGMP_2 = 0x16;
    public static final int IGMP_LEAVE = 0x17;
    public static final int IGMP_3 = 0x22;

    /** Bytes of a report before its records. */
    public static final int HEADER = 8;

    /** 224.0.0.22, where IGMPv3's reports go. */
    public static final IpAddress IGMP_ROUTERS = IpAddress.ofIpv4(0xE0000016);

    /** 224.0.0.2, where IGMPv2's leaves go. */
    public static final IpAddress ALL_ROUTERS = IpAddress.ofIpv4(0xE0000002);

    /** ff02::16, where MLDv2's reports go. */
    public static final IpAddress MLD_ROUTERS = new IpAddress(0xFF02_0000_0000_0000L, 0x16);

    /** ff02::2, where MLDv1's dones go. */
    public static final IpAddress ALL_ROUTERS_V6 = new IpAddress(0xFF02_0000_0000_0000L, 2);

    private GroupReport() {}

    /** Writes an IGMPv3 report into an empty packet. */
    public static void igmp(PacketBuffer packet, IpAddress source, List<GroupRecord> records) {
        header(packet, IGMP_3, records.size());
        records.forEach(one -> one.append(packet));
        finishIgmp(packet, source, IGMP_ROUTERS);
    }

    /** Writes a report or a leave of IGMPv1 or v2 into an empty packet. */
    public static void igmp(PacketBuffer packet, IpAddress source, int type, IpAddress group) {
        Bytes.put32(packet.bytes(), packet.append(4), type << 24);
        GroupRecord.append(packet, group);
        finishIgmp(packet, source, type == IGMP_LEAVE ? ALL_ROUTERS : group);
    }

    /** Writes an MLDv2 report into an empty packet. */
    public static void mld(PacketBuffer packet, IpAddress source, List<GroupRecord> records) {
        header(packet, IcmpMessage.V6_GROUP_REPORT_2, records.size());
        records.forEach(one -> one.append(packet));
        finishMld(packet, source, MLD_ROUTERS);
    }

    /** Writes a report or a done of MLDv1 into an empty packet. */
    public static void mld(PacketBuffer packet, IpAddress source, int type, IpAddress group) {
        header(packet, type, 0);
        GroupRecord.append(packet, group);
        finishMld(packet, source, type == IcmpMessage.V6_GROUP_DONE ? ALL_ROUTERS_V6 : group);
    }

    private static void header(PacketBuffer packet, int type, int count) {
        int at = packet.append(HEADER);
        Bytes.put32(packet.bytes(), at, type << 24);
        Bytes.put32(packet.bytes(), at + 4, count);
    }

    private static void finishIgmp(PacketBuffer packet, IpAddress source, IpAddress destination) {
        int at = packet.start();
        Bytes.put16(packet.bytes(), at + 2, Checksum.of(packet.bytes(), at, packet.length()));
        Ipv4Header.prependRouterAlert(packet, source.ipv4Bits(), destination.ipv4Bits(), IpProtocol.IGMP);
    }

    private static void finishMld(PacketBuffer packet, IpAddress source, IpAddress destination) {
        IcmpMessage.finishV6(packet, source, destination);
        Ipv6Header.prependRouterAlert(packet, source, destination, IpProtocol.ICMPV6);
    }
}
