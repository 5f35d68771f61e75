package jackfield.engine.tcp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for what a listening socket holds: connections half open, and established ones not yet accepted.
 *
 * <pre>
 *   SYN --mayTakeSyn--> half open --mayEstablish, third ACK--> accept queue --accept--> the application
 *                           |
 *                           '--RST, time-out: onAbandoned
 * </pre>
 *
 * <p>As in Linux each holds backlog + 1. While the accept queue is full new SYNs are dropped and the third ACK of a
 * handshake is ignored, so that the SYN+ACK, sent again, draws it once more.
 *
 * @param <C> what stands for a connection
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4987#section-3">RFC 4987, 3</a>; RFC 9293, 3.10.7.2; listen(2)
 */
public final class Listener<C> {
    /** Linux's net.core.somaxconn. */
    public static final int MOST_BACKLOG = 4096;

    private final ArrayDeque<C> established = new ArrayDeque<>();
    private int backlog;
    private int halfOpen;

    /** Makes an empty one; see {@link #backlog(int)}. */
    public Listener(int backlog) {
        backlog(backlog);
    }

    /** Sets the limit: at most {@link #MOST_BACKLOG}; a negative one counts as that, as in Linux. */
    public void backlog(int wanted) {
        backlog = wanted < 0 ? MOST_BACKLOG : Math.min(wanted, MOST_BACKLOG);
    }

    /** {@return whether a new SYN may become a half-open connection; if not, it is dropped without an answer} */
    public boolean mayTakeSyn() {
        return halfOpen <= backlog && !isFull();
    }

    /** A SYN was taken. */
    public void onHalfOpen() {
        halfOpen++;
    }

    /** {@return whether a half-open connection may be established; if not, the third ACK is ignored} */
    public boolean mayEstablish() {
        return !isFull();
    }

    /** A half-open connection is established and waits to be accepted. */
    public void onEstablished(C connection) {
        halfOpen--;
        established.addLast(connection);
        assert halfOpen >= 0;
    }

    /** A half-open connection was reset or timed out. */
    public void onAbandoned() {
        halfOpen--;
        assert halfOpen >= 0;
    }

    /** {@return the connection that has waited longest, which thereby leaves the queue; null if there is none} */
    public @Nullable C accept() {
        return established.pollFirst();
    }

    /** {@return connections that wait to be accepted: ss's Recv-Q of a listener} */
    public int waiting() {
        return established.size();
    }

    /** {@return connections half open} */
    public int halfOpen() {
        return halfOpen;
    }

    /** {@return the limit in force: ss's Send-Q of a listener} */
    public int backlog() {
        return backlog;
    }

    private boolean isFull() {
        return established.size() > backlog;
    }
}
