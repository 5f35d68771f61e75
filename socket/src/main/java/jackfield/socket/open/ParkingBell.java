package jackfield.socket.open;

import jackfield.engine.base.Deadline;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A bell in real time: the waiting thread parks, so that a virtual one is not pinned.
 *
 * <p>No ringing is lost: the ringer sets {@code isRung} and then looks for a thread, the waiter says which thread it
 * is and then looks at {@code isRung}; one of the two sees the other. Unpark before park makes park return at once.
 */
public final class ParkingBell implements Bell {
    private final long startNanos = System.nanoTime();
    private volatile boolean isRung;
    private volatile @Nullable Thread waiting;

    @Override
    public long now() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public void await(long deadline) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            while (!isRung) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (deadline == Deadline.NEVER) {
                    LockSupport.park(this);
                    continue;
                }
                long leftNanos = deadline - now();
                if (leftNanos <= 0) {
                    return;
                }
                LockSupport.parkNanos(this, leftNanos);
            }
        } finally {
            waiting = null;
            isRung = false;
        }
    }

    @Override
    public void ring() {
        isRung = true;
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
