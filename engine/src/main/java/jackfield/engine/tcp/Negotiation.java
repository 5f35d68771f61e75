package jackfield.engine.tcp;

import jackfield.wire.TcpOptions;

/**
 * What two SYNs agree on.
 *
 * @param mss largest text that the peer takes and TCP_MAXSEG allows, options counted as part of it
 * @param scaling whether windows are scaled at all
 * @param sndScale shift count of the windows the peer advertises
 * @param rcvScale shift count of the windows we advertise
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.7.1">RFC 9293, 3.7.1</a>; RFC 6691; RFC 7323, 2-3;
 *     RFC 2018, 2
 */
record Negotiation(int mss, boolean scaling, int sndScale, int rcvScale, boolean timestamps, boolean sack) {
    /** RFC 9293, MUST-15: what a peer takes that does not say. */
    static final int DEFAULT_MSS = 536;

    /** RFC 7323, 2.3: a larger shift count is taken for this one. */
    static final int LARGEST_SCALE = 14;

    /** Bytes of the timestamps option, padded. */
    static final int TIMESTAMPS_BYTES = 12;

    /** Nothing is agreed on yet. */
    static final Negotiation NONE = new Negotiation(DEFAULT_MSS, false, 0, 0, false, false);

    /** {@return what holds if one SYN offered {@code config} and the other bore {@code peer}} */
    static Negotiation of(TcpConfig config, TcpOptions peer) {
        int peerMss = peer.mss() == TcpOptions.ABSENT ? DEFAULT_MSS : peer.mss();
        boolean scaling = config.windowScaling() && peer.windowScale() != TcpOptions.ABSENT;
        return new Negotiation(
                clamped(config.path(), peerMss),
                scaling,
                scaling ? Math.min(peer.windowScale(), LARGEST_SCALE) : 0,
                scaling ? InitialWindow.of(config, config.mss(), true).scale() : 0,
                config.timestamps() && peer.hasTimestamps(),
                config.sack() && peer.sackPermitted());
    }

    private static int clamped(PathConfig config, int peerMss) {
        int most = config.maxSegmentBytes() > 0 ? config.maxSegmentBytes() : Integer.MAX_VALUE;
        // Shorter segments would cost us more than the peer.
        return Math.max(config.leastSegmentBytes(), Math.min(peerMss, most));
    }

    /** {@return bytes of the options that each segment bears} */
    int optionBytes() {
        return timestamps ? TIMESTAMPS_BYTES : 0;
    }
}
