package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.engine.tcp.congestion.CongestionWindow;

/**
 * Says in which order the parts run that know what is in the network and how much more may be.
 *
 * <pre>
 *   acknowledgment -> Sacks, Scoreboard -> RttEstimator -> Rack, TailLossProbe -> Recovery -> CongestionControl
 *   time-out       -> Recovery -> Scoreboard, Reduction
 * </pre>
 *
 * <p>In the order of Linux's {@code tcp_ack}. All windows are segments.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-5">RFC 6675, 5</a>; RFC 8985; RFC 5681, 3
 */
final class Flight {
    private final int iss;
    private final Scoreboard board;
    private final FlightCounts counts;
    private final Sacks sacks;
    private final Reordering reordering;
    private final EmulatedSacks emulated;
    private final Rack rack = new Rack();
    private final LossDetector detector;
    private final TailLossProbe probe = new TailLossProbe();
    private final CongestionControl control;
    private final Recovery recovery;
    private final RttEstimator rtt;
    private TcpConfig config;
    private boolean hasSack;
    private long retransmits;

    Flight(TcpConfig config, int iss, RttEstimator rtt) {
        this.config = config;
        this.iss = iss;
        this.rtt = rtt;
        board = new Scoreboard(iss + 1);
        counts = board.counts();
        sacks = new Sacks(board.marks());
        reordering = new Reordering(config.loss());
        emulated = new EmulatedSacks(counts, reordering);
        detector = new LossDetector(board, rack, reordering, rtt);
        control = new CongestionControl(config.congestion(), config.mss(), iss, board, rtt);
        recovery = new Recovery(board, emulated, detector, control.reduction(), probe);
    }

    /** The handshake settled the length of a segment and whether the peer sends SACK blocks. */
    void start(long now, int sndUna, int segmentBytes, boolean peerSends, int initialSegments) {
        hasSack = peerSends;
        counts.isEmulated = !peerSends;
        control.start(now, segmentBytes, initialSegments);
        recovery.start(peerSends, sndUna);
        detector.start(peerSends);
    }

    void configure(long now, TcpConfig changed) {
        config = changed;
        reordering.configure(changed.loss());
        control.configure(now, changed.congestion());
    }

    /** Takes an acknowledgment: what it tells stands in {@code news}, and what is to be done is added. */
    void onAck(AckNews news, int[] sack) {
        long deliveredBefore = counts.delivered;
        long lostBefore = counts.lostTotal;
        int inFlightBefore = counts.inFlight();
        boolean wasOutstanding = counts.packetsOut > 0;
        prepare(news);
        if (hasSack && sack.length > 0) {
            takeSack(news, sack, wasOutstanding);
        }
        boolean isOld = isBefore(news.sndUna, news.priorUna);
        if (isOld || !wasOutstanding) {
            news.isPlain = false;
            readMarks(news, deliveredBefore);
            if (isOld && sack.length > 0 && hasSack || news.isDsack) {
                recovery.onNews(news);
            }
            return;
        }
        int sackedBefore = counts.sackedOut;
        board.acknowledge(news);
        boolean hasRtt = measure(news, sackedBefore, deliveredBefore);
        settleAcked(news, hasRtt);
        rack.onAck(news);
        rack.adapt(news, counts.delivered);
        readMarks(news, deliveredBefore);
        if (probe.onAck(news)) {
            recovery.onProbeRepaired(news.now, news.sndNxt);
        }
        if (isDubious(news)) {
            recovery.onNews(news);
        }
        control(news, deliveredBefore, lostBefore, inFlightBefore);
    }

    /** What was delivered is known, so that what is told of marks can be read. */
    private void readMarks(AckNews news, long deliveredBefore) {
        boolean maySplit = hasSack || recovery.state() == CaState.OPEN || recovery.state() == CaState.CWR;
        int segments = (int) (counts.delivered - deliveredBefore);
        counts.deliveredMarked +=
                news.readMarks(segments, distance(iss, news.sndNxt), window().segmentBytes(), maySplit);
    }

    private void prepare(AckNews news) {
        news.begin();
        news.hasSack = hasSack;
        news.highSeq = recovery.highSeq();
        news.hasUndoMarker = recovery.undo().hasMarker();
        news.undoMarker = recovery.undo().marker();
        news.minRttNanos = rtt.minNanos();
        news.highestSacked = hasSack ? board.highestSacked(news.priorUna) : news.priorUna;
    }

