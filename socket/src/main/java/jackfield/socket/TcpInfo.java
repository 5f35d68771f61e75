package jackfield.socket;

import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Linux;

/**
 * The variables of a connection that {@code TCP_INFO} tells, under its names.
 *
 * @param retransmits retransmission time-outs in a row without progress
 * @param rtoNanos retransmission time-out
 * @param sndMss bytes of text of a full segment
 * @param unacked segments sent and not yet acknowledged; for a listener, connections waiting for accept
 * @param rttNanos smoothed round-trip time
 * @param rttvarNanos its variation
 * @param sndSsthresh segments
 * @param sndCwnd congestion window, segments
 * @param totalRetrans segments sent again since the connection began
 */
public record TcpInfo(
        TcpState state,
        int retransmits,
        boolean timestamps,
        boolean sack,
        int sndWscale,
        int rcvWscale,
        long rtoNanos,
        int sndMss,
        int unacked,
        long rttNanos,
        long rttvarNanos,
        long sndSsthresh,
        int sndCwnd,
        long totalRetrans) {
    private static final int TIMESTAMPS = 1;
    private static final int SACK = 2;

    /** {@return what {@code struct tcp_info} in {@code bytes} says} */
    static TcpInfo decode(byte[] bytes) {
        int options = bytes[5];
        return new TcpInfo(
                Linux.tcpState(bytes[0]),
                bytes[2] & 0xFF,
                (options & TIMESTAMPS) != 0,
                (options & SACK) != 0,
                bytes[6] & 0xF,
                bytes[6] >>> 4 & 0xF,
                nanos(bytes, 8),
                Linux.i32(bytes, 16),
                Linux.i32(bytes, 24),
                nanos(bytes, 68),
                nanos(bytes, 72),
                Integer.toUnsignedLong(Linux.i32(bytes, 76)),
                Linux.i32(bytes, 80),
                Integer.toUnsignedLong(Linux.i32(bytes, 100)));
    }

    private static long nanos(byte[] bytes, int at) {
        return Integer.toUnsignedLong(Linux.i32(bytes, at)) * 1000;
    }
}
