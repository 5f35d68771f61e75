package jackfield.engine.base;

import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Packets on their way to an interface, first in first out, in a ring bounded in packets.
 *
 * <p>Owns what it holds; what finds no room is dropped, counted and released.
 */
public final class PacketQueue {
    private final int limit;
    private final PacketPool pool;
    private final Drops drops;
    private @Nullable PacketBuffer[] packets = new PacketBuffer[16];
    private int[] interfaceIds = new int[16];
    private int head;
    private int size;

    /** Makes an empty queue for at most {@code limit} packets, a power of two. */
    public PacketQueue(int limit, PacketPool pool, Drops drops) {
        this.limit = limit;
        this.pool = pool;
        this.drops = drops;
    }

    /** Takes a packet, which is the queue's from now on. {@return whether there was room} */
    public boolean add(int interfaceId, PacketBuffer packet) {
        if (size == limit) {
            drops.count(DropReason.QUEUE_FULL);
            pool.release(packet);
            return false;
        }
        if (size == packets.length) {
            grow();
        }
        int at = head + size++ & packets.length - 1;
        packets[at] = packet;
        interfaceIds[at] = interfaceId;
        return true;
    }

    private void grow() {
        int capacity = packets.length;
        packets = Arrays.copyOf(packets, 2 * capacity);
        interfaceIds = Arrays.copyOf(interfaceIds, 2 * capacity);
        System.arraycopy(packets, 0, packets, capacity, head);
        System.arraycopy(interfaceIds, 0, interfaceIds, capacity, head);
        Arrays.fill(packets, 0, head, null);
    }

    /** {@return the interface of the oldest packet; only if there is one} */
    public int interfaceId() {
        return interfaceIds[head];
    }

    /** {@return the oldest packet, which is thereby the caller's; null if there is none} */
    public @Nullable PacketBuffer poll() {
        PacketBuffer packet = packets[head];
        if (packet != null) {
            packets[head] = null;
            head = head + 1 & packets.length - 1;
            size--;
        }
        return packet;
    }

    /** {@return whether there is no packet} */
    public boolean isEmpty() {
        return size == 0;
    }

    /** {@return whether another packet would find room} */
    public boolean hasRoom() {
        return size < limit;
    }
}
