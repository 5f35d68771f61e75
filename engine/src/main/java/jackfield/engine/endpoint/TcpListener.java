package jackfield.engine.endpoint;

import jackfield.engine.tcp.Listener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of a listening endpoint that have not been accepted yet, so that its end is theirs. */
final class TcpListener {
    private final Listener<TcpSession> account;
    private final LinkedHashSet<TcpSession> halfOpen = new LinkedHashSet<>();

    TcpListener(int backlog) {
        account = new Listener<>(backlog);
    }

    void backlog(int wanted) {
        account.backlog(wanted);
    }

    int backlog() {
        return account.backlog();
    }

    boolean mayEstablish() {
        return account.mayEstablish();
    }

    boolean mayTakeSyn() {
        return account.mayTakeSyn();
    }

    void addHalfOpen(TcpSession session) {
        halfOpen.add(session);
        account.onHalfOpen();
    }

    boolean isHalfOpen(TcpSession session) {
        return halfOpen.contains(session);
    }

    /** The last acknowledgment of a half-open connection's handshake has come. */
    void establish(TcpSession session) {
        halfOpen.remove(session);
        account.onEstablished(session);
    }

    /** A connection ended. One that was established can still be accepted, and then tells its error. */
    void onClosed(TcpSession session) {
        if (halfOpen.remove(session)) {
            account.onAbandoned();
        }
    }

    @Nullable
    TcpSession accept() {
        return account.accept();
    }

    int acceptable() {
        return account.waiting();
    }

    /** {@return all that wait; the established ones are thereby forgotten} */
    List<TcpSession> takeAll() {
        var all = new ArrayList<TcpSession>(halfOpen);
        TcpSession session;
        while ((session = account.accept()) != null) {
            all.add(session);
        }
        return all;
    }
}
