package jackfield.engine.tcp;

import jackfield.engine.tcp.congestion.CongestionController;
import jackfield.engine.tcp.congestion.CongestionWindow;

/**
 * Leads cwnd down to ssthresh over a round trip, segment for segment delivered: proportional rate reduction.
 *
 * <pre>
 *   in flight above ssthresh:  sent = delivered * ssthresh / cwnd before
 *   below:                     sent = delivered, and one more while SND.UNA goes on without new losses
 * </pre>
 *
 * <p>And gives the window back where the reduction proves needless. All amounts are segments.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9937#section-6">RFC 9937, 6</a>; Linux's {@code tcp_cwnd_reduction}
 */
final class Reduction {
    private CongestionController controller;
    private CongestionWindow window;
    private int delivered;
    private int sent;
    private int priorSsthresh;
    private boolean easesMarks;
    private boolean owesNotice;

    Reduction(CongestionController controller, CongestionWindow window) {
        this.controller = controller;
        this.window = window;
    }

    void start(CongestionController chosen, CongestionWindow opened) {
        controller = chosen;
        window = opened;
    }

    /** Says whether a mark costs less than a loss: RFC 8511, 3. */
    void easesMarks(boolean eases) {
        easesMarks = eases;
    }

    /** A repair, or the answer to a congestion mark, begins. */
    void begin(long now, boolean isMarked) {
        window.clearAcked();
        window.rememberPrior();
        delivered = 0;
        sent = 0;
        boolean isEased = isMarked && (easesMarks || controller.controlsWindow());
        window.ssthresh(isEased ? controller.ssthreshAfterMark(window) : controller.ssthreshAfterLoss(window));
        owesNotice = true;
        controller.onEvent(now, window, CongestionController.Event.REDUCTION_START);
    }

    /** Something was delivered while the window is being reduced. */
    void onAck(int newlyDelivered, int newlyLost, int inFlight, boolean isProgress) {
        if (newlyDelivered <= 0) {
            return;
        }
        delivered += newlyDelivered;
        int delta = window.ssthresh() - inFlight;
        long more;
        if (delta < 0) {
            long dividend = (long) window.ssthresh() * delivered + window.priorCwnd() - 1;
            more = dividend / Math.max(1, window.priorCwnd()) - sent;
        } else {
            // RFC 9937 6.2: slow start only while the repair goes well.
            int goodProgress = isProgress && newlyLost == 0 ? 1 : 0;
            more = Math.min(delta, Math.max(delivered - sent, newlyDelivered) + goodProgress);
        }
        // One leaves at once as the repair begins.
        more = Math.max(more, sent == 0 ? 1 : 0);
        window.cwnd((int) (inFlight + more));
    }

    /** Segments leave while the window is being reduced. */
    void onSent(int segments) {
        sent += segments;
    }

    /** The reduction is over. */
    void end(long now, boolean isStillDue) {
        if (controller.controlsWindow()) {
            return;
        }
        if (isStillDue && window.ssthresh() < CongestionWindow.INFINITE) {
            window.cwnd(window.ssthresh());
        }
        controller.onEvent(now, window, CongestionController.Event.REDUCTION_COMPLETE);
    }

    /** The timer ran out; for the first time for what is outstanding, unless the threshold has just been set. */
    void onTimeout(long now, boolean isNew, boolean isReducing, int inFlight) {
        if (isNew) {
            priorSsthresh = currentSsthresh(isReducing);
            window.rememberPrior();
            window.ssthresh(controller.ssthreshAfterLoss(window));
            controller.onEvent(now, window, CongestionController.Event.TIMEOUT);
        }
        owesNotice = true;
        window.clearAcked();
        window.cwnd(inFlight + 1);
    }

    /** What is to be given back should the reduction prove needless. */
    void remember(boolean isReducing) {
        priorSsthresh = currentSsthresh(isReducing);
    }

    /** Nothing is to be given back: the network did say that it is congested. */
    void forget() {
        priorSsthresh = 0;
    }

    /** The reduction was needless. */
    void undo() {
        if (priorSsthresh == 0) {
            return;
        }
        window.cwnd(controller.undo(window));
        if (priorSsthresh > window.ssthresh()) {
            window.ssthresh(priorSsthresh);
            owesNotice = false;
        }
    }

    /** {@return ssthresh, or three quarters of cwnd if that is more: Linux's tcp_current_ssthresh} */
    int currentSsthresh(boolean isReducing) {
        int threeQuarters = (window.cwnd() >> 1) + (window.cwnd() >> 2);
        return isReducing ? window.ssthresh() : Math.max(window.ssthresh(), threeQuarters);
    }

    /** {@return whether the peer has not yet been told, by CWR, that the window was reduced: RFC 3168, 6.1.2} */
    boolean owesNotice() {
        return owesNotice;
    }

    /** CWR leaves. */
    void onNoticeSent() {
        owesNotice = false;
    }

    CongestionWindow window() {
        return window;
    }
}
