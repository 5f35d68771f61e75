package jackfield.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * An application thread in a world: it runs only while it has the baton, and time stands still while it runs.
 *
 * <p>Made by {@link World#start} or {@link SimHost#start}.
 */
public final class Actor {
    private final Stage stage;
    private final String name;
    private final Thread thread;
    private final boolean isMain;
    private final List<Actor> joiners = new ArrayList<>();
    private final Semaphore baton = new Semaphore(0);
    private boolean done;
    private boolean waiting;
    private boolean woken;
    private long waits;
    private String call = "";
    /** What it died of, if it died of something. */
    private @Nullable Throwable failure;
    /** What ends it at its next call of ours, if its host or world is gone. */
    private @Nullable Departed departed;

    /** An actor with a thread of its own. */
    Actor(Stage stage, String name, Task task) {
        this.stage = stage;
        this.name = name;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> live(task));
        this.isMain = false;
    }

    /** The world's own thread, which is an actor while it waits in a call of ours. */
    Actor(Stage stage, Thread thread) {
        this.stage = stage;
        this.name = "main";
        this.thread = thread;
        this.isMain = true;
    }

    private void live(Task task) {
        baton.acquireUninterruptibly();
        try {
            throwIfDeparted();
            task.run();
        } catch (Departed end) {
            if (departed == null) {
                failure = end;
            }
        } catch (Throwable thrown) {
            // After its host or world is gone, whatever an actor ends with is a consequence of that.
            failure = departed == null ? thrown : null;
        }
        done = true;
        stage.ended(this);
    }

    /** {@return the name it was started under} */
    public String name() {
        return name;
    }

    /** {@return whether its task has ended, in whichever way} */
    public boolean isDone() {
        return done;
    }

    /** Waits, in virtual time, until the actor is done. Must be called by another actor or the world's own thread. */
    public void join() throws InterruptedException {
        Actor self = stage.self("join");
        while (!done) {
            joiners.add(self);
            self.prepare("join of '" + name + "'");
            try {
                stage.park(self);
            } finally {
                joiners.remove(self);
            }
        }
    }

    Thread thread() {
        return thread;
    }

    List<Actor> joiners() {
        return joiners;
    }

    Semaphore baton() {
        return baton;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Begins a wait: from now on {@link #wake} counts. {@return the wait's number} */
    long prepare(String call) {
        this.call = call;
        waiting = true;
        woken = false;
        return ++waits;
    }

    /** Ends a wait. */
    void resume() {
        waiting = false;
        woken = false;
        call = "";
    }

    /** {@return whether wait number {@code wait} goes on} */
    boolean isWaiting(long wait) {
        return waiting && !woken && waits == wait;
    }

    boolean isWaiting() {
        return waiting;
    }

    boolean isWoken() {
        return woken;
    }

    /** {@return whether this ends a wait that nothing had ended yet} */
    boolean wake() {
        if (!waiting || woken) {
            return false;
        }
        woken = true;
        return true;
    }

    void depart(Departed departed) {
        this.departed = departed;
    }

    void throwIfDeparted() {
        Departed end = departed;
        if (end != null) {
            if (isMain) {
                departed = null;
            }
            throw end;
        }
    }

    /** {@return what it waits in, and its stack, for a report} */
    String report() {
        var text = new StringBuilder("actor '").append(name).append("' ");
        text.append(call.isEmpty() ? "is outside of our calls" : "waits in " + call);
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "actor '" + name + "'";
    }
}
