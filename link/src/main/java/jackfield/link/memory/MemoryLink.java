package jackfield.link.memory;

import jackfield.link.Link;
import jackfield.link.LinkAbilities;
import jackfield.wire.Bytes;
import jackfield.wire.EthernetFrame;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One port of a {@link MemoryNetwork}: a link without a thread, from which packets go to the other ports at once.
 *
 * <p>{@link #transmit} keeps the packet and gives back a buffer that the receiver has finished with, so that nothing is
 * copied between two ports; a frame for several ports is copied for all but one. The receiver's signal runs within
 * transmit. Threads: as {@link Link} says; any number of ports may send to one.
 */
public final class MemoryLink implements Link {
    private static final int VLAN_TAGS = 8;

    private final MemoryNetwork network;
    private final LinkAbilities abilities;
    private final Inbox inbox;
    private final int maxFrame;
    private final int maxSuperFrame;

    private volatile long sent;
    private volatile long refused;
    private volatile boolean closed;

    MemoryLink(MemoryNetwork network, MemoryConfig config) {
        this.network = network;
        abilities = config.abilities();
        inbox = new Inbox(config.queuePackets(), config.queueBytes());
        int header = config.ethernet() ? EthernetFrame.HEADER_LENGTH + VLAN_TAGS : 0;
        maxFrame = header + config.mtu();
        maxSuperFrame = config.superSegmentBytes() > 0 ? header + LinkAbilities.MAX_MTU : maxFrame;
    }

    @Override
    public LinkAbilities abilities() {
        return abilities;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time transmits; the counters may be read by any
    public PacketBuffer transmit(PacketBuffer packet) {
        if (closed || !mayCarry(packet)) {
            refused++;
            return packet;
        }
        sent++;
        if (!abilities.checksumOffload()) {
            packet.completeChecksum();
        }
        if (!abilities.ethernet()) {
            return network.flood(this, packet);
        }
        return network.deliver(this, mac(packet, MacAddress.LENGTH), mac(packet, 0), packet);
    }

    private boolean mayCarry(PacketBuffer packet) {
        int longest = packet.segmentSize() > 0 ? maxSuperFrame : maxFrame;
        int shortest = abilities.ethernet() ? EthernetFrame.HEADER_LENGTH : 1;
        return packet.length() >= shortest && packet.length() <= longest;
    }

    private static long mac(PacketBuffer packet, int offset) {
        int at = packet.start() + offset;
        return (long) Bytes.u16(packet.bytes(), at) << 32 | Bytes.i32(packet.bytes(), at + 2) & 0xFFFF_FFFFL;
    }

    Inbox inbox() {
        return inbox;
    }

    @Override
    public @Nullable PacketBuffer receive() {
        return inbox.receive();
    }

    @Override
    public void await(long timeoutNanos) {
        throw new UnsupportedOperationException("a memory link needs no thread, see onReceivable");
    }

    @Override
    public void wakeup() {
        // Nobody can be in await.
    }

    @Override
    public void onReceivable(Runnable signal) {
        inbox.onReceivable(signal);
    }

    @Override
    public boolean needsThread() {
        return false;
    }

    /** {@return what went through this port so far; by any thread} */
    public MemoryCounters counters() {
        return new MemoryCounters(sent, refused, inbox.received(), inbox.dropped());
    }

    @Override
    public void close() {
        closed = true;
        network.remove(this);
        inbox.close();
    }
}
