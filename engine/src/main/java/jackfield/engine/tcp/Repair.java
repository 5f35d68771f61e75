package jackfield.engine.tcp;

/**
 * What may be sent again now.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5682#section-3.1">RFC 5682, 3.1</a>; Linux's {@code REXMIT_NEW}
 */
enum Repair {
    /** Nothing: the last news left it open what is lost. */
    NONE,
    /** What is lost. */
    LOST,
    /** New text first, whose acknowledgment tells more. */
    NEW_FIRST
}
