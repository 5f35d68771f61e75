package jackfield.link.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import jackfield.link.Link;
import jackfield.link.LinkAbilities;
import jackfield.wire.EthernetFrame;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A link to the Linux kernel through a TUN or TAP device: the kernel's network stack is the other side.
 *
 * <pre>
 *   transmit -> | virtio header, packet | -> write -> device -> the kernel's receive path
 *   receive  <- | virtio header, packet | <- read  <- device <- the kernel's transmit path
 *   await: ppoll on the device and on an event counter that wakeup() raises
 * </pre>
 *
 * <p>With the header, checksums and the cutting of super-segments of up to 64 KiB are left to the kernel, which is
 * worth a factor of fifteen. Packets are read and written where they are, without a copy on our side. Linux only.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/tuntap.html">Linux: Universal TUN/TAP</a>
 */
public final class TunTapLink implements Link {
    private static final int LONGEST_FRAME = EthernetFrame.HEADER_LENGTH + 8 + LinkAbilities.MAX_MTU;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long POLL_LENGTH = Libc.pollLayout().byteSize();
    private static final long REVENTS = 6;

    private final int device;
    private final int event;
    private final String name;
    private final MacAddress mac;
    private final LinkAbilities abilities;
    private final int headerLength;
    private final Lease lease;

    private final MemorySegment sendErrno;
    private final MemorySegment receiveErrno;
    private final MemorySegment poll;
    private final MemorySegment timeout;
    private final MemorySegment eventValue;
    private final MemorySegment one;

    private final PacketBuffer incoming = new PacketBuffer(PacketBuffer.HEADROOM + LONGEST_FRAME);
    private final MemorySegment incomingSegment;

    /** For packets without room in front for the virtio header. */
    private final PacketBuffer staging = new PacketBuffer(PacketBuffer.HEADROOM + LONGEST_FRAME);

    private volatile long sent;
    private volatile long dropped;
    private volatile long received;
    private volatile long malformed;

    private TunTapLink(TunTapConfig config, TunTapOpener.Opened opened) {
        device = opened.descriptor();
        name = opened.name();
        headerLength = opened.withHeader() ? VirtioHeader.LENGTH : 0;
        abilities = new LinkAbilities(
                config.ethernet(),
                opened.mtu(),
                opened.withHeader(),
                opened.superSegments() ? LinkAbilities.MAX_SUPER_SEGMENT_BYTES : 0,
                opened.withHeader());
        mac = !config.ethernet() ? MacAddress.NONE : config.mac().equals(MacAddress.NONE) ? newMac() : config.mac();
        Arena arena = Arena.ofAuto();
        sendErrno = arena.allocate(Libc.ERRNO_LAYOUT);
        receiveErrno = arena.allocate(Libc.ERRNO_LAYOUT);
        poll = arena.allocate(2 * POLL_LENGTH, JAVA_INT.byteAlignment());
        timeout = arena.allocate(16, JAVA_LONG.byteAlignment());
        eventValue = arena.allocate(JAVA_LONG);
        one = arena.allocateFrom(JAVA_LONG, 1);
        incomingSegment = MemorySegment.ofArray(incoming.bytes()).asSlice((long) PacketBuffer.HEADROOM - headerLength);
        event = Libc.eventfd(receiveErrno);
        if (event < 0) {
            Libc.close(receiveErrno, device);
            throw Trouble.setup("make an event counter", -event, "ulimit -n");
        }
        lease = new Lease(this::free);
    }

    /**
     * Opens a device, making it if there is none, and brings the kernel's side up with the addresses given.
     *
     * <p>A device that was made here goes away on {@link #close}; one made by {@code ip tuntap add} stays.
     *
     * @throws jackfield.link.LinkException if the device cannot be had; its message says how to mend that
     */
    public static TunTapLink open(TunTapConfig config) {
        String system = System.getProperty("os.name", "unknown");
        if (!system.equals("Linux")) {
            throw Trouble.notLinux(system);
        }
        try {
            return new TunTapLink(config, NetworkNamespace.in(config.namespace(), () -> TunTapOpener.open(config)));
        } catch (IllegalCallerException e) {
            throw Trouble.noNativeAccess();
        } catch (ExceptionInInitializerError e) {
            if (e.getCause() instanceof IllegalCallerException) {
                throw Trouble.noNativeAccess();
            }
            throw e;
        }
    }

    /** A random address with the "locally administered" bit set and the group bit clear. */
    private static MacAddress newMac() {
        long random = ThreadLocalRandom.current().nextLong() & 0xFFFF_FFFF_FFFFL;
        return new MacAddress(random & ~(3L << 40) | 2L << 40);
    }

    /** {@return the device's name} */
    public String name() {
        return name;
    }

