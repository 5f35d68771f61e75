package jackfield.engine.tcp;

/**
 * Spaces the probes of a window that lets nothing through, and counts those without an answer.
 *
 * <p>As in Linux a probe is an empty segment one before SND.UNA, which no peer can take for new and every peer answers;
 * where the window lets a little through, that little is sent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.1">RFC 9293, 3.8.6.1</a>
 */
final class ZeroWindowProbe {
    private static final int MOST_DOUBLINGS = 30;

    private int sent;
    private int unanswered;

    /** {@return how long to wait for the next: first an RTO, then exponentially longer (SHLD-30)} */
    long intervalNanos(long rtoNanos, long maximumNanos) {
        return rtoNanos > maximumNanos >> sent ? maximumNanos : rtoNanos << sent;
    }

    /**
     * {@return whether a connection that nobody owns has waited long enough, answered or not}
     *
     * <p>RFC 9293 3.8.6.1: the application may end it; where there is none Linux does, once the interval has grown to
     * its maximum. Else peers could make us keep text for ever (RFC 6429, 4).
     */
    boolean isSpent(int mostSent, long rtoNanos, long maximumNanos) {
        return sent >= mostSent && intervalNanos(rtoNanos, maximumNanos) == maximumNanos;
    }

    void onSent() {
        sent = Math.min(sent + 1, MOST_DOUBLINGS);
        unanswered++;
    }

    /** The peer acknowledged. MUST-37: as long as it does, the connection stays open. */
    void onAnswer() {
        unanswered = 0;
    }

    /** The window lets text through. */
    void onOpen() {
        sent = 0;
        unanswered = 0;
    }

    /** {@return probes since the window was last open} */
    int sent() {
        return sent;
    }

    /** {@return probes since the peer was last heard} */
    int unanswered() {
        return unanswered;
    }
}
