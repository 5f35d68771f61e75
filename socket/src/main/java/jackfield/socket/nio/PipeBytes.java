package jackfield.socket.nio;

import jackfield.engine.base.Deadline;
import jackfield.socket.open.Bell;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What lies in a pipe between its two channels, and who is to hear when that changes.
 *
 * <p>Thread-safe: the bytes are guarded by this object's monitor, under which nothing waits and nobody is told. What
 * changes is changed first, then told: a reader that found nothing and then waits is rung, see {@link Bell}.
 */
final class PipeBytes {
    /** As much as Linux's pipes hold. */
    private static final int CAPACITY = 65_536;

    /** Answers a look at an empty or full pipe. */
    static final int NOTHING = 0;

    static final int END = -1;
    static final int BROKEN = -2;

    private final Bell reader;
    private final Bell writer;
    private final List<Selectable.Spotter> readSpotters = new CopyOnWriteArrayList<>();
    private final List<Selectable.Spotter> writeSpotters = new CopyOnWriteArrayList<>();
    private final byte[] ring = new byte[CAPACITY];
    private int at;
    private int count;
    private boolean isSourceClosed;
    private boolean isSinkClosed;

    PipeBytes(Bell reader, Bell writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** Moves what fits into the buffer. {@return bytes, {@link #NOTHING} or {@link #END}} */
    int take(ByteBuffer into) {
        int moved;
        synchronized (this) {
            moved = Math.min(count, into.remaining());
            if (moved == 0) {
                return count == 0 && isSinkClosed ? END : NOTHING;
            }
            int first = Math.min(moved, CAPACITY - at);
            into.put(ring, at, first).put(ring, 0, moved - first);
            at = (at + moved) % CAPACITY;
            count -= moved;
        }
        tell(writer, writeSpotters);
        return moved;
    }

    /** Moves what finds room. {@return bytes, {@link #NOTHING} or {@link #BROKEN}} */
    int put(ByteBuffer from) {
        int moved;
        synchronized (this) {
            if (isSourceClosed) {
                return BROKEN;
            }
            moved = Math.min(CAPACITY - count, from.remaining());
            if (moved == 0) {
                return NOTHING;
            }
            int end = (at + count) % CAPACITY;
            int first = Math.min(moved, CAPACITY - end);
            from.get(ring, end, first).get(ring, 0, moved - first);
            count += moved;
        }
        tell(reader, readSpotters);
        return moved;
    }

    synchronized boolean isReadable() {
        return count > 0 || isSinkClosed;
    }

    synchronized boolean isWritable() {
        return count < CAPACITY || isSourceClosed;
    }

    /** The reading end is closed: both ends hear of it. */
    void closeSource() {
        synchronized (this) {
            isSourceClosed = true;
        }
        reader.ring();
        tell(writer, writeSpotters);
    }

    /** The writing end is closed. */
    void closeSink() {
        synchronized (this) {
            isSinkClosed = true;
        }
        writer.ring();
        tell(reader, readSpotters);
    }

    private static void tell(Bell bell, List<Selectable.Spotter> spotters) {
        bell.ring();
        for (Selectable.Spotter spotter : spotters) {
            if (spotter.spotted()) {
                spotter.wake();
            }
        }
    }

    /** Waits for the other end; may return early. */
    void awaitReadable() throws InterruptedException {
        reader.await(Deadline.NEVER);
    }

    void awaitWritable() throws InterruptedException {
        writer.await(Deadline.NEVER);
    }

    /** {@return the view of one end by a selector} */
    Selectable.Sight sight(boolean isSource, Selectable.Spotter spotter) {
        List<Selectable.Spotter> spotters = isSource ? readSpotters : writeSpotters;
        spotters.add(spotter);
        return new Selectable.Sight() {
            @Override
            public int readyOps(int interestOps) {
                return (isSource ? isReadable() : isWritable()) ? interestOps : 0;
            }

            @Override
            public void end() {
                spotters.remove(spotter);
            }
        };
    }
}
