package jackfield.engine.tcp.congestion;

/**
 * Decides how much may be in flight, and how fast it leaves: a strategy, one object for each connection.
 *
 * <pre>
 *   acknowledgment -> AckSample -> onAck -> CongestionWindow (cwnd, ssthresh), pacing rate
 *   loss, CE mark  -> ssthresh  -> what cwnd falls to, by and by (PRR)
 *   it was no loss -> undo      -> what cwnd was
 * </pre>
 *
 * <p>Windows are counted in segments, as in Linux. A controller keeps only what it has been told; it knows no sequence
 * numbers, timers or sockets, must not throw, and is called under the engine's lock.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681#section-3">RFC 5681, 3</a>; RFC 9438; Linux's
 *     {@code tcp_congestion_ops}
 */
public interface CongestionController {
    /** What happened to the connection besides acknowledgments. */
    enum Event {
        /** The window was reset after an idle time longer than the RTO. */
        WINDOW_RESTART,
        /** A repair or a reduction for ECN begins. */
        REDUCTION_START,
        /** It is complete. */
        REDUCTION_COMPLETE,
        /** The retransmission timer ran out. */
        TIMEOUT
    }

    /** {@return the name under which TCP_CONGESTION knows it} */
    String name();

    /**
     * The handshake is over, and {@code window} holds the initial window; or the connection goes on with another
     * controller than before, and with the window as it is.
     *
     * @param srttNanos SRTT; 0 before the first sample
     */
    default void start(long now, CongestionWindow window, long srttNanos) {}

    /**
     * Something was delivered.
     *
     * @param sample what the acknowledgment tells; valid during the call only
     * @param mayGrow whether the window may grow now: no repair goes on, and the window limited what was sent
     */
    void onAck(long now, CongestionWindow window, AckSample sample, boolean mayGrow);

    /** {@return the slow start threshold after a loss, in segments} */
    int ssthreshAfterLoss(CongestionWindow window);

    /** {@return the slow start threshold after a CE mark: RFC 8511 lets it fall less than after a loss} */
    default int ssthreshAfterMark(CongestionWindow window) {
        return ssthreshAfterLoss(window);
    }

    /** {@return the congestion window after a reduction proved wrong, in segments} */
    default int undo(CongestionWindow window) {
        return Math.max(window.cwnd(), window.priorCwnd());
    }

    /**
     * Segments were found to be lost; told before the {@link #onAck} of the same acknowledgment.
     *
     * @param inFlightWhenSent segments in flight when the last of them was sent, itself included
     * @param lostSinceSent segments found to be lost since then, these included
     * @param isApplicationLimited whether the application had not enough to send at that time
     */
    default void onLost(
            long now,
            CongestionWindow window,
            int segments,
            int inFlightWhenSent,
            int lostSinceSent,
            boolean isApplicationLimited) {}

    /** Text is about to leave after nothing was in flight; {@code idleNanos} have passed since text left last. */
    default void onTransmitStart(long now, CongestionWindow window, long idleNanos) {}

    /** Something happened besides. */
    default void onEvent(long now, CongestionWindow window, Event event) {}

    /** {@return whether it sets cwnd itself at all times, repairs included, so that PRR does not run} */
    default boolean controlsWindow() {
        return false;
    }

    /** {@return bytes a second at which segments are to leave; 0 if the usual rule holds, see {@code Pacer}} */
    default long pacingRate() {
        return 0;
    }
}
