package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;

/**
 * Decides when lost text is repaired and when the repair is over.
 *
 * <pre>
 *   OPEN --third duplicate, or enough SACKed--> FAST --SND.UNA reaches the recovery point--> OPEN
 *   OPEN, FAST --time-out--> LOSS --SND.UNA reaches the recovery point--> OPEN
 * </pre>
 *
 * <p>Without SACK each duplicate acknowledgment stands for one segment that has left the network.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6675#section-5">RFC 6675, 5</a>; RFC 6582, 3.2; RFC 5681, 3.2; RFC
 *     3042
 */
final class Recovery {
    /** Whether and how something is being repaired. */
    enum Phase {
        OPEN,
        FAST,
        LOSS
    }

    /** What an acknowledgment means for the repair. */
    enum Action {
        NONE,
        /** Give up the first segment, halve the window, send again at once. */
        ENTER,
        /** Not yet all that was outstanding at the start: another segment is missing. */
        PARTIAL,
        /** All that was outstanding at the start has arrived. */
        EXIT
    }

    private Phase phase = Phase.OPEN;
    private int recoveryPoint;
    private int duplicates;
    private int departedBytes;
    private boolean sendsAtOnce;

    /** @param iss the initial send sequence number */
    Recovery(int iss) {
        recoveryPoint = iss;
    }

    /** {@code ackedBytes} new sequence numbers, up to {@code sndUna}, were acknowledged. */
    Action onProgress(int ackedBytes, int sndUna, int segmentBytes, boolean hasSack) {
        duplicates = 0;
        if (phase == Phase.FAST && !hasSack && !isAtOrAfter(sndUna, recoveryPoint)) {
            // RFC 6582 3.2 step 3: deflate by what was acknowledged, less the segment whose departure it shows.
            departedBytes = Math.max(0, departedBytes - Math.max(0, ackedBytes - segmentBytes));
            sendsAtOnce = true;
            return Action.PARTIAL;
        }
        departedBytes = 0;
        if (phase != Phase.OPEN) {
            if (!isAtOrAfter(sndUna, recoveryPoint)) {
                return Action.PARTIAL;
            }
            phase = Phase.OPEN;
            sendsAtOnce = false;
            return Action.EXIT;
        }
        // Drawn along, so that a point long past is not taken for one to come when sequence numbers wrap.
        recoveryPoint = isAfter(sndUna - 1, recoveryPoint) ? sndUna - 1 : recoveryPoint;
        return Action.NONE;
    }

    /**
     * A duplicate acknowledgment came; with SACK, one that tells of new text beyond a gap.
     *
     * @param isHeadLost whether SACKed bytes alone show that the first segment is lost
     * @param mostDeparted bytes outstanding beyond the first segment
     */
    Action onDuplicate(
            int sndUna, int sndNxt, int segmentBytes, int mostDeparted, boolean hasSack, boolean isHeadLost) {
        if (phase == Phase.LOSS) {
            return Action.NONE;
        }
        duplicates++;
        if (!hasSack) {
            departedBytes = Math.max(0, Math.min(departedBytes + segmentBytes, mostDeparted));
        }
        // RFC 6582 3.2 step 2: not again for what the last repair covered; its duplicates may still come.
        boolean isNew = hasSack ? isAtOrAfter(sndUna, recoveryPoint) : isAfter(sndUna, recoveryPoint);
        if (phase == Phase.OPEN && isNew && (duplicates >= Scoreboard.DUP_THRESH || isHeadLost)) {
            phase = Phase.FAST;
            recoveryPoint = sndNxt;
            sendsAtOnce = true;
            return Action.ENTER;
        }
        return Action.NONE;
    }

    /** The retransmission timer ran out. {@return whether for the first time in this repair} */
    boolean onTimeout(int sndNxt) {
        boolean isFirst = phase != Phase.LOSS;
        phase = Phase.LOSS;
        recoveryPoint = sndNxt;
        duplicates = 0;
        departedBytes = 0;
        sendsAtOnce = false;
        return isFirst;
    }

    /** {@return whether the next lost segment leaves whatever the window says; asked once} */
    boolean takeSendsAtOnce() {
        boolean answer = sendsAtOnce;
        sendsAtOnce = false;
        return answer;
    }

    /** {@return bytes that duplicate acknowledgments show to have left the network; 0 with SACK} */
    int departedBytes() {
        return departedBytes;
    }

    Phase phase() {
        return phase;
    }
}
