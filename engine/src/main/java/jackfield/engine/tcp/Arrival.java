package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;

/**
 * Walks the checks of a segment in their order, for all states from SYN_RCVD on.
 *
 * <pre>
 *   PAWS -> sequence -> RST -> SYN -> ACK -> (text and FIN are others' affair)
 * </pre>
 *
 * <p>Holds no state and changes none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.4">RFC 9293, 3.10.7.4</a>; RFC 5961, 3-5; RFC
 *     7323, 5.3
 */
final class Arrival {
    /** What is to become of a segment. */
    enum Verdict {
        /** Its acknowledgment, text and FIN are to be processed. */
        GO_ON,
        DROP,
        /** Not acceptable: drop it and acknowledge; at a limited rate if it holds no text. */
        ACKNOWLEDGE,
        /** Suspicious: drop it and acknowledge at a limited rate. */
        CHALLENGE,
        /** The connection ends: the peer has reset it. */
        RESET,
        /** Drop it and answer with RST; the connection goes on. */
        REFUSE,
        /** The SYN+ACK was lost: send it again. */
        REPEAT_SYN
    }

    private Arrival() {}

    /** @param isOld whether PAWS rejects it */
    static Verdict check(TcpState state, TcpSegment segment, ReceiveSide side, SendWindow send, boolean isOld) {
        ReceiveWindow receive = side.window();
        boolean isSynReceived = state == TcpState.SYN_RCVD;
        if (isSynReceived && segment.seq() == receive.irs() && segment.has(TcpFlags.SYN)) {
            return checkRepeatedSyn(segment, send, isOld);
        }
        Verdict first = checkSequence(state, segment, side, isOld);
        if (first != Verdict.GO_ON) {
            return first;
        }
        // RFC 5961 4.2: whatever the sequence number, a SYN is challenged.
        if (segment.has(TcpFlags.SYN)) {
            return Verdict.CHALLENGE;
        }
        return checkAck(isSynReceived, segment, send);
    }

    /** In SYN_RCVD the peer's SYN came again: ours was lost, or both ends opened at once. */
    private static Verdict checkRepeatedSyn(TcpSegment segment, SendWindow send, boolean isOld) {
        if (segment.has(TcpFlags.RST) || isOld) {
            return Verdict.DROP;
        }
        if (!segment.has(TcpFlags.ACK)) {
            return Verdict.REPEAT_SYN;
        }
        // RFC 9293 3.5, figure 8, line 6: the SYN+ACK of a simultaneous open counts for its ACK.
        return checkAck(true, segment, send);
    }

    private static Verdict checkSequence(TcpState state, TcpSegment segment, ReceiveSide side, boolean isOld) {
        ReceiveWindow receive = side.window();
        int seq = segment.seq();
        boolean isReset = segment.has(TcpFlags.RST);
        // RFC 7323 5.3 R1: PAWS comes before the sequence check, and does not apply to RST.
        if (isOld && !isReset) {
            return segment.has(TcpFlags.SYN) ? Verdict.CHALLENGE : Verdict.ACKNOWLEDGE;
        }
        int rcvNxt = receive.rcvNxt();
        int rcvWnd = receive.rcvWnd();
        if (isReset) {
            // RFC 1337 3: RST does not assassinate TIME_WAIT.
            boolean isInWindow = distance(rcvNxt, seq) >= 0 && distance(rcvNxt, seq) < Math.max(rcvWnd, 1);
            if (!isInWindow || state == TcpState.TIME_WAIT) {
                return Verdict.DROP;
            }
            // RFC 5961 3.2: exactly RCV.NXT, or it may be forged.
            return seq == rcvNxt || side.isAtLastBlock(seq) ? Verdict.RESET : Verdict.CHALLENGE;
        }
        // RFC 9293 3.10.7.4, first, as Linux reads it: not wholly before what we last acknowledged, nor beyond the
        // window. At its edge stand the acknowledgments of a peer that has filled it, and the probes of a closed one.
        // Text may reach beyond the window only where nothing waits to be read.
        int edge = rcvNxt + rcvWnd;
        boolean reachesBeyond = isAfter(seq + segment.textLength(), edge);
        boolean isAcceptable = isAtOrAfter(segment.end(), receive.lastAckSent())
                && isAtOrBefore(seq, edge)
                && (!reachesBeyond || side.isEmpty());
        if (isAcceptable) {
            return Verdict.GO_ON;
        }
        return segment.has(TcpFlags.SYN) ? Verdict.CHALLENGE : Verdict.ACKNOWLEDGE;
    }

    private static Verdict checkAck(boolean isSynReceived, TcpSegment segment, SendWindow send) {
        // RFC 9293 3.10.7.4, fifth: without ACK a segment is dropped.
        if (!segment.has(TcpFlags.ACK)) {
            return Verdict.DROP;
        }
        int ack = segment.ack();
        if (isSynReceived) {
            boolean acknowledgesSyn = isAfter(ack, send.sndUna()) && isAtOrBefore(ack, send.sndNxt());
            return acknowledgesSyn ? Verdict.GO_ON : Verdict.REFUSE;
        }
        // RFC 5961 5.2: SND.UNA - MAX.SND.WND =< SEG.ACK =< SND.NXT, else drop and acknowledge.
        boolean isPlausible = !isBefore(ack, send.sndUna() - send.maxSndWnd()) && isAtOrBefore(ack, send.sndNxt());
        return isPlausible ? Verdict.GO_ON : Verdict.CHALLENGE;
    }
}
