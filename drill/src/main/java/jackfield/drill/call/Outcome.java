package jackfield.drill.call;

import java.util.List;

/** What one attempt of a system call came to. */
public sealed interface Outcome {
    /**
     * It returned.
     *
     * @param value the result, or -errno
     * @param wrong in words, what it wrote into its arguments that is not as the script says
     */
    record Done(long value, List<String> wrong) implements Outcome {
        public Done {
            wrong = List.copyOf(wrong);
        }
    }

    /**
     * It blocks: to be tried again when something has happened.
     *
     * @param deadline when its own time limit is over; {@link jackfield.engine.base.Deadline#NEVER} without one
     */
    record Blocks(long deadline) implements Outcome {}

    /** {@return a result without arguments to check} */
    static Outcome done(long value) {
        return new Done(value, List.of());
    }
}
