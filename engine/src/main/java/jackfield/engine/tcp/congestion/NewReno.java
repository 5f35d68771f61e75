package jackfield.engine.tcp.congestion;

/**
 * Slow start and congestion avoidance.
 *
 * <pre>
 *   cwnd |            /|      loss: ssthresh = cwnd / 2
 *        |         /   |   /  slow start: + segments acknowledged
 *        |      /      |/     avoidance: + one segment a window
 *        |_.-^               time-out: one segment, slow start again
 * </pre>
 *
 * <p>As in Linux half of cwnd, not of what is outstanding, becomes the threshold: a window that is not used does not
 * grow, so the difference is small.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681#section-3">RFC 5681, 3</a>; RFC 3465; Linux's {@code
 *     tcp_reno_cong_avoid}
 */
public final class NewReno implements CongestionController {
    /** The one and only name. */
    public static final String NAME = "reno";

    private static final int LEAST_SSTHRESH = 2;

    /** RFC 8511, 3.1: what is left after a CE mark, 0.8, of a hundred. */
    private static final int MARK_PERCENT = 80;

    /** Makes one for a connection that begins. */
    public NewReno() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void onAck(long now, CongestionWindow window, AckSample sample, boolean mayGrow) {
        if (!mayGrow) {
            return;
        }
        int rest = sample.ackedSegments;
        if (window.isInSlowStart()) {
            rest = window.slowStart(rest);
        }
        if (rest > 0) {
            window.avoid(window.cwnd(), rest);
        }
    }

    /** RFC 5681, 3.1, equation 4. */
    @Override
    public int ssthreshAfterLoss(CongestionWindow window) {
        return Math.max(window.cwnd() / 2, LEAST_SSTHRESH);
    }

    @Override
    public int ssthreshAfterMark(CongestionWindow window) {
        return Math.max((int) ((long) window.cwnd() * MARK_PERCENT / 100), LEAST_SSTHRESH);
    }
}
