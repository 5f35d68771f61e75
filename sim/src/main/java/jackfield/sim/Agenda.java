package jackfield.sim;

import jackfield.engine.base.Deadline;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The virtual clock and what is to happen next: events ordered by time, and at one time by the order they were entered.
 *
 * <p>Time stands still but in {@link #next}. Not thread-safe; used by whoever holds the baton.
 */
final class Agenda {
    /** Something that happens at a time, unless it has been put off or called off until then. */
    abstract static class Event {
        private long nanos;
        private long order;

        /** {@return when this is entered for} */
        final long nanos() {
            return nanos;
        }

        /** {@return when it is really due: as entered, or later, or {@link Deadline#NEVER} if it was called off} */
        abstract long due();

        abstract void happen();
    }

    /** An event that is neither put off nor called off. */
    static final class Certain extends Event {
        private final Runnable body;

        Certain(Runnable body) {
            this.body = body;
        }

        @Override
        long due() {
            return nanos();
        }

        @Override
        void happen() {
            body.run();
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.<Event>comparingLong(event -> event.nanos).thenComparingLong(event -> event.order));
    private long now;
    private long entered;

    /** {@return virtual nanoseconds since the world began} */
    long now() {
        return now;
    }

    /** Enters an event; one for a time gone by happens as soon as it is its turn. */
    void add(long nanos, Event event) {
        event.nanos = Math.max(nanos, now);
        event.order = entered++;
        events.add(event);
    }

    /** {@return when the next event is due, or {@link Deadline#NEVER}} */
    long nextNanos() {
        for (Event event = events.peek(); event != null; event = events.peek()) {
            long due = event.due();
            if (due <= event.nanos) {
                return event.nanos;
            }
            events.poll();
            if (due != Deadline.NEVER) {
                add(due, event);
            }
        }
        return Deadline.NEVER;
    }

    /**
     * Lets time jump to the next event, and lets that happen, if it is due by {@code limit}. {@return whether it did}
     */
    boolean next(long limit) {
        long nanos = nextNanos();
        if (nanos == Deadline.NEVER || nanos > limit) {
            return false;
        }
        Event event = events.remove();
        now = nanos;
        event.happen();
        return true;
    }

    /** Lets time pass in which nothing is due. */
    void advanceTo(long nanos) {
        now = Math.max(now, nanos);
    }
}
