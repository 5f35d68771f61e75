package jackfield.engine.tcp.congestion;

/**
 * Says in which {@link BbrState} a flow is: fills the pipe, drains the queue, then probes in turns for more bandwidth.
 *
 * <pre>
 *   STARTUP -full-&gt; DRAIN -empty-&gt; DOWN -&gt; CRUISE -2 s-&gt; REFILL -a round-&gt; UP -full, lossy-&gt; DOWN
 * </pre>
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.3</a>
 */
final class BbrCycle {
    private static final long SECOND = 1_000_000_000L;

    /** Draft, 5.3.1.3: lost ranges in a round that end startup. */
    private static final int STARTUP_FULL_LOSSES = 6;

    private static final int MOST_RENO_ROUNDS = 63;

    /** What the acknowledgments that come now are about. */
    private enum Feedback {
        NONE,
        REFILLING,
        STARTING,
        FEEDBACK,
        STOPPING
    }

    private final BbrPath path;
    private BbrState state = BbrState.STARTUP;
    private Feedback feedback = Feedback.NONE;
    private boolean isSampling;
    private long since;
    private long waitNanos;
    private int roundsSinceProbe;
    private BbrState savedState = BbrState.STARTUP;

    BbrCycle(BbrPath path) {
        this.path = path;
    }

    /** An acknowledgment came, of which the path has heard. {@code isRepairing}: losses are being repaired. */
    void onAck(long now, AckSample sample, int cwnd, boolean isRepairing) {
        roundsSinceProbe += path.isRoundStart() ? 1 : 0;
        if (state == BbrState.STARTUP) {
            if (path.isLossRoundStart() && isLossy(sample, isRepairing)) {
                path.bandwidth.setFull();
                path.inflight.lowerHigh(Math.max(path.holds(100), path.inflight.latest()), 0);
            }
            state = path.bandwidth.isFull() ? BbrState.DRAIN : state;
        }
        if (state == BbrState.DRAIN && sample.inFlight <= path.holds(100)) {
            enterDown(now);
        }
        if (path.bandwidth.isFull()) {
            adaptLongTerm(now, sample, cwnd);
            turn(now, sample, cwnd);
        }
    }

    /** Draft, 5.3.1.3: in a round of repair six ranges or more were lost, and more than two in a hundred segments. */
    private boolean isLossy(AckSample sample, boolean isRepairing) {
        return BbrInflight.isMarkedTooOften(sample.markedInInterval, sample.deliveredInInterval)
                || isRepairing && path.lossesInRound() >= STARTUP_FULL_LOSSES && isTooHigh(sample);
    }

    private static boolean isTooHigh(AckSample sample) {
        return BbrInflight.isTooHigh(sample.lostInInterval, sample.inFlightWhenSent)
                || BbrInflight.isMarkedTooOften(sample.markedInInterval, sample.deliveredInInterval);
    }

    private void adaptLongTerm(long now, AckSample sample, int cwnd) {
        if (path.isRoundStart() && feedback == Feedback.STARTING) {
            feedback = Feedback.FEEDBACK;
        }
        if (path.isRoundStart() && feedback == Feedback.STOPPING) {
            feedback = Feedback.NONE;
            isSampling = false;
            if (state.isProbeBw() && !path.isLimited()) {
                path.bandwidth.advance();
            }
        }
        if (isTooHigh(sample)) {
            if (isSampling) {
                onTooHigh(now, sample.inFlightWhenSent, cwnd, path.isLimited());
            }
            return;
        }
        path.inflight.raiseHigh(sample.inFlightWhenSent);
        if (state == BbrState.UP) {
            path.inflight.probeUp(sample.ackedSegments, cwnd, sample.isWindowLimited, path.isRoundStart());
        }
    }

