package jackfield.engine.tcp;

/**
 * How states follow each other while a connection closes.
 *
 * <pre>
 *   our close:           ESTABLISHED -> FIN_WAIT_1      CLOSE_WAIT -> LAST_ACK
 *   our FIN acknowledged: FIN_WAIT_1 -> FIN_WAIT_2      CLOSING -> TIME_WAIT     LAST_ACK -> CLOSED
 *   the peer's FIN:      ESTABLISHED -> CLOSE_WAIT      FIN_WAIT_1 -> CLOSING    FIN_WAIT_2 -> TIME_WAIT
 * </pre>
 *
 * <p>As in Linux the state changes with the call, though text and FIN may still wait to be sent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.6">RFC 9293, 3.6</a> and 3.10.4
 */
final class Closing {
    private Closing() {}

    /** {@return the state after the application has said that it will write no more} */
    static TcpState onClose(TcpState state) {
        return switch (state) {
            case ESTABLISHED -> TcpState.FIN_WAIT_1;
            case CLOSE_WAIT -> TcpState.LAST_ACK;
            default -> state;
        };
    }

    /** {@return the state after our FIN was acknowledged} */
    static TcpState onFinAcknowledged(TcpState state) {
        return switch (state) {
            case FIN_WAIT_1 -> TcpState.FIN_WAIT_2;
            case CLOSING -> TcpState.TIME_WAIT;
            case LAST_ACK -> TcpState.CLOSED;
            default -> state;
        };
    }

    /** {@return the state after the peer's FIN was reached} */
    static TcpState onFin(TcpState state) {
        return switch (state) {
            case ESTABLISHED -> TcpState.CLOSE_WAIT;
            case FIN_WAIT_1 -> TcpState.CLOSING;
            case FIN_WAIT_2 -> TcpState.TIME_WAIT;
            default -> state;
        };
    }

    /** {@return whether an abort owes the peer a RST: RFC 9293, 3.10.5} */
    static boolean owesReset(TcpState state, boolean hasUnsent) {
        return switch (state) {
            case SYN_RCVD, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT -> true;
            case CLOSING, LAST_ACK -> hasUnsent;
            case CLOSED, LISTEN, SYN_SENT, TIME_WAIT -> false;
        };
    }
}
