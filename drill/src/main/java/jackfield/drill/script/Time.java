package jackfield.drill.script;

/** When a step happens, as written; nanoseconds. */
public sealed interface Time {
    /** {@code 0.100}: since the script began. */
    record Absolute(long nanos) implements Time {}

    /** {@code +.1}: after the step before. */
    record Relative(long nanos) implements Time {}

    /** {@code *}: whenever it comes. */
    record Any() implements Time {}

    /** {@code 0.1~0.2}: anywhere between two moments since the script began. */
    record AbsoluteRange(long fromNanos, long toNanos) implements Time {}

    /** {@code +.1~+.2}: anywhere between two moments after the step before; {@code ~+.2} begins at once. */
    record RelativeRange(long fromNanos, long toNanos) implements Time {}
}
