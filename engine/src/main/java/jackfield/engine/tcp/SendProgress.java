package jackfield.engine.tcp;

/**
 * How far a connection's text has come, in sequence numbers.
 *
 * <pre>
 *   acknowledged <= sent <= written
 * </pre>
 *
 * <p>Reads the parts it was made of; never changes them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.3.1">RFC 9293, 3.3.1</a>
 */
public final class SendProgress {
    private final SendSide send;

    SendProgress(SendSide send) {
        this.send = send;
    }

    /** {@return SND.UNA} */
    public int acknowledged() {
        return send.window().sndUna();
    }

    /** {@return SND.NXT} */
    public int sent() {
        return send.window().sndNxt();
    }

    /** {@return one past the last byte written} */
    public int written() {
        return send.writtenEnd();
    }

    /** {@return most bytes that leave in one piece} */
    public int goalBytes() {
        return send.goalBytes();
    }
}
