package jackfield.engine.tcp;

/**
 * Gathers the variables of the parts into a {@link TcpSnapshot}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.3.1">RFC 9293, 3.3.1</a>
 */
final class Snapshots {
    private Snapshots() {}

    static TcpSnapshot of(
            TcpState state, Negotiation negotiation, SendSide send, ReceiveSide receive, TcpTimer.Table timers) {
        SendWindow sending = send.window();
        ReceiveWindow receiving = receive.window();
        return new TcpSnapshot(
                state,
                sending.iss(),
                sending.sndUna(),
                sending.sndNxt(),
                sending.sndWnd(),
                receiving.irs(),
                receiving.rcvNxt(),
                receiving.rcvWnd(),
                negotiation.mss(),
                negotiation.sndScale(),
                negotiation.rcvScale(),
                negotiation.timestamps(),
                negotiation.sack(),
                receive.readable(),
                send.bufferedBytes(),
                send.flight().cwndBytes(),
                send.flight().ssthreshBytes(),
                send.rtt().srttNanos(),
                send.rtt().rttvarNanos(),
                send.rtoNanos(),
                send.retransmits(),
                timers.toString());
    }
}
