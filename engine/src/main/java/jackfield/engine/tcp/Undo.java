package jackfield.engine.tcp;

/**
 * Tells whether a repair was needless: all that was sent again had arrived before.
 *
 * <pre>
 *   duplicate reports for every segment sent again    RFC 3708
 *   an echo of a timestamp before the first           RFC 3522 (Eifel)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3522#section-3.2">RFC 3522, 3.2</a>; RFC 4015, 3; Linux's {@code
 *     tcp_may_undo}
 */
final class Undo {
    private static final int UNTOUCHED = -1;

    private boolean hasMarker;
    private int marker;
    private int outstanding;
    private boolean hasStamp;
    private long stampNanos;

    /** A repair begins at {@code sndUna}, with {@code retransmitted} segments sent again and on their way. */
    void begin(int sndUna, int retransmitted) {
        hasMarker = true;
        marker = sndUna;
        outstanding = retransmitted == 0 ? UNTOUCHED : retransmitted;
    }

    /** The repair was undone, or cannot be. */
    void clear() {
        hasMarker = false;
    }

    void onRetransmitted(long now, int segments) {
        if (!hasStamp) {
            hasStamp = true;
            stampNanos = now;
        }
        outstanding = Math.max(outstanding, 0) + segments;
    }

    /** The peer has got segments twice. */
    void onNeedless(int segments) {
        if (hasMarker && outstanding > 0) {
            outstanding = Math.max(0, outstanding - segments);
        }
    }

    /** Nothing outstanding has been sent again. */
    void forgetStamp() {
        hasStamp = false;
    }

    /** {@return whether every segment sent again is known to have been needless} */
    boolean isAllNeedless() {
        return hasMarker && outstanding == 0;
    }

    /** {@return whether the acknowledgment is for what was sent first} */
    boolean isDelayed(AckNews news, boolean isHeld) {
        // RFC 3522 3.2 step 5: the echo is older than the first retransmission; if there was none yet, it was merely
        // late.
        return hasStamp ? news.echoesBefore(stampNanos) : !isHeld;
    }

    /** {@return whether the repair may be undone} */
    boolean isPossible(AckNews news, boolean isHeld) {
        return hasMarker && (outstanding == 0 || isDelayed(news, isHeld));
    }

    boolean hasMarker() {
        return hasMarker;
    }

    int marker() {
        return marker;
    }

    /** {@return when the first retransmission of this repair left; -1 if none has} */
    long stampNanos() {
        return hasStamp ? stampNanos : AckNews.NONE;
    }
}
