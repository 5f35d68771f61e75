package jackfield.socket;

import jackfield.socket.open.Linux;

/**
 * The variables of a connection's accurate feedback of congestion that {@code TCP_INFO} tells, under its names.
 *
 * @param receivedCe packets that came marked by a congested router
 * @param deliveredE1Bytes bytes that arrived under ECT(1), as far as the peer's AccECN option told, modulo 2^32; the
 *     next two likewise under ECT(0) and CE
 * @param receivedE1Bytes bytes that came under ECT(1), modulo 2^32; the next two likewise under ECT(0) and CE
 * @param failMode what of AccECN is not done or not believed: 1 flags not sent, 2 flags falsified, 4 option not sent, 8
 *     option falsified
 * @param optSeen what AccECN option came: 0 none, 1 empty, 2 with counters, 3 falsified
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9768">RFC 9768</a>, include/uapi/linux/tcp.h
 */
public record AccEcnInfo(
        long receivedCe,
        long deliveredE1Bytes,
        long deliveredE0Bytes,
        long deliveredCeBytes,
        long receivedE1Bytes,
        long receivedE0Bytes,
        long receivedCeBytes,
        int failMode,
        int optSeen) {
    /** {@return what {@code struct tcp_info} in {@code bytes} says} */
    static AccEcnInfo decode(byte[] bytes) {
        return new AccEcnInfo(
                TcpInfo.u32(bytes, 248),
                TcpInfo.u32(bytes, 252),
                TcpInfo.u32(bytes, 256),
                TcpInfo.u32(bytes, 260),
                TcpInfo.u32(bytes, 264),
                TcpInfo.u32(bytes, 268),
                TcpInfo.u32(bytes, 272),
                Linux.u16(bytes, 276),
                Linux.u16(bytes, 278));
    }
}