    /** {@return our side's hardware address; {@link MacAddress#NONE} on a TUN} */
    public MacAddress mac() {
        return mac;
    }

    @Override
    public LinkAbilities abilities() {
        return abilities;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time transmits; the counters may be read by any
    public PacketBuffer transmit(PacketBuffer packet) {
        boolean written = false;
        if (mayCarry(packet) && lease.enter()) {
            try {
                written = write(packet);
            } finally {
                lease.leave();
            }
        }
        if (written) {
            sent++;
        } else {
            dropped++;
        }
        return packet;
    }

    private boolean mayCarry(PacketBuffer packet) {
        int shortest = abilities.ethernet() ? EthernetFrame.HEADER_LENGTH : 1;
        return packet.length() >= shortest
                && packet.length() <= LONGEST_FRAME
                && (packet.segmentSize() == 0 || abilities.superSegmentBytes() > 0);
    }

    private boolean write(PacketBuffer given) {
        PacketBuffer packet = given;
        if (headerLength == 0) {
            packet.completeChecksum();
        } else {
            if (packet.start() < headerLength) {
                staging.copyFrom(given);
                packet = staging;
            }
            VirtioHeader.encode(packet, abilities.ethernet(), packet.bytes(), packet.start() - headerLength);
        }
        int length = headerLength + packet.length();
        MemorySegment from =
                MemorySegment.ofArray(packet.bytes()).asSlice((long) packet.start() - headerLength, length);
        long result = Libc.write(sendErrno, device, from, length);
        while (result == -Libc.EINTR) {
            result = Libc.write(sendErrno, device, from, length);
        }
        return result == length;
    }

    @Override
    public @Nullable PacketBuffer receive() {
        if (!lease.enter()) {
            return null;
        }
        try {
            while (true) {
                long result = Libc.read(receiveErrno, device, incomingSegment, incomingSegment.byteSize());
                if (result == -Libc.EAGAIN) {
                    return null;
                }
                if (result >= 0 && take((int) result)) {
                    return incoming;
                }
                if (result < 0 && result != -Libc.EINTR) {
                    throw Trouble.gone(name, (int) -result);
                }
            }
        } finally {
            lease.leave();
        }
    }

    /** {@return whether the bytes just read are a packet} */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time receives
    private boolean take(int length) {
        incoming.clear(PacketBuffer.HEADROOM);
        if (length > headerLength) {
            incoming.append(length - headerLength);
            int headerAt = PacketBuffer.HEADROOM - headerLength;
            if (headerLength == 0 || VirtioHeader.decode(incoming.bytes(), headerAt, incoming)) {
                received++;
                return true;
            }
        }
        malformed++;
        return false;
    }

    @Override
    public void await(long timeoutNanos) {
        if (!lease.enter()) {
            return;
        }
        try {
            ask(0, device);
            ask(POLL_LENGTH, event);
            int found = Libc.ppoll(receiveErrno, poll, 2, timespec(Math.max(timeoutNanos, 0)));
            if (found > 0 && poll.get(JAVA_SHORT, POLL_LENGTH + REVENTS) != 0) {
                Libc.read(receiveErrno, event, eventValue, eventValue.byteSize());
            }
            int events = found > 0 ? poll.get(JAVA_SHORT, REVENTS) : 0;
            if (events != 0 && (events & Libc.POLLIN) == 0) {
                throw Trouble.gone(name, 0);
            }
        } finally {
            lease.leave();
        }
    }

    private void ask(long at, int descriptor) {
        poll.set(JAVA_INT, at, descriptor);
        poll.set(JAVA_SHORT, at + 4, Libc.POLLIN);
        poll.set(JAVA_SHORT, at + REVENTS, (short) 0);
    }

    private MemorySegment timespec(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return MemorySegment.NULL;
        }
        timeout.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
        timeout.set(JAVA_LONG, 8, nanos % NANOS_PER_SECOND);
        return timeout;
    }

    @Override
    public void wakeup() {
        if (lease.enter()) {
            try {
                raise();
            } finally {
                lease.leave();
            }
        }
    }

    /** Raises the event counter. Any thread may, so the errno goes to a segment of its own, where nobody reads it. */
    private void raise() {
        try (Arena arena = Arena.ofConfined()) {
            Libc.write(arena.allocate(Libc.ERRNO_LAYOUT), event, one, one.byteSize());
        }
    }

    @Override
    public void onReceivable(Runnable signal) {
        // A thread waits in await instead.
    }

    @Override
    public boolean needsThread() {
        return true;
    }

    /** {@return what went through this link so far; by any thread} */
    public TunTapCounters counters() {
        return new TunTapCounters(sent, dropped, received, malformed);
    }

    @Override
    public void close() {
        lease.end(this::raise);
    }

    private void free() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT);
            Libc.close(errno, device);
            Libc.close(errno, event);
        }
    }
}
