package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;

/**
 * Our SYN or SYN+ACK, from either side, and what the peer's answer to a SYN means.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.3">RFC 9293, 3.10.7.3</a> and 3.5
 */
final class Handshake {
    /** What a segment means in SYN_SENT. */
    enum Outcome {
        DROP,
        /** It resets what was never sent: dropped. */
        STALE,
        /** It acknowledges what was never sent: answer with RST. */
        REFUSE,
        /** The peer refuses the connection. */
        REFUSED,
        /** SYN+ACK: established. */
        ESTABLISHED,
        /** SYN alone: both ends open at once. */
        SIMULTANEOUS
    }

    private final TcpConfig offer;
    private final boolean isPassive;
    private final FastOpen fastOpen;
    private boolean isFastOpened;
    private Negotiation negotiation = Negotiation.NONE;
    private boolean hasPeer;
    private boolean isCrossed;
    private boolean isSynDue = true;
    private int sent;
    private boolean hasTimedOut;
    private InitialWindow initial;
    private long firstSentNanos;

    /**
     * @param offer what our SYN offers
     * @param isPassive whether a listener took the peer's SYN
     * @param fastOpen what our first SYN bears beside itself
     */
    Handshake(TcpConfig offer, boolean isPassive, FastOpen fastOpen) {
        this.fastOpen = fastOpen;
        this.offer = offer;
        this.isPassive = isPassive;
        initial = InitialWindow.of(offer, offer.mss(), offer.windowScaling());
    }

    /** Takes the options of the peer's SYN. {@return what holds from now on} */
    Negotiation onPeer(TcpOptions options) {
        negotiation = Negotiation.of(offer, options);
        hasPeer = true;
        return negotiation;
    }

    /** {@return what a segment means in SYN_SENT} */
    static Outcome onSynSent(TcpSegment segment, SendWindow send) {
        boolean hasAck = segment.has(TcpFlags.ACK);
        boolean isAcceptable =
                hasAck && isAfter(segment.ack(), send.iss()) && isAtOrBefore(segment.ack(), send.sndNxt());
        // RFC 9293 3.10.7.3, first: an ACK of nothing we sent is answered with RST, unless it is one.
        if (hasAck && !isAcceptable) {
            return segment.has(TcpFlags.RST) ? Outcome.STALE : Outcome.REFUSE;
        }
        // Second: RST counts only with an acceptable ACK.
        if (segment.has(TcpFlags.RST)) {
            return hasAck ? Outcome.REFUSED : Outcome.DROP;
        }
        // Fourth and fifth.
        if (!segment.has(TcpFlags.SYN)) {
            return Outcome.DROP;
        }
        return hasAck ? Outcome.ESTABLISHED : Outcome.SIMULTANEOUS;
    }

    /**
     * {@return the options of our SYN, or of our SYN+ACK: only what the peer has offered too}
     *
     * <p>Where the SYNs crossed, our SYN+ACK is our SYN once more, and offers what that did: as in Linux.
     */
    TcpOptions options(Timestamps timestamps, long now) {
        boolean answers = hasPeer && !isCrossed;
        boolean hasTimestamps = answers ? negotiation.timestamps() : offer.timestamps();
        boolean hasScale = answers ? negotiation.scaling() : offer.windowScaling();
        int scale = initialWindow().scale();
        TcpOptions options = TcpOptions.syn(
                offer.mss(),
                hasScale ? scale : TcpOptions.ABSENT,
                answers ? negotiation.sack() : offer.sack(),
                hasTimestamps,
                hasTimestamps ? timestamps.value(now) : 0,
                hasPeer && negotiation.timestamps() ? timestamps.echo() : 0);
        return fastOpen.options(options);
    }

    /** {@return the window that our SYN advertises, or has advertised} */
    InitialWindow initialWindow() {
        if (sent == 0) {
            boolean hasTimestamps = hasPeer && negotiation.timestamps();
            initial = InitialWindow.of(
                    offer,
                    offer.mss() - (hasTimestamps ? Negotiation.TIMESTAMPS_BYTES : 0),
                    hasPeer ? negotiation.scaling() : offer.windowScaling());
        }
        return initial;
    }

    /** Our SYN leaves. */
    void onSent(long now) {
        if (sent++ == 0) {
            firstSentNanos = now;
        }
        isSynDue = false;
    }

    /**
     * Our SYN+ACK has left already, {@code times} times, from {@code firstNanos} on; or it is still to leave.
     *
     * @param isLate whether it left again because nobody answered, not only because the peer's SYN came again
     */
    void resume(int times, long firstNanos, boolean isLate) {
        sent = times;
        hasTimedOut = isLate;
        firstSentNanos = firstNanos;
        isSynDue = times == 0;
    }

    /** Nobody answered our SYN in time: it leaves again. */
    void onTimeout() {
        hasTimedOut = true;
        repeat();
    }

    /** Our SYN was lost and is to leave again. */
    void repeat() {
        isSynDue = true;
    }

    /** The peer's SYN crossed ours, which is to leave again and to acknowledge it. */
    void cross() {
        isCrossed = true;
        isSynDue = true;
    }

    boolean isSynDue() {
        return isSynDue && !fastOpen.waitsForText();
    }

    FastOpen fastOpen() {
        return fastOpen;
    }

    /** The peer's SYN was taken together with its text: both ends may send before the third segment. */
    void onFastOpened() {
        isFastOpened = true;
    }

    boolean isFastOpened() {
        return isFastOpened;
    }

    boolean isPassive() {
        return isPassive;
    }

    /** {@return how often our SYN was sent} */
    int sent() {
        return sent;
    }

    /**
     * {@return whether so many of our SYNs were lost that the first flight is a single segment}
     *
     * @param echoedNanos when the SYN left whose timestamp the answer echoes, or {@link AckNews#NONE}
     */
    boolean isCongested(long echoedNanos) {
        // RFC 6928 2: not for the first loss alone. Linux: nor if the answer was to the first of them, merely late
        // (RFC 3522, 3.2).
        long firstTick = Timestamps.ticks(firstSentNanos) * Timestamps.MILLISECOND_NANOS;
        return sent > 2 && hasTimedOut && echoedNanos != firstTick;
    }

    /** {@return how often our SYN was sent again} */
    int retransmits() {
        return Math.max(0, sent - 1);
    }

    /** {@return the round-trip time of our SYN; no sample if it was sent again (Karn), or nobody knows when} */
    long sampleNanos(long now) {
        return sent == 1 && firstSentNanos != AckNews.NONE ? now - firstSentNanos : AckNews.NONE;
    }

    Negotiation negotiation() {
        return negotiation;
    }
}
