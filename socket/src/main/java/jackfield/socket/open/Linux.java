package jackfield.socket.open;

import jackfield.engine.base.Errno;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Linux's numbers and layouts, as {@link OpenSocket} speaks them: x86-64 and aarch64, both little-endian. */
public final class Linux {
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_PACKET = 17;

    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;

    public static final int MSG_OOB = 0x1;
    public static final int MSG_PEEK = 0x2;
    public static final int MSG_CTRUNC = 0x8;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_WAITALL = 0x100;
    public static final int MSG_NOSIGNAL = 0x4000;
    public static final int MSG_EOR = 0x80;
    public static final int MSG_MORE = 0x8000;
    public static final int MSG_ERRQUEUE = 0x2000;
    public static final int MSG_ZEROCOPY = 0x4000000;
    public static final int MSG_FASTOPEN = 0x20000000;

    public static final int SOL_SOCKET = 1;
    public static final int SO_REUSEADDR = 2;
    public static final int SO_TYPE = 3;
    public static final int SO_ERROR = 4;
    public static final int SO_BROADCAST = 6;
    public static final int SO_SNDBUF = 7;
    public static final int SO_RCVBUF = 8;
    public static final int SO_KEEPALIVE = 9;
    public static final int SO_OOBINLINE = 10;
    public static final int SO_LINGER = 13;
    public static final int SO_REUSEPORT = 15;
    public static final int SO_RCVLOWAT = 18;
    public static final int SO_SNDLOWAT = 19;
    public static final int SO_RCVTIMEO = 20;
    public static final int SO_SNDTIMEO = 21;
    public static final int SO_TIMESTAMP = 29;
    public static final int SO_ACCEPTCONN = 30;
    public static final int SO_TIMESTAMPNS = 35;
    public static final int SO_TIMESTAMPING = 37;
    public static final int SO_MAX_PACING_RATE = 47;
    public static final int SO_ZEROCOPY = 60;
    public static final int SO_TIMESTAMPING_NEW = 65;

    public static final int SOL_TCP = 6;
    public static final int TCP_NODELAY = 1;
    public static final int TCP_MAXSEG = 2;
    public static final int TCP_CORK = 3;

    /** Level of UDP's options. */
    public static final int SOL_UDP = 17;

    /** What is written to one datagram is held until this is 0. */
    public static final int UDP_CORK = 1;

    public static final int TCP_KEEPIDLE = 4;
    public static final int TCP_KEEPINTVL = 5;
    public static final int TCP_KEEPCNT = 6;
    public static final int TCP_SYNCNT = 7;
    public static final int TCP_DEFER_ACCEPT = 9;
    public static final int TCP_LINGER2 = 8;
    public static final int TCP_WINDOW_CLAMP = 10;
    public static final int TCP_INFO = 11;
    public static final int TCP_QUICKACK = 12;
    public static final int TCP_CONGESTION = 13;
    public static final int TCP_USER_TIMEOUT = 18;
    public static final int TCP_FASTOPEN = 23;
    public static final int TCP_FASTOPEN_CONNECT = 30;
    public static final int TCP_FASTOPEN_KEY = 33;
    public static final int TCP_FASTOPEN_NO_COOKIE = 34;
    public static final int TCP_REPAIR = 19;
    public static final int TCP_NOTSENT_LOWAT = 25;
    public static final int TCP_INQ = 36;

    public static final int SOL_IP = 0;
    public static final int IP_TOS = 1;
    public static final int IP_TTL = 2;
    public static final int IP_PKTINFO = 8;
    public static final int IP_MTU_DISCOVER = 10;
    public static final int IP_RECVERR = 11;
    public static final int IP_RECVTTL = 12;
    public static final int IP_RECVTOS = 13;
    public static final int IP_MTU = 14;
    public static final int IP_MULTICAST_IF = 32;
    public static final int IP_MULTICAST_TTL = 33;
    public static final int IP_MULTICAST_LOOP = 34;
    public static final int IP_ADD_MEMBERSHIP = 35;
    public static final int IP_DROP_MEMBERSHIP = 36;
    public static final int IP_UNBLOCK_SOURCE = 37;
    public static final int IP_BLOCK_SOURCE = 38;
    public static final int IP_ADD_SOURCE_MEMBERSHIP = 39;
    public static final int IP_DROP_SOURCE_MEMBERSHIP = 40;
    public static final int MCAST_BLOCK_SOURCE = 43;
    public static final int MCAST_UNBLOCK_SOURCE = 44;
    public static final int MCAST_JOIN_SOURCE_GROUP = 46;
    public static final int MCAST_LEAVE_SOURCE_GROUP = 47;
    public static final int IP_MULTICAST_ALL = 49;

