package jackfield.engine.tcp.congestion;

/**
 * The congestion window and its threshold, counted in segments.
 *
 * <pre>
 *   cwnd |            /|      cwnd &lt; ssthresh: slow start
 *        |         /   |   /  else: congestion avoidance
 *        |      /      |/
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681#section-3.1">RFC 5681, 3.1</a>
 */
public final class CongestionWindow {
    /** Stands for a threshold that no loss has set yet: Linux's TCP_INFINITE_SSTHRESH. */
    public static final int INFINITE = 0x7FFF_FFFF;

    private int segmentBytes;
    private int cwnd;
    private int ssthresh = INFINITE;
    private int priorCwnd;
    private int acked;

    /** @param segmentBytes text of a full segment */
    public CongestionWindow(int segmentBytes, int initialSegments) {
        this.segmentBytes = segmentBytes;
        cwnd = initialSegments;
    }

    /** {@return whether the window is below the threshold} */
    public boolean isInSlowStart() {
        return cwnd < ssthresh;
    }

    /** Grows by what was acknowledged, up to the threshold. {@return segments not used for that} */
    public int slowStart(int ackedSegments) {
        int grown = Math.max(cwnd, (int) Math.min((long) cwnd + ackedSegments, ssthresh));
        int rest = ackedSegments - (grown - cwnd);
        cwnd = grown;
        return rest;
    }

    /** Grows by one segment for each {@code every} acknowledged. */
    public void avoid(int every, int ackedSegments) {
        if (acked >= every) {
            acked = 0;
            cwnd++;
        }
        acked += ackedSegments;
        if (acked >= every) {
            int more = acked / every;
            acked -= more * every;
            cwnd += more;
        }
    }

    /** Sets cwnd, at least one segment. */
    public void cwnd(int segments) {
        cwnd = Math.max(1, segments);
    }

    /** The path takes longer or shorter segments now. */
    public void segmentBytes(int bytes) {
        segmentBytes = bytes;
    }

    /** Sets ssthresh. */
    public void ssthresh(int segments) {
        ssthresh = segments;
    }

    /** A reduction begins: cwnd is remembered for {@link CongestionController#undo}. */
    public void rememberPrior() {
        priorCwnd = cwnd;
    }

    /** Forgets what was acknowledged towards the next segment. */
    public void clearAcked() {
        acked = 0;
    }

    /** {@return cwnd} */
    public int cwnd() {
        return cwnd;
    }

    /** {@return ssthresh} */
    public int ssthresh() {
        return ssthresh;
    }

    /** {@return cwnd before the last reduction} */
    public int priorCwnd() {
        return priorCwnd;
    }

    /** {@return text of a full segment, bytes} */
    public int segmentBytes() {
        return segmentBytes;
    }
}
