package jackfield.engine.tcp;

import jackfield.engine.base.Poll;

/**
 * Says what a connection is ready for, as Linux's tcp_poll does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1">RFC 9293, 3.9.1</a>; poll(2)
 */
final class Readiness {
    private Readiness() {}

    /**
     * {@return bits of {@link Poll}}
     *
     * @param readShut whether no text will ever come: FIN, SHUT_RD or the end of the connection
     * @param writeShut whether no text may be written: SHUT_WR or the end of the connection
     * @param isWritable whether the send buffer has room
     */
    static int of(
            TcpState state,
            boolean readShut,
            boolean writeShut,
            boolean isReadable,
            boolean hasUrgent,
            boolean isWritable,
            boolean hasError) {
        int bits = hasError ? Poll.ERR : 0;
        if (readShut && writeShut || state == TcpState.CLOSED) {
            bits |= Poll.HUP;
        }
        if (readShut) {
            bits |= Poll.IN | Poll.RDHUP;
        }
        if (state != TcpState.SYN_SENT && state != TcpState.SYN_RCVD) {
            if (isReadable) {
                bits |= Poll.IN;
            }
            if (hasUrgent) {
                bits |= Poll.PRI;
            }
            if (writeShut || isWritable) {
                bits |= Poll.OUT;
            }
        }
        return bits;
    }
}
