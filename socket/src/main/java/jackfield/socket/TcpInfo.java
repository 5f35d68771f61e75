package jackfield.socket;

import static jackfield.socket.open.Linux.i32;
import static jackfield.socket.open.Linux.i64;

import jackfield.engine.tcp.CaState;
import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Linux;

/**
 * The variables of a connection that {@code TCP_INFO} tells, under its names without {@code tcpi_}.
 *
 * <p>Counts run since the connection began; a kernel too old for a variable tells 0. Times are nanoseconds.
 *
 * @param caState what congestion control does
 * @param retransmits retransmission time-outs in a row without progress
 * @param probes probes of a closed window, or of an idle peer, without answer
 * @param backoff how often the time-out in force is doubled
 * @param timestamps TCPI_OPT_TIMESTAMPS; the next seven likewise
 * @param synData text that left with the SYN was acknowledged with it
 * @param sndWscale shift of the windows the peer tells
 * @param rcvWscale shift of the windows told to the peer
 * @param deliveryRateAppLimited the application, not the network, set {@code deliveryRate}
 * @param fastopenClientFail why Fast Open was not to be had, Linux's number; 0 for no reason
 * @param rtoNanos retransmission time-out
 * @param atoNanos how long an acknowledgment waits for text to ride on
 * @param sndMss bytes of text of a full segment
 * @param rcvMss the same of the peer's, as far as seen
 * @param unacked segments sent and not yet acknowledged; for a listener, connections waiting for accept
 * @param sacked of those, arrived beyond a gap; for a listener, its backlog
 * @param lost of those, believed to be lost
 * @param retrans of those, sent again and on their way
 * @param lastDataSentNanos since text left last; the next two likewise, whole milliseconds
 * @param pmtu longest packet of the path, bytes
 * @param rcvSsthresh what may be told as a window now, bytes
 * @param rttNanos smoothed round-trip time
 * @param rttvarNanos its variation
 * @param sndSsthresh slow start threshold, segments
 * @param sndCwnd congestion window, segments
 * @param advmss MSS that our SYN tells
 * @param reordering segments by which text may overtake
 * @param rcvRttNanos round-trip time as the receiver measures it, 0 if it has not
 * @param rcvSpace bytes the application reads in a round trip
 * @param totalRetrans segments sent again since the connection began
 * @param pacingRate bytes a second at which text leaves; {@code Long.MAX_VALUE} for at once
 * @param maxPacingRate SO_MAX_PACING_RATE
 * @param bytesAcked bytes the peer has acknowledged, the SYN of an active opener included
 * @param bytesReceived bytes that came in order
 * @param segsOut all segments; the next likewise
 * @param notsentBytes bytes written and not sent
 * @param minRttNanos least round-trip time lately; {@code Long.MAX_VALUE} before the first
 * @param dataSegsIn segments with text; the next likewise
 * @param deliveryRate bytes a second delivered lately, 0 before the first measurement
 * @param busyTimeNanos time with something unacknowledged; the next two are parts of it
 * @param rwndLimitedNanos time in which the peer's window held text back
 * @param sndbufLimitedNanos time in which the send buffer held the application back
 * @param delivered segments delivered, the SYN included
 * @param deliveredCe of those, marked by a congested router
 * @param bytesSent text sent, again or not
 * @param bytesRetrans text sent again
 * @param dsackDups segments the peer reports to have got twice
 * @param reordSeen times that text overtook
 * @param rcvOoopack segments that came out of order
 * @param sndWnd window the peer told last, bytes
 * @param rcvWnd window told to the peer last, bytes
 * @param rehash times that another path was tried after a time-out
 * @param totalRto time-outs since the connection began
 * @param totalRtoRecoveries times that one followed upon progress
 * @param totalRtoTimeNanos time their repair took, whole milliseconds
 * @param accecn what accurate feedback of congestion counts
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>, include/uapi/linux/tcp.h
 */
