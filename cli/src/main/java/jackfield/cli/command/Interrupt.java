package jackfield.cli.command;

import jackfield.socket.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as commands see it: an order to end what goes on, close cleanly and tell what was done.
 *
 * <p>The process's own is raised by the JVM's shutdown, which then waits a little until the command has said its last
 * word; the JVM itself makes the exit code of it (130 for SIGINT). Thread-safe.
 */
public final class Interrupt {
    /** The exit code of a command ended by SIGINT: 128 + 2, as shells have it. */
    static final int EXIT_CODE = 130;

    private static final long PATIENCE_SECONDS = 3;

    private final List<Runnable> actions = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean wasRaised;

    /** Makes one that is raised by {@link #raise} only. */
    public Interrupt() {}

    /** Undoes {@link Interrupt#onRaise}. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    static Interrupt ofProcess() {
        var interrupt = new Interrupt();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("interrupt").unstarted(interrupt::shutDown));
        return interrupt;
    }

    /** Runs {@code action} when raised, at once if it has been. Actions must not wait. */
    Registration onRaise(Runnable action) {
        boolean isLate;
        synchronized (this) {
            isLate = wasRaised;
            if (!isLate) {
                actions.add(action);
            }
        }
        if (isLate) {
            action.run();
        }
        return () -> remove(action);
    }

    /** Closes {@code socket} when raised, which ends the calls that wait on it. */
    Registration closing(Socket socket) {
        return onRaise(socket::close);
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }

    /** {@return whether the user wants an end} */
    synchronized boolean wasRaised() {
        return wasRaised;
    }

    /** Tells everybody who listens. {@return whether anybody did} */
    public boolean raise() {
        List<Runnable> told;
        synchronized (this) {
            wasRaised = true;
            told = List.copyOf(actions);
        }
        told.forEach(Runnable::run);
        return !told.isEmpty();
    }

    /** Says that the command has said its last word. */
    void done() {
        done.countDown();
    }

    private void shutDown() {
        try {
            if (raise() && !done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("jackfield: gave up waiting for the command to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