    public static final int SOL_IPV6 = 41;
    public static final int IPV6_UNICAST_HOPS = 16;
    public static final int IPV6_MULTICAST_IF = 17;
    public static final int IPV6_MULTICAST_HOPS = 18;
    public static final int IPV6_MULTICAST_LOOP = 19;
    public static final int IPV6_JOIN_GROUP = 20;
    public static final int IPV6_LEAVE_GROUP = 21;
    public static final int IPV6_MULTICAST_ALL = 29;
    public static final int IPV6_RECVERR = 25;
    public static final int IPV6_MTU_DISCOVER = 23;
    public static final int IPV6_MTU = 24;
    public static final int IPV6_V6ONLY = 26;
    public static final int IPV6_RECVPKTINFO = 49;
    public static final int IPV6_PKTINFO = 50;
    public static final int IPV6_RECVHOPLIMIT = 51;
    public static final int IPV6_HOPLIMIT = 52;
    public static final int IPV6_RECVTCLASS = 66;
    public static final int IPV6_TCLASS = 67;

    public static final int SIOCINQ = 0x541B;
    public static final int SIOCOUTQ = 0x5411;
    public static final int SIOCOUTQNSD = 0x894B;
    public static final int SIOCATMARK = 0x8905;
    public static final int ENOTTY = 25;

    /** Bytes of {@code struct tcp_info} as of 6.18, up to and including {@code tcpi_accecn_opt_seen}. */
    public static final int TCP_INFO_BYTES = 280;

    /** TCP_CA_NAME_MAX, the NUL included. */
    public static final int CONGESTION_NAME_BYTES = 16;

    /** Longest option value. */
    public static final int OPTION_BYTES = 288;

    /** Linux numbers the states otherwise: index 1 is TCP_ESTABLISHED. */
    private static final TcpState[] STATES = {
        TcpState.CLOSED,
        TcpState.ESTABLISHED,
        TcpState.SYN_SENT,
        TcpState.SYN_RCVD,
        TcpState.FIN_WAIT_1,
        TcpState.FIN_WAIT_2,
        TcpState.TIME_WAIT,
        TcpState.CLOSED,
        TcpState.CLOSE_WAIT,
        TcpState.LAST_ACK,
        TcpState.LISTEN,
        TcpState.CLOSING,
        TcpState.SYN_RCVD
    };

    private Linux() {}

    /** {@return the state of Linux's number} */
    public static TcpState tcpState(int number) {
        return number >= 0 && number < STATES.length ? STATES[number] : TcpState.CLOSED;
    }

    /** {@return Linux's number of a state} */
    public static byte numberOf(TcpState state) {
        for (byte number = 1; number < STATES.length; number++) {
            if (STATES[number] == state) {
                return number;
            }
        }
        throw new AssertionError("Linux has no number for " + state);
    }

    /** {@return the native int at {@code at}} */
    public static int i32(byte[] value, int at) {
        return Integer.reverseBytes(Bytes.i32(value, at));
    }

    /** {@return the native long at {@code at}} */
    public static long i64(byte[] value, int at) {
        return Long.reverseBytes(Bytes.i64(value, at));
    }

    /** Writes a native int. {@return the bytes written: 4} */
    public static int put32(byte[] value, int at, int bits) {
        Bytes.put32(value, at, Integer.reverseBytes(bits));
        return Integer.BYTES;
    }

    /** {@return the native unsigned short at {@code at}} */
    public static int u16(byte[] value, int at) {
        return Short.toUnsignedInt(Short.reverseBytes((short) Bytes.u16(value, at)));
    }

    /** Writes the low 16 bits as a native short. */
    public static void put16(byte[] value, int at, int bits) {
        Bytes.put16(value, at, Short.reverseBytes((short) bits));
    }

    /** Writes a native long. {@return the bytes written: 8} */
    public static int put64(byte[] value, int at, long bits) {
        Bytes.put64(value, at, Long.reverseBytes(bits));
        return Long.BYTES;
    }

    /** {@return the ASCII text of so many bytes, or of those before the first NUL} */
    public static String name(byte[] value, int length) {
        int end = 0;
        while (end < length && value[end] != 0) {
            end++;
        }
        return new String(value, 0, end, StandardCharsets.US_ASCII);
    }

    /** Writes a name, padded with NULs to {@code length}. {@return {@code length}} */
    public static int putName(byte[] value, String name, int length) {
        Arrays.fill(value, 0, length, (byte) 0);
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, value, 0, Math.min(ascii.length, length - 1));
        return length;
    }

    /** {@return whether a call would have waited} */
    public static boolean isAgain(int answer) {
        return answer == -11;
    }

    /** {@return whether {@code answer} refuses with this error} */
    public static boolean refuses(int answer, Errno errno) {
        return answer == errno.refusal() && answer != 0;
    }
}
