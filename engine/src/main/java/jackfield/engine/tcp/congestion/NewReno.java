package jackfield.engine.tcp.congestion;

/**
 * Slow start and congestion avoidance, counted in bytes.
 *
 * <pre>
 *   cwnd |            /|      loss: ssthresh = flight / 2
 *        |         /   |   /  slow start: + bytes acknowledged
 *        |      /      |/     avoidance: + one segment a window
 *        |_.-^               time-out: one segment, slow start again
 * </pre>
 *
 * <p>Knows neither sequence numbers nor timers. All amounts are bytes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681#section-3">RFC 5681, 3</a>; RFC 6928; RFC 3465
 */
public final class NewReno {
    /** RFC 6928, 2. */
    public static final int INITIAL_SEGMENTS = 10;

    private static final int MOST_BYTES = 1 << 30;

    private final int segmentBytes;
    private int cwndBytes;
    private int ssthreshBytes = MOST_BYTES;
    private int ackedBytes;

    /** @param initialSegments {@link #INITIAL_SEGMENTS}, or 1 where the SYN was lost more than once (RFC 6928, 2) */
    public NewReno(int segmentBytes, int initialSegments) {
        this.segmentBytes = segmentBytes;
        cwndBytes = initialSegments * segmentBytes;
    }

    /**
     * New text was acknowledged outside of fast recovery.
     *
     * @param wasLimited whether the window kept text from being sent; one not used must not grow (RFC 7661, 4.4.1)
     * @param afterTimeout whether this repairs what a time-out gave up as lost
     */
    public void onAck(int bytes, boolean wasLimited, boolean afterTimeout) {
        if (!wasLimited) {
            return;
        }
        if (cwndBytes < ssthreshBytes) {
            // RFC 3465 2.3: after a time-out, no more than one segment for an acknowledgment that may cover old text.
            int growth = afterTimeout ? Math.min(bytes, segmentBytes) : bytes;
            cwndBytes = Math.min(MOST_BYTES, cwndBytes + growth);
            return;
        }
        ackedBytes += bytes;
        if (ackedBytes >= cwndBytes) {
            ackedBytes -= cwndBytes;
            cwndBytes = Math.min(MOST_BYTES, cwndBytes + segmentBytes);
        }
    }

    /** Text is presumed lost and is being repaired: RFC 5681, 3.2, equation 4. */
    public void onLoss(int flightBytes) {
        ssthreshBytes = Math.max(flightBytes / 2, 2 * segmentBytes);
        cwndBytes = ssthreshBytes;
        ackedBytes = 0;
    }

    /** The retransmission timer ran out. {@code isFirst}: not for a segment that timed out before (RFC 5681, 3.1). */
    public void onTimeout(int flightBytes, boolean isFirst) {
        if (isFirst) {
            ssthreshBytes = Math.max(flightBytes / 2, 2 * segmentBytes);
        }
        cwndBytes = segmentBytes;
        ackedBytes = 0;
    }

    /** Nothing was sent for longer than an RTO: RFC 5681, 4.1. */
    public void onIdle() {
        cwndBytes = Math.min(cwndBytes, INITIAL_SEGMENTS * segmentBytes);
    }

    /** {@return cwnd} */
    public int cwndBytes() {
        return cwndBytes;
    }

    /** {@return ssthresh} */
    public int ssthreshBytes() {
        return ssthreshBytes;
    }

    /** {@return SMSS: what one segment counts} */
    public int segmentBytes() {
        return segmentBytes;
    }
}
