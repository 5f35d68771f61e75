package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.tcp.TcpConnection;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.SockAddr;

/**
 * Connects, and knows whether connect answered EINPROGRESS and was not asked again.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>
 */
final class Attempt {
    /** The connection has ended, and a new one may begin. */
    private static final int OVER = 1;

    private final ActiveOpen activeOpen;
    private boolean isOpen;

    Attempt(ActiveOpen activeOpen) {
        this.activeOpen = activeOpen;
    }

    /** connect. {@return 0 or -errno} */
    int connect(long now, TcpEndpoint endpoint, SockAddr remote) {
        TcpSession session = endpoint.session();
        if (session != null) {
            int answer = again(session.connection);
            if (session.connection.state() == TcpState.CLOSED) {
                endpoint.detach();
            }
            if (answer != OVER) {
                return answer;
            }
        }
        int answer = activeOpen.connect(now, endpoint, remote, ActiveOpen.Opening.CONNECT);
        TcpSession opened = endpoint.session();
        if (opened != null && opened.connection.waitsForText()) {
            // Linux: the first write connects, and this call is over.
            return 0;
        }
        isOpen = answer == Errno.EINPROGRESS.refusal();
        return answer;
    }

    /** sendto with MSG_FASTOPEN. {@return bytes that leave with the SYN, or -errno} */
    int send(long now, TcpEndpoint endpoint, byte[] bytes, int at, int length, SockAddr remote) {
        TcpSession session = endpoint.session();
        if (session != null && session.connection.state() != TcpState.CLOSED) {
            boolean isBegun = session.connection.state() == TcpState.SYN_SENT;
            return (isBegun ? Errno.EALREADY : Errno.EISCONN).refusal();
        }
        endpoint.detach();
        int answer = activeOpen.send(now, endpoint, bytes, at, length, remote);
        isOpen = endpoint.session() != null;
        return answer;
    }

    private int again(TcpConnection connection) {
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
