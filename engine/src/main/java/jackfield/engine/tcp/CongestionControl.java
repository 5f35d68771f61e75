package jackfield.engine.tcp;

import jackfield.engine.tcp.congestion.AckSample;
import jackfield.engine.tcp.congestion.CongestionController;
import jackfield.engine.tcp.congestion.CongestionWindow;

/**
 * Says what the controller is told, and what window and pace follow.
 *
 * <pre>
 *   AckNews -> DeliveryRate, WindowUsage -> AckSample -> Reduction | controller -> CongestionWindow, Pacer
 * </pre>
 *
 * <p>The controller is the one that TCP_CONGESTION names; another takes over the window as it stands. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681#section-3">RFC 5681, 3</a>; RFC 9438; RFC 7661; Linux's {@code
 *     tcp_cong_control}
 */
final class CongestionControl {
    private final FlightCounts counts;
    private final DeliveryRate rate;
    private final RttEstimator rtt;
    private final WindowUsage usage;
    private final Reduction reduction;
    private final Pacer pacer = new Pacer();
    private final AckSample sample = new AckSample();
    private CongestionConfig config;
    private CongestionController controller;
    private CongestionWindow window;
    private boolean isStarted;
    private boolean wasRepairing;

    CongestionControl(CongestionConfig config, int segmentBytes, int iss, Scoreboard board, RttEstimator rtt) {
        this.config = config;
        this.rtt = rtt;
        counts = board.counts();
        rate = board.rate();
        usage = new WindowUsage(iss + 1);
        controller = config.controllers().make(config.algorithm());
        window = new CongestionWindow(segmentBytes, config.initialSegments());
        reduction = new Reduction(controller, window);
        reduction.easesMarks(config.abe());
    }

    /** The handshake settled the length of a segment. */
    void start(long now, int segmentBytes, int initialSegments) {
        window = new CongestionWindow(segmentBytes, initialSegments);
        isStarted = true;
        usage.forget(now);
        reduction.start(controller, window);
        controller.start(now, window, rtt.srttNanos());
    }

    void configure(long now, CongestionConfig changed) {
        boolean isOther = !changed.algorithm().equals(config.algorithm());
        config = changed;
        reduction.easesMarks(changed.abe());
        if (isOther) {
            controller = changed.controllers().make(changed.algorithm());
            reduction.start(controller, window);
            reduction.forget();
        }
        if (isOther && isStarted) {
            controller.start(now, window, rtt.srttNanos());
        }
        setPace();
    }

    /** An acknowledgment came: before it so much was delivered, lost and in flight. */
    void onAck(
            AckNews news, CaState state, boolean isForward, long deliveredBefore, long lostBefore, int inFlightBefore) {
        sample.ackedSegments = (int) (counts.delivered - deliveredBefore);
        sample.lostSegments = (int) (counts.lostTotal - lostBefore);
        sample.priorInFlight = inFlightBefore;
        sample.inFlight = counts.inFlight();
        sample.minRttNanos = rtt.minNanos();
        sample.srttNanos = rtt.srttNanos();
        sample.isWindowLimited = usage.limits(window);
        rate.fill(sample, news, rtt.minNanos());
        tellLosses(news.now, sample.lostSegments);
        tellEnd(news.now, state);
        boolean isReducing = state.isReducing();
        if (isReducing && !controller.controlsWindow()) {
            reduction.onAck(sample.ackedSegments, sample.lostSegments, counts.inFlight(), news.isProgress());
        }
        boolean mayGrow = !isReducing && isForward;
        if (mayGrow) {
            usage.onAcknowledged(news.now);
        }
        controller.onAck(news.now, window, sample, mayGrow && sample.isWindowLimited);
        setPace();
    }

    /** Segments were found to be lost, {@code lost} of them. */
    void tellLosses(long now, int lost) {
        if (lost > 0) {
            controller.onLost(now, window, lost, rate.lostInFlight(), rate.lostSince(), rate.wasLostLimited());
        }
    }

