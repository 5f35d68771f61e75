package jackfield.engine.endpoint;

import jackfield.engine.base.DropReason;
import jackfield.engine.route.Path;
import jackfield.engine.tcp.InitialSequence;
import jackfield.engine.tcp.TcpConnection;
import jackfield.wire.SockAddr;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection of a SYN that a listener has room for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.2">RFC 9293, 3.10.7.2</a>
 */
final class PassiveOpen {
    /** Makes the endpoint that accept will hand out. */
    interface Children {
        TcpEndpoint child(TcpEndpoint listener);
    }

    private final TcpSessions sessions;
    private final InitialSequence sequence;
    private final Children children;

    PassiveOpen(TcpSessions sessions, InitialSequence sequence, Children children) {
        this.sessions = sessions;
        this.sequence = sequence;
        this.children = children;
    }

    /** {@return null, or why there is no connection} */
    @Nullable
    DropReason answer(long now, TcpEndpoint endpoint, TcpSegment syn, int ecn, SockAddr local, SockAddr remote, int iss) {
        TcpListener listener = endpoint.listener();
        if (listener == null || !listener.mayTakeSyn()) {
            return DropReason.BACKLOG_FULL;
        }
        TcpEndpoint child = children.child(endpoint);
        Path path = child.addressing().path(remote.address(), local.address());
        if (path == null || path.isBroadcast()) {
            return DropReason.NO_ROUTE;
        }
        TcpConnection connection = TcpConnection.answer(
                now,
                sessions.fit(now, endpoint.config(), remote.address(), path),
                syn,
                ecn,
                iss,
                sequence.timestampOffset(local.address(), remote.address()));
        TcpSession session = sessions.add(now, connection, child, endpoint.binding(), local, remote);
        session.listener = listener;
        listener.addHalfOpen(session);
        return null;
    }
}
