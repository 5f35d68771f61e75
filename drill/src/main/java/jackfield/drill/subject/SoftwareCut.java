package jackfield.drill.subject;

import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.IpProtocol;
import jackfield.wire.TcpFlags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a super-segment as Linux does where the interface cannot: {@code ethtool -K tun0 tso off gso off}.
 *
 * <pre>
 *   IP TCP P. 1:2501  -> IP TCP . 1:1001,  IP TCP . 1001:2001,  IP TCP P. 2001:2501
 * </pre>
 *
 * <p>PSH and FIN go with the last segment, CWR with the first; IPv4's identification counts up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8">RFC 9293, 3.8</a>; RFC 3168, 6.1.2; Linux's {@code
 *     tcp_gso_segment}
 */
final class SoftwareCut {
    private static final int IPV4_LENGTH = 20;
    private static final int IPV6_LENGTH = 40;

    private SoftwareCut() {}

    /** {@return the segments of {@code packet}, an IP packet without options or extension headers} */
    static List<byte[]> of(byte[] packet, int segmentBytes) {
        boolean isIpv4 = packet[0] >>> 4 == 4;
        int tcp = isIpv4 ? IPV4_LENGTH : IPV6_LENGTH;
        int text = tcp + (packet[tcp + 12] >>> 2 & 0x3C);
        var cut = new ArrayList<byte[]>();
        for (int at = text; at < packet.length; at += segmentBytes) {
            int end = Math.min(at + segmentBytes, packet.length);
            byte[] segment = Arrays.copyOf(packet, text + end - at);
            System.arraycopy(packet, at, segment, text, end - at);
            Bytes.put32(segment, tcp + 4, Bytes.i32(packet, tcp + 4) + at - text);
            int flags = segment[tcp + 13] & ~(at == text ? 0 : TcpFlags.CWR);
            segment[tcp + 13] = (byte) (end == packet.length ? flags : flags & ~(TcpFlags.PSH | TcpFlags.FIN));
            if (isIpv4) {
                sealIpv4(segment, cut.size());
            } else {
                Bytes.put16(segment, 4, segment.length - IPV6_LENGTH);
            }
            sealTcp(segment, tcp, isIpv4);
            cut.add(segment);
        }
        return cut;
    }

    private static void sealIpv4(byte[] segment, int index) {
        Bytes.put16(segment, 2, segment.length);
        Bytes.put16(segment, 4, Bytes.u16(segment, 4) + index);
        Bytes.put16(segment, 10, 0);
        Bytes.put16(segment, 10, Checksum.of(segment, 0, IPV4_LENGTH));
    }

    private static void sealTcp(byte[] segment, int tcp, boolean isIpv4) {
        Bytes.put16(segment, tcp + 16, 0);
        int length = segment.length - tcp;
        int addresses = isIpv4 ? 12 : 8;
        long sum = Checksum.sum(segment, addresses, tcp - addresses)
                + Checksum.word(IpProtocol.TCP)
                + Checksum.word(length)
                + Checksum.sum(segment, tcp, length);
        Bytes.put16(segment, tcp + 16, Checksum.finish(sum));
    }
}
