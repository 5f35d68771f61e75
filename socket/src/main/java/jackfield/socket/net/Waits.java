package jackfield.socket.net;

import jackfield.engine.base.Errno;
import jackfield.socket.Patience;
import jackfield.socket.SocketException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How {@code java.net}'s calls wait: a time-out counts from the call, waiting for its turn included, platform threads
 * heed no interrupt, and virtual threads end with an {@link InterruptedIOException}.
 */
final class Waits {
    /** Time left after {@link #lock}: none was asked for. */
    static final long FOREVER = 0;

    private Waits() {}

    /** {@return the patience of this thread for so long, {@link #FOREVER} for no end} */
    static Patience patience(long nanos) {
        return new Patience(
                nanos == FOREVER ? Patience.FOREVER : nanos,
                Thread.currentThread().isVirtual());
    }

    /**
     * Takes the lock; the caller unlocks it unless the answer is negative.
     *
     * @param millis at most so long, 0 for no end
     * @return nanoseconds left, {@link #FOREVER} if {@code millis} is 0, negative if time is over
     */
    static long lock(ReentrantLock lock, int millis) {
        if (millis == 0) {
            lock.lock();
            return FOREVER;
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean isInterrupted = false;
        boolean isMine = false;
        long left = end - System.nanoTime();
        while (!isMine && left > 0) {
            try {
                isMine = lock.tryLock(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
            left = end - System.nanoTime();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (isMine && left <= 0) {
            lock.unlock();
        }
        return left > 0 ? left : -1;
    }

    /** Throws what ends a wait whatever the call: an interrupt. */
    static void throwIfInterrupted(SocketException refused) throws IOException {
        if (refused.errno() == Errno.EINTR) {
            throw new InterruptedIOException();
        }
    }
}