    private void takeSack(AckNews news, int[] sack, boolean isOutstanding) {
        sacks.take(sack, news, isOutstanding, probe.isOut(), probe.end(), retransmits, window().segmentBytes());
        if (news.isDsack) {
            rack.onDsack(news.isProbeDsack, reordering.seen() > 0);
        }
        recovery.undo().onNeedless(news.needlessSegments);
        if (recovery.state() != CaState.LOSS || recovery.undo().hasMarker()) {
            reordering.onOvertaken(news.reorderedSack, board.highestSacked(news.sndUna), window().segmentBytes());
        }
    }

    /** {@return whether there was a sample} */
    private boolean measure(AckNews news, int sackedBefore, long deliveredBefore) {
        long sample = AckNews.NONE;
        long last = AckNews.NONE;
        boolean mayBeDelayed = false;
        // RFC 6298 3: Karn's algorithm.
        if (news.firstAckedSent != AckNews.NONE && !news.hasAckedRetransmitted) {
            sample = news.now - news.firstAckedSent;
            last = news.now - news.lastAckedSent;
            mayBeDelayed = news.ackedSegments == 1
                    && sackedBefore == 0
                    && news.sndUna - news.priorUna < window().segmentBytes()
                    && news.priorDelivered == deliveredBefore
                    && !news.hasSacked
                    && !news.isDsack;
        }
        if (news.firstSackedSent != AckNews.NONE) {
            sample = sample == AckNews.NONE ? news.now - news.firstSackedSent : sample;
            last = news.now - news.lastSackedSent;
        }
        // RFC 7323 4.1: only what acknowledges new text.
        if (sample == AckNews.NONE && news.echoedNanos != AckNews.NONE && news.hasAcked) {
            long ticks = Timestamps.ticks(news.now) - Timestamps.ticks(news.echoedNanos);
            sample = Math.max(ticks, 1) * Timestamps.MILLISECOND_NANOS;
            last = sample;
        }
        control.onRtt(last, mayBeDelayed);
        if (sample == AckNews.NONE) {
            return false;
        }
        rtt.onLeast(news.now, last, mayBeDelayed);
        rtt.onSample(sample, news.sndUna, news.sndNxt, config.minimumRtoNanos());
        news.hasSample = true;
        return true;
    }

    private void settleAcked(AckNews news, boolean hasRtt) {
        if (news.hasAcked) {
            news.rearms = true;
            if (!hasSack) {
                emulated.remove(news.ackedSegments, news);
                news.hasOriginal &= !news.hasAckedRetransmitted;
            } else if (isBefore(news.reorderedAck, news.highestSacked)) {
                reordering.onOvertaken(news.reorderedAck, board.highestSacked(news.sndUna), window().segmentBytes());
            }
        } else if (hasRtt && news.firstSackedSent != AckNews.NONE && counts.packetsOut > 0) {
            // Not if what was SACKed was sent after the head left last: the time-out would move on and on.
            news.rearms = news.firstSackedSent < board.head().sentNanos;
        }
    }

    private boolean isDubious(AckNews news) {
        boolean isNotDuplicate = !news.isPlain || news.hasAcked;
        return !isNotDuplicate || news.hasSacked || news.isMarked || news.isDsack || recovery.state() != CaState.OPEN;
    }

    private void control(AckNews news, long deliveredBefore, long lostBefore, int inFlightBefore) {
        boolean isForward = reordering.isLarge() ? news.hasAcked || news.hasSacked : news.hasAcked;
        control.onAck(news, recovery.state(), isForward, deliveredBefore, lostBefore, inFlightBefore);
    }

    /** {@link TcpTimer#RETRANSMIT} ran out: the first segment is given up, and most of what is not SACKed. */
    void onTimeout(long now, int sndUna, int sndNxt, boolean isAgain) {
        recovery.onTimeout(now, sndUna, sndNxt, isAgain, config.loss().frto());
    }

    /** {@link TcpTimer#REORDER} ran out. */
    void onReorderTimeout(long now, int sndUna, int sndNxt) {
        long before = counts.lostTotal;
        recovery.onReorderTimeout(now, sndUna, sndNxt, control.controller().controlsWindow());
        control.tellLosses(now, (int) (counts.lostTotal - before));
    }

