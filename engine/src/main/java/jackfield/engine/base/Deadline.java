package jackfield.engine.base;

/**
 * A time at which something is due: nanoseconds since the engine was made, compared with {@code <}.
 *
 * <p>The engine's time starts at 0 and never goes back or wraps.
 */
public final class Deadline {
    /** Nothing is due. */
    public static final long NEVER = Long.MAX_VALUE;

    private Deadline() {}

    /** {@return {@code now + nanos}, or {@link #NEVER} if that lies beyond all time} */
    public static long after(long now, long nanos) {
        long deadline = now + nanos;
        return deadline < now ? NEVER : deadline;
    }
}
