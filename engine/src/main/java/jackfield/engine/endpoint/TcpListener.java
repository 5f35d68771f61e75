package jackfield.engine.endpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections that have not been accepted yet: half open, and established.
 *
 * <p>As on Linux the accept queue holds one more than the backlog says, and the SYN queue at least
 * {@value #LEAST_HALF_OPEN}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/listen.2.html">listen(2)</a>; RFC 4987, 3
 */
final class TcpListener {
    private static final int MAX_BACKLOG = 4096;
    private static final int LEAST_HALF_OPEN = 16;

    private final LinkedHashSet<TcpSession> halfOpen = new LinkedHashSet<>();
    private final ArrayDeque<TcpSession> established = new ArrayDeque<>();
    private int backlog;

    TcpListener(int backlog) {
        backlog(backlog);
    }

    /** Sets the backlog; as on Linux one below 0 counts as the most. */
    void backlog(int wanted) {
        backlog = wanted < 0 ? MAX_BACKLOG : Math.min(wanted, MAX_BACKLOG);
    }

    int backlog() {
        return backlog;
    }

    boolean hasRoomToEstablish() {
        return established.size() <= backlog;
    }

    boolean hasRoomForSyn() {
        return hasRoomToEstablish() && halfOpen.size() < Math.max(backlog, LEAST_HALF_OPEN);
    }

    void addHalfOpen(TcpSession session) {
        halfOpen.add(session);
    }

    /** The last acknowledgment of the handshake has come. */
    void establish(TcpSession session) {
        if (halfOpen.remove(session)) {
            established.add(session);
        }
    }

    /** The handshake has failed. A connection that failed later can still be accepted, and then tells its error. */
    void abandon(TcpSession session) {
        halfOpen.remove(session);
    }

    boolean isHalfOpen(TcpSession session) {
        return halfOpen.contains(session);
    }

    @Nullable
    TcpSession accept() {
        return established.poll();
    }

    int acceptable() {
        return established.size();
    }

    /** {@return all that wait, which are thereby forgotten} */
    List<TcpSession> takeAll() {
        var all = new ArrayList<TcpSession>(halfOpen);
        all.addAll(established);
        halfOpen.clear();
        established.clear();
        return all;
    }
}
