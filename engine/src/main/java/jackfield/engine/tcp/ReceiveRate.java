package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Measures how much the application reads in a round trip, which a receiver must guess: dynamic right-sizing.
 *
 * <pre>
 *   round trip:  the time in which a whole window arrives (never less than the truth), or the echo of a timestamp
 *   rate:        bytes read since the last round trip was over
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6">RFC 9293, 3.8.6</a>; RFC 7323, 4; tcp(7)
 */
final class ReceiveRate {
    /** Stands for an echo that shows nothing. */
    static final long NO_SAMPLE = -1;

    private static final int SMOOTHING = 8;

    private long rttNanos;
    private int windowEnd;
    private long windowNanos;
    private boolean isMeasuring;
    private int lastEcho;
    private int roundSeq;
    private long roundNanos;

    /** The connection is established; {@code seq} is the first byte that will be read. */
    void start(long now, int seq) {
        roundSeq = seq;
        roundNanos = now;
    }

    /** Text came in order, up to {@code rcvNxt}; {@code told} bytes beyond it are allowed. */
    void onText(long now, int rcvNxt, int told) {
        if (isMeasuring && isBefore(rcvNxt, windowEnd)) {
            return;
        }
        if (isMeasuring) {
            long sample = Math.max(now - windowNanos, 1000);
            // The peer may not have filled the window: only the least is believed.
            rttNanos = rttNanos == 0 ? sample : Math.min(rttNanos, sample);
        }
        isMeasuring = true;
        windowEnd = rcvNxt + told;
        windowNanos = now;
    }

    /** A full segment came that echoes our timestamp, {@code sampleNanos} old; {@code isRead}: nothing waits unread. */
    void onEcho(int echo, long sampleNanos, boolean isRead) {
        if (echo == lastEcho || sampleNanos == NO_SAMPLE) {
            return;
        }
        lastEcho = echo;
        if (rttNanos == 0 || sampleNanos < rttNanos) {
            rttNanos = sampleNanos;
        } else if (isRead) {
            rttNanos += (sampleNanos - rttNanos) / SMOOTHING;
        }
    }

    /** The application has read up to {@code seq}. {@return whether a round trip is over, see {@link #restart}} */
    boolean isRoundOver(long now) {
        return rttNanos > 0 && now - roundNanos >= rttNanos;
    }

    /** {@return bytes read in this round} */
    int readInRound(int seq) {
        return distance(roundSeq, seq);
    }

    /** The next round begins. */
    void restart(long now, int seq) {
        roundSeq = seq;
        roundNanos = now;
    }

    /** {@return the round-trip time as far as known; 0 if not: Linux's tcpi_rcv_rtt} */
    long rttNanos() {
        return rttNanos;
    }
}
