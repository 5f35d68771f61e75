package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Keeps the timestamp clock, TS.Recent, and the protection against wrapped sequence numbers.
 *
 * <p>The clock counts milliseconds from an offset that differs from connection to connection.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7323#section-4">RFC 7323, 4 and 5</a>
 */
final class Timestamps {
    static final long MILLISECOND_NANOS = 1_000_000L;

    /** RFC 7323, 5.5: a TS.Recent older than this says nothing. */
    private static final long OUTDATED_NANOS = 24L * 24 * 3600 * 1_000_000_000L;

    private final int offset;
    private boolean isOn;
    private int tsRecent;
    private long tsRecentNanos;

    Timestamps(int offset) {
        this.offset = offset;
    }

    /** Both SYNs bore the option; the peer's had {@code tsVal}. */
    void start(long now, int tsVal) {
        isOn = true;
        tsRecent = tsVal;
        tsRecentNanos = now;
    }

    /** {@return whether segments bear the option} */
    boolean isOn() {
        return isOn;
    }

    /** {@return TSval of a segment that leaves now} */
    int value(long now) {
        return (int) (now / MILLISECOND_NANOS) + offset;
    }

    /** {@return TSecr: TS.Recent} */
    int echo() {
        return tsRecent;
    }

    /** {@return whether PAWS takes a segment with this TSval for an old one} */
    boolean rejects(long now, int segTsVal) {
        // Linux: one tick is forgiven, and a peer that began with 0 has not begun.
        return isOn && tsRecent != 0 && distance(segTsVal, tsRecent) > 1 && now - tsRecentNanos <= OUTDATED_NANOS;
    }

    /** {@return how much older than TS.Recent a TSval is, if the peer's clock counts milliseconds as ours does} */
    long ageNanos(int segTsVal) {
        return distance(segTsVal, tsRecent) * MILLISECOND_NANOS;
    }

    /** An acceptable segment came. */
    void onSegment(long now, int segSeq, int segTsVal, int lastAckSent) {
        // RFC 7323 4.3 (2): only a segment that covers Last.ACK.sent, so that a delayed ACK echoes the earliest.
        boolean isNewer = !isBefore(segTsVal, tsRecent) || now - tsRecentNanos > OUTDATED_NANOS;
        if (isOn && isNewer && isAtOrBefore(segSeq, lastAckSent)) {
            tsRecent = segTsVal;
            tsRecentNanos = now;
        }
    }

    /** {@return the tick of the timestamp clock, without its offset} */
    static long ticks(long now) {
        return now / MILLISECOND_NANOS;
    }

    /**
     * {@return when the segment was sent whose timestamp is echoed; {@link AckNews#NONE} if it lies or says nothing}
     */
    long echoedNanos(long now, int segTsEcr) {
        int elapsed = distance(segTsEcr, value(now));
        boolean isPossible = isOn && segTsEcr != 0 && elapsed >= 0 && elapsed <= ticks(now);
        return isPossible ? (ticks(now) - elapsed) * MILLISECOND_NANOS : AckNews.NONE;
    }
}
