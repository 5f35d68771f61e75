package jackfield.socket.jvm;

import jackfield.engine.base.Deadline;
import jackfield.socket.open.Bell;
import jackfield.socket.open.ParkingBell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a selector waits by while its channels are ours and the platform's: it parks while they are ours alone, and
 * else waits in the platform's own selector, which a ringing wakes.
 *
 * <p>What the platform's selector finds is disarmed, noted, and armed again before the next look: a channel that nobody
 * asks about any more does not end every wait. Thread-safe: one thread glances and waits, any rings, registers and
 * flushes.
 */
final class PlatformBell implements Bell {
    private final SelectorProvider platform;
    private final ParkingBell parked = new ParkingBell();
    /** Whoever wants the platform's selector for itself holds it, so that the waiting thread does not take it again. */
    private final ReentrantLock gate = new ReentrantLock(true);

    /** Within the platform's selector: found, and not to be found again before they are armed. */
    private final Deque<PlatformSight> disarmed = new ArrayDeque<>();

    private volatile @Nullable Selector inner;
    private volatile int watched;
    private volatile boolean hasCancelled;
    private volatile int turn;

    PlatformBell(SelectorProvider platform) {
        this.platform = platform;
    }

    /** {@return the number of the look that goes on: what was found in an earlier one is old} */
    int turn() {
        return turn;
    }

    @Override
    public long now() {
        return parked.now();
    }

    @Override
    public void ring() {
        parked.ring();
        Selector selector = inner;
        if (selector != null) {
            selector.wakeup();
        }
    }

    private synchronized Selector selector() throws IOException {
        Selector known = inner;
        if (known == null) {
            known = platform.openSelector();
            inner = known;
        }
        return known;
    }

    /** Begins to watch a channel, for nothing yet. */
    SelectionKey watch(SelectableChannel channel, PlatformSight sight) throws ClosedChannelException {
        try {
            Selector selector = selector();
            SelectionKey key;
            try {
                key = channel.register(selector, 0, sight);
            } catch (CancelledKeyException e) {
                // It was watched before, and the platform's selector has not noticed that this is over.
                flush();
                key = channel.register(selector, 0, sight);
            }
            synchronized (this) {
                watched++;
            }
            return key;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends that; the channel is free after the next look, or {@link #flush}. */
    void unwatch(SelectionKey key) {
        key.cancel();
        hasCancelled = true;
        synchronized (this) {
            watched--;
        }
    }

    /** Has the platform's selector let go of channels that are not watched any more, whoever waits in it. */
    void flush() {
        Selector selector = inner;
        if (selector == null) {
            return;
        }
        gate.lock();
        try {
            selector.wakeup();
            hasCancelled = false;
            if (selector.selectNow(this::found) > 0) {
                // They are noted, but not by the thread that waits.
                ring();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            gate.unlock();
        }
    }

    /** Looks at once, for a sight that is asked for more than before. */
    void look() {
        try {
            selector().selectNow(this::found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void found(SelectionKey key) {
        var sight = (PlatformSight) key.attachment();
        if (sight.found(key, turn)) {
            synchronized (disarmed) {
                disarmed.add(sight);
            }
        }
    }

    @Override
    public void glance() {
        Selector selector = inner;
        if (selector != null && (watched > 0 || hasCancelled)) {
            next();
            hasCancelled = false;
            look();
        }
    }

    /** Begins a new look: what was found before is armed again, as far as it is still asked for. */
    private void next() {
        synchronized (this) {
            turn++;
        }
        synchronized (disarmed) {
            disarmed.forEach(PlatformSight::rearm);
            disarmed.clear();
        }
    }

    @Override
    public void await(long deadline) throws InterruptedException {
        Selector selector = inner;
        if (selector == null || watched == 0) {
            parked.await(deadline);
            return;
        }
        // Lets whoever flushes have the selector first.
        gate.lock();
        try {
            next();
        } finally {
            gate.unlock();
        }
        try {
            if (deadline == Deadline.NEVER) {
                selector.select(this::found);
            } else {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - now() + 999_999);
                if (leftMillis > 0) {
                    selector.select(this::found, leftMillis);
                } else {
                    look();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void close() {
        Selector selector = inner;
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
