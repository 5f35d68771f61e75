package jackfield.engine.endpoint;

import jackfield.engine.tcp.FastOpenQueue;
import jackfield.engine.tcp.Listener;
import jackfield.engine.tcp.OpeningConfig;
import org.jspecify.annotations.Nullable;

/** What a listening endpoint holds that has not been accepted yet, so that its end is theirs. */
final class TcpListener {
    private final Listener<TcpSession> account;
    private @Nullable SynRequest first;

    /** Its connections by Fast Open that are not complete. */
    final FastOpenQueue fastOpens = new FastOpenQueue();

    /** When a SYN was last answered by a cookie. */
    long lastCookieNanos = Long.MIN_VALUE / 2;

    TcpListener(OpeningConfig config, int backlog) {
        account = new Listener<>(config, backlog);
    }

    /** {@return its queues, counted} */
    Listener<TcpSession> account() {
        return account;
    }

    /** A SYN was answered. */
    void add(SynRequest request) {
        request.after = first;
        if (first != null) {
            first.before = request;
        }
        first = request;
        account.onHalfOpen();
    }

    /** Its handshake is complete or given up. */
    void remove(SynRequest request) {
        SynRequest before = request.before;
        SynRequest after = request.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        request.before = null;
        request.after = null;
        account.onEnded(request.half.timeouts() == 0);
    }

    /** The listening is over: what is half open is forgotten, and what was not accepted is reset. */
    void end(long now, TcpSessions sessions) {
        SynRequest request;
        while ((request = first) != null) {
            request.abandon(now);
        }
        // RFC 9293, 3.10.4; Linux resets what was established and not accepted.
        TcpSession waiting;
        while ((waiting = account.accept()) != null) {
            waiting.connection.abort(now);
            sessions.settle(now, waiting);
        }
    }
}
