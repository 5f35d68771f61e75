package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;

import org.jspecify.annotations.Nullable;

/**
 * Segments that were sent at one instant and share one fate: all full but the last, which may be shorter.
 *
 * <pre>
 *   start       + segmentBytes                  end
 *     |  segment   |  segment   |  segment (FIN)  |
 * </pre>
 *
 * <p>Owned by {@link SentRanges}; it stands in {@link SentOrder} as long as it is believed to be on its way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-5.1">RFC 8985, 5.1</a>
 */
final class SentRange {
    /** The peer holds it beyond a gap. */
    static final int SACKED = 1;
    /** It is believed to be lost. */
    static final int LOST = 2;
    /** It was sent again, and that is believed to be on its way. */
    static final int RETRANSMITTED = 4;
    /** It was ever sent again. */
    static final int EVER_RETRANSMITTED = 8;
    /** It ends with the FIN. */
    static final int FIN = 16;
    /** It ends with what MSG_EOR ended: nothing joins it. */
    static final int RECORD = 32;

    /** What keeps later text from joining it. */
    static final int ENDS = FIN | RECORD;

    /** What decides whether it is on its way. */
    static final int FATES = SACKED | LOST | RETRANSMITTED;

    int start;
    int end;
    int segments;
    int segmentBytes;
    int flags;
    long sentNanos;
    /** Segments of the connection delivered when this was sent. */
    long deliveredWhenSent;
    /** Of those, marked; segments lost by then; in flight then, these included: for {@link DeliveryRate}. */
    long markedWhenSent;

    long lostWhenSent;
    int inFlightWhenSent;
    /** When something was delivered last before this was sent, and where the interval of sending began. */
    long deliveredNanos;

    long firstSentNanos;
    /** Whether the application was slower than the path then. */
    boolean wasLimited;

    /** Neighbours in {@link SentOrder}. */
    @Nullable
    SentRange earlier;

    @Nullable
    SentRange later;

    boolean isInOrder;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Remembers of its sending what {@code range} does, of which it is a part. */
    void takeSending(SentRange range) {
        sentNanos = range.sentNanos;
        deliveredWhenSent = range.deliveredWhenSent;
        markedWhenSent = range.markedWhenSent;
        lostWhenSent = range.lostWhenSent;
        inFlightWhenSent = range.inFlightWhenSent;
        deliveredNanos = range.deliveredNanos;
        firstSentNanos = range.firstSentNanos;
        wasLimited = range.wasLimited;
    }

    /** {@return whether it is lost and not yet sent again} */
    boolean waits() {
        return (flags & FATES) == LOST;
    }

    /** {@return bytes of text} */
    int text() {
        return distance(start, end) - (has(FIN) ? 1 : 0);
    }

    /** {@return segments of {@code bytes} that its text fills; a FIN alone fills one} */
    int count(int bytes) {
        return Math.max(1, (text() + bytes - 1) / bytes);
    }

    /** {@return whether something sent at {@code sent} that ends at {@code sentEnd} left after this} */
    boolean wasSentBefore(long sent, int sentEnd) {
        return sent > sentNanos || sent == sentNanos && isAfter(sentEnd, end);
    }
}
