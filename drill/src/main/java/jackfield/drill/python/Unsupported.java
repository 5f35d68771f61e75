package jackfield.drill.python;

/** Python that this evaluator does not do, or does not do exactly as Python; the reason says what and in which line. */
public final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Unsupported(String reason) {
        super(reason);
        this.reason = reason;
    }

    Unsupported(int line, String reason) {
        this("line " + line + ": " + reason);
    }

    public String reason() {
        return reason;
    }
}
