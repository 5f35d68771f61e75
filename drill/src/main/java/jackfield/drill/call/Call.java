package jackfield.drill.call;

/** A system call that was begun; it may have to be tried several times. */
@FunctionalInterface
public interface Call {
    /** Goes on with the call at the time {@code now}. {@return its outcome; not asked again after one that is done} */
    Outcome attempt(long now);
}
