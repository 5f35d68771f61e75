package jackfield.engine.tcp.congestion;

/**
 * BBR, version 3: sends at the measured bandwidth of the path, with little more in flight than it holds.
 *
 * <pre>
 *   AckSample -&gt; BbrPath (what the path can) -&gt; BbrCycle (which state) -&gt; PROBE_RTT? -&gt; pacing rate, cwnd
 * </pre>
 *
 * <p>A CE mark counts as a loss (RFC 3168, 5). Integers only; where the draft draws lots, the time and the count of
 * deliveries are mixed instead, so that the same run gives the same bytes. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5</a>
 */
public final class Bbr implements CongestionController {
    private static final long MILLISECOND = 1_000_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int INITIAL_SEGMENTS = 10;

    /** Draft, 5.6.2: one in a hundred is kept back, so that queues drain. */
    private static final int MARGIN_PERCENT = 99;

    private static final long PROBE_RTT_NANOS = 200 * MILLISECOND;

    /** Segments of the longest super-segment. */
    private static final int MOST_QUANTUM = 44;

    private final BbrPath path = new BbrPath();
    private final BbrCycle cycle = new BbrCycle(path);
    private boolean isIdleRestart;
    private boolean isRepairing;
    private long probeRttUntil = -1;
    private boolean isProbeRttRoundOver;
    private int savedCwnd;
    private long pacingRate;
    private long lastNanos;

    /** Makes one for a connection that begins. */
    public Bbr() {}

    @Override
    public String name() {
        return "bbr";
    }

    @Override
    public boolean controlsWindow() {
        return true;
    }

    @Override
    public long pacingRate() {
        return pacingRate;
    }

    @Override
    public void start(long now, CongestionWindow window, long srttNanos) {
        path.start(now, window.segmentBytes());
        window.ssthresh(CongestionWindow.INFINITE);
        if (srttNanos > 0) {
            beginPacing(window, srttNanos);
        }
    }

    /** Draft, 5.6.2: before anything is measured, the window in a round-trip time. */
    private void beginPacing(CongestionWindow window, long srttNanos) {
        long micros = srttNanos > 0 ? Math.max(1, srttNanos / 1000) : 1000;
        long nominal = (long) window.cwnd() * window.segmentBytes() * MICROS_PER_SECOND / micros;
        pacingRate = nominal * cycle.state().pacingPercent() / 100;
    }

    @Override
    public void onAck(long now, CongestionWindow window, AckSample sample, boolean mayGrow) {
        lastNanos = now;
        if (pacingRate == 0) {
            beginPacing(window, sample.srttNanos);
        }
        path.onAck(
                now, sample, window.cwnd(), window.segmentBytes(), cycle.state().isProbing());
        cycle.onAck(now, sample, window.cwnd(), isRepairing);
        boolean isProbeRttDue = path.roundTrip.onSample(now, sample.rttNanos);
        checkProbeRtt(now, window, sample, isProbeRttDue);
        path.advance(sample);
        setPacingRate(cycle.state().pacingPercent());
        setCwnd(window, sample);
    }

    /** Draft, 5.3.4: with the queue emptied the least round-trip time shows. */
    private void checkProbeRtt(long now, CongestionWindow window, AckSample sample, boolean isDue) {
        if (cycle.state() != BbrState.PROBE_RTT && isDue && !isIdleRestart) {
            saveCwnd(window);
            cycle.enterProbeRtt();
            probeRttUntil = -1;
        }
        if (cycle.state() == BbrState.PROBE_RTT) {
            path.limit(sample.inFlight);
            if (probeRttUntil < 0 && sample.inFlight <= probeRttCwnd()) {
                probeRttUntil = now + PROBE_RTT_NANOS;
                isProbeRttRoundOver = false;
                path.beginRound();
            } else if (probeRttUntil >= 0) {
                isProbeRttRoundOver |= path.isRoundStart();
                endProbeRtt(now, window);
            }
        }
        isIdleRestart &= sample.ackedSegments == 0;
    }

    private void endProbeRtt(long now, CongestionWindow window) {
        if (probeRttUntil >= 0 && now > probeRttUntil && isProbeRttRoundOver) {
            path.roundTrip.onProbed(now);
            window.cwnd(Math.max(window.cwnd(), savedCwnd));
            cycle.leaveProbeRtt(now);
        }
    }

