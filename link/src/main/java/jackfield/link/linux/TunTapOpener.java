package jackfield.link.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Opens a TUN or TAP device, agrees on offloads with the kernel and sets up the kernel's side.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/tuntap.html">Linux: Universal TUN/TAP</a>
 */
final class TunTapOpener {
    private static final int IFF_TUN = 0x0001;
    private static final int IFF_TAP = 0x0002;
    private static final int IFF_NO_PI = 0x1000;
    private static final int IFF_VNET_HDR = 0x4000;
    private static final long TUNSETIFF = 0x4004_54CAL;
    private static final long TUNSETOFFLOAD = 0x4004_54D0L;
    private static final long TUNSETVNETHDRSZ = 0x4004_54D8L;
    private static final int TUN_F_CSUM = 1;
    private static final int TUN_F_TSO4 = 2;
    private static final int TUN_F_TSO6 = 4;
    private static final int TUN_F_TSO_ECN = 8;

    /** Packets the kernel may hold for us: an Ethernet device's number; TUN's own 500 drops bursts. */
    private static final int QUEUE_PACKETS = 1000;

    private final TunTapConfig config;
    private final Arena arena;
    private final MemorySegment errno;

    private TunTapOpener(TunTapConfig config, Arena arena) {
        this.config = config;
        this.arena = arena;
        errno = arena.allocate(Libc.ERRNO_LAYOUT);
    }

    /**
     * What came of opening.
     *
     * @param name as the kernel completed it
     * @param withHeader whether every packet has a {@link VirtioHeader} before it
     * @param superSegments whether the kernel sends and takes super-segments
     */
    record Opened(int descriptor, String name, int mtu, boolean withHeader, boolean superSegments) {}

    /** Opens on the calling thread, in its network namespace. */
    static Opened open(TunTapConfig config) {
        try (Arena arena = Arena.ofConfined()) {
            return new TunTapOpener(config, arena).open();
        }
    }

    private Opened open() {
        int descriptor =
                Libc.open(errno, arena.allocateFrom(Trouble.DEVICE), Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            throw Trouble.noDevice(-descriptor);
        }
        boolean done = false;
        try (var kernel = new KernelSide()) {
            Opened opened = attach(descriptor, kernel);
            done = true;
            return opened;
        } finally {
            if (!done) {
                Libc.close(errno, descriptor);
            }
        }
    }

    private Opened attach(int descriptor, KernelSide kernel) {
        MemorySegment ifreq = Ifreq.of(arena, config.name());
        boolean existed = kernel.exists(config.name());
        int plainFlags = (config.ethernet() ? IFF_TAP : IFF_TUN) | IFF_NO_PI;
        boolean withHeader = config.offloads() && setInterface(descriptor, ifreq, plainFlags | IFF_VNET_HDR) >= 0;
        if (!withHeader) {
            int result = setInterface(descriptor, ifreq, plainFlags);
            if (result < 0) {
                throw Trouble.refused(config, -result, existed);
            }
        }
        String name = Ifreq.name(ifreq);
        boolean superSegments = withHeader && agreeOnOffloads(descriptor);
        if (!withHeader) {
            // A device that outlives its users remembers what the last of them could do.
            Libc.ioctlValue(errno, descriptor, TUNSETOFFLOAD, 0);
        }
        if (config.mtu() > 0) {
            kernel.setMtu(name, config.mtu());
        }
        if (!existed) {
            kernel.lengthenQueue(name, QUEUE_PACKETS);
        }
        config.peerAddresses().forEach(address -> kernel.addAddress(name, address));
        kernel.bringUp(name);
        return new Opened(descriptor, name, kernel.mtu(name), withHeader, superSegments);
    }

    private int setInterface(int descriptor, MemorySegment ifreq, int flags) {
        Ifreq.flags(ifreq, flags);
        return Libc.ioctl(errno, descriptor, TUNSETIFF, ifreq);
    }

    /** {@return whether the kernel will send us super-segments; partial checksums come with the header alone} */
    private boolean agreeOnOffloads(int descriptor) {
        MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, VirtioHeader.LENGTH);
        int sized = Libc.ioctl(errno, descriptor, TUNSETVNETHDRSZ, length);
        if (sized < 0) {
            throw Trouble.setup("agree on the header's length with " + config.name(), -sized, "");
        }
        int tso = TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6;
        return Libc.ioctlValue(errno, descriptor, TUNSETOFFLOAD, tso | TUN_F_TSO_ECN) >= 0
                || Libc.ioctlValue(errno, descriptor, TUNSETOFFLOAD, tso) >= 0;
    }
}
