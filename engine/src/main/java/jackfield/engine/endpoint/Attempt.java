package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.tcp.TcpConnection;
import jackfield.engine.tcp.TcpState;

/**
 * Whether connect answered EINPROGRESS and was not asked again, and what asking again is answered.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>
 */
final class Attempt {
    /** The connection has ended, and a new one may begin. */
    static final int OVER = 1;

    private boolean isOpen;

    /** connect was called; {@code goesOn} if its outcome is still to be asked for. */
    void begin(boolean goesOn) {
        isOpen = goesOn;
    }

    /** {@return what connect answers for {@code connection}: 0 or -errno; {@link #OVER} if it may connect anew} */
    int again(TcpConnection connection) {
        if (connection.waitsForText()) {
            return Errno.EISCONN.refusal();
        }
        TcpState state = connection.state();
        if (state == TcpState.SYN_SENT || state == TcpState.SYN_RCVD) {
            return Errno.EALREADY.refusal();
        }
        boolean wasOpen = isOpen;
        isOpen = false;
        if (state != TcpState.CLOSED) {
            return wasOpen ? 0 : Errno.EISCONN.refusal();
        }
        Errno error = connection.takeError();
        if (!wasOpen) {
            return OVER;
        }
        return (error == Errno.OK ? Errno.ECONNABORTED : error).refusal();
    }
}
