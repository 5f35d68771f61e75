package jackfield.socket.parity;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A call that goes on in another thread. */
record Calling<T>(Thread thread, FutureTask<T> task) {
    private static final long PATIENCE_SECONDS = 20;

    /** So often in a row a thread must be seen waiting: passing through a native method is no wait. */
    private static final int LOOKS = 4;

    private static final long LOOK_NANOS = 500_000;

    static <T> Calling<T> start(Thread.Builder builder, Callable<T> call) {
        var task = new FutureTask<>(call);
        return new Calling<>(builder.name("calling").start(task), task);
    }

    /** Waits until the thread waits: parked, or, in the JDK's own sockets, in the kernel. */
    Calling<T> untilBlocked() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int seen = 0;
        while (seen < LOOKS) {
            if (task.isDone() || System.nanoTime() > until) {
                throw new AssertionError("does not wait: " + task);
            }
            seen = isWaiting() ? seen + 1 : 0;
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return this;
    }

    private boolean isWaiting() {
        Thread.State state = thread.getState();
        if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
            return true;
        }
        StackTraceElement[] trace = thread.getStackTrace();
        return trace.length > 0
                && trace[0].isNativeMethod()
                && trace[0].getClassName().startsWith("sun.nio.ch.");
    }

    /** {@return what the call answers; throws what it throws} */
    T answer() throws Exception {
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            var stuck = new AssertionError("did not come back", e);
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits until the thread has ended. */
    void join() throws InterruptedException {
        if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
            var stuck = new AssertionError("did not come back");
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }
}
