package jackfield.engine.tcp;

/**
 * The invariant that keeps a connection from waiting for ever: whatever is owed has a timer or can be pulled.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.1">RFC 9293, 3.8.1</a> and 3.8.6.1; RFC 6298, 5
 */
final class Liveness {
    private Liveness() {}

    /**
     * {@return whether it holds}
     *
     * @param isDrained whether the last thing that happened was that nothing more could be pulled
     */
    static boolean holds(
            TcpState state,
            boolean isDrained,
            boolean isOrphan,
            boolean isSynDue,
            SendSide send,
            TcpTimer.Table timers) {
        boolean retransmits = send.retransmit().isArmed();
        boolean isOutstanding = send.window().outstanding() > 0;
        return switch (state) {
            case LISTEN -> false;
            case CLOSED -> timers.earliest() == Long.MAX_VALUE;
            case SYN_SENT, SYN_RCVD -> retransmits || isSynDue && !isDrained;
            case TIME_WAIT -> timers.isArmed(TcpTimer.TIME_WAIT) && !retransmits && !timers.isArmed(TcpTimer.PERSIST);
            case FIN_WAIT_2 -> !isOutstanding && !retransmits && (!isOrphan || timers.isArmed(TcpTimer.FIN_WAIT_2));
            case ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK ->
                retransmits == isOutstanding
                        && (isOutstanding
                                || !isDrained
                                || !send.hasUnsent()
                                || timers.isArmed(TcpTimer.PERSIST)
                                || timers.isArmed(TcpTimer.PACE))
                        && (isOutstanding || send.hasUnsent() || !send.isFinQueued());
        };
    }
}
