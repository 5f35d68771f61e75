package jackfield.drill.run;

/** What came of a script. */
public sealed interface Verdict {
    /** Every step was as the script says. */
    record Passed() implements Verdict {}

    /**
     * A step was not.
     *
     * @param line of the step
     * @param step the step as written
     * @param reason what is wrong
     * @param expected what the script says: a packet or a call's result; empty if that is not the matter
     * @param actual what was, in the same notation; empty if nothing was
     */
    record Failed(int line, String step, String reason, String expected, String actual) implements Verdict {}

    /** The script says something this interpreter does not know. */
    record Skipped(String reason) implements Verdict {}

    /** The script cannot be read. */
    record Unusable(String message) implements Verdict {}
}
