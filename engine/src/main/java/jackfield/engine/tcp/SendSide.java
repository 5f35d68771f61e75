package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.engine.base.Deadline;
import jackfield.engine.tcp.congestion.NewReno;

/**
 * Says in which order the sending parts run.
 *
 * <pre>
 *   in:   acknowledgment -> SendWindow -> Flight -> RttEstimator, RetransmitTimer, ZeroWindowProbe
 *   out:  Flight (lost) or Transmitter (new) -> what to send -> Flight, timers
 * </pre>
 *
 * <p>Arms {@link TcpTimer#RETRANSMIT}, {@link TcpTimer#PERSIST} and {@link TcpTimer#USER_TIMEOUT} in the table it
 * shares with the connection, so that one of the first two is armed whenever something is outstanding or stuck. Text
 * and FIN share one sequence space here; the SYN is {@link Handshake}'s.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8">RFC 9293, 3.8</a>; RFC 6298, 5; RFC 5482
 */
final class SendSide {
    private final TcpTimer.Table timers;
    private final SendWindow window;
    private final SendBuffer buffer;
    private final Flight flight;
    private final Transmitter transmitter;
    private final RttEstimator rtt = new RttEstimator();
    private final RetransmitTimer retransmit = new RetransmitTimer();
    private final ZeroWindowProbe probe = new ZeroWindowProbe();
    private TcpConfig config;
    private boolean finQueued;
    private boolean isOverridden;
    private boolean isOrphan;
    private long stalledSince = Deadline.NEVER;
    private long lastSentNanos;
    private long retransmits;

    // What pick() chose.
    private int pickedSeq;
    private int pickedText;
    private boolean pickedFin;

    SendSide(TcpConfig config, int iss, TcpTimer.Table timers) {
        this.config = config;
        this.timers = timers;
        window = new SendWindow(iss);
        buffer = new SendBuffer(iss + 1);
        flight = new Flight(iss, config.mss());
        transmitter = new Transmitter(iss + 1);
    }

    /**
     * The handshake settled the text of a full segment and SACK; the SYN was sent again {@code synRetransmits} times.
     */
    void start(int segmentBytes, boolean hasSack, int synRetransmits) {
        // RFC 6928 2: one segment where the SYN was lost, but not for the first loss alone.
        flight.start(segmentBytes, hasSack, synRetransmits > 1 ? 1 : NewReno.INITIAL_SEGMENTS);
    }

    void configure(long now, TcpConfig changed) {
        config = changed;
        armUserTimeout(now);
    }

    /** The SYN leaves, for the first time or again. */
    void onSynSent(long now) {
        window.onSent(window.iss() + 1);
        if (!timers.isArmed(TcpTimer.RETRANSMIT)) {
            armRetransmit(now);
        }
        stalledSince = Math.min(stalledSince, now);
        armUserTimeout(now);
    }

    /** The SYN was acknowledged; {@code sampleNanos} may be {@link Scoreboard#NO_SAMPLE}. */
    void onSynAcknowledged(long now, int segAck, long sampleNanos) {
        int before = window.outstanding() - 1;
        int text = window.acknowledge(segAck) - 1;
        if (sampleNanos != Scoreboard.NO_SAMPLE) {
            rtt.onSample(sampleNanos);
        } else {
            rtt.onLostSyn();
        }
        retransmit.onProgress(true);
        timers.cancel(TcpTimer.RETRANSMIT);
        if (text > 0) {
            // Fast Open: text that left with the SYN.
            flight.onProgress(text, window.sndUna(), before);
            buffer.acknowledge(window.sndUna());
            transmitter.onAcknowledged(window.sndUna());
        }
        if (window.outstanding() > 0) {
            armRetransmit(now);
        }
        stalledSince = now;
        armUserTimeout(now);
    }

    /** RFC 7413 4.2.1: the peer took the SYN alone; the text beside it leaves again at once. */
    void onTextBesideSynIgnored() {
        flight.giveUp();
    }

    /** Text that leaves with the SYN, for Fast Open. {@return its bytes} */
    int pickBesideSyn(long now, int most) {
        int text = Math.min(buffer.length(), most);
        if (text > 0) {
            choose(window.iss() + 1, text, false);
            window.onSent(window.iss() + 1 + text);
            flight.onSent(window.iss() + 1 + text, now);
            lastSentNanos = now;
        }
        return text;
    }

    /**
     * Takes an acceptable acknowledgment and the window beside it.
     *
     * @param windowBytes SEG.WND, scaled
     * @param isBare whether the segment holds neither text nor SYN nor FIN
     * @param timestampSampleNanos the round-trip time its timestamp shows, or {@link Scoreboard#NO_SAMPLE}
     */
    void onAck(
            long now, int segSeq, int segAck, int windowBytes, boolean isBare, int[] sack, long timestampSampleNanos) {
        int before = window.outstanding();
        boolean windowChanged = !isBefore(segAck, window.sndUna()) && window.update(segSeq, segAck, windowBytes);
        int acked = window.acknowledge(segAck);
        if (acked > 0) {
            onProgress(now, acked, before, timestampSampleNanos);
        }
        if (before > 0) {
            // RFC 5681 2: what counts as a duplicate.
            boolean isDuplicate = acked == 0 && isBare && segAck == window.sndUna() && !windowChanged;
            flight.onReport(sack, isDuplicate, acked > 0, window.sndUna(), window.sndNxt());
        }
        probe.onAnswer();
        if (window.sndWnd() == 0 && !isOrphan) {
            retransmit.onSignOfLife();
        }
        if (windowChanged && window.usable() > 0 && window.outstanding() == 0) {
            // Whether this is enough to send is for pick() to say; if not, it arms the timer anew.
            timers.cancel(TcpTimer.PERSIST);
            probe.onOpen();
            stalledSince = now;
        }
        armUserTimeout(now);
    }

