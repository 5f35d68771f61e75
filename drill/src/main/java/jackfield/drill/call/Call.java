package jackfield.drill.call;

/** A system call that was begun; it may have to be tried several times. */
@FunctionalInterface
public interface Call {
    /** Goes on with the call at the time {@code now}. {@return its outcome; after one that is done it is not asked again} */
    Outcome attempt(long now);
}
