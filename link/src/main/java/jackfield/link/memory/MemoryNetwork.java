package jackfield.link.memory;

import jackfield.wire.PacketBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A segment in memory that two or more {@link MemoryLink} ports share, as a learning switch joins cables.
 *
 * <p>An Ethernet frame goes to the port where its destination was last seen as a source; a frame for a group or for an
 * address not yet seen goes to all other ports. Bare IP packets go to all other ports: with two ports that is the other
 * one. Frames from one port arrive at another in the order they were sent.
 *
 * <p>Thread-safe. Both tables are replaced whole when they change and read without a lock.
 *
 * @see <a href="https://standards.ieee.org/ieee/802.1D/3387/">IEEE 802.1D, 7.7 and 7.8</a>
 */
public final class MemoryNetwork {
    /** Addresses learnt at most; frames for more are flooded. */
    static final int MAX_LEARNT = 4096;

    private static final long GROUP_BIT = 1L << 40;

    private final MemoryConfig config;
    private volatile MemoryLink[] ports = {};
    private volatile Learnt learnt = new Learnt(new long[0], new MemoryLink[0]);

    /** Makes a network without ports. */
    public MemoryNetwork(MemoryConfig config) {
        this.config = config;
    }

    /** {@return the two ports of a new network} */
    public static List<MemoryLink> pair(MemoryConfig config) {
        var network = new MemoryNetwork(config);
        return List.of(network.addPort(), network.addPort());
    }

    /** {@return a new port, which is open; it leaves the network when closed} */
    public synchronized MemoryLink addPort() {
        var port = new MemoryLink(this, config);
        MemoryLink[] more = Arrays.copyOf(ports, ports.length + 1);
        more[ports.length] = port;
        ports = more;
        return port;
    }

    synchronized void remove(MemoryLink port) {
        ports = Arrays.stream(ports).filter(other -> other != port).toArray(MemoryLink[]::new);
        learnt = learnt.without(port);
    }

    PacketBuffer deliver(MemoryLink from, long source, long destination, PacketBuffer packet) {
        if (ports.length <= 2) {
            return flood(from, packet);
        }
        if ((source & GROUP_BIT) == 0 && learnt.owner(source) != from) {
            learn(source, from);
        }
        MemoryLink to = (destination & GROUP_BIT) == 0 ? learnt.owner(destination) : null;
        if (to == null) {
            return flood(from, packet);
        }
        // A frame for the side it came from has already been seen there.
        return to == from ? packet : to.inbox().offer(packet);
    }

    private synchronized void learn(long source, MemoryLink port) {
        // A port that was closed while it sent must not come back into the table.
        if (Arrays.asList(ports).contains(port)) {
            learnt = learnt.with(source, port);
        }
    }

    PacketBuffer flood(MemoryLink from, PacketBuffer packet) {
        MemoryLink last = null;
        for (MemoryLink port : ports) {
            if (port != from) {
                if (last != null) {
                    last.inbox().offerCopy(packet);
                }
                last = port;
            }
        }
        return last == null ? packet : last.inbox().offer(packet);
    }

    /** Which address was seen where: addresses sorted, owners in step. Never changed once made. */
    private record Learnt(long[] macs, MemoryLink[] owners) {
        @Nullable
        MemoryLink owner(long mac) {
            int index = Arrays.binarySearch(macs, mac);
            return index < 0 ? null : owners[index];
        }

        Learnt with(long mac, MemoryLink owner) {
            int index = Arrays.binarySearch(macs, mac);
            if (index >= 0) {
                MemoryLink[] changed = owners.clone();
                changed[index] = owner;
                return owners[index] == owner ? this : new Learnt(macs, changed);
            }
            if (macs.length == MAX_LEARNT) {
                return this;
            }
            int at = -index - 1;
            long[] moreMacs = Arrays.copyOf(macs, macs.length + 1);
            MemoryLink[] moreOwners = Arrays.copyOf(owners, owners.length + 1);
            System.arraycopy(macs, at, moreMacs, at + 1, macs.length - at);
            System.arraycopy(owners, at, moreOwners, at + 1, owners.length - at);
            moreMacs[at] = mac;
            moreOwners[at] = owner;
            return new Learnt(moreMacs, moreOwners);
        }

        Learnt without(MemoryLink port) {
            var kept = new Learnt(new long[0], new MemoryLink[0]);
            for (int i = 0; i < macs.length; i++) {
                if (owners[i] != port) {
                    kept = kept.with(macs[i], owners[i]);
                }
            }
            return kept;
        }
    }
}
