package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;

/**
 * Chooses how much new text leaves now, and whether the FIN leaves with it.
 *
 * <pre>
 *   Pieces -> a step of what was written -> Transmitter: how much of the first piece -> leaves
 *      ^------------- nothing more --------------+
 * </pre>
 *
 * <p>What leaves until nothing more may is a burst, at whose end the use of the congestion window is judged.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8">RFC 9293, 3.8</a>; Linux's {@code tcp_write_xmit}
 */
final class NewText {
    /** 64 KiB less room for headers: Linux's sk_gso_max_size. */
    private static final int LONGEST_BYTES = 65_215;

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
    private final Pieces pieces;
    private final UrgentSender urgent;
    private TcpConfig config;
    private Pieces.Push turn = Pieces.Push.NONE;
    private boolean finQueued;
    private boolean isOverridden;
    /** Something left in this burst; something more waits for the congestion window. */
    private boolean hasSent;

    private boolean isHeld;
    /** The last call said MSG_MORE, and no acknowledgment came since. */
    private boolean hasMore;

    private long lastSentNanos;

    // What pick() chose.
    private int text;
    private boolean fin;
    private boolean isMtuProbe;

    NewText(
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
        pieces = new Pieces(iss + 1);
        urgent = new UrgentSender(iss);
    }

    void configure(TcpConfig changed) {
        // As in Linux TCP_NODELAY, when it is set, lets go even of what TCP_CORK holds.
        if (changed.noDelay() && !config.noDelay() && turn == Pieces.Push.NONE) {
            turn = Pieces.Push.FULL;
        }
        config = changed;
    }

    /** Text was written up to {@code end}; {@code kind}: see {@link Pieces}. */
    void onWritten(int end, int kind) {
        pieces.onWritten(end, kind);
        if ((kind & Writing.URGENT) != 0) {
            urgent.mark(end);
        }
    }

    /** No more text will be written: a FIN follows what was, and holds nothing back. */
    void queueFin() {
        finQueued = true;
        turn = turn == Pieces.Push.NONE ? Pieces.Push.FULL : turn;
    }

    /** Says whether the probe timer overrides the avoidance of silly windows. */
    void override(boolean overrides) {
        isOverridden = overrides;
    }

    /** As in Linux an acknowledgment ends what MSG_MORE held back. */
    void onAck(int sndUna) {
        hasMore = false;
        transmitter.onAcknowledged(sndUna);
        urgent.onAcknowledged(sndUna);
    }

    /** A segment leaves, with text or without. */
    void onSegment(long now) {
        burst.onSent(now);
    }

    /** Text or FIN left at {@code now}, new or again. */
    void onTextSent(long now) {
        lastSentNanos = now;
    }

    /** Text up to {@code end} left beside the SYN; as in Linux it bears PSH if it leaves again. */
    void onSentBesideSyn(int end) {
        pieces.onSent(end);
        buffer.mark(end, Pieces.PUSHED);
    }

    /**
     * Chooses what new text leaves now; see the getters.
     *
     * @param limitBytes most to hand down at once, a multiple of {@code segmentBytes}
     * @param isHurried whether small segments may leave
     * @return whether there is anything
     */
    boolean pick(long now, int segmentBytes, int limitBytes, boolean isHurried) {
        while (true) {
            int goal = goalBytes(segmentBytes);
            if (turn == Pieces.Push.NONE) {
                turn = pieces.step(window.sndNxt(), goal, segmentBytes, window.maxSndWnd());
            }
            Pieces.Push current = turn;
            hasMore = current == Pieces.Push.NONE ? hasMore : current == Pieces.Push.MORE;
            boolean picks = attempt(now, segmentBytes, limitBytes, isHurried);
            if (!picks || current == Pieces.Push.ONE) {
                turn = Pieces.Push.NONE;
                endBurst(now);
            }
            if (picks || current == Pieces.Push.NONE) {
                return picks;
            }
        }
    }

