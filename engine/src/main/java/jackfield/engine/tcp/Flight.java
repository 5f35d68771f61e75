package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAtOrBefore;

import jackfield.engine.tcp.congestion.NewReno;

/**
 * Says in which order the parts run that know what is in the network and how much more may be.
 *
 * <pre>
 *   acknowledgment -> Scoreboard -> Recovery -> NewReno
 *   time-out       -> Recovery -> NewReno -> Scoreboard
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-5">RFC 6675, 5</a>; RFC 6582; RFC 5681, 3
 */
final class Flight {
    /** RFC 3042, 2: new segments that may leave on duplicate acknowledgments before the repair begins. */
    private static final int MOST_LIMITED_SEGMENTS = 2;

    private final Scoreboard scoreboard;
    private final Recovery recovery;
    private NewReno congestion;
    private boolean hasSack;
    private boolean wasLimited;
    private boolean hasReduced;
    private int reducedTo;
    private boolean owesReductionNotice;
    /** Outstanding when the first duplicate since the last progress came; 0 if none has. */
    private int undisturbedBytes;

    Flight(int iss, int segmentBytes) {
        scoreboard = new Scoreboard(iss + 1);
        recovery = new Recovery(iss);
        congestion = new NewReno(segmentBytes, NewReno.INITIAL_SEGMENTS);
    }

    /** The handshake settled the length of a segment and whether the peer sends SACK blocks. */
    void start(int segmentBytes, boolean peerSends, int initialSegments) {
        hasSack = peerSends;
        congestion = new NewReno(segmentBytes, initialSegments);
    }

    /**
     * {@code acked} sequence numbers, up to {@code sndUna}, are newly acknowledged.
     *
     * @param flightBefore what was outstanding before
     * @return when what may be measured was sent, or {@link Scoreboard#NO_SAMPLE}
     */
    long onProgress(int acked, int sndUna, int flightBefore) {
        long sentNanos = scoreboard.acknowledge(sndUna);
        undisturbedBytes = 0;
        boolean afterTimeout = recovery.phase() == Recovery.Phase.LOSS;
        // Linux: in slow start a window half used may grow, as text comes in bursts.
        boolean isUsed = wasLimited
                || congestion.cwndBytes() < congestion.ssthreshBytes() && flightBefore > congestion.cwndBytes() / 2;
        int segmentBytes = congestion.segmentBytes();
        switch (recovery.onProgress(acked, sndUna, segmentBytes, hasSack)) {
            case PARTIAL -> {
                if (afterTimeout) {
                    congestion.onAck(acked, isUsed, true);
                } else if (hasSack) {
                    scoreboard.markLost(segmentBytes);
                } else {
                    // RFC 6582 3.2 step 3: the first unacknowledged segment is missing too.
                    scoreboard.markHeadLost(segmentBytes);
                }
            }
            case NONE -> congestion.onAck(acked, isUsed, false);
            case ENTER, EXIT -> {}
        }
        return sentNanos;
    }

    /**
     * Takes the SACK blocks of an acknowledgment, and notes it if it is a duplicate.
     *
     * @param isPlainDuplicate whether it is one by RFC 5681, 2; counts only without SACK
     */
    void onReport(int[] sack, boolean isPlainDuplicate, boolean isProgress, int sndUna, int sndNxt) {
        int segmentBytes = congestion.segmentBytes();
        boolean hasNews = hasSack && sack.length > 0 && scoreboard.sack(sack) > 0;
        if (hasNews && recovery.phase() == Recovery.Phase.FAST) {
            scoreboard.markLost(segmentBytes);
        }
        // RFC 6675 2: with SACK, a duplicate is one that tells of text not SACKed before.
        boolean isDuplicate = hasSack ? hasNews && !isProgress : isPlainDuplicate;
        if (!isDuplicate) {
            return;
        }
        // RFC 6675 5 step 2: IsLost(HighACK + 1), or three duplicates.
        boolean isHeadLost = scoreboard.sackedBytes() > (Scoreboard.DUP_THRESH - 1) * segmentBytes;
        int outstanding = distance(sndUna, sndNxt);
        undisturbedBytes = undisturbedBytes == 0 ? outstanding : undisturbedBytes;
        Recovery.Action action =
                recovery.onDuplicate(sndUna, sndNxt, segmentBytes, outstanding - segmentBytes, hasSack, isHeadLost);
        if (action == Recovery.Action.ENTER) {
            // RFC 5681 3.2 step 2: the two segments that limited transmit may add MUST NOT count.
            congestion.onLoss(Math.max(undisturbedBytes, outstanding - MOST_LIMITED_SEGMENTS * segmentBytes));
            scoreboard.markHeadLost(segmentBytes);
            scoreboard.markLost(segmentBytes);
            onReduced(sndNxt);
        }
    }

