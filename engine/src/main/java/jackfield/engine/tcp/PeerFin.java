package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;

/**
 * Where the peer's text ends, once it has said so, and whether all before it has come.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.4">RFC 9293, 3.10.7.4</a>, eighth
 */
final class PeerFin {
    private boolean isKnown;
    private boolean isTaken;
    private int at;

    /** The first that is told counts. */
    void note(int seq) {
        if (!isKnown) {
            isKnown = true;
            at = seq;
        }
    }

    /** {@return whether this is the first time} */
    boolean take() {
        boolean isFirst = !isTaken;
        isTaken = true;
        return isFirst;
    }

    boolean isKnown() {
        return isKnown;
    }

    boolean isTaken() {
        return isTaken;
    }

    /** {@return whether it stands at {@code seq}} */
    boolean isAt(int seq) {
        return isKnown && at == seq;
    }

    /** {@return whether text up to {@code end} would go on beyond it} */
    boolean isBefore(int end) {
        return isKnown && isAfter(end, at);
    }

    /** {@return whether text before it is missing} */
    boolean waits(int rcvNxt) {
        return isKnown && !isTaken && at != rcvNxt;
    }
}
