package jackfield.socket.kernel;

import java.util.concurrent.locks.LockSupport;

/** One thread in one wait; it may be among the waiters of several descriptors. */
final class Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile boolean isReleased;

    boolean isReleased() {
        return isReleased;
    }

    /** Ends the wait, from any thread. */
    void release() {
        if (!isReleased) {
            isReleased = true;
            LockSupport.unpark(thread);
        }
    }
}
