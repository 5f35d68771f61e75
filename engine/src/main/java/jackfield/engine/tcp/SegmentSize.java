package jackfield.engine.tcp;

/**
 * Settles how much text a full segment bears: what path, peer, window and search allow.
 *
 * <pre>
 *   MTU of the path ----------- headers --> \
 *   MSS of the peer, TCP_MAXSEG ----------->  least of all - options, half the largest window
 *   MTU that the search knows to pass ----> /
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6691#section-2">RFC 6691, 2</a>; RFC 9293, 3.7.1; RFC 1191, 6.4;
 *     Linux's {@code tcp_sync_mss}, {@code tcp_mtu_to_mss} and {@code tcp_bound_to_half_wnd}
 */
final class SegmentSize {
    private static final int IPV4_HEADERS = 40;
    private final MtuSearch search = new MtuSearch();
    private final MtuProbe probe = new MtuProbe();
    private final SendWindow window;
    private PathConfig config;
    private int headerBytes = IPV4_HEADERS;
    private int mtu;
    private int clampMss;
    private final int offeredBytes;
    private int optionBytes;
    private int segmentBytes;

    /** Begins with the MSS of our SYN, over IPv4. */
    SegmentSize(TcpConfig config, SendWindow window) {
        this.config = config.path();
        this.window = window;
        offeredBytes = config.timestamps() ? Negotiation.TIMESTAMPS_BYTES : 0;
        mtu = config.mss() + headerBytes;
        segmentBytes = config.mss();
        clampMss = config.mss();
    }

    void configure(PathConfig changed) {
        config = changed;
    }

    /**
     * The handshake is over.
     *
     * @param clampMss what the peer takes, and TCP_MAXSEG allows
     * @param optionBytes of each segment
     */
    void start(long now, int clampMss, int optionBytes, boolean isPassive) {
        this.clampMss = clampMss;
        this.optionBytes = optionBytes;
        boolean isWanted = config.mtuProbing() > 1;
        int topMtu = clampMss + headerBytes;
        // As in Linux: of a passive open the search takes hold only when the peer's window grows; of an active one it
        // begins before it is known whether segments bear timestamps.
        if (!isPassive) {
            search.start(now, isWanted, config.baseSegmentBytes() + offeredBytes + headerBytes, topMtu);
        }
        settle();
        search.start(now, isWanted, mtuOf(config.baseSegmentBytes()), topMtu);
        search.limit(mtu);
    }

    /** The path takes packets of {@code mtu}, with {@code headerBytes} of IP and TCP. {@return whether that is new} */
    boolean onPath(int mtu, int headerBytes) {
        if (this.mtu == mtu && this.headerBytes == headerBytes) {
            return false;
        }
        this.mtu = mtu;
        this.headerBytes = headerBytes;
        settle();
        return true;
    }

    /** Settles anew what a full segment bears. {@return its text} */
    int settle() {
        search.limit(mtu);
        int bytes = window.boundToHalf(textOf(mtu));
        segmentBytes = search.isOn() ? Math.min(bytes, textOf(search.low())) : bytes;
        return segmentBytes;
    }

    /** {@return text of a segment in a packet of {@code packetBytes}} */
    int textOf(int packetBytes) {
        int mss = Math.min(packetBytes - headerBytes, clampMss);
        return Math.max(mss, config.leastSegmentBytes()) - optionBytes;
    }

    /** {@return the packet that bears {@code text}} */
    int mtuOf(int text) {
        return text + optionBytes + headerBytes;
    }

    /**
     * {@return text of the probe that would leave next; 0 for none}
     *
     * <p>A search that is done begins anew after a while.
     */
    int probeBytes(long now) {
        if (!search.isOn() || probe.isOut()) {
            return 0;
        }
        int bytes = textOf(search.middle());
        if (bytes > textOf(search.high()) || search.isSettled(config.probeThresholdBytes())) {
            search.restart(now, config.probeIntervalNanos(), mtuOf(segmentBytes), clampMss + headerBytes);
            return 0;
        }
        return bytes;
    }

    /** The probe has arrived: longer segments from now on. {@return bytes of its packet} */
    int onProbeDelivered() {
        int packetBytes = probe.mtu();
        search.onDelivered(packetBytes);
        probe.forget();
        settle();
        return packetBytes;
    }

    /** The probe, and nothing else, was lost. */
    void onProbeLost() {
        search.onLost(probe.mtu());
        probe.forget();
    }

    /** Nothing arrives any more: RFC 4821, 7.7. */
    void onBlackHole(long now) {
        if (config.mtuProbing() > 0) {
            int half = Math.min(textOf(search.low()) >> 1, config.baseSegmentBytes());
            int lower = Math.max(Math.max(half, config.probeFloorBytes()), config.leastSegmentBytes());
            search.onBlackHole(now, mtuOf(lower));
        }
        settle();
    }

    MtuProbe probe() {
        return probe;
    }

    /** {@return text of a full segment that bears no options but those of each: Linux's mss_cache} */
    int segmentBytes() {
        return segmentBytes;
    }

    /** {@return bytes of the longest packet that the path is known to take: tcpi_pmtu} */
    int mtu() {
        return mtu;
    }
}
