package jackfield.socket.open;

import java.util.concurrent.locks.LockSupport;

/** One thread in one wait; it may wait for several sockets, and is woken once. */
public final class Parked implements Watcher {
    private final Thread thread = Thread.currentThread();
    /** Set once, by whoever has the engine; the thread is unparked after that was given back. */
    private volatile boolean isTold;

    /** {@return whether this was the first time} */
    @Override
    public boolean told(int readiness) {
        boolean isFirst = !isTold;
        isTold = true;
        return isFirst;
    }

    /** {@return whether the wait is over} */
    public boolean isTold() {
        return isTold;
    }

    @Override
    public void wake() {
        LockSupport.unpark(thread);
    }
}
