package jackfield.engine.tcp.congestion;

/**
 * Where a flow of {@link Bbr} is, and the gains there, of a hundred.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.1.1</a>
 */
enum BbrState {
    STARTUP(277, 200),
    DRAIN(50, 200),
    DOWN(90, 200),
    CRUISE(100, 200),
    REFILL(100, 200),
    UP(125, 225),
    PROBE_RTT(100, 50);

    private final int pacingPercent;
    private final int windowPercent;

    BbrState(int pacingPercent, int windowPercent) {
        this.pacingPercent = pacingPercent;
        this.windowPercent = windowPercent;
    }

    int pacingPercent() {
        return pacingPercent;
    }

    int windowPercent() {
        return windowPercent;
    }

    /** {@return whether it is one of the four of the cycle that probes for bandwidth} */
    boolean isProbeBw() {
        return this == DOWN || this == CRUISE || this == REFILL || this == UP;
    }

    /** {@return whether losses are the price of probing and do not lower the short-term bounds} */
    boolean isProbing() {
        return this == STARTUP || this == REFILL || this == UP;
    }
}
