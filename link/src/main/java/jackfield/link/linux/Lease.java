package jackfield.link.linux;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets threads use a descriptor and lets another close it, so that no call meets a number the kernel has given to
 * somebody else meanwhile.
 *
 * <p>Between {@link #enter} and {@link #leave} the descriptor stays open; the last to leave after {@link #end} frees
 * it. Thread-safe, without a lock.
 */
final class Lease {
    private static final int ENDED = 1 << 30;

    private final AtomicInteger users = new AtomicInteger();
    private final CountDownLatch freed = new CountDownLatch(1);
    private final Runnable free;

    /** @param free closes the descriptor, run once */
    Lease(Runnable free) {
        this.free = free;
    }

    /** {@return whether the descriptor may be used, until {@link #leave}} */
    boolean enter() {
        if ((users.incrementAndGet() & ENDED) == 0) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (users.decrementAndGet() == ENDED) {
            freeOnce();
        }
    }

    /** Lets nobody in any more, runs {@code wake} for those inside, and returns when the descriptor is freed. */
    void end(Runnable wake) {
        // Whoever ends it is inside too while it wakes the others, who need the descriptor to be woken by.
        int before = users.getAndUpdate(count -> (count & ENDED) == 0 ? (count | ENDED) + 1 : count);
        if ((before & ENDED) == 0) {
            wake.run();
            leave();
        }
        boolean interrupted = false;
        while (true) {
            try {
                freed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void freeOnce() {
        // One that came too late may bring the count back to the same value.
        if (users.compareAndSet(ENDED, ENDED | ENDED >>> 1)) {
            free.run();
            freed.countDown();
        }
    }
}
