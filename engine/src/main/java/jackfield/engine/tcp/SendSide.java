package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;

/**
 * Says in which order the sending parts run.
 *
 * <pre>
 *   in:   acknowledgment -> SendWindow -> Flight -> RetransmitTimer, Stall
 *   out:  Picker -> what to send -> Flight, timers
 * </pre>
 *
 * <p>A timer of {@link RetransmitTimer} is armed whenever something is outstanding, that of {@link Stall} whenever text
 * is stuck. Text and FIN share one sequence space here; the SYN is {@link Handshake}'s.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8">RFC 9293, 3.8</a>; RFC 6298, 5; RFC 5482
 */
final class SendSide {
    private final SendWindow window;
    private final SendBuffer buffer;
    private final RttEstimator rtt;
    private final SendSpace space;
    private final AckNews news = new AckNews();
    private final Flight flight;
    private final RetransmitTimer retransmit;
    private final Stall stall;
    private final NewText fresh;
    private final Picker picker;
    private TcpConfig config;
    private final SegmentSize size;
    private final Repeats repeats;

    SendSide(TcpConfig config, int iss, TcpTimer.Table timers) {
        this.config = config;
        window = new SendWindow(iss);
        buffer = new SendBuffer(iss + 1);
        size = new SegmentSize(config, window);
        space = new SendSpace(config);
        rtt = new RttEstimator(config.loss().minRttWindowNanos());
        flight = new Flight(config, iss, rtt);
        retransmit = new RetransmitTimer(config, timers, rtt);
        stall = new Stall(config, timers);
        fresh = new NewText(config, iss, timers, window, buffer, space, flight, retransmit, stall, size);
        picker = new Picker(timers, window, buffer, flight, retransmit, size, fresh);
        repeats = new Repeats(config, timers, window, flight, retransmit, stall, picker, fresh, size);
    }

    /** The handshake is over; {@code isCongested}: it told that the path is. */
    void start(long now, Negotiation agreed, boolean isPassive, boolean isCongested) {
        size.start(now, agreed.mss(), agreed.optionBytes(), isPassive);
        space.expand(0, size.segmentBytes());
        // RFC 5681 3.1: one segment where the SYN was lost.
        int initialSegments = isCongested ? 1 : config.congestion().initialSegments();
        flight.start(now, window.iss() + 1, size.segmentBytes(), agreed.sack(), initialSegments);
        fresh.onTextSent(now);
    }

    void configure(long now, TcpConfig changed) {
        config = changed;
        space.configure(changed);
        size.configure(changed.path());
        flight.configure(now, changed);
        retransmit.configure(changed);
        stall.configure(changed);
        fresh.configure(changed);
        repeats.configure(changed);
        repeats.armUserTimeout(now);
    }

    /** The SYN leaves, for the first time or again. */
    void onSynSent(long now) {
        window.onSent(window.iss() + 1);
        if (!retransmit.isArmed()) {
            retransmit.arm(TcpTimer.RETRANSMIT, now, rtoNanos());
        }
        repeats.onSynSent(now);
        repeats.armUserTimeout(now);
    }

    /** The SYN was acknowledged; {@code sampleNanos} may be {@link AckNews#NONE}. */
    void onSynAcknowledged(long now, int segAck, long sampleNanos) {
        int first = window.iss() + 1;
        window.acknowledge(first);
        if (sampleNanos != AckNews.NONE) {
            rtt.onLeast(now, sampleNanos, false);
            rtt.onSample(sampleNanos, window.sndUna(), window.sndNxt(), config.minimumRtoNanos());
        } else {
            rtt.onLostSyn();
        }
        flight.control().setPace();
        retransmit.counts().onRepaired(now);
        retransmit.onProgress();
        retransmit.onSample();
        retransmit.stop();
        if (isAfter(segAck, first)) {
            // Fast Open: text that left with the SYN.
            news.priorUna = first;
            news.sndUna = segAck;
            news.echoedNanos = AckNews.NONE;
            news.tellNoMarks();
            takeNews(now, segAck, false, TcpOptions.NO_SACK);
        }
        if (window.outstanding() > 0 && !retransmit.isArmed()) {
            retransmit.arm(TcpTimer.RETRANSMIT, now, rtoNanos());
        }
        repeats.armUserTimeout(now);
    }