    /** Draft, 5.3.3.6: from state to state of ProbeBW. */
    private void turn(long now, AckSample sample, int cwnd) {
        switch (state) {
            case DOWN -> {
                if (isTimeToProbe(now, cwnd)) {
                    enterRefill();
                } else if (sample.inFlight <= Math.min(path.inflight.withHeadroom(), path.holds(100))) {
                    state = BbrState.CRUISE;
                }
            }
            case CRUISE -> {
                if (isTimeToProbe(now, cwnd)) {
                    enterRefill();
                }
            }
            case REFILL -> {
                if (path.isRoundStart()) {
                    enterUp(now, cwnd);
                }
            }
            case UP -> {
                if (sample.isWindowLimited && cwnd >= path.inflight.high()) {
                    // The bound, not the path, keeps the rate from growing.
                    path.bandwidth.resetFull(path.rate());
                } else if (path.bandwidth.isFullNow()) {
                    enterDown(now);
                }
            }
            case STARTUP, DRAIN, PROBE_RTT -> {}
        }
    }

    /** Segments were lost of so many in flight that this may have been too many. */
    void onLost(long now, int segments, int inFlightWhenSent, int lostSinceSent, boolean isLimited, int cwnd) {
        if (isSampling && BbrInflight.isTooHigh(lostSinceSent, inFlightWhenSent)) {
            onTooHigh(now, BbrInflight.atLoss(inFlightWhenSent, lostSinceSent, segments), cwnd, isLimited);
        }
    }

    private void onTooHigh(long now, int inFlightWhenSent, int cwnd, boolean isLimited) {
        isSampling = false;
        if (!isLimited) {
            path.inflight.lowerHigh(inFlightWhenSent, Math.min(path.holds(100), cwnd));
        }
        if (state == BbrState.UP) {
            enterDown(now);
        }
    }

    private void enterDown(long now) {
        path.forgetLosses();
        state = BbrState.DOWN;
        feedback = Feedback.STOPPING;
        since = now;
        // Draft, 5.3.3.5.3: two to three seconds, up to a round more, so that flows do not probe in step.
        long chance = mix(now ^ path.delivered() << 32);
        roundsSinceProbe = (int) (chance & 1);
        waitNanos = 2 * SECOND + (chance >>> 1) % SECOND;
        path.beginRound();
    }

    private void enterRefill() {
        path.forgetLow();
        path.inflight.flatten();
        state = BbrState.REFILL;
        feedback = Feedback.REFILLING;
        path.beginRound();
    }

    private void enterUp(long now, int cwnd) {
        state = BbrState.UP;
        feedback = Feedback.STARTING;
        isSampling = true;
        since = now;
        path.bandwidth.resetFull(path.rate());
        path.inflight.beginUp(cwnd);
        path.beginRound();
    }

    /** The queue is to be emptied, to see the least round-trip time. */
    void enterProbeRtt() {
        state = BbrState.PROBE_RTT;
        feedback = Feedback.STOPPING;
        path.beginRound();
    }

    /** That is done. */
    void leaveProbeRtt(long now) {
        path.forgetLow();
        if (path.bandwidth.isFull()) {
            enterDown(now);
            state = BbrState.CRUISE;
        } else {
            state = BbrState.STARTUP;
        }
    }

    /** A repair begins, which may prove needless. */
    void save() {
        savedState = state;
        path.bandwidth.save();
        path.inflight.save();
    }

    /** Draft, 5.5.10.3: it was needless; a flow that was probing goes on where it was. */
    void restore(long now, int cwnd) {
        path.forgetLosses();
        path.bandwidth.restore();
        path.inflight.restore();
        if (state != BbrState.PROBE_RTT && savedState == BbrState.STARTUP && !path.bandwidth.isFull()) {
            state = BbrState.STARTUP;
        } else if (state != BbrState.PROBE_RTT && state != savedState && savedState == BbrState.UP) {
            enterUp(now, cwnd);
        }
    }

    private boolean isTimeToProbe(long now, int cwnd) {
        // Draft, 5.3.3.5.1: as often as Reno on the same path would have its turn, at the latest each 63 rounds.
        int renoRounds = Math.min(path.holds(100), cwnd);
        return now - since > waitNanos || roundsSinceProbe >= Math.min(renoRounds, MOST_RENO_ROUNDS);
    }

    BbrState state() {
        return state;
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long seed) {
        long z = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
