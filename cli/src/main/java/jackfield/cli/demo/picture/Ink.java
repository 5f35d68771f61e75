package jackfield.cli.demo.picture;

/** The colours of a picture, as ANSI's "select graphic rendition" numbers; only the terminal's own sixteen colours. */
enum Ink {
    PLAIN(""),
    DIM("2"),
    BOLD("1"),
    /** Calls that wait. */
    WAITS("33"),
    /** What released a call. */
    CAUSE("32"),
    STATE("1;36"),
    FROM_LEFT("34"),
    FROM_RIGHT("35"),
    /** What is sent again. */
    AGAIN("1;33"),
    /** What was lost or refused. */
    BAD("1;31");

    private final String codes;

    Ink(String codes) {
        this.codes = codes;
    }

    /** {@return {@code text} in this ink if {@code coloured}, else as it is} */
    String paint(String text, boolean coloured) {
        return !coloured || codes.isEmpty() || text.isBlank() ? text : "\u001B[" + codes + "m" + text + "\u001B[0m";
    }
}
