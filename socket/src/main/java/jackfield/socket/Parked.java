package jackfield.socket;

import java.util.concurrent.locks.LockSupport;

/** One thread in one wait for endpoints of a live host. */
final class Parked {
    private final Thread thread = Thread.currentThread();
    /** Set under the engine's lock, once; the thread is unparked after the lock is given back. */
    private volatile boolean isTold;

    /** {@return whether this was the first time} */
    boolean tell() {
        boolean isFirst = !isTold;
        isTold = true;
        return isFirst;
    }

    boolean isTold() {
        return isTold;
    }

    void unpark() {
        LockSupport.unpark(thread);
    }
}