    /** {@return bytes of the last piece, of which {@code goalBytes} are full} */
    int lastBytes(int goalBytes) {
        int sndNxt = window.sndNxt();
        if (pieces.isTakenUp()) {
            return pieces.openBytes(sndNxt);
        }
        // What was written has had no chance to leave yet: a call that found no more room ended with a full piece.
        return pieces.isFull() ? goalBytes : Math.max(0, distance(sndNxt, buffer.end())) % goalBytes;
    }

    /** {@return bytes of a piece that is full: Linux's size_goal} */
    int goalBytes(int segmentBytes) {
        int longest =
                config.superSegmentBytes() > 0 ? Math.min(LONGEST_BYTES, config.superSegmentBytes()) : LONGEST_BYTES;
        int together = window.boundToHalf(longest);
        return Math.max(segmentBytes, together - together % segmentBytes);
    }

    private boolean attempt(long now, int segmentBytes, int limitBytes, boolean isHurried) {
        if (!hasUnsent()) {
            stall.settle(now, false, retransmit.rtoNanos());
            return false;
        }
        boolean isQuiet = window.outstanding() == 0;
        if (isQuiet) {
            boolean isReducing = flight.recovery().state().isReducing();
            flight.control().onIdle(now, now - lastSentNanos, retransmit.rtoNanos(), isReducing);
        }
        int probeBytes = flight.mayProbeMtu() && turn != Pieces.Push.ONE ? size.probeBytes(now) : 0;
        if (probeBytes > 0 && !isHurried) {
            switch (judgeMtuProbe(probeBytes, segmentBytes)) {
                case SKIP -> {}
                case WAIT -> {
                    return false;
                }
                case SEND -> {
                    return !isPaced(now) && sendMtuProbe(now, probeBytes, isQuiet);
                }
            }
        }
        boolean mayLeave = chooseText(segmentBytes, limitBytes, isQuiet, isHurried);
        if (!mayLeave) {
            stall.settle(now, isQuiet, retransmit.rtoNanos());
            return false;
        }
        if (isPaced(now) || !isHurried && waitsForMore(now, segmentBytes, limitBytes)) {
            return false;
        }
        if (isQuiet) {
            flight.control().onTransmitStart(now, now - lastSentNanos);
        }
        send(now, text, fin, segmentBytes);
        onSent(now, isQuiet);
        return true;
    }

    /** {@return whether text or FIN may leave} */
    private boolean chooseText(int segmentBytes, int limitBytes, boolean isQuiet, boolean isHurried) {
        int room = flight.room();
        int usable = window.usable();
        int sndNxt = window.sndNxt();
        int segments = Math.min(BurstSize.mostSegments(room, flight.window().cwnd()), limitBytes / segmentBytes);
        pieces.grow(segments * segmentBytes - pieces.firstBytes(sndNxt));
        int length = pieces.firstBytes(sndNxt);
        boolean endsStream = finQueued && pieces.isLast() && pieces.isTakenUp();
        boolean isPushed = isHurried || isWhatever(turn);
        boolean isUrgent = urgent.isOn(window.sndUna());
        boolean isCorked = !isPushed && (config.buffers().cork() || hasMore);
        boolean isHasty = isPushed || config.noDelay() || isUrgent;
        text = transmitter.textToSend(
                length,
                pieces.isLast(),
                endsStream,
                usable,
                segmentBytes,
                isUrgent ? Math.min(segments, 1) : segments,
                isHasty,
                isCorked,
                window.sndUna());
        boolean isCut = text == 0 && isQuiet && isOverridden && room > 0;
        if (isCut) {
            text = Transmitter.cutText(length, usable, segmentBytes);
        }
        isOverridden = false;
        fin = endsStream && text == length && usable > text && room > 0;
        if (isCut && text > 0) {
            pushAt(sndNxt + text);
        }
        return text > 0 || fin;
    }

    private static boolean isWhatever(Pieces.Push push) {
        return switch (push) {
            case ONE, ALL, FULL -> true;
            case NONE, END, MORE -> false;
        };
    }

    /** {@return whether what is ready must wait for its time, of which the timer tells} */
    boolean isPaced(long now) {
        Pacer pacer = flight.control().pacer();
        boolean holds = pacer.holds(now);
        if (holds) {
            timers.arm(TcpTimer.PACE, pacer.nextNanos());
        }
        return holds;
    }

