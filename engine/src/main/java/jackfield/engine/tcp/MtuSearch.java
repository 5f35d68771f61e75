package jackfield.engine.tcp;

/**
 * Keeps the range in which the path's MTU lies, as far as probes and black holes have told.
 *
 * <pre>
 *   low: known to pass        middle: probed next        high: may pass
 *    |------------------------------|------------------------------|
 *    a probe passes: low = probe    a probe is lost: high = probe - 1    a black hole: low is halved
 * </pre>
 *
 * <p>Bytes of whole packets, IP header and all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4821#section-7">RFC 4821, 7</a>; RFC 8899, 5.3; Linux's {@code
 *     icsk_mtup}
 */
final class MtuSearch {
    private boolean isOn;
    private int low;
    private int high;
    private long beganNanos;

    /** Begins between {@code baseMtu} and {@code topMtu}; {@code isWanted}: before any black hole is found. */
    void start(long now, boolean isWanted, int baseMtu, int topMtu) {
        isOn = isWanted;
        low = baseMtu;
        high = topMtu;
        beganNanos = now;
    }

    /** The path is known to take no more than {@code mtu}. */
    void limit(int mtu) {
        high = Math.min(high, mtu);
    }

    /** {@return the MTU to probe next} */
    int middle() {
        return low + high >> 1;
    }

    /** {@return whether the range is too narrow to search on} */
    boolean isSettled(int thresholdBytes) {
        return high - low < thresholdBytes;
    }

    /** A search that has ended begins anew after {@code intervalNanos}: RFC 4821, 7.7. {@return whether it did} */
    boolean restart(long now, long intervalNanos, int lowMtu, int topMtu) {
        if (now - beganNanos < intervalNanos) {
            return false;
        }
        low = lowMtu;
        high = topMtu;
        beganNanos = now;
        return true;
    }

    /** A probe of {@code mtu} has arrived. */
    void onDelivered(int mtu) {
        low = mtu;
    }

    /** A probe of {@code mtu}, and nothing else, was lost. */
    void onLost(int mtu) {
        high = mtu - 1;
    }

    /**
     * Nothing arrives any more, so long packets may vanish: RFC 4821, 7.7. The first time the search begins where it
     * began, after that at {@code lowerMtu}.
     */
    void onBlackHole(long now, int lowerMtu) {
        if (isOn) {
            low = lowerMtu;
        } else {
            isOn = true;
            beganNanos = now;
        }
    }

    /** {@return whether packets are kept to {@link #low} and probes may leave} */
    boolean isOn() {
        return isOn;
    }

    int low() {
        return low;
    }

    int high() {
        return high;
    }
}
