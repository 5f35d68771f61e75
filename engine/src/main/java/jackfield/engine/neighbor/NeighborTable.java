package jackfield.engine.neighbor;

import jackfield.engine.base.DeadlineHeap;
import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.base.Errno;
import jackfield.engine.base.PacketQueue;
import jackfield.engine.base.Sender;
import jackfield.engine.route.IpInterface;
import jackfield.wire.EtherType;
import jackfield.wire.IpAddress;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hardware address of each next hop, and keeps it while it is good.
 *
 * <p>Bounded: {@value #MAX_NEIGHBORS} neighbours an interface, of which the one longest unused goes first, and
 * {@value #MAX_WAITING} packets waiting for each; once {@value #MAX_WAITING_IN_ALL} wait, one for each. Timers run only
 * while a question is open.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc826">RFC 826</a>; RFC 1122, 2.3.2; RFC 4861, 7; arp(7)
 */
public final class NeighborTable {
    private static final int MAX_NEIGHBORS = 1024;
    private static final int MAX_WAITING = 64;
    private static final int MAX_WAITING_IN_ALL = 1024;
    private static final int MAX_SOLICITATIONS = 3;
    private static final long SOLICIT_NANOS = 1_000_000_000L;
    /** RFC 4861, 10, DELAY_FIRST_PROBE_TIME: what was just told is used that long before it is questioned. */
    private static final long TRUSTED_NANOS = 5_000_000_000L;

    private static final long REACHABLE_NANOS = 30_000_000_000L;

    private final ArrayList<SequencedMap<IpAddress, Neighbor>> byInterface = new ArrayList<>();
    private final DeadlineHeap timers;
    private final Drops drops;
    private final PacketPool pool;
    private final NeighborFrames frames;
    private int waitingInAll;

    /** Makes an empty table whose frames leave by {@code out}. */
    public NeighborTable(DeadlineHeap timers, Drops drops, PacketPool pool, PacketQueue out) {
        this.timers = timers;
        this.drops = drops;
        this.pool = pool;
        this.frames = new NeighborFrames(pool, out);
    }

    NeighborFrames frames() {
        return frames;
    }

    /** Hands an IP packet, which is given away, to {@code nextHop}: at once, or as soon as its address is known. */
    public void send(long now, IpInterface via, IpAddress nextHop, PacketBuffer packet, Sender sender) {
        Neighbor neighbor = of(via).get(nextHop);
        if (neighbor == null) {
            neighbor = new Neighbor(via, nextHop, this::onTimeout);
            put(neighbor);
            wait(neighbor, packet, sender);
            ask(now, neighbor);
            return;
        }
        if (neighbor.state == NeighborState.INCOMPLETE) {
            wait(neighbor, packet, sender);
            return;
        }
        if (neighbor.state == NeighborState.REACHABLE && now >= neighbor.reachableUntil) {
            neighbor.state = NeighborState.STALE;
        }
        if (neighbor.state == NeighborState.STALE && now >= neighbor.trustedUntil) {
            neighbor.state = NeighborState.PROBE;
            neighbor.solicitations = 0;
            ask(now, neighbor);
        }
        frames.sendTo(via, neighbor.mac, packet, etherType(nextHop));
    }

    private static int etherType(IpAddress address) {
        return address.isIpv4() ? EtherType.IPV4 : EtherType.IPV6;
    }

    private SequencedMap<IpAddress, Neighbor> of(IpInterface via) {
        while (byInterface.size() <= via.id()) {
            byInterface.add(new LinkedHashMap<>(16, 0.75f, true));
        }
        return byInterface.get(via.id());
    }

    private void put(Neighbor neighbor) {
        SequencedMap<IpAddress, Neighbor> neighbors = of(neighbor.via);
        if (neighbors.size() >= MAX_NEIGHBORS) {
            Neighbor oldest = neighbors.firstEntry().getValue();
            neighbors.remove(oldest.address);
            timers.disarm(oldest.alarm);
            discardWaiting(oldest);
        }
        neighbors.put(neighbor.address, neighbor);
    }

    private void discardWaiting(Neighbor neighbor) {
        Neighbor.Waiting waiting;
        while ((waiting = next(neighbor)) != null) {
            drops.count(DropReason.NO_NEIGHBOR);
            pool.release(waiting.packet());
        }
    }

    private void wait(Neighbor neighbor, PacketBuffer packet, Sender sender) {
        // RFC 1122, 2.3.2.2: keep at least the latest packet; Linux drops the oldest.
        boolean isFull = neighbor.queue.size() == MAX_WAITING || waitingInAll >= MAX_WAITING_IN_ALL;
        Neighbor.Waiting oldest = isFull ? next(neighbor) : null;
        if (oldest != null) {
            drops.count(DropReason.QUEUE_FULL);
            pool.release(oldest.packet());
        }
        neighbor.queue.add(new Neighbor.Waiting(packet, sender));
        waitingInAll++;
    }

    private Neighbor.@Nullable Waiting next(Neighbor neighbor) {
        Neighbor.Waiting waiting = neighbor.queue.poll();
        waitingInAll -= waiting == null ? 0 : 1;
        return waiting;
    }

    private void ask(long now, Neighbor neighbor) {
        neighbor.solicitations++;
        frames.solicit(neighbor.via, neighbor.address, neighbor.mac);
        timers.arm(neighbor.alarm, now + SOLICIT_NANOS);
    }

    private void onTimeout(long now, Neighbor neighbor) {
        if (neighbor.solicitations < MAX_SOLICITATIONS) {
            ask(now, neighbor);
            return;
        }
        of(neighbor.via).remove(neighbor.address);
        Neighbor.Waiting waiting;
        while ((waiting = next(neighbor)) != null) {
            drops.count(DropReason.NO_NEIGHBOR);
            waiting.sender().onUndeliverable(now, Errno.EHOSTUNREACH, waiting.packet());
            pool.release(waiting.packet());
        }
    }

    /** A neighbour answered our question: only an entry that is there already changes. */
    void onAnswer(long now, IpInterface via, IpAddress address, MacAddress mac, boolean mayReplace) {
        Neighbor neighbor = of(via).get(address);
        if (neighbor == null) {
            return;
        }
        if (neighbor.state != NeighborState.INCOMPLETE && !neighbor.mac.equals(mac) && !mayReplace) {
            return;
        }
        neighbor.mac = mac;
        neighbor.state = NeighborState.REACHABLE;
        neighbor.reachableUntil = now + REACHABLE_NANOS;
        timers.disarm(neighbor.alarm);
        flush(neighbor);
    }

    /** A neighbour answered without telling its address: the one that is known still holds. */
    void onConfirmed(long now, IpInterface via, IpAddress address) {
        Neighbor neighbor = of(via).get(address);
        if (neighbor != null && neighbor.state != NeighborState.INCOMPLETE) {
            onAnswer(now, via, address, neighbor.mac, true);
        }
    }

    /** A neighbour told its address unasked: known entries change and are to be confirmed; others are not made. */
    void onHint(long now, IpInterface via, IpAddress address, MacAddress mac) {
        Neighbor neighbor = of(via).get(address);
        if (neighbor != null && !neighbor.mac.equals(mac)) {
            becomeStale(now, neighbor, mac);
        }
    }

    /** A neighbour asked for one of our addresses, so it will be answered: its own is learned, to be confirmed. */
    void onAsked(long now, IpInterface via, IpAddress address, MacAddress mac) {
        Neighbor neighbor = of(via).get(address);
        if (neighbor == null) {
            neighbor = new Neighbor(via, address, this::onTimeout);
            put(neighbor);
        }
        if (!neighbor.mac.equals(mac)) {
            becomeStale(now, neighbor, mac);
        }
    }

    private void becomeStale(long now, Neighbor neighbor, MacAddress mac) {
        neighbor.mac = mac;
        neighbor.state = NeighborState.STALE;
        neighbor.trustedUntil = now + TRUSTED_NANOS;
        timers.disarm(neighbor.alarm);
        flush(neighbor);
    }

    private void flush(Neighbor neighbor) {
        Neighbor.Waiting waiting;
        while ((waiting = next(neighbor)) != null) {
            frames.sendTo(neighbor.via, neighbor.mac, waiting.packet(), etherType(neighbor.address));
        }
    }

    /** Forgets all neighbours of an interface that goes down; what waits for them is dropped. */
    public void forget(IpInterface via) {
        for (Neighbor neighbor : List.copyOf(of(via).values())) {
            of(via).remove(neighbor.address);
            timers.disarm(neighbor.alarm);
            discardWaiting(neighbor);
        }
    }

    /** What {@code ip neigh} would show of one neighbour. */
    public record Row(int interfaceId, IpAddress address, MacAddress mac, NeighborState state) {}

    /** Tells all neighbours as of {@code now}, longest unused first. */
    public void forEach(long now, Consumer<Row> told) {
        for (SequencedMap<IpAddress, Neighbor> neighbors : byInterface) {
            for (Neighbor neighbor : neighbors.values()) {
                boolean isOld = neighbor.state == NeighborState.REACHABLE && now >= neighbor.reachableUntil;
                told.accept(new Row(
                        neighbor.via.id(),
                        neighbor.address,
                        neighbor.mac,
                        isOld ? NeighborState.STALE : neighbor.state));
            }
        }
    }
}
