package jackfield.engine.tcp.congestion;

/**
 * What BBR believes may be in flight: a long-term bound that losses teach while it probes, and a short-term one.
 *
 * <pre>
 *   high: set when probing lost more than 2 %, raised by 1, 2, 4 ... a round while probing loses less
 *   low:  cut by 0.3 in each round with loss while not probing, forgotten before the next probe
 * </pre>
 *
 * <p>In segments. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.5.7, 5.3.3.6</a>
 */
final class BbrInflight {
    static final int NONE = Integer.MAX_VALUE;

    /** BBR.MinPipeCwnd. */
    static final int LEAST = 4;

    /** BBR.LossThresh, Beta and Headroom, of a hundred. */
    private static final int LOSS_PERCENT = 2;

    private static final int BETA_PERCENT = 70;
    private static final int HEADROOM_PERCENT = 15;
    private static final int MARK_PERCENT = 50;
    private static final int MOST_DOUBLINGS = 30;

    private int high = NONE;
    private int low = NONE;
    private int savedHigh = NONE;
    private int savedLow = NONE;
    private int latest;
    private int upRounds;
    private int upAcked;
    private int upEvery = NONE;

    /** So many segments were delivered between two moments a round trip apart. */
    void onDelivered(int segments) {
        latest = Math.max(latest, segments);
    }

    /** A round trip of deliveries is over. */
    void onRound(int segments) {
        latest = segments;
    }

    /** {@return whether so many of {@code inFlight} lost are more than may be} */
    static boolean isTooHigh(int lost, int inFlight) {
        return (long) lost * 100 > (long) inFlight * LOSS_PERCENT;
    }

    /** {@return whether so many of {@code delivered} marked CE are more than may be} */
    static boolean isMarkedTooOften(int marked, int delivered) {
        return marked > 0 && (long) marked * 100 >= (long) delivered * MARK_PERCENT;
    }

    /** {@return how many were in flight when the losses among them came to two in a hundred} */
    static int atLoss(int inFlight, int lost, int segments) {
        int inFlightBefore = Math.max(0, inFlight - segments);
        int lostBefore = Math.max(0, lost - segments);
        long prefix = ((long) LOSS_PERCENT * inFlightBefore - 100L * lostBefore) / (100 - LOSS_PERCENT);
        return (int) Math.max(1, inFlightBefore + Math.max(0, prefix));
    }

    /** Probing put too much into the network when so much was in flight. */
    void lowerHigh(int inFlight, int target) {
        high = Math.max(LEAST, Math.max(inFlight, (int) ((long) target * BETA_PERCENT / 100)));
    }

    /** So much in flight did no harm. */
    void raiseHigh(int inFlight) {
        if (high != NONE) {
            high = Math.max(high, inFlight);
        }
    }

    /** A probe upwards begins. */
    void beginUp(int cwnd) {
        upAcked = 0;
        steepen(cwnd);
    }

    /** Before a probe: its slope begins flat. */
    void flatten() {
        upRounds = 0;
        upAcked = 0;
    }

    private void steepen(int cwnd) {
        int growth = 1 << upRounds;
        upRounds = Math.min(upRounds + 1, MOST_DOUBLINGS);
        upEvery = Math.max(1, cwnd / growth);
    }

    /** Acknowledgments came while a probe upwards filled the window. */
    void probeUp(int acked, int cwnd, boolean isWindowLimited, boolean isRoundStart) {
        if (high == NONE || !isWindowLimited || cwnd < high) {
            return;
        }
        upAcked += acked;
        if (upAcked >= upEvery) {
            int more = upAcked / upEvery;
            upAcked -= more * upEvery;
            high += more;
        }
        if (isRoundStart) {
            steepen(cwnd);
        }
    }

    /** Something was lost in this round while BBR was not probing. */
    void lower(int cwnd) {
        int bound = low == NONE ? cwnd : low;
        low = Math.max(latest, (int) ((long) bound * BETA_PERCENT / 100));
    }

    void forgetLow() {
        low = NONE;
    }

    /** A repair begins, which may prove needless. */
    void save() {
        savedHigh = high;
        savedLow = low;
    }

    /** It was needless: what it taught is forgotten. */
    void restore() {
        high = Math.max(high, savedHigh);
        low = Math.max(low, savedLow);
    }

    /** {@return BBR.inflight_hi} */
    int high() {
        return high;
    }

    /** {@return BBR.inflight_lo} */
    int low() {
        return low;
    }

    /** {@return the long-term bound less what is left to others that come} */
    int withHeadroom() {
        if (high == NONE) {
            return NONE;
        }
        return Math.max(LEAST, high - Math.max(1, (int) ((long) high * HEADROOM_PERCENT / 100)));
    }

    /** {@return most segments delivered in a round trip lately} */
    int latest() {
        return latest;
    }
}