    /** The peer echoes a congestion mark: the window falls once for each window of text, though nothing was lost. */
    void onEcho(int sndUna, int sndNxt) {
        boolean isReduced = hasReduced && isAtOrBefore(sndUna, reducedTo);
        if (recovery.phase() == Recovery.Phase.OPEN && !isReduced) {
            congestion.onLoss(distance(sndUna, sndNxt));
            onReduced(sndNxt);
        }
    }

    private void onReduced(int sndNxt) {
        hasReduced = true;
        reducedTo = sndNxt;
        owesReductionNotice = true;
    }

    /** {@return whether the peer has not yet been told, by CWR, that the window was reduced} */
    boolean owesReductionNotice() {
        return owesReductionNotice;
    }

    /** CWR leaves. */
    void onReductionTold() {
        owesReductionNotice = false;
    }

    /** The retransmission timer ran out: all that is not SACKed is given up. */
    void onTimeout(int sndUna, int sndNxt) {
        congestion.onTimeout(distance(sndUna, sndNxt), recovery.onTimeout(sndNxt));
        scoreboard.markAllLost();
        onReduced(sndNxt);
        wasLimited = true;
    }

    /** All that is not SACKed was dropped on the way for its length, which says nothing of congestion. */
    void giveUp() {
        scoreboard.markAllLost();
    }

    /** Nothing was sent for longer than an RTO. */
    void onIdle() {
        congestion.onIdle();
    }

    /** New text up to {@code end} leaves. */
    void onSent(int end, long now) {
        scoreboard.onSent(end, now);
    }

    /** {@return whether something lost waits to be sent again; nothing new may leave before it} */
    boolean hasLost() {
        return scoreboard.hasLost();
    }

    /** {@return where the first lost range begins} */
    int lostStart() {
        return scoreboard.lostStart();
    }

    /** {@return bytes of the first lost range that may leave now; 0 if the congestion window holds it back} */
    int lostToSend(int segmentBytes, int limitBytes) {
        wasLimited = true;
        int lost = scoreboard.lostLength();
        if (recovery.takeSendsAtOnce() || pipeBytes() == 0) {
            return Math.min(lost, segmentBytes);
        }
        int room = room();
        // RFC 6675 5 step C: as long as cwnd - pipe >= 1 SMSS.
        return room < segmentBytes ? 0 : Math.min(lost, Math.min(limitBytes, room - room % segmentBytes));
    }

    /** The first {@code length} bytes of the lost range at {@code start} leave again. */
    void onRetransmitted(int start, int length, long now) {
        scoreboard.onRetransmitted(start, length, now);
    }

    /** Says whether the congestion window keeps new text back; one that does not must not grow. */
    void limits(boolean doesLimit) {
        wasLimited = doesLimit;
    }

    /** {@return bytes that may join those in flight; negative after a loss} */
    int room() {
        return congestion.cwndBytes() - pipeBytes();
    }

    private int pipeBytes() {
        return Math.max(0, scoreboard.pipeBytes() - recovery.departedBytes());
    }

    int cwndBytes() {
        return congestion.cwndBytes();
    }

    int ssthreshBytes() {
        return congestion.ssthreshBytes();
    }
}
