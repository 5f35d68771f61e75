package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.engine.tcp.congestion.CongestionWindow;

/**
 * Knows whether the congestion window limits what is sent: one that is not used must not grow.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7661#section-4.4">RFC 7661, 4.4</a>; Linux's {@code
 *     tcp_cwnd_validate} and {@code tcp_is_cwnd_limited}
 */
final class WindowUsage {
    /** Answer of {@link #onChecked} while the window is used, or has not long been unused. */
    static final int NOT_DUE = -1;

    private boolean wasFull;
    private int mostOut;
    private int roundEnd;
    private int used;
    private long usedSince;

    /** @param una the first sequence number of text */
    WindowUsage(int una) {
        roundEnd = una;
    }

    /** Text left, or would have if the window were larger. */
    void onSent(int sndUna, int sndNxt, int packetsOut, boolean isFull) {
        if (!isBefore(sndUna, roundEnd) || isFull || !wasFull && packetsOut > mostOut) {
            wasFull = isFull;
            mostOut = packetsOut;
            roundEnd = sndNxt;
        }
    }

    /** {@return segments out at most in the RTO or more in which the window was not used; or {@link #NOT_DUE}} */
    int onChecked(long now, CongestionWindow window, int packetsOut, long rtoNanos) {
        if (limits(window)) {
            forget(now);
            return NOT_DUE;
        }
        used = Math.max(used, packetsOut);
        return now - usedSince >= rtoNanos ? used : NOT_DUE;
    }

    /** Text was acknowledged. Linux's tcp_cong_avoid: not using the window counts from then on. */
    void onAcknowledged(long now) {
        usedSince = now;
    }

    /** Counts anew what is used. */
    void forget(long now) {
        used = 0;
        usedSince = now;
    }

    /** {@return whether the window was full in this round trip, or half full in slow start, as text comes in bursts} */
    boolean limits(CongestionWindow window) {
        return wasFull || window.isInSlowStart() && window.cwnd() < 2 * mostOut;
    }
}
