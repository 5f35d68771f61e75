package jackfield.engine.tcp;

/**
 * How the length of segments is found, and what old segments may do.
 *
 * <p>Immutable, like {@link TcpConfig}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4821">RFC 4821</a>; RFC 1191; RFC 1337; RFC 6093; tcp(7)
 */
public final class PathConfig implements Cloneable {
    /** Linux's defaults. */
    public static final PathConfig DEFAULT = new PathConfig();

    private int maxSegmentBytes;
    private int leastSegmentBytes = 48;
    private int mtuProbing;
    private int baseSegmentBytes = 1024;
    private int probeFloorBytes = 48;
    private int probeThresholdBytes = 8;
    private long probeIntervalNanos = 600L * 1_000_000_000L;
    private boolean rfc1337;
    private int timeWaitReuse = 2;
    private boolean urgentAtLast;

    private PathConfig() {}

    /** {@return TCP_MAXSEG: the application's bound of the MSS; 0 for none} */
    public int maxSegmentBytes() {
        return maxSegmentBytes;
    }

    /** {@return this with another {@link #maxSegmentBytes()}} */
    public PathConfig maxSegmentBytes(int value) {
        PathConfig copy = copy();
        copy.maxSegmentBytes = value;
        return copy;
    }

    /** {@return tcp_min_snd_mss: no peer makes segments shorter} */
    public int leastSegmentBytes() {
        return leastSegmentBytes;
    }

    /** {@return this with another {@link #leastSegmentBytes()}} */
    public PathConfig leastSegmentBytes(int value) {
        PathConfig copy = copy();
        copy.leastSegmentBytes = value;
        return copy;
    }

    /** {@return tcp_mtu_probing: 0 off, 1 after a black hole, 2 always (RFC 4821)} */
    public int mtuProbing() {
        return mtuProbing;
    }

    /** {@return this with another {@link #mtuProbing()}} */
    public PathConfig mtuProbing(int value) {
        PathConfig copy = copy();
        copy.mtuProbing = value;
        return copy;
    }

    /** {@return tcp_base_mss: where probing begins} */
    public int baseSegmentBytes() {
        return baseSegmentBytes;
    }

    /** {@return this with another {@link #baseSegmentBytes()}} */
    public PathConfig baseSegmentBytes(int value) {
        PathConfig copy = copy();
        copy.baseSegmentBytes = value;
        return copy;
    }

    /** {@return tcp_mtu_probe_floor: the least that a black hole may lead to} */
    public int probeFloorBytes() {
        return probeFloorBytes;
    }

    /** {@return this with another {@link #probeFloorBytes()}} */
    public PathConfig probeFloorBytes(int value) {
        PathConfig copy = copy();
        copy.probeFloorBytes = value;
        return copy;
    }

    /** {@return tcp_probe_threshold: a search whose range is narrower is done} */
    public int probeThresholdBytes() {
        return probeThresholdBytes;
    }

    /** {@return this with another {@link #probeThresholdBytes()}} */
    public PathConfig probeThresholdBytes(int value) {
        PathConfig copy = copy();
        copy.probeThresholdBytes = value;
        return copy;
    }

    /** {@return tcp_probe_interval: when a failed search begins anew} */
    public long probeIntervalNanos() {
        return probeIntervalNanos;
    }

    /** {@return this with another {@link #probeIntervalNanos()}} */
    public PathConfig probeIntervalNanos(long value) {
        PathConfig copy = copy();
        copy.probeIntervalNanos = value;
        return copy;
    }

    /** {@return tcp_rfc1337: RST does not end TIME_WAIT} */
    public boolean rfc1337() {
        return rfc1337;
    }

    /** {@return this with another {@link #rfc1337()}} */
    public PathConfig rfc1337(boolean value) {
        PathConfig copy = copy();
        copy.rfc1337 = value;
        return copy;
    }

    /** {@return tcp_tw_reuse: whether connect may take a pair in TIME_WAIT: 0 no, 1 yes, 2 on the loopback} */
    public int timeWaitReuse() {
        return timeWaitReuse;
    }

    /** {@return this with another {@link #timeWaitReuse()}} */
    public PathConfig timeWaitReuse(int value) {
        PathConfig copy = copy();
        copy.timeWaitReuse = value;
        return copy;
    }

    /** {@return tcp_stdurg: the urgent pointer tells the last urgent byte, as RFC 6093 reads it, not the one after} */
    public boolean urgentAtLast() {
        return urgentAtLast;
    }

    /** {@return this with another {@link #urgentAtLast()}} */
    public PathConfig urgentAtLast(boolean value) {
        PathConfig copy = copy();
        copy.urgentAtLast = value;
        return copy;
    }

    private PathConfig copy() {
        try {
            return (PathConfig) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
