package jackfield.engine.tcp;

import jackfield.wire.AccEcnOption;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * What one acknowledgment says and what was learnt from it: one object for each connection, filled anew each time.
 *
 * <pre>
 *   SendSide tells -> Sacks, Scoreboard add -> RttEstimator, Rack, TailLossProbe, Recovery, Reduction read
 * </pre>
 *
 * <p>Times are nanoseconds, -1 where there is none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.4">RFC 9293, 3.10.7.4, fifth</a>; the flags of
 *     {@code tcp_ack}
 */
final class AckNews {
    static final long NONE = -1;

    // What is told.
    long now;
    int priorUna;
    int sndUna;
    int sndNxt;
    /** Largest window the peer ever offered. */
    int maxSndWnd;
    /** When the segment was sent whose timestamp is echoed, to the millisecond. */
    long echoedNanos;
    /** Whether it brought neither text nor another window: then it may be a duplicate. */
    boolean isPlain;
    /** What it says to Accurate ECN; null without it. */
    private @Nullable AccEcnFeedback feedback;

    private AccEcnOption option = AccEcnOption.NONE;
    private int flags;
    private boolean isNewer;
    private boolean isEcho;
    /** Whether the first that the peer lacks is a probe of the path's MTU. */
    boolean isMtuProbeFirst;
    /** Whether new text waits and the peer's window takes it. */
    boolean hasNewToSend;

    // What was so before.
    /** Whether the peer sends SACK blocks; if not {@link EmulatedSacks} counts what is delivered. */
    boolean hasSack;

    int highSeq;
    int undoMarker;
    boolean hasUndoMarker;
    long minRttNanos;
    int highestSacked;

    // What was learnt.
    boolean hasAcked;
    boolean hasSacked;
    boolean hasAckedRetransmitted;
    /** Something sent once, and before the repair began, has arrived. */
    boolean hasOriginal;

    boolean isDsack;
    boolean isProbeDsack;
    boolean isReneging;
    int ackedSegments;
    int deliveredSegments;
    private int deliveredBytes;
    /** Whether it tells of congestion marks. */
    boolean isMarked;
    /** Retransmissions that proved needless. */
    int needlessSegments;

    long firstAckedSent;
    long lastAckedSent;
    long firstSackedSent;
    long lastSackedSent;
    /** The lowest sequence number that filled a gap without having been sent again; SND.NXT if none. */
    int reorderedSack;

    int reorderedAck;
    /** The RTT of the last delivered, and what was sent last of all delivered: RACK's variables. */
    long rackRttNanos;

    long rackSentNanos;
    int rackEnd;
    /** Segments delivered when what was sent last of all delivered was sent. */
    long priorDelivered;

    /** Of the same: marked and lost by then, in flight then, and the intervals of its sending and of its delivery. */
    long priorMarked;

    long priorLost;
    long priorDeliveredNanos;
    long sendIntervalNanos;
    int newestInFlight;
    boolean isNewestLimited;
    long newestSentNanos;
    private int newestEnd;

    // What is to be done.
    /** Whether the round-trip time was measured. */
    boolean hasSample;
    /** Whether the probe of the path's MTU was lost, which says nothing of congestion. */
    boolean hasLostMtuProbe;
    /** Whether the retransmission timer starts anew. */
    boolean rearms;
    /** How long what may merely be late is waited for; 0 if nothing is. */
    long reorderNanos;
    /** How long a peer that seems to have reneged is waited for; 0 if none does. */
    long renegingNanos;

    /** Forgets what was learnt from the last one. */
    void begin() {
        hasAcked = false;
        hasSacked = false;
        hasAckedRetransmitted = false;
        hasOriginal = false;
        isDsack = false;
        isProbeDsack = false;
        isReneging = false;
        ackedSegments = 0;
        deliveredSegments = 0;
        deliveredBytes = 0;
        isMarked = false;
        needlessSegments = 0;
        firstAckedSent = NONE;
        lastAckedSent = NONE;
        firstSackedSent = NONE;
        lastSackedSent = NONE;
        reorderedSack = sndNxt;
        reorderedAck = sndNxt;
        rackRttNanos = NONE;
        priorDelivered = NONE;
        hasSample = false;
        hasLostMtuProbe = false;
        rearms = false;
        reorderNanos = 0;
        renegingNanos = 0;
    }

    /** Nothing is told of marks: a SYN was acknowledged. */
    void tellNoMarks() {
        feedback = null;
        isEcho = false;
    }

    /** What {@code segment} tells of marks, to be read by {@link #readMarks} when it is known what it delivers. */
    void tellMarks(Ecn ecn, TcpSegment segment, boolean isNewerThanAll) {
        feedback = ecn.readsFeedback() ? ecn.feedback() : null;
        isEcho = ecn.isEcho(segment);
        flags = segment.flags();
        option = segment.options().accEcn();
        isNewer = isNewerThanAll;
    }

    /**
     * Reads what it tells of marks.
     *
     * @param segments delivered by it
     * @return segments of ours that were marked, as far as it newly tells
     */
    int readMarks(int segments, long sentBytes, int segmentBytes, boolean maySplit) {
        isMarked = isEcho;
        AccEcnFeedback told = feedback;
        if (told == null) {
            return isEcho ? segments : 0;
        }
        if (!hasAcked && !hasSacked && !isNewer) {
            // One that was overtaken, or that nothing shows not to be.
            return 0;
        }
        boolean isCounting = (flags & TcpFlags.SYN) == 0;
        int marks = told.onAck(flags, isCounting, option, segments, deliveredBytes, sentBytes, segmentBytes, maySplit);
        isMarked = marks > 0;
        return marks;
    }

    boolean isProgress() {
        return sndUna != priorUna;
    }

    /** {@return whether the echoed timestamp is older than {@code sentNanos}} */
    boolean echoesBefore(long sentNanos) {
        return echoedNanos != NONE && Timestamps.ticks(echoedNanos) < Timestamps.ticks(sentNanos);
    }

    private void noteNewest(SentRange range) {
        priorDelivered = range.deliveredWhenSent;
        priorMarked = range.markedWhenSent;
        priorLost = range.lostWhenSent;
        priorDeliveredNanos = range.deliveredNanos;
        sendIntervalNanos = range.sentNanos - range.firstSentNanos;
        newestInFlight = range.inFlightWhenSent;
        isNewestLimited = range.wasLimited;
        newestSentNanos = range.sentNanos;
        newestEnd = range.end;
    }

    /** {@code range} has arrived, by cumulative acknowledgment or by SACK. */
    void onDelivered(SentRange range, boolean isSack) {
        deliveredBytes += range.text();
        if (priorDelivered == NONE || !range.wasSentBefore(newestSentNanos, newestEnd)) {
            noteNewest(range);
        }
        boolean wasSentAgain = range.has(SentRange.RETRANSMITTED | SentRange.EVER_RETRANSMITTED);
        long rtt = now - range.sentNanos;
        // RFC 8985 6.2 step 2: an RTT below the least, or an older echo, shows that the first transmission arrived.
        boolean isSpurious = wasSentAgain && (rtt < minRttNanos || !isSack && echoesBefore(range.sentNanos));
        if (isSpurious) {
            return;
        }
        if (rackRttNanos == NONE || !range.wasSentBefore(rackSentNanos, rackEnd)) {
            rackSentNanos = range.sentNanos;
            rackEnd = range.end;
        }
        rackRttNanos = rtt;
    }
}
