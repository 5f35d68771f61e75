package jackfield.drill.run;

/** Ends a script at a step that was not as the script says. */
final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String expected;
    private final String actual;

    /**
     * @param line of the step; 0 for the one that runs now
     * @param expected what the script says, may be empty
     * @param actual what was, may be empty
     */
    StepFailure(int line, String reason, String expected, String actual) {
        super(reason);
        this.line = line;
        this.expected = expected;
        this.actual = actual;
    }

    int line() {
        return line;
    }

    String expected() {
        return expected;
    }

    String actual() {
        return actual;
    }
}
