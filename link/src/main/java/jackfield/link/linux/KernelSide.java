package jackfield.link.linux;

import jackfield.link.LinkException;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Sets up the kernel's side of a device by the ioctls of a socket, without any external program.
 *
 * <p>Lives for the length of one opening, on one thread, in the device's network namespace.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</a>
 */
final class KernelSide implements AutoCloseable {
    static final int IFF_UP = 1;

    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final long SIOCSIFADDR = 0x8916;
    private static final long SIOCSIFNETMASK = 0x891C;
    private static final long SIOCGIFMTU = 0x8921;
    private static final long SIOCSIFMTU = 0x8922;
    private static final long SIOCGIFINDEX = 0x8933;
    private static final long SIOCSIFTXQLEN = 0x8943;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT);
    private final int socket;

    KernelSide() {
        socket = Libc.socket(errno, Libc.AF_INET, Libc.SOCK_DGRAM);
        if (socket < 0) {
            arena.close();
            throw new LinkException("No socket to set up a device with: " + Libc.errnoName(-socket) + ".", "");
        }
    }

    boolean exists(String name) {
        return ioctl(SIOCGIFINDEX, Ifreq.of(arena, name)) >= 0;
    }

    int mtu(String name) {
        MemorySegment ifreq = Ifreq.of(arena, name);
        check("read the MTU of " + name, ioctl(SIOCGIFMTU, ifreq), "ip link show dev " + name);
        return Ifreq.number(ifreq);
    }

    void setMtu(String name, int mtu) {
        MemorySegment ifreq = Ifreq.of(arena, name);
        Ifreq.number(ifreq, mtu);
        String command = "sudo ip link set dev " + name + " mtu " + mtu;
        check("set the MTU of " + name + " to " + mtu, ioctl(SIOCSIFMTU, ifreq), command);
    }

    /** Makes the kernel's queue towards us as long as one of Ethernet; who may not, keeps the shorter one. */
    void lengthenQueue(String name, int packets) {
        MemorySegment ifreq = Ifreq.of(arena, name);
        Ifreq.number(ifreq, packets);
        ioctl(SIOCSIFTXQLEN, ifreq);
    }

    void bringUp(String name) {
        MemorySegment ifreq = Ifreq.of(arena, name);
        String command = "sudo ip link set dev " + name + " up";
        check("read the flags of " + name, ioctl(SIOCGIFFLAGS, ifreq), "ip link show dev " + name);
        int flags = Ifreq.flags(ifreq);
        if ((flags & IFF_UP) == 0) {
            Ifreq.flags(ifreq, flags | IFF_UP);
            check("bring " + name + " up", ioctl(SIOCSIFFLAGS, ifreq), command);
        }
    }

    void addAddress(String name, IpPrefix address) {
        String what = "give " + address + " to " + name;
        String command = "sudo ip addr add " + address + " dev " + name;
        if (address.address().isIpv4()) {
            MemorySegment ifreq = Ifreq.of(arena, name);
            Ifreq.address(ifreq, address.address());
            check(what, ioctl(SIOCSIFADDR, ifreq), command);
            Ifreq.address(ifreq, mask(address.length()));
            check(what, ioctl(SIOCSIFNETMASK, ifreq), command);
        } else {
            addIpv6Address(name, address, what, command);
        }
    }

    private static IpAddress mask(int length) {
        return IpAddress.ofIpv4(length == 0 ? 0 : -1 << 32 - length);
    }

    private void addIpv6Address(String name, IpPrefix address, String what, String command) {
        // Nobody but us is on this link, so the kernel need not look for a second owner for a second or two.
        writeSysctl("/proc/sys/net/ipv6/conf/" + name + "/accept_dad", "0");
        MemorySegment ifreq = Ifreq.of(arena, name);
        check(what, ioctl(SIOCGIFINDEX, ifreq), command);
        MemorySegment in6 = Ifreq.ofIpv6(arena, address.address(), address.length(), Ifreq.number(ifreq));
        int ipv6 = Libc.socket(errno, Libc.AF_INET6, Libc.SOCK_DGRAM);
        check(what, ipv6, command);
        int result = Libc.ioctl(errno, ipv6, SIOCSIFADDR, in6);
        Libc.close(errno, ipv6);
        check(what, result == -Libc.EEXIST ? 0 : result, command);
    }

    /** Writes a setting of this thread's namespace; it is a convenience only, so failing is no failure. */
    private void writeSysctl(String path, String value) {
        int file = Libc.open(errno, arena.allocateFrom(path), Libc.O_WRONLY | Libc.O_CLOEXEC);
        if (file >= 0) {
            MemorySegment text = arena.allocateFrom(value);
            Libc.write(errno, file, text, value.length());
            Libc.close(errno, file);
        }
    }

    private int ioctl(long request, MemorySegment ifreq) {
        return Libc.ioctl(errno, socket, request, ifreq);
    }

    private static void check(String what, int result, String command) {
        if (result < 0) {
            throw Trouble.setup(what, -result, command);
        }
    }

    @Override
    public void close() {
        Libc.close(errno, socket);
        arena.close();
    }
}
