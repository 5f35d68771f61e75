package jackfield.socket;

import jackfield.engine.base.Deadline;

/**
 * How long one call waits and whether an interrupt ends its wait, in place of what the socket's SO_RCVTIMEO,
 * SO_SNDTIMEO and O_NONBLOCK say.
 *
 * <p>Made for callers with rules of their own, such as {@code java.net}'s: its time-outs belong to a call, and its
 * platform threads do not heed interrupts.
 *
 * @param nanos how long: 0 only tries, {@link #FOREVER} has no end
 * @param heedsInterrupts if not, a wait goes on when the thread is interrupted; the status is set again when the call
 *     ends
 */
public record Patience(long nanos, boolean heedsInterrupts) {
    /** Without end. */
    public static final long FOREVER = Deadline.NEVER;

    public Patience {
        if (nanos < 0) {
            throw new IllegalArgumentException("a patience of " + nanos + " ns");
        }
    }

    /** {@return what {@link Ongoing} counts with} */
    long orNone() {
        return nanos == 0 ? Description.NONE : nanos;
    }
}
