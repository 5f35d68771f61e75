package jackfield.engine.tcp;

import jackfield.engine.base.Errno;

/**
 * Keeps the error that the next call is to be told, once, and a soft one that may explain a later time-out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.2.2">RFC 9293, 3.9.2.2</a>; RFC 5927, 5; the pair is
 *     Linux's sk_err and sk_err_soft
 */
final class PendingError {
    private Errno error = Errno.OK;
    private Errno soft = Errno.OK;

    /** The connection has failed. */
    void raise(Errno cause) {
        error = cause;
    }

    /** It timed out: of what was remembered, if anything was. */
    void raiseTimeout() {
        raise(soft == Errno.OK ? Errno.ETIMEDOUT : soft);
    }

    /** Something may be wrong with the path: RFC 9293, MUST-56, not to abort for it. */
    void remember(Errno cause) {
        soft = cause;
    }

    /** The path works. */
    void forget() {
        soft = Errno.OK;
    }

    /** {@return the error, which is thereby taken; {@link Errno#OK} if there is none} */
    Errno take() {
        Errno taken = error;
        error = Errno.OK;
        return taken;
    }

    boolean isPending() {
        return error != Errno.OK;
    }
}