    private void saveCwnd(CongestionWindow window) {
        boolean isReduced = isRepairing || cycle.state() == BbrState.PROBE_RTT;
        savedCwnd = isReduced ? Math.max(savedCwnd, window.cwnd()) : window.cwnd();
    }

    private void setPacingRate(int percent) {
        long rate = path.bandwidth.bandwidth() * percent / 100 * MARGIN_PERCENT / 100;
        if (rate > 0 && (path.bandwidth.isFull() || rate > pacingRate)) {
            pacingRate = rate;
        }
    }

    private int probeRttCwnd() {
        return Math.max(BbrInflight.LEAST, path.holds(BbrState.PROBE_RTT.windowPercent()));
    }

    /** Draft, 5.6.4: grows by what is acknowledged towards what the model allows. */
    private void setCwnd(CongestionWindow window, AckSample sample) {
        int cwnd = window.cwnd();
        int most = mostInFlight(window.segmentBytes());
        if (path.bandwidth.isFull()) {
            cwnd = Math.min(cwnd + sample.ackedSegments, most);
        } else if (cwnd < most || sample.delivered < INITIAL_SEGMENTS) {
            cwnd += sample.ackedSegments;
        }
        cwnd = Math.max(cwnd, BbrInflight.LEAST);
        BbrState state = cycle.state();
        int cap = BbrInflight.NONE;
        if (state == BbrState.PROBE_RTT) {
            cap = Math.min(probeRttCwnd(), path.inflight.withHeadroom());
        } else if (state == BbrState.CRUISE) {
            cap = path.inflight.withHeadroom();
        } else if (state.isProbeBw()) {
            cap = path.inflight.high();
        }
        cap = Math.max(BbrInflight.LEAST, Math.min(cap, path.inflight.low()));
        window.cwnd(Math.min(cwnd, cap));
    }

    /** Draft, 5.6.4.2 */
    private int mostInFlight(int segmentBytes) {
        BbrState state = cycle.state();
        int most = path.holds(state.windowPercent()) + path.aggregation.extra();
        // Room for the super-segments that wait in sender and receiver: three of a millisecond's length.
        int quantum = Math.clamp(pacingRate / 1000 / segmentBytes, 2, MOST_QUANTUM);
        most = Math.max(Math.max(most, 3 * quantum), BbrInflight.LEAST);
        return state == BbrState.UP ? most + 2 : most;
    }

    @Override
    public void onLost(
            long now,
            CongestionWindow window,
            int segments,
            int inFlightWhenSent,
            int lostSinceSent,
            boolean isApplicationLimited) {
        path.onLost();
        cycle.onLost(now, segments, inFlightWhenSent, lostSinceSent, isApplicationLimited, window.cwnd());
    }

    @Override
    public int ssthreshAfterLoss(CongestionWindow window) {
        saveCwnd(window);
        if (!isRepairing) {
            cycle.save();
        }
        return window.ssthresh();
    }

    @Override
    public int ssthreshAfterMark(CongestionWindow window) {
        path.noteLoss();
        return ssthreshAfterLoss(window);
    }

    @Override
    public int undo(CongestionWindow window) {
        cycle.restore(lastNanos, window.cwnd());
        return Math.max(window.cwnd(), savedCwnd);
    }

    @Override
    public void onTransmitStart(long now, CongestionWindow window, long idleNanos) {
        // Draft, 5.4.1: after a pause, at the bandwidth that is known, without a burst.
        if (idleNanos > 0) {
            isIdleRestart = true;
            path.aggregation.restart(now);
            if (cycle.state().isProbeBw()) {
                setPacingRate(100);
            } else if (cycle.state() == BbrState.PROBE_RTT) {
                endProbeRtt(now, window);
            }
        }
    }

    @Override
    public void onEvent(long now, CongestionWindow window, Event event) {
        switch (event) {
            case REDUCTION_START, TIMEOUT -> isRepairing = true;
            case REDUCTION_COMPLETE -> {
                isRepairing = false;
                if (cycle.state() != BbrState.PROBE_RTT) {
                    window.cwnd(Math.max(window.cwnd(), savedCwnd));
                }
            }
            case WINDOW_RESTART -> {}
        }
    }

    /** {@return the state, for tests} */
    BbrState state() {
        return cycle.state();
    }
}
