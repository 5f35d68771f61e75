package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;

/**
 * Decides when received text is acknowledged: now, or a little later, riding on text if any leaves first.
 *
 * <pre>
 *   in order, not a full segment more  -> later         out of order, old, fills the last gap -> now
 *   in order, more than a full segment -> now           quick: the first segments             -> now
 * </pre>
 *
 * <p>The first segments are acknowledged at once to help the peer's slow start, until this end answers with text of its
 * own: it is interactive then, and the answer carries the acknowledgment. The delay follows the pauses between
 * segments, 40 to 200 ms. Of many segments out of order in a round trip, those after the third share acknowledgments.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.3">RFC 9293, 3.8.6.3</a>; RFC 5681, 4.2
 */
final class AckPolicy {
    /** Linux's TCP_MAX_QUICKACKS. */
    static final int MOST_QUICK = 16;

    private static final long MILLISECOND_NANOS = 1_000_000L;

    /** Linux's TCP_DELACK_MAX. */
    private static final long LONGEST_DELAY_NANOS = 200 * MILLISECOND_NANOS;

    /** What a timer of no length takes in Linux: until its next tick. */
    private static final long TICK_NANOS = MILLISECOND_NANOS;

    private static final int HURRIED_QUICK = 2;
    private static final int DUPLICATES_AT_ONCE = 3;
    private static final int SHARING_PARTS = 20;

    /** tcp_rto_min: a delay stays below it. */
    private final long shortestDelayNanos;

    private final int mostShared;
    private final long longestSharingNanos;

    private int quick;
    private boolean isInteractive;
    private boolean isScheduled;
    private boolean isDue;
    private boolean isOwedNow;
    private boolean isPushed;
    private boolean isPushedTwice;
    private long delayNanos;
    private long lastTextNanos;
    private long delayedUntil = Deadline.NEVER;
    private int shared;
    private long sharedUntil = Deadline.NEVER;
    private int duplicates;
    private int duplicatesAt;

    /**
     * @param shortestDelayNanos Linux's TCP_DELACK_MIN: 40 ms
     * @param loss how many segments out of order share an acknowledgment, and for how long
     */
    AckPolicy(long shortestDelayNanos, LossConfig loss) {
        this.shortestDelayNanos = shortestDelayNanos;
        mostShared = loss.mostSharedSacks();
        longestSharingNanos = loss.sharedSackNanos();
    }

    /** The connection is established. */
    void start(long now) {
        lastTextNanos = now;
    }

    /**
     * Text came and is kept, in order or not yet.
     *
     * @param mostQuick segments that may be acknowledged at once: those of half the window told
     */
    void onText(long now, int mostQuick, long rtoNanos) {
        isScheduled = true;
        long pause = now - lastTextNanos;
        if (delayNanos == 0) {
            quicken(mostQuick);
            delayNanos = shortestDelayNanos;
        } else if (pause <= shortestDelayNanos / 2) {
            delayNanos = delayNanos / 2 + shortestDelayNanos / 2;
        } else if (pause < delayNanos) {
            delayNanos = Math.min(delayNanos / 2 + pause, rtoNanos);
        } else if (pause > rtoNanos) {
            // After such a pause the peer is in slow start again.
            quicken(mostQuick);
        }
        lastTextNanos = now;
    }

    /** The segment was shorter than the usual, or bore PSH: a read that takes all of it deserves an acknowledgment. */
    void onPush(boolean isSmall) {
        isPushedTwice |= isSmall && isPushed;
        isPushed = true;
    }

    private void quicken(int mostQuick) {
        quick = Math.max(quick, mostQuick == 0 ? 2 : Math.min(mostQuick, MOST_QUICK));
    }

    /** Something came that an acknowledgment answers, at its time. */
    void schedule() {
        isScheduled = true;
    }

    /** Something came that is to be answered at once. */
    void now() {
        isScheduled = true;
        isDue = true;
    }

    /** Like {@link #now}, but other text may still carry it: decided by {@link #decide}. */
    void oweNow() {
        isScheduled = true;
        isOwedNow = true;
    }

    /** Old or unacceptable text came, which shows loss: RFC 5681 4.2, at once, and for a while. */
    void enterQuick(int mostQuick) {
        quicken(mostQuick);
        isInteractive = false;
        delayNanos = shortestDelayNanos;
    }

    /** Little of the buffer is free. */
    void leaveQuick() {
        quick = 0;
    }

    /** The window grew, which the peer should hear of. */
    void onGrowth() {
        quick |= 1;
    }

    /** TCP_QUICKACK, or the peer's FIN: whether acknowledgments wait for an answer of ours. */
    void interactive(boolean on) {
        isInteractive = on;
    }

    boolean isInteractive() {
        return isInteractive;
    }

