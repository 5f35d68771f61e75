package jackfield.engine.tcp;

/**
 * Limits how often one connection answers segments that may be forged or that belong to an acknowledgment loop.
 *
 * <p>As in Linux, once in half a second. The limit is each connection's own: a shared counter would tell an attacker
 * about other connections.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5961#section-7">RFC 5961, 7</a>
 */
final class ChallengeAck {
    static final long INTERVAL_NANOS = 500_000_000L;

    private boolean hasSent;
    private long lastNanos;

    /** {@return whether an answer may leave now, which then counts} */
    boolean permits(long now) {
        if (hasSent && now - lastNanos < INTERVAL_NANOS) {
            return false;
        }
        hasSent = true;
        lastNanos = now;
        return true;
    }
}
