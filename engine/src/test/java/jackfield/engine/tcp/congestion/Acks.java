package jackfield.engine.tcp.congestion;

/** A path that acknowledges each segment one round-trip time after it was sent, at the pace of the window. */
final class Acks {
    static final long MS = 1_000_000;
    static final long SECOND = 1000 * MS;

    final CongestionController controller;
    final CongestionWindow window;
    final AckSample sample = new AckSample();
    long now;
    long delivered;
    private long priorDelivered;
    private int lastRound;

    Acks(CongestionController controller, int cwnd) {
        this.controller = controller;
        window = new CongestionWindow(1000, cwnd);
        controller.start(0, window, 0);
    }

    /** One acknowledgment of {@code segments}, sent a window ago. */
    void ack(int segments, long rttNanos) {
        delivered += segments;
        sample.ackedSegments = segments;
        sample.delivered = delivered;
        sample.priorDelivered = priorDelivered;
        sample.deliveredInInterval = (int) (delivered - priorDelivered);
        sample.intervalNanos = rttNanos;
        sample.rttNanos = rttNanos;
        sample.minRttNanos = rttNanos;
        sample.srttNanos = rttNanos;
        sample.inFlight = window.cwnd() - segments;
        sample.priorInFlight = window.cwnd();
        sample.isWindowLimited = true;
        controller.onAck(now, window, sample, true);
    }

    /** A round trip in which each segment of the window is acknowledged, evenly spread. */
    void round(long rttNanos) {
        int cwnd = window.cwnd();
        long begin = now;
        long before = delivered - lastRound;
        for (int i = 1; i <= cwnd; i++) {
            priorDelivered = before + (long) lastRound * i / cwnd;
            now = begin + rttNanos * i / cwnd;
            ack(1, rttNanos);
        }
        lastRound = cwnd;
    }

    /** A loss: the window falls to the threshold. */
    void lose() {
        window.rememberPrior();
        window.ssthresh(controller.ssthreshAfterLoss(window));
        window.cwnd(window.ssthresh());
        window.clearAcked();
    }

    /** A time-out: the window falls to one segment. */
    void timeOut() {
        window.rememberPrior();
        window.ssthresh(controller.ssthreshAfterLoss(window));
        window.cwnd(1);
        window.clearAcked();
        controller.onEvent(now, window, CongestionController.Event.TIMEOUT);
    }
}
