package jackfield.drill.python;

/**
 * A piece of code.
 *
 * @param text as written; of a string the decoded or, for an f-string, the raw inside
 * @param line from 1
 * @param start where it begins in the code
 * @param end where it ends
 */
record Token(Kind kind, String text, int line, int start, int end) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        FORMATTED,
        OPERATOR,
        NEWLINE,
        INDENT,
        DEDENT,
        END
    }

    boolean is(String operatorOrName) {
        return (kind == Kind.OPERATOR || kind == Kind.NAME) && text.equals(operatorOrName);
    }
}
