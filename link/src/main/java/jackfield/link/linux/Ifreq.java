package jackfield.link.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import jackfield.wire.IpAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;

/**
 * Builds and reads the structures that interface ioctls take.
 *
 * <pre>
 *   struct ifreq      0            16                  40       struct in6_ifreq   0             16       20     24
 *                     | name, NUL | union of the rest |                            | address 16 | prefix | index |
 *   the union:  flags (short) | mtu, index, queue length (int) | sockaddr_in: family 2, port 2, address 4
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
final class Ifreq {
    /** Bytes of {@code struct ifreq} where pointers have eight. */
    static final int LENGTH = 40;

    /** Bytes of {@code struct in6_ifreq}. */
    static final int IPV6_LENGTH = 24;

    /** Bytes of a name, its NUL included. */
    static final int NAME_LENGTH = 16;

    private static final long UNION = 16;

    private Ifreq() {}

    /** {@return a zeroed structure that names an interface} */
    static MemorySegment of(SegmentAllocator arena, String name) {
        MemorySegment ifreq = arena.allocate(LENGTH, 8).fill((byte) 0);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= NAME_LENGTH) {
            throw new IllegalArgumentException("a device's name has at most 15 bytes: '" + name + "'");
        }
        MemorySegment.copy(bytes, 0, ifreq, JAVA_BYTE, 0, bytes.length);
        return ifreq;
    }

    /** {@return the name in the structure, which the kernel may have completed} */
    static String name(MemorySegment ifreq) {
        return ifreq.getString(0, StandardCharsets.UTF_8);
    }

    static int flags(MemorySegment ifreq) {
        return ifreq.get(JAVA_SHORT, UNION) & 0xFFFF;
    }

    static void flags(MemorySegment ifreq, int flags) {
        ifreq.set(JAVA_SHORT, UNION, (short) flags);
    }

    /** {@return the MTU or the index, as was asked for} */
    static int number(MemorySegment ifreq) {
        return ifreq.get(JAVA_INT, UNION);
    }

    static void number(MemorySegment ifreq, int number) {
        ifreq.set(JAVA_INT, UNION, number);
    }

    /** Writes an IPv4 address as a {@code struct sockaddr_in}. */
    static void address(MemorySegment ifreq, IpAddress address) {
        ifreq.set(JAVA_SHORT, UNION, (short) Libc.AF_INET);
        ifreq.set(JAVA_SHORT, UNION + 2, (short) 0);
        MemorySegment.copy(address.toBytes(), 0, ifreq, JAVA_BYTE, UNION + 4, 4);
    }

    /** {@return a {@code struct in6_ifreq}} */
    static MemorySegment ofIpv6(Arena arena, IpAddress address, int prefixLength, int index) {
        MemorySegment ifreq = arena.allocate(IPV6_LENGTH, 8);
        MemorySegment.copy(address.toBytes(), 0, ifreq, JAVA_BYTE, 0, 16);
        ifreq.set(JAVA_INT, 16, prefixLength);
        ifreq.set(JAVA_INT, 20, index);
        return ifreq;
    }
}
