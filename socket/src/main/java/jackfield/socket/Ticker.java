package jackfield.socket;

import jackfield.engine.base.Deadline;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a live host's timers: one daemon thread, parked until the engine's next deadline.
 *
 * <p>It is unparked only for a deadline earlier than the one it sleeps to. One that moved later, as a retransmission
 * timer does with every acknowledgment, costs nothing: the thread finds nothing due and sleeps on.
 */
final class Ticker {
    private final LiveBlocking host;
    private final Thread thread;
    /** When the thread will look next; changed under the engine's lock. */
    private volatile long sleepsUntil = Deadline.NEVER;

    private volatile boolean isStopped;

    Ticker(String name, LiveBlocking host) {
        this.host = host;
        thread = Thread.ofPlatform()
                .daemon()
                .name("jackfield-" + name + "-timers")
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        isStopped = true;
        unpark();
    }

    /**
     * Under the engine's lock: takes note of the next deadline. {@return whether to {@link #unpark} after unlocking}
     */
    boolean mustWakeBy(long deadline) {
        if (deadline >= sleepsUntil) {
            return false;
        }
        sleepsUntil = deadline;
        return !Thread.currentThread().equals(thread);
    }

    void unpark() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!isStopped) {
            long until = sleepsUntil;
            long now = host.clock();
            if (now >= until) {
                host.enter();
                sleepsUntil = Deadline.NEVER;
                // Leaving runs what is due, and asks again when to wake.
                host.leave();
            } else if (until == Deadline.NEVER) {
                LockSupport.park(host);
            } else {
                LockSupport.parkNanos(host, until - now);
            }
        }
    }
}
