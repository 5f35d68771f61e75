package jackfield.engine.icmp;

import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import org.jspecify.annotations.Nullable;

/**
 * The packet of ours that an ICMP error quotes, as far as it goes.
 *
 * @param sourcePort the first 16 bits of the upper header: what TCP and UDP call so
 * @param destinationPort the second 16 bits
 * @param seq the second 32 bits: TCP's sequence number
 * @param textAt where in the ICMP packet's bytes the quoted upper header's first 64 bits are over
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5927#section-4.1">RFC 5927, 4.1</a>
 */
public record QuotedPacket(
        IpAddress source,
        IpAddress destination,
        int protocol,
        int sourcePort,
        int destinationPort,
        int seq,
        int textAt) {
    private static final int QUOTED_UPPER = 8;

    /** {@return what the bytes from {@code at} to {@code end} quote; null if too little of it or a later fragment} */
    static @Nullable QuotedPacket parse(byte[] bytes, int at, int end, boolean isIpv4) {
        return isIpv4 ? parseIpv4(bytes, at, end) : parseIpv6(bytes, at, end);
    }

    private static @Nullable QuotedPacket parseIpv4(byte[] bytes, int at, int end) {
        if (end - at < Ipv4Header.LENGTH + QUOTED_UPPER || Bytes.u8(bytes, at) >>> 4 != 4) {
            return null;
        }
        int headerLength = (bytes[at] & 15) << 2;
        boolean isFirst = (Bytes.u16(bytes, at + 6) & 0x1FFF) == 0;
        if (headerLength < Ipv4Header.LENGTH || end - at < headerLength + QUOTED_UPPER || !isFirst) {
            return null;
        }
        return of(
                bytes,
                IpAddress.ofIpv4(Bytes.i32(bytes, at + 12)),
                IpAddress.ofIpv4(Bytes.i32(bytes, at + 16)),
                Bytes.u8(bytes, at + 9),
                at + headerLength);
    }

    private static @Nullable QuotedPacket parseIpv6(byte[] bytes, int at, int end) {
        if (end - at < Ipv6Header.LENGTH + QUOTED_UPPER || Bytes.u8(bytes, at) >>> 4 != 6) {
            return null;
        }
        int protocol = Bytes.u8(bytes, at + 6);
        int upperAt = at + Ipv6Header.LENGTH;
        // The only extension header we ever send.
        if (protocol == IpProtocol.FRAGMENT) {
            boolean isFirst = Bytes.u16(bytes, upperAt + 2) >>> 3 == 0;
            protocol = Bytes.u8(bytes, upperAt);
            upperAt += Ipv6Header.FRAGMENT_LENGTH;
            if (!isFirst || end - upperAt < QUOTED_UPPER) {
                return null;
            }
        }
        return of(bytes, IpAddress.ofIpv6(bytes, at + 8), IpAddress.ofIpv6(bytes, at + 24), protocol, upperAt);
    }

    private static QuotedPacket of(byte[] bytes, IpAddress source, IpAddress destination, int protocol, int upperAt) {
        return new QuotedPacket(
                source,
                destination,
                protocol,
                Bytes.u16(bytes, upperAt),
                Bytes.u16(bytes, upperAt + 2),
                Bytes.i32(bytes, upperAt + 4),
                upperAt + QUOTED_UPPER);
    }
}
