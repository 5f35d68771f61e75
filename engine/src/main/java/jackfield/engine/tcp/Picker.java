package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;

/**
 * Chooses what leaves next: a probe, lost text, new text, the FIN.
 *
 * <pre>
 *   isProbing -> probe    Recovery allows it -> lost text    Transmitter allows it -> new text, FIN
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-4">RFC 6675, 4, NextSeg</a>; RFC 8985, 7.3; RFC 9293,
 *     3.8
 */
final class Picker {
    private final TcpTimer.Table timers;
    private final SendWindow window;
    private final SendBuffer buffer;
    private final Flight flight;
    private final RetransmitTimer retransmit;
    private final SegmentSize size;
    private final NewText fresh;
    private boolean isProbing;

    // What pick() chose.
    private boolean isMtuProbe;
    private int pickedSeq;
    private int pickedText;
    private boolean pickedFin;

    Picker(
            TcpTimer.Table timers,
            SendWindow window,
            SendBuffer buffer,
            Flight flight,
            RetransmitTimer retransmit,
            SegmentSize size,
            NewText fresh) {
        this.timers = timers;
        this.window = window;
        this.buffer = buffer;
        this.flight = flight;
        this.retransmit = retransmit;
        this.size = size;
        this.fresh = fresh;
    }

    /** A segment leaves, with text or without. */
    void onSegment(long now) {
        fresh.onSegment(now);
    }

    /** {@return the urgent pointer of the segment picked; 0 for none} */
    int urgentPointer() {
        return fresh.urgent().pointer(pickedSeq, window.sndUna(), window.sndNxt());
    }

    /** A tail loss probe is to leave next. */
    void probe() {
        isProbing = true;
    }

    /** Text that leaves with the SYN, for Fast Open. {@return its bytes} */
    int pickBesideSyn(long now, int most) {
        int text = Math.min(buffer.length(), most);
        if (text > 0) {
            int start = window.iss() + 1;
            choose(start, text, false);
            window.onSent(start + text);
            flight.onSent(start, start + text, 1, text, false, now);
            fresh.onSentBesideSyn(start + text);
            fresh.onTextSent(now);
        }
        return text;
    }

    /**
     * Chooses what leaves now: a probe, lost text, then new text, then the FIN; see the getters.
     *
     * @param segmentBytes text of a full segment now
     * @param mostBytes most to hand down at once, a multiple of {@code segmentBytes}
     * @return whether there is anything
     */
    boolean pick(long now, int segmentBytes, int mostBytes) {
        flight.board().keepsPieces(mostBytes > segmentBytes);
        int limitBytes = flight.control().superSegmentBytes(segmentBytes, mostBytes);
        if (isProbing) {
            isProbing = false;
            if (window.outstanding() > 0 && pickProbe(now, segmentBytes)) {
                return true;
            }
        }
        Recovery recovery = flight.recovery();
        if (recovery.repair() == Repair.NEW_FIRST) {
            if (pickNew(now, segmentBytes, limitBytes, true)) {
                return true;
            }
            recovery.onTried(window.sndNxt());
        }
        boolean repairs =
                recovery.repair() == Repair.LOST && flight.board().resending().hasWaiting();
        return repairs && pickLost(now, segmentBytes, limitBytes) || pickNew(now, segmentBytes, limitBytes, false);
    }

    private boolean pickNew(long now, int segmentBytes, int limitBytes, boolean isHurried) {
        int start = window.sndNxt();
        boolean picks = fresh.pick(now, segmentBytes, limitBytes, isHurried);
        if (picks) {
            choose(start, fresh.text(), fresh.fin());
            isMtuProbe = fresh.isMtuProbe();
        }
        return picks;
    }

    private boolean pickLost(long now, int segmentBytes, int limitBytes) {
        int segments = flight.control().room();
        SentRange range = flight.board().resending().waiting();
        int allowed = distance(range.start, window.rightEdge());
        boolean isHead = range.start == window.sndUna();
        // RFC 9293 3.8.6 (SHLD-15): a window that was taken back may hold back what it had let through, but not the
        // first segment, which serves as its probe.
        if (segments <= 0 || allowed <= 0 && !isHead || fresh.isPaced(now)) {
            return false;
        }
        allowed = allowed <= 0 ? segmentBytes : allowed;
        int length = (int) Math.min((long) segments * segmentBytes, limitBytes);
        if (length > allowed) {
            length = allowed < segmentBytes ? allowed : allowed - allowed % segmentBytes;
        }
        size.probe().forget();
        flight.onRetransmitted(range, length, segmentBytes, Math.min(allowed, segmentBytes), now);
        chooseRange(range);
        fresh.onTextSent(now);
        if (isHead && !timers.isArmed(TcpTimer.REORDER)) {
            retransmit.arm(TcpTimer.RETRANSMIT, now, retransmit.rtoNanos());
        }
        return true;
    }

    /** RFC 8985 7.3: new text if there is some and the peer takes it, else the last segment again. */
    private boolean pickProbe(long now, int segmentBytes) {
        int start = window.sndNxt();
        int length = fresh.probeText(segmentBytes);
        boolean fin = fresh.isFinQueued() && start + length == buffer.end();
        if ((length > 0 || fin && fresh.hasUnsent()) && window.usable() >= length + (fin ? 1 : 0)) {
            fresh.send(now, length, fin, segmentBytes);
            choose(start, length, fin);
            fresh.endBurst(now);
            flight.probe().onSent(window.sndNxt(), false);
        } else if (!reaches(flight.lastStart())) {
            return false;
        } else {
            size.probe().forget();
            chooseRange(flight.onProbed(segmentBytes, window.sndNxt(), now));
        }
        fresh.onTextSent(now);
        retransmit.arm(TcpTimer.RETRANSMIT, now, retransmit.rtoNanos());
        return true;
    }

    /** RFC 9293 3.8.6: what the peer no longer takes is not sent again, unless it is the first. */
    private boolean reaches(int start) {
        return start == window.sndUna() || distance(start, window.rightEdge()) > 0;
    }

    private void chooseRange(SentRange range) {
        choose(range.start, range.text(), range.has(SentRange.FIN));
    }

    private void choose(int seq, int text, boolean fin) {
        isMtuProbe = false;
        pickedSeq = seq;
        pickedText = text;
        pickedFin = fin;
    }

    /** {@return whether what was picked is one segment, longer than others} */
    boolean isMtuProbe() {
        return isMtuProbe;
    }

    int seq() {
        return pickedSeq;
    }

    int text() {
        return pickedText;
    }

    boolean fin() {
        return pickedFin;
    }

    /** {@return whether what was picked ends with PSH} */
    boolean isPushed() {
        return Pieces.isPushed(buffer.markAt(pickedSeq + pickedText));
    }

    void copy(byte[] into, int at) {
        buffer.copy(pickedSeq, into, at, pickedText);
    }
}
