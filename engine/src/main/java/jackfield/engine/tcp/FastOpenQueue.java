package jackfield.engine.tcp;

import java.util.ArrayDeque;

/**
 * Counts a listener's connections that were opened by Fast Open and whose handshake is not complete.
 *
 * <p>One that was reset counts for a minute more: with the cookie of another host an attacker could have it reset what
 * he opens in its name, and open ever more.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7413#section-5.1">RFC 7413, 5.1</a>
 */
public final class FastOpenQueue {
    private static final long RESET_COUNTS_NANOS = 60_000_000_000L;

    private final ArrayDeque<Long> resetUntil = new ArrayDeque<>();
    private int pending;

    /** Makes an empty one. */
    public FastOpenQueue() {}

    /** {@return whether one more may be opened, where {@code most} may be pending} */
    public boolean hasRoom(long now, int most) {
        while (pending >= most && !resetUntil.isEmpty() && resetUntil.getFirst() <= now) {
            resetUntil.removeFirst();
            pending--;
        }
        return pending < most;
    }

    /** One was opened. */
    public void onOpened() {
        pending++;
    }

    /** One is established, or ended; {@code wasReset} by the peer before that. */
    public void onSettled(long now, boolean wasReset) {
        if (wasReset) {
            resetUntil.addLast(now + RESET_COUNTS_NANOS);
        } else {
            pending--;
        }
        assert pending >= resetUntil.size();
    }
}
