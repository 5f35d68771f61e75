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
    private final SendSpace space;
    private final Flight flight;
    private final RetransmitTimer retransmit;
    private final Stall stall;
    private final Transmitter transmitter;
    private final SegmentSize size;
    private final BurstSize burst = new BurstSize();
    private TcpConfig config;
    private boolean finQueued;
    private boolean isOverridden;
    private boolean isProbing;
    private long lastSentNanos;

    // What pick() chose.
    private final UrgentSender urgent;
    /** The last call said MSG_MORE. */
    private boolean hasMore;

    private boolean isMtuProbe;
    private int pickedSeq;
    private int pickedText;
    private boolean pickedFin;

    Picker(
            TcpConfig config,
            int iss,
            TcpTimer.Table timers,
            SendWindow window,
            SendBuffer buffer,
            SendSpace space,
            Flight flight,
            RetransmitTimer retransmit,
            Stall stall,
            SegmentSize size) {
        this.config = config;
        this.timers = timers;
        this.window = window;
        this.buffer = buffer;
        this.space = space;
        this.flight = flight;
        this.retransmit = retransmit;
        this.stall = stall;
        this.size = size;
        transmitter = new Transmitter(iss);
        urgent = new UrgentSender(iss);
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** The handshake is over. */
    void start(long now) {
        lastSentNanos = now;
    }

    /**
     * Text was written up to {@code end}; {@code more}: more follows at once; {@code isUrgent}: it ends urgent data.
     */
    void onWritten(int end, boolean more, boolean isUrgent) {
        hasMore = more;
        if (isUrgent) {
            urgent.mark(end);
        }
    }

    /** {@return the urgent pointer of the segment picked; 0 for none} */
    int urgentPointer() {
        return urgent.pointer(pickedSeq, window.sndUna(), window.sndNxt());
    }

    /** A tail loss probe is to leave next. */
    void probe() {
        isProbing = true;
    }

    /** Says whether the probe timer overrides the avoidance of silly windows. */
    void override(boolean overrides) {
        isOverridden = overrides;
    }

    void onAcknowledged(int sndUna) {
        transmitter.onAcknowledged(sndUna);
        urgent.onAcknowledged(sndUna);
    }

    /** Text that leaves with the SYN, for Fast Open. {@return its bytes} */
    int pickBesideSyn(long now, int most) {
        int text = Math.min(buffer.length(), most);
        if (text > 0) {
            int start = window.iss() + 1;
            choose(start, text, false);
            window.onSent(start + text);
            flight.onSent(start, start + text, 1, text, false, now);
            lastSentNanos = now;
        }
        return text;
    }

    /** No more text will be written: a FIN follows what was. */
    void queueFin() {
        finQueued = true;
    }

    boolean isFinQueued() {
        return finQueued;
    }

    /** {@return whether text or a FIN waits to be sent for the first time} */
    boolean hasUnsent() {
        int unsent = distance(window.sndNxt(), buffer.end());
        return unsent > 0 || finQueued && unsent == 0;
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

    /** {@return whether what is ready must wait for its time, of which the timer tells} */
    private boolean isPaced(long now) {
        Pacer pacer = flight.control().pacer();
        boolean holds = pacer.holds(now);
        if (holds) {
            timers.arm(TcpTimer.PACE, pacer.nextNanos());
        }
        return holds;
    }

    private boolean pickLost(long now, int segmentBytes, int limitBytes) {
        int segments = flight.control().room();
        SentRange range = flight.board().resending().waiting();
        int allowed = distance(range.start, window.rightEdge());
        boolean isHead = range.start == window.sndUna();
        // RFC 9293 3.8.6 (SHLD-15): a window that was taken back may hold back what it had let through, but not the
        // first segment, which serves as its probe.
        if (segments <= 0 || allowed <= 0 && !isHead || isPaced(now)) {
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
        lastSentNanos = now;
        if (isHead && !timers.isArmed(TcpTimer.REORDER)) {
            retransmit.arm(TcpTimer.RETRANSMIT, now, retransmit.rtoNanos());
        }
        return true;
    }

    /** RFC 8985 7.3: new text if there is some and the peer takes it, else the last segment again. */
    private boolean pickProbe(long now, int segmentBytes) {
        int unsent = distance(window.sndNxt(), buffer.end());
        int length = Math.min(unsent, segmentBytes);
        boolean fin = finQueued && length == unsent;
        if (hasUnsent() && window.usable() >= length + (fin ? 1 : 0)) {
            sendNew(now, length, fin, segmentBytes);
            flight.probe().onSent(window.sndNxt(), false);
        } else {
            size.probe().forget();
            chooseRange(flight.onProbed(segmentBytes, window.sndNxt(), now));
        }
        lastSentNanos = now;
        retransmit.arm(TcpTimer.RETRANSMIT, now, retransmit.rtoNanos());
        return true;
    }

    private void chooseRange(SentRange range) {
        choose(range.start, range.text(), range.has(SentRange.FIN));
    }

    private boolean pickNew(long now, int segmentBytes, int limitBytes, boolean isHurried) {
        int unsent = distance(window.sndNxt(), buffer.end());
        boolean finWaits = finQueued && unsent >= 0;
        if (unsent <= 0 && !finWaits) {
            stall.settle(now, false, retransmit.rtoNanos());
            return false;
        }
        boolean isQuiet = window.outstanding() == 0;
        if (isQuiet) {
            boolean isReducing = flight.recovery().state().isReducing();
            flight.control().onIdle(now, now - lastSentNanos, retransmit.rtoNanos(), isReducing);
        }
        int probeBytes = flight.mayProbeMtu() ? size.probeBytes(now) : 0;
        if (probeBytes > 0 && !isHurried) {
            switch (judgeMtuProbe(probeBytes, segmentBytes, unsent)) {
                case SKIP -> {}
                case WAIT -> {
                    return false;
                }
                case SEND -> {
                    return !isPaced(now) && sendMtuProbe(now, probeBytes, isQuiet);
                }
            }
        }
        int usable = window.usable();
        int room = flight.room();
        long most = Math.min(
                limitBytes, (long) BurstSize.mostSegments(room, flight.window().cwnd()) * segmentBytes);
        boolean hurries = config.noDelay() || finWaits || isHurried || urgent.isOn(window.sndUna());
        boolean isCorked = config.buffers().cork() || hasMore;
        int text = transmitter.textToSend(
                unsent,
                usable,
                segmentBytes,
                (int) most,
                hurries,
                isCorked && !finWaits && !isHurried,
                window.sndUna());
        if (text == 0 && isQuiet) {
            text = transmitter.cutText(unsent, usable, segmentBytes, window.maxSndWnd(), isOverridden);
        }
        isOverridden = false;
        boolean fin = finWaits && text == unsent && usable > text && room > 0;
        if (text == 0 && !fin) {
            if (room == 0) {
                noteUsage(now, window.sndNxt());
            }
            stall.settle(now, isQuiet, retransmit.rtoNanos());
            return false;
        }
        if (isPaced(now) || !isHurried && waitsForMore(now, unsent, segmentBytes, limitBytes)) {
            return false;
        }
        if (isQuiet) {
            flight.control().onTransmitStart(now, now - lastSentNanos);
        }
        sendNew(now, text, fin, segmentBytes);
        onNewSent(now, isQuiet);
        return true;
    }

    private MtuProbe.Turn judgeMtuProbe(int probeBytes, int segmentBytes, int unsent) {
        int neededBytes = probeBytes + (flight.reordering().segments() + 1) * segmentBytes;
        int cwnd = flight.window().cwnd();
        return MtuProbe.judge(
                neededBytes,
                unsent,
                window.sndWnd(),
                window.usable(),
                flight.counts().inFlight(),
                cwnd);
    }

    private boolean sendMtuProbe(long now, int probeBytes, boolean isQuiet) {
        flight.onMtuProbeSent();
        sendNew(now, probeBytes, false, probeBytes);
        isMtuProbe = true;
        size.probe().onSent(pickedSeq, pickedSeq + probeBytes, size.mtuOf(probeBytes));
        onNewSent(now, isQuiet);
        return true;
    }

    /** {@return whether what may leave would make too short a super-segment, and more may leave soon} */
    private boolean waitsForMore(long now, int unsent, int segmentBytes, int limitBytes) {
        boolean isRepairing = flight.recovery().state().isRepairing();
        if (limitBytes == segmentBytes || unsent <= segmentBytes || isRepairing || flight.counts().packetsOut == 0) {
            return false;
        }
        long roomBytes = (long) flight.room() * segmentBytes;
        int usable = window.usable();
        boolean waits = burst.waits(
                now,
                usable,
                roomBytes,
                limitBytes,
                Math.min(window.sndWnd(), (long) flight.window().cwnd() * segmentBytes),
                unsent,
                finQueued,
                flight.headSentNanos(),
                flight.srttNanos());
        if (waits && roomBytes < usable && roomBytes <= unsent) {
            flight.noteHeld(window.sndUna(), window.sndNxt());
        }
        return waits;
    }

    /** A segment leaves, with text or without. */
    void onSegment(long now) {
        burst.onSent(now);
    }

    private void sendNew(long now, int text, boolean fin, int segmentBytes) {
        int start = window.sndNxt();
        int end = start + text + (fin ? 1 : 0);
        choose(start, text, fin);
        window.onSent(end);
        int segments = Math.max(1, (text + segmentBytes - 1) / segmentBytes);
        flight.onSent(start, end, segments, segmentBytes, fin, now);
        noteUsage(now, end);
        transmitter.onSent(end, text, segmentBytes);
    }

    private void noteUsage(long now, int sndNxt) {
        boolean isStarved = buffer.length() < space.bufferBytes();
        flight.noteUsage(now, window.sndUna(), sndNxt, isStarved, retransmit.rtoNanos());
    }

    private void onNewSent(long now, boolean wasQuiet) {
        lastSentNanos = now;
        stall.stop();
        // RFC 6298 5.1: started if not running.
        if (wasQuiet || timers.isArmed(TcpTimer.LOSS_PROBE)) {
            retransmit.rearm(now, flight.headSentNanos());
        }
        if (flight.mayProbe()) {
            retransmit.armProbe(now, flight.counts().packetsOut, flight.headSentNanos(), false);
        }
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

    /** {@return whether what was picked ends what one call wrote: then it bears PSH} */
    boolean isPushed() {
        return buffer.isPushed(pickedSeq + pickedText);
    }

    void copy(byte[] into, int at) {
        buffer.copy(pickedSeq, into, at, pickedText);
    }
}
