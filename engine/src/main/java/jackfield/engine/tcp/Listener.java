package jackfield.engine.tcp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for what a listening socket holds: connections half open, and established ones not yet accepted.
 *
 * <pre>
 *   SYN --admit--> half open --mayEstablish, third ACK--> accept queue --accept--> the application
 *           |          '--RST, time-out: onEnded                ^
 *           '--too many: a cookie, nothing is kept ----ACK------'
 * </pre>
 *
 * <p>As in Linux each holds backlog + 1; beyond that SYNs are answered by cookies. While the accept queue is full new
 * SYNs are dropped and the third ACK of a handshake is ignored, so that the SYN+ACK, sent again, draws it once more.
 *
 * @param <C> what stands for a connection
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4987#section-3">RFC 4987, 3</a>; RFC 9293, 3.10.7.2; listen(2)
 */
public final class Listener<C> {
    private static final int FEW = 8;
    private static final int FEWEST_TIMEOUTS = 2;

    private final ArrayDeque<C> established = new ArrayDeque<>();
    private int backlog;
    private int halfOpen;
    /** Half-open connections whose SYN+ACK has not timed out yet. */
    private int young;

    /** Makes an empty one; see {@link #backlog}. */
    public Listener(OpeningConfig config, int backlog) {
        backlog(config, backlog);
    }

    /** Sets the limit: at most {@link OpeningConfig#mostBacklog}; a negative one counts as that, as in Linux. */
    public void backlog(OpeningConfig config, int wanted) {
        backlog = wanted < 0 ? config.mostBacklog() : Math.min(wanted, config.mostBacklog());
    }

    /** What becomes of a new SYN. */
    public enum Admission {
        KEEP,
        /** Answer it and keep nothing: {@link SynCookie}. */
        COOKIE,
        DROP
    }

    /** {@return what becomes of a new SYN; one that replaces a connection in TIME_WAIT comes from a real peer} */
    public Admission admit(OpeningConfig config, boolean isProven) {
        boolean isCrowded = config.synCookies() == 2 || halfOpen > backlog;
        if (isFull() || isCrowded && !isProven && config.synCookies() == 0) {
            return Admission.DROP;
        }
        if (isCrowded && !isProven) {
            return Admission.COOKIE;
        }
        // Linux: where there are no cookies the last quarter is kept for those who have been here before.
        int left = config.maxSynBacklog() - halfOpen;
        boolean isReserved = config.synCookies() == 0 && left < config.maxSynBacklog() >> 2;
        return isReserved && !isProven ? Admission.DROP : Admission.KEEP;
    }

    /** A SYN was taken. */
    public void onHalfOpen() {
        halfOpen++;
        young++;
    }

    /** The SYN+ACK of a half-open connection timed out for the first time. */
    public void onAged() {
        young--;
    }

    /**
     * {@return time-outs after which a half-open connection is given up: {@code most}, or fewer where old ones crowd
     * out the young}
     */
    public int mostTimeouts(int most) {
        int kept = most;
        if (halfOpen << 1 > Math.max(FEW, backlog)) {
            for (int worth = young << 1; kept > FEWEST_TIMEOUTS && halfOpen >= worth; worth <<= 1) {
                kept--;
            }
        }
        return kept;
    }

    /** {@return whether a half-open connection may be established; if not, the third ACK is ignored} */
    public boolean mayEstablish() {
        return !isFull();
    }

    /** A half-open connection is established and waits to be accepted. */
    public void onEstablished(C connection) {
        established.addLast(connection);
    }

    /** A half-open connection was established, reset or timed out; {@code wasYoung} if its SYN+ACK left once only. */
    public void onEnded(boolean wasYoung) {
        halfOpen--;
        young -= wasYoung ? 1 : 0;
        assert halfOpen >= 0 && young >= 0;
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