    /** RFC 7413 4.2.1: the peer took the SYN alone; the text beside it leaves again at once. */
    void onTextBesideSynIgnored() {
        flight.giveUp(window.sndNxt());
    }

    /**
     * Takes an acceptable acknowledgment and the window beside it.
     *
     * @param windowBytes SEG.WND, scaled
     * @param isBare whether the segment holds neither text nor SYN nor FIN
     * @param echoedNanos when the segment was sent whose timestamp it echoes, or {@link AckNews#NONE}
     */
    void onAck(long now, int segSeq, int segAck, int windowBytes, boolean isBare, int[] sack, long echoedNanos) {
        boolean wasOutstanding = window.outstanding() > 0;
        news.priorUna = window.sndUna();
        news.sndUna = segAck;
        boolean windowChanged = !isBefore(segAck, window.sndUna()) && window.update(segSeq, segAck, windowBytes);
        news.echoedNanos = echoedNanos;
        // RFC 5681 2: what counts as a duplicate.
        takeNews(now, segAck, isBare && !windowChanged, sack);
        if (window.sndWnd() == 0 && !stall.isOrphan()) {
            retransmit.onSignOfLife();
        }
        if (isBare || windowChanged || isAfter(segAck, news.priorUna)) {
            fresh.onAck(window.sndUna());
        }
        boolean isOpen = windowChanged && window.usable() > 0 && window.outstanding() == 0;
        stall.onAck(now, !wasOutstanding && hasUnsent(), isOpen, rtoNanos());
        repeats.armUserTimeout(now);
    }

    /**
     * What the next acknowledgment tells of congestion marks stands in {@code segment}.
     *
     * @param isNewer whether its timestamp shows that it is newer than those before
     */
    void tellMarks(Ecn ecn, TcpSegment segment, boolean isNewer) {
        news.tellMarks(ecn, segment, isNewer);
    }

    private void takeNews(long now, int segAck, boolean isPlain, int[] sack) {
        window.acknowledge(segAck);
        news.now = now;
        news.sndNxt = window.sndNxt();
        news.maxSndWnd = window.maxSndWnd();
        news.isPlain = isPlain;
        news.hasNewToSend = hasUnsent() && window.usable() > 0;
        settleSize();
        flight.onAck(news, sack);
        if (news.hasLostMtuProbe) {
            size.onProbeLost();
            flight.onMtuProbeLost(size.segmentBytes(), window.sndNxt());
        }
        if (isAfter(segAck, news.priorUna)) {
            buffer.acknowledge(segAck);
            retransmit.onProgress();
            space.expand(flight.window().cwnd(), size.segmentBytes());
        }
        if (flight.recovery().state() != CaState.LOSS) {
            retransmit.counts().onRepaired(now);
        }
        settleTimer(now);
    }

    /** A larger window of the peer, or a probe that has arrived, makes room for longer segments. */
    private void settleSize() {
        int before = size.segmentBytes();
        if (size.probe().isDelivered(window.sndUna())) {
            flight.onMtuProbeDelivered(size.mtuOf(before), size.onProbeDelivered());
        }
        news.isMtuProbeFirst = size.probe().isFirst(window.sndUna());
        flight.window().segmentBytes(size.settle());
    }

    private void settleTimer(long now) {
        if (news.hasSample) {
            retransmit.onSample();
        }
        if (window.outstanding() == 0) {
            // RFC 6298 5.2.
            retransmit.stop();
        } else if (news.renegingNanos > 0) {
            retransmit.arm(TcpTimer.RETRANSMIT, now, news.renegingNanos);
        } else if (news.reorderNanos > 0) {
            retransmit.arm(TcpTimer.REORDER, now, news.reorderNanos);
        } else if (news.rearms && flight.mayProbe()) {
            retransmit.armProbe(now, flight.counts().packetsOut, flight.headSentNanos(), true);
        } else if (news.rearms) {
            retransmit.rearm(now, flight.headSentNanos());
        }
    }