    /** A controller that {@link Reduction} does not serve hears of the end of a repair here. */
    private void tellEnd(long now, CaState state) {
        boolean isRepairing = !state.isCalm();
        if (wasRepairing && !isRepairing && controller.controlsWindow()) {
            controller.onEvent(now, window, CongestionController.Event.REDUCTION_COMPLETE);
        }
        wasRepairing = isRepairing;
    }

    /** The window or the round-trip time changed. */
    void setPace() {
        pacer.update(
                config,
                controller.controlsWindow() || controller.pacingRate() > 0,
                controller.pacingRate(),
                window.cwnd(),
                window.ssthresh(),
                counts.packetsOut,
                window.segmentBytes(),
                rtt.srttNanos());
    }

    /** Takes the round-trip time of what was delivered last; -1 if there is none. */
    void onRtt(long rttNanos, boolean mayBeDelayed) {
        sample.rttNanos = rttNanos;
        sample.mayBeDelayed = mayBeDelayed;
    }

    /** The application writes, while so much waits. */
    void onWrite(int unsentBytes) {
        rate.onWrite(unsentBytes, window.segmentBytes(), window.cwnd());
    }

    /** Nothing is outstanding, and {@code idleNanos} have passed since text left last. */
    void onIdle(long now, long idleNanos, long rtoNanos, boolean isReducing) {
        if (idleNanos > rtoNanos && config.slowStartAfterIdle() && !controller.controlsWindow()) {
            restart(now, idleNanos, rtoNanos, isReducing);
        }
    }

    /** RFC 2861, 2: the window halves with each RTO of silence, down to the initial one (RFC 5681, 4.1). */
    private void restart(long now, long idleNanos, long rtoNanos, boolean isReducing) {
        controller.onEvent(now, window, CongestionController.Event.WINDOW_RESTART);
        window.ssthresh(reduction.currentSsthresh(isReducing));
        int least = Math.min(config.initialSegments(), window.cwnd());
        int cwnd = window.cwnd();
        for (long left = idleNanos - rtoNanos; left > 0 && cwnd > least; left -= rtoNanos) {
            cwnd >>= 1;
        }
        window.cwnd(Math.max(cwnd, least));
        usage.forget(now);
    }

    /** Text is about to leave after nothing was in flight; {@code idleNanos} have passed since text left last. */
    void onTransmitStart(long now, long idleNanos) {
        controller.onTransmitStart(now, window, idleNanos);
        setPace();
    }

    /** So much text leaves, for the first time or again. */
    void onSent(long now, int bytes, int segments, boolean isReducing) {
        pacer.onSent(now, bytes, segments);
        if (isReducing) {
            reduction.onSent(segments);
        }
    }

    /**
     * A burst of new text has ended; {@code isFull}: for want of a larger window; {@code isStarved}: the application
     * has no more.
     */
    void noteUsage(long now, int sndUna, int sndNxt, CaState state, boolean isFull, boolean isStarved, long rtoNanos) {
        usage.onSent(sndUna, sndNxt, counts.packetsOut, isFull);
        int used = usage.onChecked(now, window, counts.packetsOut, rtoNanos);
        if (used == WindowUsage.NOT_DUE || !config.slowStartAfterIdle() || controller.controlsWindow()) {
            return;
        }
        if (state == CaState.OPEN && isStarved) {
            decay(Math.max(used, config.initialSegments()));
        }
        usage.forget(now);
    }

    /** RFC 2861, 3.2: half of what the application did not use in an RTO is taken back. */
    private void decay(int used) {
        if (used < window.cwnd()) {
            window.ssthresh(reduction.currentSsthresh(false));
            window.cwnd(window.cwnd() + used >> 1);
        }
    }

    /** {@return the longest super-segment now, at most {@code mostBytes}} */
    int superSegmentBytes(int segmentBytes, int mostBytes) {
        return pacer.superSegmentBytes(segmentBytes, mostBytes, rtt.minNanos());
    }

    /** {@return segments that may leave; negative while more are in flight than may be} */
    int room() {
        return window.cwnd() - counts.inFlight();
    }

    Reduction reduction() {
        return reduction;
    }

    Pacer pacer() {
        return pacer;
    }

    DeliveryRate rate() {
        return rate;
    }

    CongestionController controller() {
        return controller;
    }

    CongestionWindow window() {
        return window;
    }
}
