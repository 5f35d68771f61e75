package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

/**
 * The send sequence variables.
 *
 * <pre>
 *        1         2          3          4
 *   ----------|----------|----------|----------
 *          SND.UNA    SND.NXT    SND.UNA
 *                               +SND.WND
 *   1 acknowledged  2 outstanding  3 usable  4 not yet allowed
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.3.1">RFC 9293, 3.3.1</a>
 */
final class SendWindow {
    /** A window of no more is used whole. */
    private static final int WHOLE_BYTES = 536;
    /** The text of the smallest datagram that every link carries. */
    private static final int LEAST_BYTES = 48;

    private final int iss;
    private int sndUna;
    private int sndNxt;
    private int sndWnd;
    private int sndWl1;
    private int sndWl2;
    private int maxSndWnd;

    SendWindow(int iss) {
        this.iss = iss;
        sndUna = iss;
        sndNxt = iss;
    }

    /** Everything up to {@code end}, exclusive, has been sent. */
    void onSent(int end) {
        sndNxt = later(sndNxt, end);
    }

    /** Takes an acknowledgment that {@code Arrival} found acceptable. {@return sequence numbers newly acknowledged} */
    int acknowledge(int segAck) {
        if (!isAfter(segAck, sndUna)) {
            return 0;
        }
        int acked = distance(sndUna, segAck);
        sndUna = segAck;
        return acked;
    }

    /** Takes the window of a SYN, which is never scaled (RFC 7323, 2.2), without comparing ages. */
    void open(int segSeq, int segAck, int windowBytes) {
        sndWl1 = segSeq;
        sndWl2 = segAck;
        sndWnd = windowBytes;
        maxSndWnd = Math.max(maxSndWnd, windowBytes);
    }

    /**
     * Takes the window of a segment unless an older one told it.
     *
     * @param windowBytes SEG.WND, scaled
     * @return whether SND.WND changed
     */
    boolean update(int segSeq, int segAck, int windowBytes) {
        // RFC 9293 3.10.7.4: SND.WL1 and SND.WL2 keep old segments from telling the window. As in Linux, text sent
        // again is not old if it acknowledges more than all before: else SND.UNA would push on a window that it takes
        // back; and of segments that differ in nothing else the one with the larger window is the newer, as no peer
        // ought to take back what it has offered (3.8.6), but for one that closes its window.
        boolean widens = windowBytes > sndWnd || windowBytes == 0;
        boolean isNewer = isAfter(segAck, sndUna)
                || isBefore(sndWl1, segSeq)
                || sndWl1 == segSeq && isAtOrBefore(sndWl2, segAck) && widens;
        if (!isNewer) {
            return false;
        }
        boolean changes = windowBytes != sndWnd;
        open(segSeq, segAck, windowBytes);
        return changes;
    }

    /** {@return bytes that may be sent beyond SND.NXT; negative if the peer took back what it had offered} */
    int usable() {
        return sndWnd - outstanding();
    }

    /** {@return sequence numbers sent and not acknowledged} */
    int outstanding() {
        return distance(sndUna, sndNxt);
    }

    /** {@return the first sequence number that the peer does not allow} */
    int rightEdge() {
        return sndUna + sndWnd;
    }

    int iss() {
        return iss;
    }

    int sndUna() {
        return sndUna;
    }

    int sndNxt() {
        return sndNxt;
    }

    int sndWnd() {
        return sndWnd;
    }

    /** {@return the largest window the peer has ever offered: Max(SND.WND)} */
    int maxSndWnd() {
        return maxSndWnd;
    }

    /** {@return whether {@code seq} was sent and is not acknowledged} */
    boolean isInFlight(int seq) {
        return !isBefore(seq, sndUna) && isBefore(seq, sndNxt);
    }

    /**
     * {@return the text of a full segment: {@code segmentBytes}, or half of a largest window that is not twice as wide}
     *
     * <p>So two segments fit, and the second brings an acknowledgment; as Linux's tcp_bound_to_half_wnd.
     */
    int boundToHalf(int segmentBytes) {
        int most = maxSndWnd > WHOLE_BYTES ? maxSndWnd / 2 : maxSndWnd;
        return most == 0 || segmentBytes <= most ? segmentBytes : Math.max(most, LEAST_BYTES);
    }
}