    /**
     * All of a segment was taken: is the acknowledgment that it needs due, or does it wait?
     *
     * @param isFull whether more than a full segment is unacknowledged, and the window that can be told is no smaller
     * @param mayShare whether text is out of order, and the peer takes SACK blocks
     * @param hasGap whether text is out of order
     * @param rttNanos the round-trip time; 0 if unknown
     */
    void decide(long now, boolean isFull, boolean hasGap, boolean mayShare, int rcvNxt, long rttNanos) {
        if (!isScheduled || isDue) {
            return;
        }
        // RFC 9293 3.8.6.3 (SHLD-19): at least for every second full-sized segment. RFC 5681 4.2.
        if (isFull || quick > 0 && !isInteractive || isOwedNow) {
            isDue = true;
        } else if (!hasGap) {
            delay(now, rttNanos);
        } else {
            share(now, mayShare, rcvNxt, rttNanos);
        }
    }

    private void delay(long now, long rttNanos) {
        long delay = delayNanos;
        if (delay > shortestDelayNanos) {
            long most = isInteractive || isPushed ? LONGEST_DELAY_NANOS : 500 * MILLISECOND_NANOS;
            most = rttNanos > 0 ? Math.min(most, Math.max(rttNanos, shortestDelayNanos)) : most;
            delay = Math.min(delay, most);
        }
        delay = Math.min(delay, LONGEST_DELAY_NANOS - TICK_NANOS);
        if (delayedUntil == Deadline.NEVER) {
            delayedUntil = now + Math.max(delay, TICK_NANOS);
        } else if (delayedUntil <= now + delay / 4) {
            isDue = true;
        } else {
            delayedUntil = Math.min(delayedUntil, now + delay);
        }
    }

    /** RFC 5681 4.2 wants each at once; Linux sends three, and then one for all in a twentieth of a round trip. */
    private void share(long now, boolean mayShare, int rcvNxt, long rttNanos) {
        if (!mayShare || shared >= mostShared) {
            isDue = true;
            return;
        }
        if (duplicatesAt != rcvNxt) {
            duplicatesAt = rcvNxt;
            duplicates = 0;
        }
        if (duplicates < DUPLICATES_AT_ONCE) {
            duplicates++;
            isDue = true;
            return;
        }
        shared++;
        if (sharedUntil == Deadline.NEVER) {
            sharedUntil = now + Math.min(longestSharingNanos, rttNanos / SHARING_PARTS);
        }
    }

    /** The blocks to tell became so many that those not told yet are due: {@link #share}. */
    void tellShared() {
        isDue |= shared > 0;
    }

    /**
     * The application has read; {@code isEmptied}: all there was.
     *
     * @param isFull whether more than a full segment is unacknowledged
     */
    void onRead(boolean isFull, boolean isEmptied) {
        boolean isAnswered = isPushedTwice || isPushed && !isInteractive;
        if (isScheduled && (isFull || isEmptied && isAnswered)) {
            isDue = true;
        }
    }

    /**
     * TCP_QUICKACK was set: what waits is due. {@code once}: then it is interactive again.
     *
     * @param isEmptied whether nothing is left to read; if not, the acknowledgment leaves with the read that ends it
     */
    void release(boolean once, boolean isEmptied) {
        isInteractive = false;
        if (isScheduled) {
            isPushed = true;
            isDue |= isEmptied;
            isInteractive = once;
        }
    }

    /** The peer's window may be small: a few acknowledgments leave at once, as in Linux. */
    void hurry() {
        isInteractive = false;
        quick = Math.max(quick, HURRIED_QUICK);
    }

    /** Text leaves; if text came just before, it may be the answer, and acknowledgments had better wait for such. */
    void onTextSent(long now) {
        if (now - lastTextNanos < delayNanos) {
            isInteractive = true;
        }
    }

    /** A segment with an acknowledgment leaves. */
    void onAckSent() {
        if (quick > 0 && isScheduled && --quick == 0) {
            delayNanos = shortestDelayNanos;
        }
        isScheduled = false;
        isDue = false;
        isOwedNow = false;
        isPushed = false;
        isPushedTwice = false;
        delayedUntil = Deadline.NEVER;
        shared = 0;
        sharedUntil = Deadline.NEVER;
    }

    /** {@link #deadline} has come. */
    void onTime(long now, long rtoNanos) {
        if (sharedUntil <= now) {
            sharedUntil = Deadline.NEVER;
            isDue = true;
        }
        if (delayedUntil > now) {
            return;
        }
        delayedUntil = Deadline.NEVER;
        if (isScheduled) {
            // Waiting was in vain: wait longer, or wait no more for an application that does not answer.
            delayNanos = isInteractive ? shortestDelayNanos : Math.min(2 * delayNanos, rtoNanos);
            isInteractive = false;
            isDue = true;
        }
    }

    /** {@return whether an acknowledgment is to leave now} */
    boolean isDue() {
        return isDue;
    }

    /** {@return when one is, if nothing leaves before; {@link Deadline#NEVER} if nothing waits} */
    long deadline() {
        return isDue ? Deadline.NEVER : Math.min(delayedUntil, sharedUntil);
    }

    /** {@return Linux's tcpi_ato} */
    long delayNanos() {
        return delayNanos;
    }

    /** {@return when text last came} */
    long lastTextNanos() {
        return lastTextNanos;
    }
}
