package jackfield.engine.tcp;

/**
 * The eleven states of a connection.
 *
 * <pre>
 *              CLOSED --listen--> LISTEN --SYN--> SYN_RCVD --ACK--> ESTABLISHED
 *              CLOSED --connect-> SYN_SENT ------SYN+ACK----------> ESTABLISHED
 *   ESTABLISHED --close--> FIN_WAIT_1 --ACK--> FIN_WAIT_2 --FIN--> TIME_WAIT --2 MSL--> CLOSED
 *   ESTABLISHED --FIN----> CLOSE_WAIT --close--> LAST_ACK --ACK--> CLOSED
 *   FIN_WAIT_1 --FIN--> CLOSING --ACK--> TIME_WAIT
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.3.2">RFC 9293, 3.3.2</a>; the names are ss's and
 *     netstat's
 */
public enum TcpState {
    CLOSED,
    LISTEN,
    SYN_SENT,
    SYN_RCVD,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    CLOSE_WAIT,
    CLOSING,
    LAST_ACK,
    TIME_WAIT;

    /** {@return whether both ends have agreed on sequence numbers} */
    public boolean isSynchronized() {
        return compareTo(ESTABLISHED) >= 0;
    }

    /** {@return whether text from the peer may still arrive} */
    public boolean mayReceiveText() {
        return this == ESTABLISHED || this == FIN_WAIT_1 || this == FIN_WAIT_2;
    }

    /** {@return whether the application may still write} */
    public boolean mayWrite() {
        return this == ESTABLISHED || this == CLOSE_WAIT;
    }
}
