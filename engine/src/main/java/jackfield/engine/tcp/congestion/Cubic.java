package jackfield.engine.tcp.congestion;

/**
 * CUBIC: the window follows a cubic of the time since the last reduction, flat where that reduction happened.
 *
 * <pre>
 *   cwnd |                    .'
 *        | Wmax ...__--------'      W(t) = C (t - K)^3 + Wmax,  K = cbrt(Wmax (1 - beta) / C)
 *        |     _-
 *        |   .'                     C = 0.4 (410/1024), beta = 0.7 (717/1024)
 *        +---|------|---> t
 *            0      K
 * </pre>
 *
 * <p>Integers only, in Linux's units: time in 1/1024 s, windows in segments. The window grows by one segment each
 * {@code every} acknowledged; {@code every} is computed anew at most once a millisecond. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9438#section-4">RFC 9438, 4</a>; Linux's tcp_cubic.c
 */
public final class Cubic implements CongestionController {
    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1000 * MILLISECOND;

    /** Parts of a whole in {@link #BETA}; parts of a second in the unit of time; of C. */
    private static final int SCALE = 1024;

    /** RFC 9438, 4.6: what is left of the window after a loss, 0.7. */
    private static final int BETA = 717;

    /** RFC 8511, 3.1: what is left after a CE mark, 0.85. */
    private static final int BETA_MARK = 870;

    /** RFC 9438, 4.1.2: C = 0.4. */
    private static final int C = 410;

    /** 8 (1 + beta) / 3 / (1 - beta): acknowledgments, in eighths of a window, in which Reno would grow by one. */
    private static final int RENO_EIGHTHS = 8 * (SCALE + BETA) / 3 / (SCALE - BETA);

    /** Before any loss the cubic knows no maximum: then 5 % a round trip at least. */
    private static final int MOST_EVERY_WITHOUT_MAXIMUM = 20;

    /** Beyond this a cube would not fit 63 bits: more than four minutes, by when the window is beyond any link's. */
    private static final long MOST_OFFSET = 1L << 18;

    private static final int RECOMPUTE_MILLIS = 1000 / 32;

    private final HyStart hyStart = new HyStart();
    private long epochNanos = -1;
    private long lastMillis;
    private int lastCwnd;
    /** Wmax; 0 before the first loss. */
    private int lastMaximum;

    private int origin;
    /** K, in 1/1024 s. */
    private long k;

    private int every;
    private int ackedInEpoch;
    private int renoCwnd;
    private long leastRttNanos = Long.MAX_VALUE;

    /** Makes one for a connection that begins. */
    public Cubic() {}

    @Override
    public String name() {
        return "cubic";
    }

    @Override
    public void onAck(long now, CongestionWindow window, AckSample sample, boolean mayGrow) {
        onRtt(now, window, sample);
        if (!mayGrow) {
            return;
        }
        int acked = sample.ackedSegments;
        if (window.isInSlowStart()) {
            boolean isFirst = window.ssthresh() == CongestionWindow.INFINITE;
            acked = window.slowStart(isFirst ? hyStart.growth(acked) : acked);
            if (acked == 0) {
                return;
            }
        }
        update(now, window.cwnd(), acked);
        window.avoid(every, acked);
    }

    private void onRtt(long now, CongestionWindow window, AckSample sample) {
        // Linux: what is measured in the second after a reduction tells of the queue before it.
        if (sample.rttNanos < 0 || epochNanos >= 0 && now - epochNanos < SECOND) {
            return;
        }
        leastRttNanos = Math.min(leastRttNanos, Math.max(sample.rttNanos, 1000));
        // RFC 9406 4.3: only while ssthresh stands at its first value.
        if (window.ssthresh() == CongestionWindow.INFINITE && hyStart.onAck(sample)) {
            window.ssthresh(window.cwnd());
        }
    }

