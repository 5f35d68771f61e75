package jackfield.engine.base;

/**
 * One deadline that can be armed again and again without making an object: a node of a {@link DeadlineHeap}.
 *
 * <p>Owned by whoever it rings for; in at most one heap.
 */
public final class Alarm {
    final Due due;
    long deadline = Deadline.NEVER;
    long order;
    int at = -1;

    /** Makes an alarm that is not armed. */
    public Alarm(Due due) {
        this.due = due;
    }

    /** {@return whether it will ring} */
    public boolean isArmed() {
        return at >= 0;
    }

    /** {@return when it will ring; {@link Deadline#NEVER} if not armed} */
    public long deadline() {
        return deadline;
    }
}
