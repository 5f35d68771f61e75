package jackfield.socket.open;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread waits for many members: those that may be ready are noted by any thread, and fetched by the one.
 *
 * <pre>
 *   any thread, an engine held:  note(member) -> to be rung?      engine given back:  ring()
 *   the waiter:                  next() ... look at each ... await(deadline), and again
 * </pre>
 *
 * <p>A look costs as much as members were noted, however many there are.
 *
 * <p><b>No note is lost.</b> {@link #note} first puts the member into the queue and then asks whether the waiter
 * sleeps; {@link #await} first says that it sleeps and then looks into the queue: one of the two sees the other. A
 * member that is in the queue already is not put again, and {@link #next} says that it has left before anybody looks
 * at its readiness: what changes after that look notes it anew. Whoever finds the waiter asleep takes that back, so
 * that one sleep is rung once, and rings after giving its engine back; until then the waiter sleeps, or will find the
 * bell rung.
 */
public final class Lookout<M extends Lookout.Member> {
    /** One that can be noted. */
    public interface Member {
        /** {@return whether it is noted: false at first, and the lookout's own} */
        AtomicBoolean noted();
    }

    private final Bell bell;
    private final ConcurrentLinkedQueue<M> noted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isAsleep = new AtomicBoolean();
    private final AtomicBoolean isWoken = new AtomicBoolean();

    public Lookout(Bell bell) {
        this.bell = bell;
    }

    /** {@return the time of {@link #await}'s deadlines} */
    public long now() {
        return bell.now();
    }

    /** {@return what is waited by} */
    public Bell bell() {
        return bell;
    }

    /** Takes note of a member; from any thread, without a lock. {@return whether {@link #ring} must follow} */
    public boolean note(M member) {
        if (member.noted().compareAndSet(false, true)) {
            noted.add(member);
        }
        return isAsleep.get() && isAsleep.compareAndSet(true, false);
    }

    /** Wakes the waiter; without any engine. */
    public void ring() {
        bell.ring();
    }

    /** {@link #note} and {@link #ring}, without any engine. */
    public void poke(M member) {
        if (note(member)) {
            ring();
        }
    }

    /** Ends the wait that goes on or, if none does, the next one: {@link #takeWakeup} tells. */
    public void wakeup() {
        isWoken.set(true);
        if (isAsleep.compareAndSet(true, false)) {
            ring();
        }
    }

    /** {@return whether there was a wakeup since this was asked last} */
    public boolean takeWakeup() {
        return isWoken.get() && isWoken.getAndSet(false);
    }

    /** {@return a member that was noted, in the order of the notes; null if there is none} */
    public @Nullable M next() {
        M member = noted.poll();
        if (member != null) {
            member.noted().set(false);
        }
        return member;
    }

    /**
     * Waits for a note, a wakeup or the deadline, without any engine; may return early. One thread at a time.
     *
     * @throws InterruptedException if the thread was or is interrupted; its status is cleared
     */
    public void await(long deadline) throws InterruptedException {
        isAsleep.set(true);
        try {
            if (noted.isEmpty() && !isWoken.get()) {
                bell.await(deadline);
            }
        } finally {
            isAsleep.set(false);
        }
    }
}
