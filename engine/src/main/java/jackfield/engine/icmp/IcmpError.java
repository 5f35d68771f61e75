package jackfield.engine.icmp;

import jackfield.engine.base.Errno;
import jackfield.wire.IcmpMessage;
import org.jspecify.annotations.Nullable;

/**
 * What an ICMP error means to a socket.
 *
 * @param isHard whether Linux tells a connected datagram socket of it at once
 * @param mtu of the narrow link, for {@link Errno#EMSGSIZE}; otherwise 0
 * @param quoted the packet of ours that caused it
 * @param report the message itself
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.2.2.1">RFC 1122, 3.2.2</a>; icmp(7); RFC 4443, 3
 */
public record IcmpError(Errno error, boolean isHard, int mtu, QuotedPacket quoted, IcmpReport report) {
    static @Nullable IcmpError of(IcmpMessage icmp, boolean isIpv4, QuotedPacket quoted, IcmpReport report) {
        return isIpv4 ? ofIpv4(icmp, quoted, report) : ofIpv6(icmp, quoted, report);
    }

    private static @Nullable IcmpError ofIpv4(IcmpMessage icmp, QuotedPacket quoted, IcmpReport report) {
        return switch (icmp.type()) {
            case IcmpMessage.V4_UNREACHABLE -> unreachableIpv4(icmp, quoted, report);
            case IcmpMessage.V4_TIME_EXCEEDED -> new IcmpError(Errno.EHOSTUNREACH, false, 0, quoted, report);
            case IcmpMessage.V4_PARAMETER_PROBLEM -> new IcmpError(Errno.EPROTO, true, 0, quoted, report);
            // RFC 6633: a source quench is ignored. A redirect would need a routing cache.
            default -> null;
        };
    }

    private static @Nullable IcmpError unreachableIpv4(IcmpMessage icmp, QuotedPacket quoted, IcmpReport report) {
        return switch (icmp.code()) {
            case IcmpMessage.V4_NET_UNREACHABLE, 11 -> new IcmpError(Errno.ENETUNREACH, false, 0, quoted, report);
            case IcmpMessage.V4_HOST_UNREACHABLE, 12 -> new IcmpError(Errno.EHOSTUNREACH, false, 0, quoted, report);
            case IcmpMessage.V4_PROTOCOL_UNREACHABLE -> new IcmpError(Errno.ENOPROTOOPT, true, 0, quoted, report);
            case IcmpMessage.V4_PORT_UNREACHABLE -> new IcmpError(Errno.ECONNREFUSED, true, 0, quoted, report);
            // An old router tells 0: as in Linux less than what is believed at all (RFC 1191, 5, would guess).
            case IcmpMessage.V4_FRAGMENTATION_NEEDED ->
                new IcmpError(Errno.EMSGSIZE, false, icmp.rest() & 0xFFFF, quoted, report);
            case 5 -> new IcmpError(Errno.EOPNOTSUPP, false, 0, quoted, report);
            case 6, 9 -> new IcmpError(Errno.ENETUNREACH, true, 0, quoted, report);
            case 7 -> new IcmpError(Errno.EHOSTDOWN, true, 0, quoted, report);
            case 8, 10, 13, 14, 15 -> new IcmpError(Errno.EHOSTUNREACH, true, 0, quoted, report);
            default -> null;
        };
    }

    private static @Nullable IcmpError ofIpv6(IcmpMessage icmp, QuotedPacket quoted, IcmpReport report) {
        return switch (icmp.type()) {
            case IcmpMessage.V6_UNREACHABLE ->
                switch (icmp.code()) {
                    case IcmpMessage.V6_NO_ROUTE -> new IcmpError(Errno.ENETUNREACH, false, 0, quoted, report);
                    case IcmpMessage.V6_PORT_UNREACHABLE -> new IcmpError(Errno.ECONNREFUSED, true, 0, quoted, report);
                    case 1, 5, 6 -> new IcmpError(Errno.EACCES, true, 0, quoted, report);
                    default -> new IcmpError(Errno.EHOSTUNREACH, false, 0, quoted, report);
                };
            case IcmpMessage.V6_PACKET_TOO_BIG -> new IcmpError(Errno.EMSGSIZE, false, mtuIpv6(icmp), quoted, report);
            case IcmpMessage.V6_TIME_EXCEEDED -> new IcmpError(Errno.EHOSTUNREACH, false, 0, quoted, report);
            case IcmpMessage.V6_PARAMETER_PROBLEM -> new IcmpError(Errno.EPROTO, true, 0, quoted, report);
            default -> null;
        };
    }

    private static int mtuIpv6(IcmpMessage icmp) {
        return icmp.rest() < 0 ? Integer.MAX_VALUE : icmp.rest();
    }
}
