package jackfield.engine.tcp;

import jackfield.engine.tcp.congestion.Controllers;

/**
 * How fast text may leave: the controller, pacing, and ECN.
 *
 * <p>Immutable, like {@link TcpConfig}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681">RFC 5681</a>; RFC 9438; RFC 3168; RFC 9768; tcp(7)
 */
public final class CongestionConfig implements Cloneable {
    /** Linux's defaults. */
    public static final CongestionConfig DEFAULT = new CongestionConfig();

    private String algorithm = "cubic";
    private Controllers controllers = Controllers.STANDARD;
    private boolean abe;
    private int initialSegments = 10;
    private boolean slowStartAfterIdle = true;
    private long maxPacingRate = Long.MAX_VALUE;
    private int pacingSlowStartPercent = 200;
    private int pacingAvoidancePercent = 120;
    private int ecn = 2;
    private boolean ecnFallback = true;
    private int ecnOption = 2;
    private int ecnOptionBeacon = 3;

    private CongestionConfig() {}

    /** {@return TCP_CONGESTION: a name that {@link #controllers()} know} */
    public String algorithm() {
        return algorithm;
    }

    /** {@return this with another {@link #algorithm()}} */
    public CongestionConfig algorithm(String value) {
        CongestionConfig copy = copy();
        copy.algorithm = value;
        return copy;
    }

    /** {@return what TCP_CONGESTION may name, a program's own controllers included} */
    public Controllers controllers() {
        return controllers;
    }

    /** {@return this with other {@link #controllers()}} */
    public CongestionConfig controllers(Controllers value) {
        CongestionConfig copy = copy();
        copy.controllers = value;
        return copy;
    }

    /**
     * {@return whether a CE mark costs less of the window than a loss (RFC 8511, ABE); Linux does not have it, so it is
     * off by default, see {@code docs/decisions}}
     */
    public boolean abe() {
        return abe;
    }

    /** {@return this with another {@link #abe()}} */
    public CongestionConfig abe(boolean value) {
        CongestionConfig copy = copy();
        copy.abe = value;
        return copy;
    }

    /** {@return IW: segments of the first flight (RFC 6928); a route's initcwnd} */
    public int initialSegments() {
        return initialSegments;
    }

    /** {@return this with another {@link #initialSegments()}} */
    public CongestionConfig initialSegments(int value) {
        CongestionConfig copy = copy();
        copy.initialSegments = value;
        return copy;
    }

    /** {@return tcp_slow_start_after_idle: cwnd decays while nothing is sent (RFC 5681, 4.1)} */
    public boolean slowStartAfterIdle() {
        return slowStartAfterIdle;
    }

    /** {@return this with another {@link #slowStartAfterIdle()}} */
    public CongestionConfig slowStartAfterIdle(boolean value) {
        CongestionConfig copy = copy();
        copy.slowStartAfterIdle = value;
        return copy;
    }

    /** {@return SO_MAX_PACING_RATE: bytes a second; pacing is on if it is below the largest number} */
    public long maxPacingRate() {
        return maxPacingRate;
    }

    /** {@return this with another {@link #maxPacingRate()}} */
    public CongestionConfig maxPacingRate(long value) {
        CongestionConfig copy = copy();
        copy.maxPacingRate = value;
        return copy;
    }

    /** {@return tcp_pacing_ss_ratio: pacing rate in slow start, of cwnd / SRTT} */
    public int pacingSlowStartPercent() {
        return pacingSlowStartPercent;
    }

    /** {@return this with another {@link #pacingSlowStartPercent()}} */
    public CongestionConfig pacingSlowStartPercent(int value) {
        CongestionConfig copy = copy();
        copy.pacingSlowStartPercent = value;
        return copy;
    }

    /** {@return tcp_pacing_ca_ratio: the same in congestion avoidance} */
    public int pacingAvoidancePercent() {
        return pacingAvoidancePercent;
    }

    /** {@return this with another {@link #pacingAvoidancePercent()}} */
    public CongestionConfig pacingAvoidancePercent(int value) {
        CongestionConfig copy = copy();
        copy.pacingAvoidancePercent = value;
        return copy;
    }

    /**
     * {@return tcp_ecn: 0 off; ECN granted, and 1 asked, 2 not asked; AccECN granted, and 3 asked, 4 ECN asked, 5
     * nothing asked}
     */
    public int ecn() {
        return ecn;
    }

    /** {@return this with another {@link #ecn()}} */
    public CongestionConfig ecn(int value) {
        CongestionConfig copy = copy();
        copy.ecn = value;
        return copy;
    }

    /** {@return tcp_ecn_fallback: a SYN that was lost is sent again without asking for ECN (RFC 3168, 6.1.1.1)} */
    public boolean ecnFallback() {
        return ecnFallback;
    }

    /** {@return this with another {@link #ecnFallback()}} */
    public CongestionConfig ecnFallback(boolean value) {
        CongestionConfig copy = copy();
        copy.ecnFallback = value;
        return copy;
    }

    /**
     * {@return tcp_ecn_option: the AccECN option 0 never, 1 where there is news, 2 always, 3 though it is falsified}
     */
    public int ecnOption() {
        return ecnOption;
    }

    /** {@return this with another {@link #ecnOption()}} */
    public CongestionConfig ecnOption(int value) {
        CongestionConfig copy = copy();
        copy.ecnOption = value;
        return copy;
    }

    /** {@return tcp_ecn_option_beacon: how often in a round trip the option is sent though there is no news} */
    public int ecnOptionBeacon() {
        return ecnOptionBeacon;
    }

    /** {@return this with another {@link #ecnOptionBeacon()}} */
    public CongestionConfig ecnOptionBeacon(int value) {
        CongestionConfig copy = copy();
        copy.ecnOptionBeacon = value;
        return copy;
    }

    private CongestionConfig copy() {
        try {
            return (CongestionConfig) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
