package jackfield.link.memory;

import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds the packets that wait at one port, and the buffers the receiver has finished with.
 *
 * <pre>
 *   sender --packet--> | queue, bounded | --packet--> receiver
 *          <--spare--- | spares         | <---------- on its next receive
 * </pre>
 *
 * <p>Thread-safe by one lock of its own, held for a few instructions; nothing is called under it.
 */
final class Inbox {
    private static final int SPARE_SMALL = 256;
    private static final int SPARE_LARGE = 16;
    private static final int FIRST_SLOTS = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final int maxPackets;
    private final int maxBytes;

    private @Nullable PacketBuffer[] ring = new @Nullable PacketBuffer[FIRST_SLOTS];
    private int head;
    private int count;
    private int bytes;
    private boolean closed;

    /** What {@link #receive} answered last; null if that was null. */
    private @Nullable PacketBuffer lent;

    private final @Nullable PacketBuffer[] small = new @Nullable PacketBuffer[SPARE_SMALL];
    private final @Nullable PacketBuffer[] large = new @Nullable PacketBuffer[SPARE_LARGE];
    private int smallCount;
    private int largeCount;

    private boolean signalled;
    private @Nullable Runnable signal;

    private long received;
    private long dropped;

    Inbox(int maxPackets, int maxBytes) {
        this.maxPackets = maxPackets;
        this.maxBytes = maxBytes;
    }

    /**
     * Takes a packet, or drops it if there is no room. {@return a buffer in exchange, the same one if it was dropped}
     */
    PacketBuffer offer(PacketBuffer packet) {
        PacketBuffer exchange;
        Runnable toRun = null;
        lock.lock();
        try {
            if (closed || count == maxPackets || packet.length() > maxBytes - bytes) {
                dropped++;
                return packet;
            }
            exchange = spare(packet.capacity());
            push(packet);
            if (!signalled && signal != null) {
                signalled = true;
                toRun = signal;
            }
        } finally {
            lock.unlock();
        }
        if (toRun != null) {
            toRun.run();
        }
        return exchange;
    }

    /** Takes a copy of a packet that others get too. */
    void offerCopy(PacketBuffer packet) {
        PacketBuffer copy;
        lock.lock();
        try {
            // A packet of less than the default headroom may not fit a buffer of its own size behind that headroom.
            copy = spare(Math.max(packet.capacity(), packet.length() + PacketBuffer.HEADROOM));
        } finally {
            lock.unlock();
        }
        copy.copyFrom(packet);
        PacketBuffer exchange = offer(copy);
        lock.lock();
        try {
            recycle(exchange);
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    PacketBuffer receive() {
        lock.lock();
        try {
            if (lent != null) {
                recycle(lent);
            }
            lent = pop();
            signalled &= lent != null;
            return lent;
        } finally {
            lock.unlock();
        }
    }

    void onReceivable(Runnable newSignal) {
        boolean run;
        lock.lock();
        try {
            signal = newSignal;
            signalled = count > 0;
            run = signalled;
        } finally {
            lock.unlock();
        }
        if (run) {
            newSignal.run();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            ring = new @Nullable PacketBuffer[0];
            count = 0;
            bytes = 0;
            signal = null;
        } finally {
            lock.unlock();
        }
    }

    long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void push(PacketBuffer packet) {
        if (count == ring.length) {
            var longer = new @Nullable PacketBuffer[2 * count];
            System.arraycopy(ring, head, longer, 0, count - head);
            System.arraycopy(ring, 0, longer, count - head, head);
            ring = longer;
            head = 0;
        }
        ring[head + count & ring.length - 1] = packet;
        count++;
        bytes += packet.length();
    }

    private @Nullable PacketBuffer pop() {
        if (count == 0) {
            return null;
        }
        PacketBuffer packet = ring[head];
        ring[head] = null;
        head = head + 1 & ring.length - 1;
        count--;
        received++;
        if (packet != null) {
            bytes -= packet.length();
        }
        return packet;
    }

    private PacketBuffer spare(int capacity) {
        PacketBuffer spare = null;
        if (capacity == PacketPool.SMALL && smallCount > 0) {
            spare = small[--smallCount];
            small[smallCount] = null;
        } else if (capacity == PacketPool.LARGE && largeCount > 0) {
            spare = large[--largeCount];
            large[largeCount] = null;
        }
        return spare == null ? new PacketBuffer(capacity) : spare;
    }

    private void recycle(PacketBuffer buffer) {
        if (buffer.capacity() == PacketPool.SMALL && smallCount < SPARE_SMALL) {
            small[smallCount++] = buffer;
        } else if (buffer.capacity() == PacketPool.LARGE && largeCount < SPARE_LARGE) {
            large[largeCount++] = buffer;
        }
    }
}