public record TcpInfo(
        TcpState state,
        CaState caState,
        int retransmits,
        int probes,
        int backoff,
        boolean timestamps,
        boolean sack,
        boolean wscale,
        boolean ecn,
        boolean ecnSeen,
        boolean synData,
        boolean usecTs,
        boolean tfoChild,
        int sndWscale,
        int rcvWscale,
        boolean deliveryRateAppLimited,
        int fastopenClientFail,
        long rtoNanos,
        long atoNanos,
        int sndMss,
        int rcvMss,
        int unacked,
        int sacked,
        int lost,
        int retrans,
        long lastDataSentNanos,
        long lastDataRecvNanos,
        long lastAckRecvNanos,
        int pmtu,
        int rcvSsthresh,
        long rttNanos,
        long rttvarNanos,
        long sndSsthresh,
        int sndCwnd,
        int advmss,
        int reordering,
        long rcvRttNanos,
        int rcvSpace,
        long totalRetrans,
        long pacingRate,
        long maxPacingRate,
        long bytesAcked,
        long bytesReceived,
        long segsOut,
        long segsIn,
        int notsentBytes,
        long minRttNanos,
        long dataSegsIn,
        long dataSegsOut,
        long deliveryRate,
        long busyTimeNanos,
        long rwndLimitedNanos,
        long sndbufLimitedNanos,
        long delivered,
        long deliveredCe,
        long bytesSent,
        long bytesRetrans,
        long dsackDups,
        long reordSeen,
        long rcvOoopack,
        long sndWnd,
        long rcvWnd,
        int rehash,
        int totalRto,
        int totalRtoRecoveries,
        long totalRtoTimeNanos,
        AccEcnInfo accecn) {
    private static final long MICROSECOND = 1000;
    private static final long MILLISECOND = 1_000_000;
    private static final int OPTIONS_AT = 5;
    private static final int MIN_RTT_AT = 148;

    /** {@return what {@code struct tcp_info} in {@code bytes} says} */
    static TcpInfo decode(byte[] bytes) {
        return new TcpInfo(
                Linux.tcpState(bytes[0]),
                caState(bytes[1]),
                bytes[2] & 0xFF,
                bytes[3] & 0xFF,
                bytes[4] & 0xFF,
                has(bytes, 1),
                has(bytes, 2),
                has(bytes, 4),
                has(bytes, 8),
                has(bytes, 16),
                has(bytes, 32),
                has(bytes, 64),
                has(bytes, 128),
                bytes[6] & 0xF,
                bytes[6] >>> 4 & 0xF,
                (bytes[7] & 1) != 0,
                bytes[7] >>> 1 & 3,
                micros(bytes, 8),
                micros(bytes, 12),
                i32(bytes, 16),
                i32(bytes, 20),
                i32(bytes, 24),
                i32(bytes, 28),
                i32(bytes, 32),
                i32(bytes, 36),
                millis(bytes, 44),
                millis(bytes, 52),
                millis(bytes, 56),
                i32(bytes, 60),
                i32(bytes, 64),
                micros(bytes, 68),
                micros(bytes, 72),
                u32(bytes, 76),
                i32(bytes, 80),
                i32(bytes, 84),
                i32(bytes, 88),
                micros(bytes, 92),
                i32(bytes, 96),
                u32(bytes, 100),
                rate(bytes, 104),
                rate(bytes, 112),
                i64(bytes, 120),
                i64(bytes, 128),
                u32(bytes, 136),
                u32(bytes, 140),
                i32(bytes, 144),
                minRtt(bytes),
                u32(bytes, 152),
                u32(bytes, 156),
                i64(bytes, 160),
                i64(bytes, 168) * MICROSECOND,
                i64(bytes, 176) * MICROSECOND,
                i64(bytes, 184) * MICROSECOND,
                u32(bytes, 192),
                u32(bytes, 196),
                i64(bytes, 200),
                i64(bytes, 208),
                u32(bytes, 216),
                u32(bytes, 220),
                u32(bytes, 224),
                u32(bytes, 228),
                u32(bytes, 232),
                i32(bytes, 236),
                Linux.u16(bytes, 240),
                Linux.u16(bytes, 242),
                millis(bytes, 244),
                AccEcnInfo.decode(bytes));
    }

    private static CaState caState(int number) {
        CaState[] states = CaState.values();
        return states[Math.min(number, states.length - 1)];
    }

    private static boolean has(byte[] bytes, int option) {
        return (bytes[OPTIONS_AT] & option) != 0;
    }

    static long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong(i32(bytes, at));
    }

    private static long micros(byte[] bytes, int at) {
        return u32(bytes, at) * MICROSECOND;
    }

    private static long millis(byte[] bytes, int at) {
        return u32(bytes, at) * MILLISECOND;
    }

    /** All bits are set for what is not limited. */
    private static long rate(byte[] bytes, int at) {
        long rate = i64(bytes, at);
        return rate < 0 ? Long.MAX_VALUE : rate;
    }

    private static long minRtt(byte[] bytes) {
        return i32(bytes, MIN_RTT_AT) == -1 ? Long.MAX_VALUE : micros(bytes, MIN_RTT_AT);
    }
}
