package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;

/**
 * Decides when received text is acknowledged: now, or a little later, riding on text if any leaves first.
 *
 * <pre>
 *   in order, not a full segment more  -> later         out of order, twice, fills a gap -> now
 *   in order, more than a full segment -> now           the first segments, a FIN        -> now
 * </pre>
 *
 * <p>The first segments are acknowledged at once to help the peer's slow start, until this end answers with text of its
 * own: then the answer carries the acknowledgment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.3">RFC 9293, 3.8.6.3</a>; RFC 5681, 4.2
 */
final class AckPolicy {
    /** Linux's TCP_MAX_QUICKACKS. */
    static final int MOST_QUICK = 16;

    private static final int HURRIED_QUICK = 2;
    private static final int SMALLEST_SEGMENT_BYTES = 88;
    private static final int USUAL_SEGMENT_BYTES = 536;
    private static final long IDLE_NANOS = 1_000_000_000L;

    private final int mostSegmentBytes;
    private int segmentBytes;
    private int quick;
    private boolean isInteractive;
    private boolean isDue;
    private boolean isPending;
    private long lastTextNanos;

    /** @param mss the longest segment this end takes; the usual length of the peer's is learnt */
    AckPolicy(int mss) {
        mostSegmentBytes = Math.max(mss, SMALLEST_SEGMENT_BYTES);
        segmentBytes = Math.clamp(USUAL_SEGMENT_BYTES, SMALLEST_SEGMENT_BYTES, mostSegmentBytes);
    }

    /** The connection is established, with this window open to the peer. */
    void start(long now, int rcvWnd) {
        quick = Math.clamp(rcvWnd / (2 * segmentBytes), 2, MOST_QUICK);
        lastTextNanos = now;
    }

    /** Text of {@code length} bytes came in order; {@code unacknowledged} bytes are by now. */
    void onText(long now, int length, int unacknowledged) {
        if (now - lastTextNanos > IDLE_NANOS) {
            // After a pause the peer is in slow start again.
            quick = MOST_QUICK;
        }
        lastTextNanos = now;
        segmentBytes = Math.clamp(length, segmentBytes, mostSegmentBytes);
        isPending = true;
        // RFC 9293 3.8.6.3 (SHLD-19): at least for every second full-sized segment. RFC 5681 4.2.
        if (unacknowledged > segmentBytes || quick > 0 && !isInteractive) {
            isDue = true;
        }
    }

    /** Something came that is to be answered at once. */
    void now() {
        isDue = true;
        isPending = true;
    }

    /** Text came that shows loss or reordering: RFC 5681 4.2, at once, and for a while. */
    void nowAndNext() {
        now();
        isInteractive = false;
        quick = MOST_QUICK;
    }

    /** The peer's window may be small: a few acknowledgments leave at once, as in Linux. */
    void hurry() {
        isInteractive = false;
        quick = Math.max(quick, HURRIED_QUICK);
    }

    /** Text leaves; if text came just before, it may be the answer, and acknowledgments had better wait for such. */
    void onTextSent(long now, long delayNanos) {
        if (now - lastTextNanos < delayNanos) {
            isInteractive = true;
        }
    }

    /** A segment with an acknowledgment leaves. */
    void onAckSent() {
        if (isPending && quick > 0) {
            quick--;
        }
        isDue = false;
        isPending = false;
    }

    /** The delay is over. */
    void onDelayOver() {
        isDue |= isPending;
    }

    /** {@return whether an acknowledgment is to leave now} */
    boolean isDue() {
        return isDue;
    }

    /** {@return when it is, if nothing leaves before; {@link Deadline#NEVER} if nothing waits} */
    long deadline(long delayNanos) {
        return isPending && !isDue ? Deadline.after(lastTextNanos, delayNanos) : Deadline.NEVER;
    }
}
