package jackfield.socket.open;

/**
 * What one thread waits for and any thread rings: the one place where a selector waits, so that a simulator, or the
 * platform's own selector, can take it over.
 *
 * <p>A ringing before the wait ends the next wait at once: none is lost. Whoever returns from {@link #await} looks at
 * everything for which it might have been rung.
 */
public interface Bell {
    /** {@return the time of this bell's deadlines, nanoseconds} */
    long now();

    /**
     * Waits until rung or until the deadline ({@link jackfield.engine.base.Deadline#NEVER} for none), without any
     * engine; may return early. One thread at a time.
     *
     * @throws InterruptedException if the thread was or is interrupted; its status is cleared
     */
    void await(long deadline) throws InterruptedException;

    /** Ends the wait that goes on or, if none does, the next one. From any thread, without any engine. */
    void ring();

    /**
     * Takes note of what is ready elsewhere, without waiting; at the start of each look, by the thread that waits.
     * There is nothing elsewhere unless the bell says so.
     */
    default void glance() {}

    /** Nobody waits here any more. */
    default void close() {}
}