    /** The path takes packets of {@code mtu} now, {@code headerBytes} of them IP and TCP; see {@link #onTooLong}. */
    void onPath(int mtu, int headerBytes) {
        if (size.onPath(mtu, headerBytes)) {
            flight.window().segmentBytes(size.segmentBytes());
        }
    }

    /** RFC 1191 6.5: what was too long for the path is lost, and leaves again at once, though nothing is congested. */
    void onTooLong() {
        flight.narrow(size.segmentBytes(), window.sndNxt());
    }

    /** Takes what fits; {@code kind}: bits of {@link Pieces}. {@return bytes taken} */
    int write(byte[] bytes, int at, int length, int kind) {
        flight.control().onWrite(unsentBytes());
        int goal = goalBytes();
        int mayLeave = Math.min(window.usable(), flight.room() * size.segmentBytes()) - unsentBytes();
        int last = fresh.lastBytes(goal);
        int taken = space.room(length, buffer.length(), unsentBytes(), last, goal, Math.max(0, mayLeave));
        // A call that could not write all is cut off here: what it wrote is not held back for more.
        boolean isAll = taken == length;
        if (taken > 0) {
            buffer.write(bytes, at, taken);
            fresh.onWritten(buffer.end(), isAll ? kind : kind | Pieces.FULL);
        }
        return taken;
    }

    /** The application is gone: a peer that answers, but keeps its window closed, is no longer waited for for ever. */
    void orphan() {
        stall.orphan();
    }

    /** No more text will be written: a FIN follows what was. */
    void queueFin() {
        fresh.queueFin();
    }

    /** Forgets all text. */
    void release() {
        buffer.release();
    }

    /** {@return what the timers lead to} */
    Repeats repeats() {
        return repeats;
    }

    Picker picker() {
        return picker;
    }

    /** {@return the RTO in force, backed off} */
    long rtoNanos() {
        return retransmit.rtoNanos();
    }

    /** {@return whether our FIN was sent and acknowledged} */
    boolean isFinAcknowledged() {
        return fresh.isFinQueued() && window.sndUna() == buffer.end() + 1;
    }

    boolean isFinQueued() {
        return fresh.isFinQueued();
    }

    /** {@return whether text or a FIN waits to be sent for the first time} */
    boolean hasUnsent() {
        return fresh.hasUnsent();
    }

    /** {@return whether nothing written is unacknowledged} */
    boolean isIdle() {
        return window.outstanding() == 0 && !hasUnsent();
    }

    /** {@return one past the last byte written} */
    int writtenEnd() {
        return buffer.end();
    }

    /** {@return most bytes handed down in one piece} */
    int goalBytes() {
        return fresh.goalBytes(size.segmentBytes());
    }

    SegmentSize size() {
        return size;
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

    /** {@return bytes written and not sent: SIOCOUTQNSD} */
    int unsentBytes() {
        return Math.max(0, distance(window.sndNxt(), buffer.end()));
    }

    /** {@return whether a writer is told that there is room} */
    boolean isWritable() {
        return space.isWritable(buffer.length(), unsentBytes());
    }

    /** {@return what text waits for; {@code wantsRoom}: the application would write more than fits} */
    Traffic.Wait waitsFor(boolean wantsRoom) {
        if (isIdle()) {
            return Traffic.Wait.NOTHING;
        }
        if (unsentBytes() == 0) {
            return wantsRoom ? Traffic.Wait.BUFFER : Traffic.Wait.NETWORK;
        }
        boolean isWindowClosed = window.usable() < Math.min(unsentBytes(), size.segmentBytes());
        return isWindowClosed && flight.room() > 0 ? Traffic.Wait.WINDOW : Traffic.Wait.NETWORK;
    }

    /** {@return SO_SNDBUF now} */
    int spaceBytes() {
        return space.bufferBytes();
    }

    int bufferedBytes() {
        return buffer.length();
    }

    RetransmitTimer retransmit() {
        return retransmit;
    }

    Stall stall() {
        return stall;
    }
}
