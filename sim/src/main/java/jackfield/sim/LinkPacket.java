package jackfield.sim;

import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;
import java.util.Optional;

/**
 * A frame as a host put it on a link.
 *
 * @param id a number that no other packet of the world has: 1, 2, 3 ... in the order of sending
 * @param link the link's name
 * @param from the sending host's name
 * @param sentNanos virtual time
 * @param frame the whole Ethernet frame; not to be changed
 */
public record LinkPacket(long id, String link, String from, long sentNanos, byte[] frame) {
    /** {@return the IP packet in the frame, if it is one} */
    public Optional<IpPacket> ip() {
        return EthernetFrame.decode(frame, 0, frame.length) instanceof EthernetFrame ethernet
                        && (ethernet.type() == EtherType.IPV4 || ethernet.type() == EtherType.IPV6)
                        && IpPacket.decode(frame, ethernet.payloadAt(), frame.length) instanceof IpPacket ip
                ? Optional.of(ip)
                : Optional.empty();
    }

    /** {@return the TCP segment in the frame, its checksum not verified, if it is one and no fragment} */
    public Optional<TcpSegment> segment() {
        return ip().filter(ip -> ip.protocol() == IpProtocol.TCP && !ip.isFragment())
                .flatMap(
                        ip -> TcpSegment.decodeUnverified(frame, ip.payloadAt(), ip.end()) instanceof TcpSegment segment
                                ? Optional.of(segment)
                                : Optional.empty());
    }

    /** {@return whether this is a SYN, and not a SYN+ACK} */
    public boolean isSyn() {
        return segment()
                .filter(segment -> segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK))
                .isPresent();
    }

    /** {@return whether this is a SYN+ACK} */
    public boolean isSynAck() {
        return segment()
                .filter(segment -> segment.has(TcpFlags.SYN) && segment.has(TcpFlags.ACK))
                .isPresent();
    }

    /** {@return whether this is a TCP segment with text} */
    public boolean hasText() {
        return segment().filter(segment -> segment.textLength() > 0).isPresent();
    }

    /** {@return whether this is a TCP segment with FIN} */
    public boolean isFin() {
        return segment().filter(segment -> segment.has(TcpFlags.FIN)).isPresent();
    }
}
