package jackfield.engine.tcp;

/**
 * Backs off from time-out to time-out, and counts them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298#section-5">RFC 6298, 5</a>; RFC 9293, 3.8.3
 */
final class RetransmitTimer {
    private static final int MOST_DOUBLINGS = 30;

    private int doublings;
    private int timeouts;

    /** {@return the RTO in force: {@code rtoNanos} doubled once for each time-out, at most {@code maximumNanos}} */
    long intervalNanos(long rtoNanos, long maximumNanos) {
        // RFC 6298 5.5: back off; 2.5: a maximum may be placed.
        return rtoNanos > maximumNanos >> doublings ? maximumNanos : rtoNanos << doublings;
    }

    void onTimeout() {
        doublings = Math.min(doublings + 1, MOST_DOUBLINGS);
        timeouts++;
    }

    /** The peer acknowledged something new. Karn: the back-off stays until there is a sample. */
    void onProgress(boolean hasSample) {
        timeouts = 0;
        if (hasSample) {
            doublings = 0;
        }
    }

    /** The peer is alive, if not progressing: RFC 9293 3.8.6.1, a closed window MUST not end the connection. */
    void onSignOfLife() {
        timeouts = 0;
    }

    /** {@return time-outs since the last progress} */
    int timeouts() {
        return timeouts;
    }
}
