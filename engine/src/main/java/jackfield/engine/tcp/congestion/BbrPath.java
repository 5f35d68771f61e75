package jackfield.engine.tcp.congestion;

/**
 * What BBR knows of the path, and how each acknowledgment adds to it.
 *
 * <pre>
 *   AckSample -&gt; rounds -&gt; bandwidth, inflight (latest, low) -&gt; aggregation
 *   loss, mark -> a round with loss: outside of probing it lowers both short-term bounds
 * </pre>
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.5</a>
 */
final class BbrPath {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int INITIAL_SEGMENTS = 10;

    final BbrBandwidth bandwidth = new BbrBandwidth();
    final BbrInflight inflight = new BbrInflight();
    final BbrRoundTrip roundTrip = new BbrRoundTrip();
    final AckAggregation aggregation = new AckAggregation();
    private final Rounds rounds = new Rounds();
    private final Rounds lossRounds = new Rounds();
    private int segmentBytes;
    private long delivered;
    private long rate;
    private long limitedUntilDelivered;
    private boolean isLimited;
    private boolean isRoundStart;
    private boolean isLossRoundStart;
    private boolean hasLossInRound;
    private int lossesInRound;

    void start(long now, int segmentBytes) {
        this.segmentBytes = segmentBytes;
        roundTrip.start(now);
        aggregation.restart(now);
    }

    /** An acknowledgment came; {@code isProbing}: losses are no news. */
    void onAck(long now, AckSample sample, int cwnd, int segmentBytes, boolean isProbing) {
        this.segmentBytes = segmentBytes;
        delivered = sample.delivered;
        isLimited = sample.isApplicationLimited || sample.priorDelivered < limitedUntilDelivered;
        rate = rateOf(sample);
        isRoundStart = rounds.onAck(sample);
        isLossRoundStart = lossRounds.onAck(sample);
        if (isRoundStart) {
            aggregation.onRound(bandwidth.isFull());
        }
        bandwidth.onRate(rate, isLimited);
        inflight.onDelivered(sample.deliveredInInterval);
        if (sample.markedInInterval > 0) {
            noteLoss();
        }
        if (isLossRoundStart && hasLossInRound && !isProbing) {
            bandwidth.lower();
            inflight.lower(cwnd);
        }
        aggregation.onAck(now, sample.ackedSegments, bandwidth.bandwidth(), segmentBytes, cwnd);
        if (isRoundStart && !isLimited) {
            bandwidth.checkFull(rate);
        }
    }

    /** The acknowledgment has been acted upon: if it ended a round of deliveries, the next begins. */
    void advance(AckSample sample) {
        if (isLossRoundStart) {
            hasLossInRound = false;
            lossesInRound = 0;
            bandwidth.onRound(rate);
            inflight.onRound(Math.max(0, sample.deliveredInInterval));
        }
    }

    private long rateOf(AckSample sample) {
        if (sample.deliveredInInterval <= 0 || sample.intervalNanos <= 0) {
            return 0;
        }
        long bytes = (long) sample.deliveredInInterval * segmentBytes;
        return bytes * MICROS_PER_SECOND / Math.max(1, sample.intervalNanos / 1000);
    }

    /** A range was lost. */
    void onLost() {
        noteLoss();
        lossesInRound++;
    }

    /** The round has seen a loss, or a mark. */
    void noteLoss() {
        if (!hasLossInRound) {
            lossRounds.begin(delivered);
        }
        hasLossInRound = true;
    }

    /** A phase begins, and with it a round. */
    void beginRound() {
        rounds.begin(delivered);
    }

    /** A phase begins that is not to be blamed for what the last one lost. */
    void forgetLosses() {
        hasLossInRound = false;
        lossesInRound = 0;
        bandwidth.onRound(0);
        inflight.onRound(0);
    }

    /** The short-term bounds no longer hold. */
    void forgetLow() {
        bandwidth.forgetLow();
        inflight.forgetLow();
    }

    /** What is sent from now on until the flight is delivered says nothing of the bandwidth. */
    void limit(int flight) {
        limitedUntilDelivered = delivered + Math.max(1, flight);
    }

    /** {@return so many hundredths of what the path holds at the bandwidth believed, in segments} */
    int holds(int percent) {
        long leastNanos = roundTrip.leastNanos();
        if (leastNanos == Long.MAX_VALUE || bandwidth.most() == 0) {
            return INITIAL_SEGMENTS * percent / 100;
        }
        long bytes = bandwidth.bandwidth() * Math.max(1, leastNanos / 1000) / MICROS_PER_SECOND * percent / 100;
        return (int) Math.min(Math.ceilDiv(bytes, segmentBytes), Integer.MAX_VALUE / 4);
    }

    /** {@return the delivery rate just measured, bytes a second; 0 for none} */
    long rate() {
        return rate;
    }

    boolean isLimited() {
        return isLimited;
    }

    boolean isRoundStart() {
        return isRoundStart;
    }

    boolean isLossRoundStart() {
        return isLossRoundStart;
    }

    /** {@return ranges lost in this round} */
    int lossesInRound() {
        return lossesInRound;
    }

    /** {@return segments delivered so far} */
    long delivered() {
        return delivered;
    }
}