    /** The acknowledgment just taken echoes a congestion mark: RFC 3168, 6.1.2. */
    void onEcho() {
        flight.onEcho(window.sndUna(), window.sndNxt());
    }

    private void onProgress(long now, int acked, int before, long timestampSampleNanos) {
        int sndUna = window.sndUna();
        long sentNanos = flight.onProgress(acked, sndUna, before);
        buffer.acknowledge(sndUna);
        transmitter.onAcknowledged(sndUna);
        long sample = sentNanos == Scoreboard.NO_SAMPLE ? timestampSampleNanos : now - sentNanos;
        if (sample != Scoreboard.NO_SAMPLE) {
            rtt.onSample(sample);
        }
        retransmit.onProgress(sample != Scoreboard.NO_SAMPLE);
        stalledSince = now;
        // RFC 6298 5.2 and 5.3: off when all is acknowledged, else started anew.
        if (window.outstanding() == 0) {
            timers.cancel(TcpTimer.RETRANSMIT);
        } else {
            armRetransmit(now);
        }
    }

    /** RFC 1191 6.5: what was too long for the path is lost, and leaves again at once, though nothing is congested. */
    void onNarrowed() {
        flight.giveUp();
    }

    /** {@link TcpTimer#RETRANSMIT} ran out on SYN, text or FIN. {@return false if it did so too often} */
    boolean onRetransmitTimeout(long now, int mostTimeouts, boolean isSyn) {
        // As in Linux the user timeout, if set, takes the place of the count, but not for a SYN.
        boolean isCounted = isSyn || config.userTimeoutNanos() == 0;
        if (isCounted && retransmit.timeouts() >= mostTimeouts) {
            return false;
        }
        if (!isSyn) {
            flight.onTimeout(window.sndUna(), window.sndNxt());
        }
        retransmit.onTimeout();
        armRetransmit(now);
        return true;
    }

    /** What {@link TcpTimer#PERSIST} led to. */
    enum Persist {
        /** The window lets a little through, which will be picked. */
        SENDS,
        /** An empty probe is to be sent. */
        PROBES,
        /** The peer has not answered too many of them. */
        GIVES_UP
    }

    /** {@link TcpTimer#PERSIST} ran out. */
    Persist onPersistTimeout(long now, int mostUnanswered) {
        boolean isSilent = config.userTimeoutNanos() == 0 && probe.unanswered() >= mostUnanswered;
        if (isSilent || isOrphan && probe.isSpent(mostUnanswered, rtoNanos(), config.maximumRtoNanos())) {
            return Persist.GIVES_UP;
        }
        probe.onSent();
        armPersist(now);
        // RFC 9293 3.8.6.2.1 (4): the override timeout of silly window avoidance is this timer.
        isOverridden = window.usable() > 0;
        return isOverridden ? Persist.SENDS : Persist.PROBES;
    }

    /**
     * Chooses what leaves now: lost text first, then new text, then the FIN; see the {@code picked} getters.
     *
     * @param segmentBytes text of a full segment now
     * @param limitBytes most to hand down at once, a multiple of {@code segmentBytes}
     * @return whether there is anything
     */
    boolean pick(long now, int segmentBytes, int limitBytes) {
        return flight.hasLost() ? pickLost(now, segmentBytes, limitBytes) : pickNew(now, segmentBytes, limitBytes);
    }

    private boolean pickLost(long now, int segmentBytes, int limitBytes) {
        int start = flight.lostStart();
        // RFC 9293 3.8.6 (SHLD-15): a window that was taken back may hold back what it had let through, but not the
        // first segment, which serves as its probe.
        int allowed = distance(start, window.rightEdge());
        if (start == window.sndUna()) {
            allowed = Math.max(allowed, segmentBytes);
        }
        int length = allowed <= 0 ? 0 : Math.min(flight.lostToSend(segmentBytes, limitBytes), allowed);
        if (length == 0) {
            return false;
        }
        flight.onRetransmitted(start, length, now);
        choose(start, Math.min(length, distance(start, buffer.end())), isAfter(start + length, buffer.end()));
        retransmits++;
        lastSentNanos = now;
        if (start == window.sndUna()) {
            armRetransmit(now);
        }
        return true;
    }