    private MtuProbe.Turn judgeMtuProbe(int probeBytes, int segmentBytes) {
        int neededBytes = probeBytes + (flight.reordering().segments() + 1) * segmentBytes;
        int cwnd = flight.window().cwnd();
        int unsent = distance(window.sndNxt(), buffer.end());
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
        send(now, probeBytes, false, probeBytes);
        isMtuProbe = true;
        int end = window.sndNxt();
        size.probe().onSent(end - probeBytes, end, size.mtuOf(probeBytes));
        onSent(now, isQuiet);
        return true;
    }

    /** {@return whether what may leave would make too short a super-segment, and more may leave soon} */
    private boolean waitsForMore(long now, int segmentBytes, int limitBytes) {
        boolean isRepairing = flight.recovery().state().isRepairing();
        int length = pieces.firstBytes(window.sndNxt());
        boolean isAlone = limitBytes == segmentBytes || length <= segmentBytes || turn == Pieces.Push.ONE;
        if (isAlone || isRepairing || flight.counts().packetsOut == 0) {
            return false;
        }
        long roomBytes = (long) flight.room() * segmentBytes;
        int usable = window.usable();
        if (!pieces.isLast() && Math.min(usable, roomBytes) >= length) {
            return false;
        }
        boolean waits = burst.waits(
                now,
                usable,
                roomBytes,
                limitBytes,
                Math.min(window.sndWnd(), (long) flight.window().cwnd() * segmentBytes),
                length,
                finQueued && pieces.isLast() || pieces.isRecord(),
                flight.headSentNanos(),
                flight.srttNanos());
        isHeld |= waits && roomBytes < usable && roomBytes <= length;
        return waits;
    }

    /** Sends {@code bytes} of new text, and the FIN. */
    void send(long now, int bytes, boolean endsStream, int segmentBytes) {
        int start = window.sndNxt();
        int end = start + bytes + (endsStream ? 1 : 0);
        isMtuProbe = false;
        text = bytes;
        fin = endsStream;
        int kind = bytes > 0 ? pieces.onSent(start + bytes) : 0;
        if (kind != 0) {
            buffer.mark(start + bytes, kind);
        }
        window.onSent(end);
        int segments = Math.max(1, (bytes + segmentBytes - 1) / segmentBytes);
        flight.onSent(start, end, segments, segmentBytes, endsStream, now);
        if ((kind & Writing.RECORD) != 0) {
            flight.board().endRecord();
        }
        hasSent = true;
        transmitter.onSent(end, bytes, segmentBytes);
    }

    /** Lengthens the first piece to a full segment, if more waits. {@return bytes of it that may leave as a probe} */
    int probeText(int segmentBytes) {
        int sndNxt = window.sndNxt();
        pieces.grow(segmentBytes - pieces.firstBytes(sndNxt));
        return Math.min(pieces.firstBytes(sndNxt), segmentBytes);
    }

    private void pushAt(int end) {
        pieces.push(end);
        buffer.mark(end, Pieces.PUSHED);
    }

    private void onSent(long now, boolean wasQuiet) {
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

    /** Nothing more leaves now: was the congestion window what held it? */
    void endBurst(long now) {
        boolean isFull = isHeld || flight.counts().inFlight() >= flight.window().cwnd();
        if (hasSent || isFull && hasUnsent()) {
            boolean isStarved = buffer.length() < space.bufferBytes();
            flight.noteUsage(now, window.sndUna(), window.sndNxt(), isFull, isStarved, retransmit.rtoNanos());
        }
        hasSent = false;
        isHeld = false;
    }

    /** {@return whether text or a FIN waits to be sent for the first time} */
    boolean hasUnsent() {
        int unsent = distance(window.sndNxt(), buffer.end());
        return unsent > 0 || finQueued && unsent == 0;
    }

    boolean isFinQueued() {
        return finQueued;
    }

    UrgentSender urgent() {
        return urgent;
    }

    int text() {
        return text;
    }

    boolean fin() {
        return fin;
    }

    boolean isMtuProbe() {
        return isMtuProbe;
    }
}
