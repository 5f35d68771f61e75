package jackfield.engine.tcp;

/**
 * Gathers the variables of the parts into a {@link TcpSnapshot}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.3.1">RFC 9293, 3.3.1</a>
 */
final class Snapshots {
    private Snapshots() {}

    static TcpSnapshot of(
            TcpState state,
            Handshake handshake,
            Ecn ecn,
            SendSide send,
            ReceiveSide receive,
            int advmss,
            Traffic traffic,
            TcpTimer.Table timers) {
        Negotiation negotiation = handshake.negotiation();
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
                send.size().segmentBytes() + negotiation.optionBytes(),
                negotiation.sndScale(),
                negotiation.rcvScale(),
                negotiation.timestamps(),
                negotiation.sack(),
                receive.readable(),
                send.bufferedBytes(),
                send.flight().window().cwnd(),
                send.flight().window().ssthresh(),
                send.rtt().srttNanos(),
                send.rtt().rttvarNanos(),
                send.rtoNanos(),
                send.flight().retransmits() + handshake.retransmits(),
                negotiation.scaling(),
                ecn.snapshot(),
                handshake.fastOpen().isTextAcknowledged(),
                advmss,
                send.size().mtu(),
                send.unsentBytes(),
                send.spaceBytes(),
                receive.snapshot(),
                traffic.snapshot(),
                loss(send, ecn),
                rate(send.flight().control()),
                timers.toString());
    }

    private static LossSnapshot loss(SendSide send, Ecn ecn) {
        Flight flight = send.flight();
        FlightCounts counts = flight.counts();
        return new LossSnapshot(
                flight.recovery().state(),
                counts.packetsOut,
                counts.sackedOut,
                counts.lostOut,
                counts.retransOut,
                send.retransmit().timeouts(),
                Math.max(send.retransmit().doublings(), send.stall().doublings()),
                send.stall().doublings(),
                flight.reordering().segments(),
                flight.reordering().seen(),
                flight.duplicates(),
                counts.delivered,
                send.rtt().minNanos(),
                ecn.readsFeedback() ? ecn.feedback().peerMarks() : counts.deliveredMarked,
                send.retransmit().counts().snapshot());
    }

    private static RateSnapshot rate(CongestionControl control) {
        return new RateSnapshot(
                control.controller().name(),
                control.pacer().rate(),
                control.rate().bytesPerSecond(control.window().segmentBytes()),
                control.rate().isApplicationLimited());
    }
}