    private boolean pickNew(long now, int segmentBytes, int limitBytes) {
        int sndNxt = window.sndNxt();
        int unsent = distance(sndNxt, buffer.end());
        boolean finWaits = finQueued && unsent >= 0;
        if (unsent <= 0 && !finWaits) {
            flight.limits(false);
            settleProbe(now, false);
            return false;
        }
        boolean isQuiet = window.outstanding() == 0;
        if (isQuiet && now - lastSentNanos > rtoNanos()) {
            flight.onIdle();
        }
        int usable = window.usable();
        int room = flight.room();
        int text = transmitter.textToSend(
                unsent, usable, room, segmentBytes, limitBytes, config.noDelay() || finWaits, window.sndUna());
        if (text == 0 && isQuiet) {
            text = transmitter.cutText(unsent, usable, segmentBytes, window.maxSndWnd(), isOverridden);
        }
        isOverridden = false;
        boolean fin = finWaits && text == unsent && usable > text;
        if (text == 0 && !fin) {
            flight.limits(room < Math.min(Math.min(unsent, usable), segmentBytes));
            settleProbe(now, isQuiet);
            return false;
        }
        int end = sndNxt + text + (fin ? 1 : 0);
        choose(sndNxt, text, fin);
        window.onSent(end);
        flight.onSent(end, now);
        transmitter.onSent(end, text, segmentBytes);
        onNewSent(now, isQuiet);
        return true;
    }

    private void onNewSent(long now, boolean wasQuiet) {
        lastSentNanos = now;
        timers.cancel(TcpTimer.PERSIST);
        // RFC 6298 5.1: started if not running.
        if (!timers.isArmed(TcpTimer.RETRANSMIT)) {
            armRetransmit(now);
        }
        if (wasQuiet) {
            stalledSince = now;
            armUserTimeout(now);
        }
    }

    /** Nothing is outstanding, so no acknowledgment will come by itself: text that is stuck needs the probe timer. */
    private void settleProbe(long now, boolean isStuck) {
        if (!isStuck) {
            timers.cancel(TcpTimer.PERSIST);
        } else if (!timers.isArmed(TcpTimer.PERSIST)) {
            stalledSince = now;
            armPersist(now);
            armUserTimeout(now);
        }
    }

    private void choose(int seq, int text, boolean fin) {
        pickedSeq = seq;
        pickedText = text;
        pickedFin = fin;
    }

    private void armRetransmit(long now) {
        timers.arm(TcpTimer.RETRANSMIT, Deadline.after(now, rtoNanos()));
    }

    private void armPersist(long now) {
        timers.arm(TcpTimer.PERSIST, Deadline.after(now, probe.intervalNanos(rtoNanos(), config.maximumRtoNanos())));
    }

    private void armUserTimeout(long now) {
        boolean waits = window.outstanding() > 0 || timers.isArmed(TcpTimer.PERSIST);
        if (config.userTimeoutNanos() > 0 && waits) {
            stalledSince = Math.min(stalledSince, now);
            timers.arm(TcpTimer.USER_TIMEOUT, Deadline.after(stalledSince, config.userTimeoutNanos()));
        } else {
            timers.cancel(TcpTimer.USER_TIMEOUT);
        }
    }

    /** Takes what fits. {@return bytes taken} */
    int write(byte[] bytes, int at, int length) {
        return buffer.write(bytes, at, length, config.sendBufferBytes());
    }

    /** The application is gone: a peer that answers, but keeps its window closed, is no longer waited for for ever. */
    void orphan() {
        isOrphan = true;
    }

    /** No more text will be written: a FIN follows what was. */
    void queueFin() {
        finQueued = true;
    }

    /** Forgets all text. */
    void release() {
        buffer.release();
    }

    int pickedSeq() {
        return pickedSeq;
    }

    int pickedText() {
        return pickedText;
    }

    boolean pickedFin() {
        return pickedFin;
    }

    /** {@return whether what was picked ends all that was written: then it bears PSH} */
    boolean pickedLast() {
        return pickedSeq + pickedText == buffer.end();
    }

    void copyPicked(byte[] into, int at) {
        buffer.copy(pickedSeq, into, at, pickedText);
    }

    /** {@return the RTO in force, backed off} */
    long rtoNanos() {
        long rto = rtt.rtoNanos(config.initialRtoNanos(), config.minimumRtoNanos(), config.maximumRtoNanos());
        return retransmit.intervalNanos(rto, config.maximumRtoNanos());
    }

    /** {@return whether our FIN was sent and acknowledged} */
    boolean isFinAcknowledged() {
        return finQueued && window.sndUna() == buffer.end() + 1;
    }

    boolean isFinQueued() {
        return finQueued;
    }

    /** {@return whether text or a FIN waits to be sent for the first time} */
    boolean hasUnsent() {
        int unsent = distance(window.sndNxt(), buffer.end());
        return unsent > 0 || finQueued && unsent == 0;
    }

    /** {@return whether nothing written is unacknowledged} */
    boolean isIdle() {
        return window.outstanding() == 0 && !hasUnsent();
    }

    SendWindow window() {
        return window;
    }

    Flight flight() {
        return flight;
    }

    RttEstimator rtt() {
        return rtt;
    }

    int bufferedBytes() {
        return buffer.length();
    }

    long retransmits() {
        return retransmits;
    }
}
