package jackfield.drill.run;

/**
 * One line of what happened while a script ran.
 *
 * @param nanos since the script began
 * @param line of the step that did or expected it; 0 for what no step asked for
 * @param text a packet or a call, in the script's notation
 * @param isWrong whether it is what the script failed by
 */
public record Entry(long nanos, int line, Kind kind, String text, boolean isWrong) {
    /** What happened. */
    public enum Kind {
        /** A packet of the script. */
        IN,
        /** A packet of the subject. */
        OUT,
        /** A call that began and waits. */
        BLOCKS,
        /** A call that returned. */
        CALL,
        /** A shell command or an assertion. */
        OTHER
    }
}
