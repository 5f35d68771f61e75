package jackfield.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A router's question which groups are listened to: the same words for IGMP and MLD.
 *
 * <pre>
 *   IGMP   | type | max response | checksum |               | group, 4  | S QRV | QQIC | number | sources ...
 *   MLD    | type | code         | checksum | max response  | group, 16 | S QRV | QQIC | number | sources ...
 *                                                                       \- version 3 of IGMP, 2 of MLD
 * </pre>
 *
 * @param version of IGMP 1 to 3, of MLD 1 or 2
 * @param maxResponseNanos within which the answers are to come
 * @param group unspecified: all groups
 * @param sources empty: whatever the source
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3376#section-4.1">RFC 3376, 4.1 and 7.1</a>; RFC 3810, 5.1 and 8.1
 */
public record GroupQuery(int version, long maxResponseNanos, IpAddress group, List<IpAddress> sources)
        implements GroupDecoded {
    /** IGMP's type of a query. */
    public static final int IGMP_QUERY = 0x11;

    private static final int OLD_IGMP_LENGTH = 8;
    private static final int IGMP_LENGTH = 12;
    private static final int OLD_MLD_LENGTH = 24;
    private static final int MLD_LENGTH = 28;
    private static final long TENTH_NANOS = 100_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;
    private static final int TENTHS_OF_VERSION_1 = 100;

    public GroupQuery {
        sources = List.copyOf(sources);
    }

    /** {@return the query in an IGMP packet whose type is {@link #IGMP_QUERY}} */
    public static GroupDecoded decodeIgmp(byte[] bytes, IpPacket ip) {
        int at = ip.payloadAt();
        int length = ip.payloadLength();
        if (length < OLD_IGMP_LENGTH) {
            return Malformed.TRUNCATED;
        }
        if (!Checksum.isIntact(Checksum.sum(bytes, at, length))) {
            return Malformed.CHECKSUM;
        }
        int code = Bytes.u8(bytes, at + 1);
        IpAddress group = IpAddress.ofIpv4(Bytes.i32(bytes, at + 4));
        // RFC 3376, 7.1: the length and the code tell the version.
        if (length == OLD_IGMP_LENGTH) {
            int tenths = code == 0 ? TENTHS_OF_VERSION_1 : code;
            return checked(new GroupQuery(code == 0 ? 1 : 2, tenths * TENTH_NANOS, group, List.of()));
        }
        if (length < IGMP_LENGTH) {
            return Malformed.TRUNCATED;
        }
        // 4.1.1: from 128 on a floating-point number.
        long tenths = code < 128 ? code : (long) (code & 15 | 16) << (code >>> 4 & 7) + 3;
        List<IpAddress> sources = new ArrayList<>();
        int count = Bytes.u16(bytes, at + 10);
        if (count * 4 > length - IGMP_LENGTH) {
            return Malformed.TRUNCATED;
        }
        for (int i = 0; i < count; i++) {
            sources.add(IpAddress.ofIpv4(Bytes.i32(bytes, at + IGMP_LENGTH + 4 * i)));
        }
        return checked(new GroupQuery(3, tenths * TENTH_NANOS, group, sources));
    }

    /** {@return the query in an ICMPv6 packet of type {@link IcmpMessage#V6_GROUP_QUERY}} */
    public static GroupDecoded decodeMld(byte[] bytes, IpPacket ip) {
        int at = ip.payloadAt();
        int length = ip.payloadLength();
        if (length < OLD_MLD_LENGTH || length > OLD_MLD_LENGTH && length < MLD_LENGTH) {
            return Malformed.TRUNCATED;
        }
        if (!Checksum.isIntact(ip.pseudoHeader(length) + Checksum.sum(bytes, at, length))) {
            return Malformed.CHECKSUM;
        }
        // RFC 3810, 5.1.14: from a router of this link, which nobody has forwarded.
        if (!ip.source().isLinkLocal()) {
            return Malformed.ADDRESS;
        }
        if (ip.hopLimit() != 1) {
            return Malformed.HOP_LIMIT;
        }
        int code = Bytes.u16(bytes, at + 4);
        IpAddress group = IpAddress.ofIpv6(bytes, at + 8);
        if (length == OLD_MLD_LENGTH) {
            return checked(new GroupQuery(1, code * MILLI_NANOS, group, List.of()));
        }
        // 5.1.3: from 32768 on a floating-point number.
        long millis = code < 32_768 ? code : (long) (code & 0xFFF | 0x1000) << (code >>> 12 & 7) + 3;
        List<IpAddress> sources = new ArrayList<>();
        int count = Bytes.u16(bytes, at + 26);
        if (count * 16 > length - MLD_LENGTH) {
            return Malformed.TRUNCATED;
        }
        for (int i = 0; i < count; i++) {
            sources.add(IpAddress.ofIpv6(bytes, at + MLD_LENGTH + 16 * i));
        }
        return checked(new GroupQuery(2, millis * MILLI_NANOS, group, sources));
    }

    private static GroupDecoded checked(GroupQuery query) {
        boolean isFit = query.group.isMulticast() || query.group.isAny() && query.sources.isEmpty();
        return isFit ? query : Malformed.ADDRESS;
    }
}