    /** Sets {@link #every}. */
    private void update(long now, int cwnd, int acked) {
        ackedInEpoch += acked;
        long millis = now / MILLISECOND;
        if (lastCwnd == cwnd && millis - lastMillis <= RECOMPUTE_MILLIS && every > 0) {
            return;
        }
        if (epochNanos < 0 || millis != lastMillis) {
            lastCwnd = cwnd;
            lastMillis = millis;
            if (epochNanos < 0) {
                beginEpoch(now, cwnd, acked);
            }
            every = cubicEvery(now, cwnd);
        }
        every = Math.max(2, Math.min(every, renoEvery(cwnd)));
    }

    private void beginEpoch(long now, int cwnd, int acked) {
        epochNanos = now;
        ackedInEpoch = acked;
        renoCwnd = cwnd;
        // RFC 9438 4.2: K is when the window will be what it was before the reduction.
        k = lastMaximum <= cwnd ? 0 : cubeRoot((1L << 40) / C * (lastMaximum - cwnd));
        origin = Math.max(lastMaximum, cwnd);
    }

    /** {@return acknowledged segments for each by which the cubic of one RTT from now lets the window grow} */
    private int cubicEvery(long now, int cwnd) {
        long rtt = leastRttNanos == Long.MAX_VALUE ? 0 : leastRttNanos;
        // RFC 9438 4.2: the target is W(t + RTT). Whole milliseconds, as with Linux's HZ = 1000.
        long t = ((now - epochNanos) / MILLISECOND + rtt / MILLISECOND) * SCALE / 1000;
        long offset = Math.min(Math.abs(t - k), MOST_OFFSET);
        long delta = C * offset * offset * offset >> 40;
        long target = Math.min(t < k ? origin - delta : origin + delta, Integer.MAX_VALUE);
        int wanted = (int) (target > cwnd ? cwnd / (target - cwnd) : Math.min(100L * cwnd, Integer.MAX_VALUE));
        return lastMaximum == 0 ? Math.min(wanted, MOST_EVERY_WITHOUT_MAXIMUM) : wanted;
    }

    /** {@return the same, for Reno's growth since the reduction: RFC 9438, 4.3} */
    private int renoEvery(int cwnd) {
        int one = Math.max(1, (int) ((long) cwnd * RENO_EIGHTHS >> 3));
        int more = ackedInEpoch > one ? (ackedInEpoch - 1) / one : 0;
        ackedInEpoch -= more * one;
        renoCwnd += more;
        return renoCwnd > cwnd ? cwnd / (renoCwnd - cwnd) : Integer.MAX_VALUE;
    }

    @Override
    public int ssthreshAfterLoss(CongestionWindow window) {
        return reduced(window, BETA);
    }

    @Override
    public int ssthreshAfterMark(CongestionWindow window) {
        return reduced(window, BETA_MARK);
    }

    private int reduced(CongestionWindow window, int beta) {
        epochNanos = -1;
        int cwnd = window.cwnd();
        // RFC 9438 4.7, fast convergence: a flow that could not reach its last maximum makes room for others.
        lastMaximum = cwnd < lastMaximum ? (int) ((long) cwnd * (SCALE + BETA) / (2 * SCALE)) : cwnd;
        return Math.max(2, (int) ((long) cwnd * beta / SCALE));
    }

    @Override
    public void onTransmitStart(long now, CongestionWindow window, long idleNanos) {
        // RFC 9438 4.2, 5.8: while nothing is sent, the cubic stands still.
        if (epochNanos >= 0 && idleNanos > 0) {
            epochNanos = Math.min(now, epochNanos + idleNanos);
        }
    }

    @Override
    public void onEvent(long now, CongestionWindow window, Event event) {
        if (event == Event.TIMEOUT) {
            // Linux: all that was learnt of the path is in doubt, Wmax as well.
            epochNanos = -1;
            lastMaximum = 0;
            lastCwnd = 0;
            lastMillis = 0;
            every = 0;
            ackedInEpoch = 0;
            renoCwnd = 0;
            leastRttNanos = Long.MAX_VALUE;
        }
    }

    /** {@return the largest integer whose cube is not above {@code value}} */
    static long cubeRoot(long value) {
        long root = 0;
        for (int shift = 20; shift >= 0; shift--) {
            long candidate = root | 1L << shift;
            if (candidate * candidate * candidate <= value) {
                root = candidate;
            }
        }
        return root;
    }
}
