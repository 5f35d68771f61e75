package jackfield.drill.setting;

/** A shell command of a script was executed and failed; the message has its output. */
public final class ShellFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShellFailure(String message) {
        super(message);
    }
}
