package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;

import org.jspecify.annotations.Nullable;

/**
 * Finds losses by time: what was sent before something that has arrived is lost, if it is late by more than the
 * reordering window.
 *
 * <pre>
 *   sent:      A    B    C                 A is lost when RTT(C) + window have passed since it was sent
 *   SACKed:              C
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-6">RFC 8985, 6</a>; Linux's {@code tcp_recovery.c}
 */
final class Rack {
    /** RFC 8985, 6.2, step 4: repairs without needless ones after which a widened window falls back. */
    private static final int MOST_PERSIST = 16;

    private static final int MOST_STEPS = 255;

    private boolean hasAdvanced;
    private boolean hasDelivered;
    private long rttNanos;
    private long sentNanos;
    private int end;
    private boolean hasDsack;
    private int steps = 1;
    private int persist;
    private long lastDelivered;

    /** Steps 1 and 2: what arrived, and when it was sent. */
    void onAck(AckNews news) {
        if (news.rackRttNanos == AckNews.NONE) {
            return;
        }
        hasAdvanced = true;
        rttNanos = news.rackRttNanos;
        boolean isNewer =
                news.rackSentNanos > sentNanos || news.rackSentNanos == sentNanos && isAfter(news.rackEnd, end);
        if (isNewer || !hasDelivered) {
            sentNanos = news.rackSentNanos;
            end = news.rackEnd;
            hasDelivered = true;
        }
    }

    /** A duplicate report may mean that the window is too narrow; not for a probe, nor where nothing was reordered. */
    void onDsack(boolean isProbe, boolean hasSeenReordering) {
        hasDsack |= hasSeenReordering && !isProbe;
    }

    /** Step 4: widens the window at most once a round trip. */
    void adapt(AckNews news, long delivered) {
        if (news.priorDelivered <= 0) {
            return;
        }
        if (news.priorDelivered < lastDelivered) {
            hasDsack = false;
        }
        if (hasDsack) {
            steps = Math.min(MOST_STEPS, steps + 1);
            hasDsack = false;
            lastDelivered = delivered;
            persist = MOST_PERSIST;
        } else if (persist == 0) {
            steps = 1;
        }
    }

    /** A repair proved needless. */
    void onNeedlessRepair() {
        persist = Math.min(MOST_PERSIST, persist + 1);
    }

    /** A repair is over, and was not needless. */
    void onRepaired() {
        persist = Math.max(0, persist - 1);
    }

    /** Losses were unmarked: they are looked at again. */
    void reexamine() {
        hasAdvanced = true;
    }

    /** {@return whether something was delivered since the last time; asked once} */
    boolean takeAdvanced() {
        boolean answer = hasAdvanced;
        hasAdvanced = false;
        return answer;
    }

    /**
     * {@return how long what is late may stay out, in nanoseconds}
     *
     * @param isPatient false once a repair goes on, or as many segments arrived as make a loss, and none was reordered
     */
    long window(boolean isPatient, long minRttNanos, long srttNanos) {
        return isPatient ? Math.min(minRttNanos / 4 * steps, srttNanos) : 0;
    }

    /**
     * Step 5: gives up what is too late.
     *
     * @return how long until the last of what was sent before is too late too; 0 if nothing of it is out
     */
    long detect(Scoreboard board, long now, long windowNanos) {
        if (!hasDelivered) {
            return 0;
        }
        SentRange oldest = board.order().oldest();
        while (oldest != null && oldest.wasSentBefore(sentNanos, end) && remaining(oldest, now, windowNanos) <= 0) {
            board.markLost(oldest);
            oldest = board.order().oldest();
        }
        @Nullable SentRange last = board.order().overtaken(sentNanos, end);
        return last == null ? 0 : remaining(last, now, windowNanos);
    }

    private long remaining(SentRange range, long now, long windowNanos) {
        return rttNanos + windowNanos - (now - range.sentNanos);
    }

    /** {@return the round-trip time of what was delivered last: what is out for longer is lost after a time-out} */
    long rttNanos() {
        return rttNanos;
    }
}