    /** The path takes no longer segments than {@code segmentBytes}: what is longer leaves again, shorter. */
    void narrow(int segmentBytes, int sndNxt) {
        if (board.markTooLong(segmentBytes)) {
            recovery.onUncongestedLoss(sndNxt);
        }
    }

    /** {@return whether the loss of a probe of the path's MTU could be told from others} */
    boolean mayProbeMtu() {
        return recovery.state() == CaState.OPEN;
    }

    /** A probe leaves, which takes the place of two segments: RFC 4821, 7.4. */
    void onMtuProbeSent() {
        window().cwnd(window().cwnd() - 1);
    }

    /** A probe has arrived; the congestion window is as many bytes as before. */
    void onMtuProbeDelivered(int packetBytes, int probeBytes) {
        window().cwnd((int) ((long) window().cwnd() * packetBytes / probeBytes));
        window().ssthresh(reduction().currentSsthresh(recovery.state().isReducing()));
    }

    /** A probe was lost, and nothing is congested: RFC 4821, 7.5. */
    void onMtuProbeLost(int segmentBytes, int sndNxt) {
        window().cwnd(window().cwnd() + 1);
        narrow(segmentBytes, sndNxt);
    }

    /** All that is outstanding was passed over, though nothing is congested: it leaves again. */
    void giveUp(int sndNxt) {
        if (board.markTooLong(0)) {
            recovery.onUncongestedLoss(sndNxt);
        }
    }

    /** New text from {@code start} to {@code end} leaves. */
    void onSent(int start, int end, int segments, int segmentBytes, boolean fin, long now) {
        board.onSent(start, end, segments, segmentBytes, fin, now);
        control.onSent(now, distance(start, end), segments, recovery.state().isReducing());
    }

    /** The front of {@code range} leaves again, at most {@code bytes} of it; small neighbours join it. */
    void onRetransmitted(SentRange range, int bytes, int segmentBytes, int joinBytes, long now) {
        board.resending().onRetransmitted(range, bytes, segmentBytes, joinBytes, now);
        retransmits += range.segments;
        recovery.undo().onRetransmitted(now, range.segments);
        control.onSent(now, range.text(), range.segments, recovery.state().isReducing());
    }

    /** {@return where the last segment outstanding begins} */
    int lastStart() {
        return board.resending().lastStart();
    }

    /** {@return the last segment, which leaves again as a probe} */
    SentRange onProbed(int segmentBytes, int sndNxt, long now) {
        SentRange last = board.resending().onProbed(segmentBytes, now);
        retransmits += last.segments;
        probe.onSent(sndNxt, true);
        return last;
    }

    /**
     * A burst of new text has ended; {@code isFull}: for want of a larger congestion window; {@code isStarved}: the
     * application has no more.
     */
    void noteUsage(long now, int sndUna, int sndNxt, boolean isFull, boolean isStarved, long rtoNanos) {
        control.noteUsage(now, sndUna, sndNxt, recovery.state(), isFull, isStarved, rtoNanos);
    }

    /** {@return the smoothed round-trip time; 0 before the first sample} */
    long srttNanos() {
        return rtt.srttNanos();
    }

    /** {@return segments that may join those in flight; none after a loss} */
    int room() {
        return board.hasRoom() ? Math.max(0, control.room()) : 0;
    }

    /** {@return whether a tail loss probe would be worth sending: RFC 8985, 7.2} */
    boolean mayProbe() {
        CaState state = recovery.state();
        return config.loss().tailLossProbe()
                && hasSack
                && counts.packetsOut > 0
                && (state == CaState.OPEN || state == CaState.CWR);
    }

    /** {@return when the first segment outstanding was sent last} */
    long headSentNanos() {
        return board.head().sentNanos;
    }

    Scoreboard board() {
        return board;
    }

    FlightCounts counts() {
        return counts;
    }

    Recovery recovery() {
        return recovery;
    }

    Reduction reduction() {
        return control.reduction();
    }

    TailLossProbe probe() {
        return probe;
    }

    Reordering reordering() {
        return reordering;
    }

    CongestionControl control() {
        return control;
    }

    CongestionWindow window() {
        return control.window();
    }

    /** {@return segments that the peer reports to have got twice} */
    long duplicates() {
        return sacks.duplicates();
    }

    /** {@return segments sent again} */
    long retransmits() {
        return retransmits;
    }
}
