package jackfield.engine;

import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;

/** Makes the checksums of a damaged frame right again, so that the damage gets further in. */
final class Mending {
    private static final int ETHERNET = 14;

    private Mending() {}

    static void mend(PacketBuffer frame) {
        byte[] bytes = frame.bytes();
        int at = frame.start() + ETHERNET;
        if (frame.end() - at < 20) {
            return;
        }
        int headerLength = (bytes[at] & 15) << 2;
        if (bytes[at] >>> 4 == 4 && headerLength >= 20 && headerLength <= frame.end() - at) {
            Bytes.put16(bytes, at + 10, 0);
            Bytes.put16(bytes, at + 10, Checksum.of(bytes, at, headerLength));
        }
        if (IpPacket.decode(bytes, at, frame.end()) instanceof IpPacket ip && ip.fragmentOffset() == 0) {
            mendUpper(bytes, ip);
        }
    }

    private static void mendUpper(byte[] bytes, IpPacket ip) {
        int offset = switch (ip.protocol()) {
            case IpProtocol.TCP -> 16;
            case IpProtocol.UDP -> 6;
            case IpProtocol.ICMP, IpProtocol.ICMPV6 -> 2;
            default -> -1;
        };
        int length = ip.payloadLength();
        if (offset >= 0 && length >= offset + 2) {
            long pseudo = ip.protocol() == IpProtocol.ICMP ? 0 : ip.pseudoHeader(length);
            Bytes.put16(bytes, ip.payloadAt() + offset, 0);
            Bytes.put16(
                    bytes,
                    ip.payloadAt() + offset,
                    Checksum.finish(pseudo + Checksum.sum(bytes, ip.payloadAt(), length)));
        }
    }
}
