package jackfield.sim;

import jackfield.engine.base.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the baton to one actor at a time, first woken first, and lets time jump when all wait.
 *
 * <pre>
 *   driver   | turn(a) --baton-> a runs ... a waits or ends --back--> | turn(b) ... | none is awake: agenda.next() |
 * </pre>
 *
 * <p>The driver is the thread that made the world, in {@code run} or waiting in a call of ours itself. Everything of
 * a world is touched only by whoever has the baton; handing it over is what makes the others see it.
 */
final class Stage {
    /** How long an actor may run in real time before it is taken for blocked outside of our calls. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long a world that is closed waits in real time for a thread to end. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Agenda agenda;
    private final long seed;
    private final Duration patience;
    private final Actor main;
    private final ArrayDeque<Actor> awake = new ArrayDeque<>();
    private final List<Actor> living = new CopyOnWriteArrayList<>();
    private final Semaphore back = new Semaphore(0);
    /** Who has the baton; null while the driver has it. */
    private volatile @Nullable Actor current;

    private boolean driving;
    private boolean lost;

    Stage(Agenda agenda, long seed, Duration patience) {
        this.agenda = agenda;
        this.seed = seed;
        this.patience = patience;
        this.main = new Actor(this, Thread.currentThread());
    }

    /** {@return a new actor, which runs when it is its turn} */
    Actor start(String name, Task task) {
        self("start");
        var actor = new Actor(this, name, task);
        living.add(actor);
        actor.thread().start();
        actor.prepare("start");
        wake(actor);
        return actor;
    }

    /** {@return the actor whose thread this is and who has the baton} */
    Actor self(String call) {
        Actor holder = current;
        Actor self = holder == null ? main : holder;
        if (self.thread().threadId() != Thread.currentThread().threadId()) {
            throw new IllegalStateException(call + " by thread '"
                    + Thread.currentThread().getName()
                    + "', which is no actor of this world: start it by World.start");
        }
        self.throwIfDeparted();
        return self;
    }

    /** Lets an actor that waits go on when it is its turn. */
    void wake(Actor actor) {
        if (actor.wake()) {
            awake.add(actor);
        }
    }

    /** Wakes an actor at a time, if wait number {@code wait} still goes on then. */
    void wakeAt(long nanos, Actor actor, long wait) {
        if (nanos == Deadline.NEVER) {
            return;
        }
        agenda.add(nanos, new Agenda.Event() {
            @Override
            long due() {
                return actor.isWaiting(wait) ? nanos() : Deadline.NEVER;
            }

            @Override
            void happen() {
                wake(actor);
            }
        });
    }

    /** Gives the baton back until woken; the wait has been prepared. */
    void park(Actor self) throws InterruptedException {
        // A wake that came while the wait was prepared has already put the actor in the row.
        if (self.thread().isInterrupted()) {
            wake(self);
        }
        try {
            if (self == main) {
                drive(() -> false);
            } else {
                back.release();
                self.baton().acquireUninterruptibly();
            }
        } finally {
            self.resume();
        }
        self.throwIfDeparted();
        if (Thread.interrupted()) {
            throw new InterruptedException("actor '" + self.name() + "' was interrupted");
        }
    }

    /** Sleeps in virtual time. */
    void sleep(long nanos) throws InterruptedException {
        Actor self = self("sleep");
        long deadline = Deadline.after(agenda.now(), Math.max(0, nanos));
        do {
            long wait = self.prepare("sleep of " + SimTime.text(nanos));
            wakeAt(deadline, self, wait);
            park(self);
        } while (agenda.now() < deadline);
    }

    /** Interrupts an actor: the call it waits in, or else the next, throws InterruptedException. */
    void interrupt(Actor actor) {
        self("interrupt");
        actor.thread().interrupt();
        wake(actor);
    }

    /** An actor's last word, on its thread. */
    void ended(Actor actor) {
        living.remove(actor);
        for (Actor joiner : List.copyOf(actor.joiners())) {
            wake(joiner);
        }
        back.release();
    }

    /**
     * Lets actors run and time pass until {@code enough} or, if the world's thread itself waits, until that is woken.
     */
    void drive(BooleanSupplier enough) {
        if (driving) {
            throw new IllegalStateException("the world is already running");
        }
        driving = true;
        try {
            while (true) {
                Actor next = awake.poll();
                if (next == main) {
                    return;
                }
                if (next != null) {
                    turn(next);
                } else if (enough.getAsBoolean()) {
                    return;
                } else if (!agenda.next(Deadline.NEVER)) {
                    throw new SimulationException(deadlock());
                }
            }
        } finally {
            driving = false;
        }
    }

    /** Lets actors run and events happen up to a time. {@return whether everything there was to do is done} */
    boolean driveUntil(long limit) {
        if (driving) {
            throw new IllegalStateException("the world is already running");
        }
        driving = true;
        try {
            do {
                letAwakeRun();
            } while (agenda.next(limit));
            return agenda.nextNanos() == Deadline.NEVER;
        } finally {
            driving = false;
        }
    }

    /** Lets one event happen, and all actors run that it woke. {@return whether there was one} */
    boolean step() {
        letAwakeRun();
        boolean happened = agenda.next(Deadline.NEVER);
        letAwakeRun();
        return happened;
    }

    private void letAwakeRun() {
        for (Actor next = awake.poll(); next != null; next = awake.poll()) {
            turn(next);
        }
    }

    /** {@return whether every actor's task has ended} */
    boolean isEmpty() {
        return living.isEmpty();
    }

    private void turn(Actor actor) {
        if (lost) {
            throw new SimulationException("an earlier run lost its baton" + where());
        }
        if (!handOver(actor, patience)) {
            lost = true;
            throw new SimulationException("actor '" + actor.name() + "' has not come back to a call of ours for "
                    + patience.toSeconds() + " s of real time" + where() + "\n  " + actor.report());
        }
        Throwable failure = actor.isDone() ? actor.failure() : null;
        if (failure != null) {
            throw new SimulationException("actor '" + actor.name() + "' failed" + where() + ": " + failure, failure);
        }
    }

    private boolean handOver(Actor actor, Duration patience) {
        current = actor;
        actor.baton().release();
        boolean interrupted = false;
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    if (!back.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return false;
                    }
                    current = null;
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String deadlock() {
        var text = new StringBuilder("deadlock: every actor waits and nothing is left to happen").append(where());
        if (main.isWaiting()) {
            text.append("\n  ").append(main.report());
        }
        for (Actor actor : living) {
            text.append("\n  ").append(actor.report());
        }
        return text.toString();
    }

    private String where() {
        return " (seed " + seed + ", at " + SimTime.text(agenda.now()) + ")";
    }

    /** Ends all actors: each one's call throws {@link Departed}; one that is outside of our calls is interrupted. */
    void close() {
        if (current != null && !lost) {
            throw new IllegalStateException("a world cannot be closed by one of its actors");
        }
        List<String> stuck = new ArrayList<>();
        for (Actor actor : List.copyOf(living)) {
            actor.depart(new Departed("the world was closed"));
            if (lost || !handOver(actor, FAREWELL)) {
                lost = true;
                actor.thread().interrupt();
                actor.baton().release(1 << 20);
            }
        }
        for (Actor actor : List.copyOf(living)) {
            if (!actor.isDone() && !hasEnded(actor.thread())) {
                stuck.add(actor.report());
            }
        }
        if (!stuck.isEmpty()) {
            throw new SimulationException("closed, but threads go on" + where() + "\n  " + String.join("\n  ", stuck));
        }
    }

    private static boolean hasEnded(Thread thread) {
        try {
            return thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
