package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Remembers the probe that asks for news of a lost tail, and finds out whether it repaired a loss.
 *
 * <pre>
 *   probe acknowledged with a duplicate report  -> nothing was lost
 *   something sent after it acknowledged        -> it repaired a loss: the window is reduced
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-7">RFC 8985, 7</a>; Linux's {@code
 *     tcp_process_tlp_ack}
 */
final class TailLossProbe {
    /** As Linux's TCP_TIMEOUT_MIN: two ticks. */
    static final long LEAST_DELAY_NANOS = 2_000_000;

    private boolean isOut;
    private boolean isRetransmission;
    private int end;

    /** {@return the probe time-out: 2 SRTT, and where one is out as long as its acknowledgment may be delayed} */
    static long delayNanos(RttEstimator rtt, int packetsOut, long minimumRtoNanos, long initialRtoNanos) {
        if (!rtt.hasSample()) {
            return initialRtoNanos;
        }
        return 2 * rtt.srttNanos() + (packetsOut == 1 ? minimumRtoNanos : LEAST_DELAY_NANOS);
    }

    /** The probe leaves. */
    void onSent(int sndNxt, boolean isSentAgain) {
        isOut = true;
        isRetransmission = isSentAgain;
        end = sndNxt;
    }

    /** An acknowledgment came. {@return whether it shows that the probe repaired a loss} */
    boolean onAck(AckNews news) {
        if (!isOut || isBefore(news.sndUna, end)) {
            return false;
        }
        if (isRetransmission && !news.isProbeDsack && isAfter(news.sndUna, end)) {
            return true;
        }
        boolean isDuplicate = news.isPlain && !news.isProgress() && !news.hasAcked && !news.hasSacked;
        if (!isRetransmission || news.isProbeDsack || isDuplicate) {
            isOut = false;
        }
        return false;
    }

    /** The repair of a loss begins, of which the probe is a part. */
    void forget() {
        isOut = false;
    }

    boolean isOut() {
        return isOut;
    }

    boolean isRetransmissionOut() {
        return isOut && isRetransmission;
    }

    int end() {
        return end;
    }
}
