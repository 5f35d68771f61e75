package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.NoticeOptions;
import jackfield.engine.endpoint.PacketEndpoint;
import jackfield.engine.endpoint.RawEndpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Linux;
import java.util.OptionalInt;

/** getsockopt and setsockopt of what is told beside the data: error queue, timestamps, headers. */
final class NoticeSwitches {
    /** Linux's SOF_TIMESTAMPING_MASK. */
    private static final int KNOWN = (1 << 19) - 1;

    /** Hardware's, and what needs more than a byte's number and its time. */
    private static final int NOT_HERE = 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 17 | 1 << 18;

    private NoticeSwitches() {}

    /** {@return the switch of a name; 0 if it is none of these} */
    private static int bit(Endpoint endpoint, int level, int name) {
        boolean isTcp = endpoint instanceof TcpEndpoint;
        if (!isTcp && !(endpoint instanceof UdpEndpoint)) {
            return 0;
        }
        return switch (level) {
            case Linux.SOL_SOCKET ->
                switch (name) {
                    case Linux.SO_ZEROCOPY -> isTcp ? NoticeOptions.ZERO_COPY : 0;
                    case Linux.SO_TIMESTAMP -> isTcp ? 0 : NoticeOptions.TIMESTAMP;
                    case Linux.SO_TIMESTAMPNS -> isTcp ? 0 : NoticeOptions.TIMESTAMP_NANOS;
                    default -> 0;
                };
            case Linux.SOL_TCP -> isTcp && name == Linux.TCP_INQ ? NoticeOptions.IN_QUEUE : 0;
            case Linux.SOL_IP ->
                switch (name) {
                    case Linux.IP_RECVERR -> NoticeOptions.ERRORS;
                    case Linux.IP_PKTINFO -> isTcp ? 0 : NoticeOptions.PACKET_INFO;
                    case Linux.IP_RECVTTL -> NoticeOptions.HOP_LIMIT;
                    case Linux.IP_RECVTOS -> NoticeOptions.TRAFFIC_CLASS;
                    default -> 0;
                };
            case Linux.SOL_IPV6 ->
                switch (name) {
                    case Linux.IPV6_RECVERR -> NoticeOptions.ERRORS_IPV6;
                    case Linux.IPV6_RECVPKTINFO -> isTcp ? 0 : NoticeOptions.PACKET_INFO_IPV6;
                    case Linux.IPV6_RECVHOPLIMIT -> NoticeOptions.HOP_LIMIT_IPV6;
                    case Linux.IPV6_RECVTCLASS -> NoticeOptions.TRAFFIC_CLASS_IPV6;
                    default -> 0;
                };
            default -> 0;
        };
    }

    private static NoticeOptions options(Endpoint endpoint) {
        return switch (endpoint) {
            case TcpEndpoint tcp -> tcp.options().notices();
            case UdpEndpoint udp -> udp.options().notices();
            case RawEndpoint raw -> raw.options().notices();
            case PacketEndpoint packet -> packet.options().notices();
        };
    }

    private static boolean isTimestamping(int level, int name) {
        return level == Linux.SOL_SOCKET && (name == Linux.SO_TIMESTAMPING || name == Linux.SO_TIMESTAMPING_NEW);
    }

    /** {@return the value; empty if this is no name of these} */
    static OptionalInt get(Endpoint endpoint, int level, int name) {
        if (endpoint instanceof TcpEndpoint && isTimestamping(level, name)) {
            return OptionalInt.of(options(endpoint).timestamping());
        }
        int bit = bit(endpoint, level, name);
        return bit == 0 ? OptionalInt.empty() : OptionalInt.of(options(endpoint).has(bit) ? 1 : 0);
    }

    /** {@return 0 or -errno; empty if this is no name of these} */
    static OptionalInt set(Endpoint endpoint, int level, int name, int number) {
        if (isTimestamping(level, name)) {
            return switch (endpoint) {
                case TcpEndpoint tcp -> OptionalInt.of(setTimestamping(tcp, number));
                case UdpEndpoint udp -> OptionalInt.of(setTimestamping(udp, number));
                case RawEndpoint _, PacketEndpoint _ -> OptionalInt.empty();
            };
        }
        int bit = bit(endpoint, level, name);
        if (bit == 0) {
            return OptionalInt.empty();
        }
        // Linux: the one takes the place of the other.
        if (bit == NoticeOptions.ZERO_COPY && (number < 0 || number > 1)
                || bit == NoticeOptions.IN_QUEUE && (number < 0 || number > 1)) {
            return OptionalInt.of(Errno.EINVAL.refusal());
        }
        int stamps = NoticeOptions.TIMESTAMP | NoticeOptions.TIMESTAMP_NANOS;
        if ((bit & stamps) != 0) {
            options(endpoint).set(stamps, false);
        }
        options(endpoint).set(bit, number != 0);
        return OptionalInt.of(0);
    }

    private static int setTimestamping(TcpEndpoint tcp, int bits) {
        boolean startsCounting =
                (bits & NoticeOptions.OPT_ID) != 0 && !tcp.options().notices().stamps(NoticeOptions.OPT_ID);
        if ((bits & NOT_HERE & KNOWN) != 0) {
            return Errno.EOPNOTSUPP.refusal();
        }
        boolean countsWritten = (bits & NoticeOptions.OPT_ID_TCP) != 0;
        boolean isUnconnected = tcp.state() == TcpState.CLOSED || tcp.state() == TcpState.LISTEN;
        if ((bits & ~KNOWN) != 0
                || countsWritten && (bits & NoticeOptions.OPT_ID) == 0
                || startsCounting && isUnconnected) {
            return Errno.EINVAL.refusal();
        }
        if (startsCounting) {
            tcp.countBytes(countsWritten);
        }
        tcp.options().notices().timestamping(bits);
        return 0;
    }

    /** Of datagrams only their arrival is stamped. */
    private static int setTimestamping(UdpEndpoint udp, int bits) {
        int here = NoticeOptions.RX_SOFTWARE | NoticeOptions.SOFTWARE;
        if ((bits & ~here) != 0) {
            return Errno.EOPNOTSUPP.refusal();
        }
        udp.options().notices().timestamping(bits);
        return 0;
    }
}
