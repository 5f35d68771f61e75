package jackfield.engine.endpoint;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What has been received and not yet taken, first in first out, bounded in bytes. */
final class DatagramQueue<T> {
    /** Counted for each datagram beside its data, so that empty ones are bounded too. */
    private static final int OVERHEAD = 256;

    private record Item<T>(T value, int bytes) {}

    private final ArrayDeque<Item<T>> items = new ArrayDeque<>();
    private int memory;

    /** {@return whether there was room within {@code limit}; the first always finds some} */
    boolean add(T value, int bytes, int limit) {
        if (!items.isEmpty() && memory + bytes + OVERHEAD > limit) {
            return false;
        }
        items.add(new Item<>(value, bytes));
        memory += bytes + OVERHEAD;
        return true;
    }

    @Nullable
    T poll() {
        Item<T> item = items.poll();
        if (item == null) {
            return null;
        }
        memory -= item.bytes + OVERHEAD;
        return item.value;
    }

    @Nullable
    T peek() {
        Item<T> item = items.peek();
        return item == null ? null : item.value;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** {@return bytes of data in the queue} */
    int bytes() {
        return memory - items.size() * OVERHEAD;
    }

    void clear() {
        items.clear();
        memory = 0;
    }
}
