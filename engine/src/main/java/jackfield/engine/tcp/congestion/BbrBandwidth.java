package jackfield.engine.tcp.congestion;

/**
 * What BBR believes of the path's bandwidth: the most seen in two probing cycles, and a bound after losses.
 *
 * <pre>
 *   delivery rate -> latest (this round) -> most (two cycles) -> bw = min(most, low)
 *                        \-> full: has it stopped growing by a quarter?
 * </pre>
 *
 * <p>Rates are bytes a second. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.5.5, 5.3.1.2</a>
 */
final class BbrBandwidth {
    static final long NONE = Long.MAX_VALUE;

    /** Beta, 0.7, and StartupFullBwThresh, 1.25, of a hundred. */
    private static final int BETA_PERCENT = 70;

    private static final int GROWTH_PERCENT = 125;
    private static final int FULL_ROUNDS = 3;

    private long previousCycle;
    private long thisCycle;
    private long low = NONE;
    private long savedLow = NONE;
    private boolean wasFull;
    private long latest;
    private long full;
    private int roundsWithoutGrowth;
    private boolean isFullNow;
    private boolean isFull;

    /** A delivery rate was measured. */
    void onRate(long rate, boolean isApplicationLimited) {
        latest = Math.max(latest, rate);
        if (rate > 0 && (rate >= most() || !isApplicationLimited)) {
            thisCycle = Math.max(thisCycle, rate);
        }
    }

    /** A round trip of deliveries is over; the next begins with {@code rate}. */
    void onRound(long rate) {
        latest = rate;
    }

    /** A probing cycle is over. */
    void advance() {
        if (thisCycle > 0) {
            previousCycle = thisCycle;
            thisCycle = 0;
        }
    }

    /** Something was lost in this round while BBR was not probing. */
    void lower() {
        long bound = low == NONE ? most() : low;
        low = Math.max(latest, bound * BETA_PERCENT / 100);
    }

    void forgetLow() {
        low = NONE;
    }

    /** A repair begins, which may prove needless. */
    void save() {
        savedLow = low;
        wasFull = isFull;
    }

    /** It was needless: what it taught is forgotten. */
    void restore() {
        low = Math.max(low, savedLow);
        isFull &= wasFull;
        resetFull(0);
    }

    /** Looks, at a round's beginning, whether the pipe is full: three rounds without growth by a quarter. */
    void checkFull(long rate) {
        if (isFullNow) {
            return;
        }
        if (rate >= full * GROWTH_PERCENT / 100) {
            resetFull(rate);
            return;
        }
        roundsWithoutGrowth++;
        isFullNow = roundsWithoutGrowth >= FULL_ROUNDS;
        isFull |= isFullNow;
    }

    void resetFull(long rate) {
        full = rate;
        roundsWithoutGrowth = 0;
        isFullNow = false;
    }

    /** The losses say that the pipe is full. */
    void setFull() {
        isFull = true;
    }

    /** {@return whether startup has filled the pipe once} */
    boolean isFull() {
        return isFull;
    }

    /** {@return whether the rate has stopped growing since this was last asked anew} */
    boolean isFullNow() {
        return isFullNow;
    }

    /** {@return BBR.max_bw} */
    long most() {
        return Math.max(previousCycle, thisCycle);
    }

    /** {@return BBR.bw} */
    long bandwidth() {
        return Math.min(most(), low);
    }
}
