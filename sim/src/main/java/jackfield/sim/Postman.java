package jackfield.sim;

import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets things happen at their time, in real time: one daemon thread, which waits for the earliest.
 *
 * <p>Of two for the same moment, the one entered first comes first. Thread-safe. What happens runs on the postman's
 * thread, under no lock of the postman.
 */
final class Postman implements AutoCloseable {
    private record Errand(long nanos, long order, Runnable deed) implements Comparable<Errand> {
        @Override
        public int compareTo(Errand other) {
            return nanos != other.nanos ? Long.compare(nanos, other.nanos) : Long.compare(order, other.order);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Errand> errands = new PriorityQueue<>();
    private final long startNanos = System.nanoTime();
    private long count;
    private boolean isClosed;

    Postman(String name) {
        Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** {@return nanoseconds since the postman began} */
    long now() {
        return System.nanoTime() - startNanos;
    }

    /** Lets {@code deed} happen at {@code nanos}, or as soon as may be if that is past; never once closed. */
    void at(long nanos, Runnable deed) {
        lock.lock();
        try {
            var errand = new Errand(nanos, count++, deed);
            errands.add(errand);
            if (errand.equals(errands.peek())) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What has not happened yet does not happen any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Runnable deed;
        while ((deed = next()) != null) {
            deed.run();
        }
    }

    /** Waits. {@return what is to happen now, null when closed} */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            while (!isClosed) {
                Errand errand = errands.peek();
                long left = errand == null ? Long.MAX_VALUE : errand.nanos - now();
                if (errand != null && left <= 0) {
                    errands.remove();
                    return errand.deed;
                }
                sleep(left);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // Its caller loops.
    private void sleep(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException _) {
            // Nobody has a reason to interrupt this thread; it looks again, and sleeps on.
        }
    }
}
