package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.tcp.SendProgress;
import jackfield.engine.tcp.TcpState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The calls that move text over a connection, or end one direction of it; each looks afterwards at what has changed.
 *
 * <p>A session is null where there is no connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1">RFC 9293, 3.9.1</a>; send(2), recv(2)
 */
final class StreamCalls {
    private final TcpSessions sessions;
    private final StreamNotices notices;

    StreamCalls(TcpSessions sessions, StreamNotices notices) {
        this.sessions = sessions;
        this.notices = notices;
    }

    /** {@return bytes taken, or -errno; {@code kind}: bits of {@link jackfield.engine.tcp.Writing}} */
    int send(
            long now,
            @Nullable TcpSession session,
            byte[] bytes,
            int at,
            int length,
            int kind,
            boolean zeroCopy,
            int stamps) {
        Objects.checkFromIndexSize(at, length, bytes.length);
        if (session == null) {
            return Errno.EPIPE.refusal();
        }
        int refusal = zeroCopy ? notices.refusesZeroCopy() : 0;
        if (refusal != 0) {
            return refusal;
        }
        int taken = session.connection.write(now, bytes, at, length, kind);
        notices.onWritten(session.connection.progress(), taken, zeroCopy, stamps);
        sessions.settle(now, session);
        return taken;
    }

    /** {@return bytes read, 0 at the end, or -errno} */
    int receive(long now, @Nullable TcpSession session, byte[] into, int at, int length) {
        Objects.checkFromIndexSize(at, length, into.length);
        if (session == null) {
            return Errno.ENOTCONN.refusal();
        }
        int read = session.connection.read(now, into, at, length);
        sessions.settle(now, session);
        return read;
    }

    /** {@return bytes thrown away, 0 at the end, or -errno} */
    int skip(long now, @Nullable TcpSession session, int length) {
        if (session == null) {
            return Errno.ENOTCONN.refusal();
        }
        int skipped = session.connection.skip(now, length);
        sessions.settle(now, session);
        return skipped;
    }

    /** {@return 0 or -ENOTCONN} */
    int shutdown(long now, @Nullable TcpSession session, boolean read, boolean write) {
        if (session == null || session.connection.state() == TcpState.CLOSED) {
            return Errno.ENOTCONN.refusal();
        }
        int answer = write ? session.connection.shutdownWrite(now) : 0;
        if (read && answer == 0) {
            session.connection.shutdownRead(now);
        }
        sessions.settle(now, session);
        return answer;
    }

    /** SO_TIMESTAMPING's OPT_ID counts bytes from here. */
    void countBytes(@Nullable TcpSession session, boolean fromWritten) {
        if (session != null) {
            SendProgress progress = session.connection.progress();
            notices.countFrom(fromWritten ? progress.written() : progress.acknowledged());
        }
    }

    /** TCP_QUICKACK. */
    void quickAck(long now, @Nullable TcpSession session, int value) {
        if (session != null) {
            session.connection.quickAck(now, value);
            sessions.settle(now, session);
        }
    }

    /** Ends the connection at once with RST. */
    void abort(long now, @Nullable TcpSession session) {
        if (session != null) {
            session.connection.abort(now);
            sessions.settle(now, session);
        }
    }

    /** The application is gone; the connection ends in its own time. */
    void close(long now, @Nullable TcpSession session) {
        if (session != null) {
            session.connection.close(now);
            sessions.settle(now, session);
        }
    }
}
