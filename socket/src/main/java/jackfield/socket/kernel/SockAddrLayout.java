package jackfield.socket.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import jackfield.socket.open.Address;
import jackfield.socket.open.Linux;
import jackfield.wire.IpAddress;
import jackfield.wire.MacAddress;
import jackfield.wire.SockAddr;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's socket addresses in native memory.
 *
 * <pre>
 *   sockaddr_in   family(2) port(2, big-endian) address(4) zero(8)
 *   sockaddr_in6  family(2) port(2, big-endian) flow(4) address(16) scope(4)
 *   sockaddr_ll   family(2) protocol(2, big-endian) ifindex(4) hatype(2) pkttype(1) halen(1) address(8)
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3type)</a>, packet(7)
 */
final class SockAddrLayout {
    /** Bytes of {@code sockaddr_storage}. */
    static final int LONGEST = 128;

    private static final int IN_BYTES = 16;
    private static final int IN6_BYTES = 28;
    private static final int LL_BYTES = 20;
    private static final int MAC_BYTES = 6;

    private static final ValueLayout.OfShort BIG16 = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BIG32 = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BIG64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SockAddrLayout() {}

    /**
     * Writes an address for a socket of a family; a family-less 0.0.0.0 becomes :: on an IPv6 socket.
     *
     * @return its length, or 0 if the family has no such address
     */
    static int write(MemorySegment into, int family, Address address) {
        into.fill((byte) 0);
        return switch (address) {
            case Address.Packet link when family == Linux.AF_PACKET -> writeLink(into, link);
            case Address.Inet inet
            when family == Linux.AF_INET && inet.addr().address().isIpv4() -> {
                head(into, Linux.AF_INET, inet.addr().port());
                into.set(BIG32, 4, inet.addr().address().ipv4Bits());
                yield IN_BYTES;
            }
            case Address.Inet inet
            when family == Linux.AF_INET6 -> {
                IpAddress ip = inet.addr().address();
                head(into, Linux.AF_INET6, inet.addr().port());
                if (!ip.isAny()) {
                    into.set(BIG64, 8, ip.high());
                    into.set(BIG64, 16, ip.low());
                }
                into.set(JAVA_INT, 24, inet.scope());
                yield IN6_BYTES;
            }
            default -> 0;
        };
    }

    /** Writes the address of no family, AF_UNSPEC. {@return its length} */
    static int writeUnspecified(MemorySegment into) {
        into.fill((byte) 0);
        return IN_BYTES;
    }

    private static void head(MemorySegment into, int family, int port) {
        into.set(JAVA_SHORT, 0, (short) family);
        into.set(BIG16, 2, (short) port);
    }

    private static int writeLink(MemorySegment into, Address.Packet link) {
        head(into, Linux.AF_PACKET, link.etherType());
        into.set(JAVA_INT, 4, Math.max(link.interfaceId(), 0));
        byte[] mac = new byte[MAC_BYTES];
        link.mac().put(mac, 0);
        into.set(JAVA_BYTE, 11, (byte) MAC_BYTES);
        MemorySegment.copy(mac, 0, into, JAVA_BYTE, 12, MAC_BYTES);
        return LL_BYTES;
    }

    /** {@return the address of the first {@code length} bytes; null if they hold none} */
    static @Nullable Address read(MemorySegment from, int length) {
        if (length < Short.BYTES) {
            return null;
        }
        return switch (from.get(JAVA_SHORT, 0)) {
            case Linux.AF_INET -> new Address.Inet(new SockAddr(IpAddress.ofIpv4(from.get(BIG32, 4)), port(from)), 0);
            case Linux.AF_INET6 -> {
                var ip = new IpAddress(from.get(BIG64, 8), from.get(BIG64, 16));
                yield new Address.Inet(new SockAddr(ip, port(from)), from.get(JAVA_INT, 24));
            }
            case Linux.AF_PACKET -> readLink(from);
            default -> null;
        };
    }

    private static Address readLink(MemorySegment from) {
        long mac = from.get(JAVA_BYTE, 11) == MAC_BYTES ? from.get(BIG64, 12) >>> 16 : 0;
        int interfaceId = from.get(JAVA_INT, 4);
        return new Address.Packet(interfaceId == 0 ? -1 : interfaceId, port(from), new MacAddress(mac));
    }

    private static int port(MemorySegment from) {
        return from.get(BIG16, 2) & 0xFFFF;
    }
}
