package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.earlier;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

import jackfield.wire.TcpSegment;

/**
 * Says in which order the receiving parts run: text is cut to the window, stored in its place, joined, acknowledged.
 *
 * <pre>
 *   segment -> ReceiveWindow (cut) -> OutOfOrder -> ReceiveBuffer -> AckPolicy
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.4">RFC 9293, 3.10.7.4</a>, seventh and eighth
 */
final class ReceiveSide {
    private final ReceiveWindow window = new ReceiveWindow();
    private final ReceiveBuffer buffer = new ReceiveBuffer();
    private final OutOfOrder outOfOrder = new OutOfOrder();
    private final AckPolicy ackPolicy;
    private TcpConfig config;
    private int segmentBytes;
    private boolean hasFin;
    private boolean finTaken;
    private int finAt;

    ReceiveSide(TcpConfig config) {
        this.config = config;
        segmentBytes = config.mss();
        ackPolicy = new AckPolicy(config.mss());
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** The handshake is over. */
    void start(long now, Negotiation negotiation) {
        window.scale(negotiation.rcvScale());
        segmentBytes = negotiation.segmentBytes();
        ackPolicy.start(now, config.receiveBufferBytes());
    }

    /**
     * Takes the text and FIN of a segment that {@code Arrival} let through.
     *
     * @param seq where the text begins
     * @return whether the FIN was reached now: no more text will come
     */
    boolean onText(long now, int seq, TcpSegment segment, boolean fin) {
        int rcvNxt = window.rcvNxt();
        int textEnd = seq + segment.textLength();
        // What lies beyond the window or beyond the end that the peer has told is cut off, and what is old.
        int end = earlier(hasFin ? earlier(textEnd, finAt) : textEnd, window.rightEdge());
        int start = later(seq, rcvNxt);
        boolean taken = isBefore(start, end) && take(now, start, end, segment, distance(seq, start));
        if (fin && !hasFin) {
            noteFin(textEnd);
        }
        if (hasFin && !finTaken && window.rcvNxt() == finAt) {
            finTaken = true;
            window.advanceTo(finAt + 1);
            ackPolicy.now();
            return true;
        }
        if (!taken && (segment.textLength() > 0 || fin)) {
            // RFC 9293 3.10.7.4: what was not acceptable is answered with an acknowledgment.
            ackPolicy.nowAndNext();
        }
        return false;
    }

    private boolean take(long now, int start, int end, TcpSegment segment, int skip) {
        int rcvNxt = window.rcvNxt();
        int offset = distance(rcvNxt, start);
        int length = distance(start, end);
        if (offset > 0) {
            if (!outOfOrder.add(start, end)) {
                return false;
            }
            buffer.store(offset, segment.bytes(), segment.textAt() + skip, length);
            ackPolicy.nowAndNext();
            return true;
        }
        buffer.store(0, segment.bytes(), segment.textAt() + skip, length);
        boolean hadGap = !outOfOrder.isEmpty();
        int reached = hadGap ? outOfOrder.join(end) : end;
        buffer.advance(distance(rcvNxt, reached));
        window.advanceTo(reached);
        ackPolicy.onText(now, segment.textLength(), window.unacknowledged());
        if (hadGap) {
            // RFC 5681 4.2: at once where a gap is filled, in whole or in part.
            ackPolicy.now();
        }
        return true;
    }

    /** A FIN may stand at the window's edge, as it takes no room; before text that we hold it is a lie. */
    private void noteFin(int at) {
        boolean isPossible = !isBefore(at, window.rcvNxt())
                && !isAfter(at, window.rightEdge())
                && (outOfOrder.isEmpty() || !isBefore(at, outOfOrder.end()));
        if (isPossible) {
            hasFin = true;
            finAt = at;
        }
    }

    /** Moves what fits. {@return bytes read} */
    int read(byte[] into, int at, int length) {
        int count = buffer.read(into, at, length);
        if (!finTaken && window.deservesUpdate(config.receiveBufferBytes(), buffer.inOrder(), segmentBytes)) {
            ackPolicy.now();
        }
        if (finTaken) {
            buffer.releaseIfRead();
        }
        return count;
    }

    /** Copies what fits. {@return bytes copied} */
    int peek(byte[] into, int at, int length) {
        return buffer.peek(into, at, length);
    }

    /** Text that comes from now on is acknowledged and dropped. */
    void discard() {
        buffer.discard();
    }

    /** {@return the window field of a segment that leaves now, with an acknowledgment} */
    int advertise() {
        ackPolicy.onAckSent();
        return window.advertise(config.receiveBufferBytes(), buffer.inOrder(), segmentBytes);
    }

    /** {@return SACK blocks, at most {@code most}} */
    int[] blocks(int most) {
        return outOfOrder.blocks(most);
    }

    /** {@return bytes that can be read} */
    int readable() {
        return buffer.readable();
    }

    /** {@return whether the peer's FIN was reached} */
    boolean isFinTaken() {
        return finTaken;
    }

    ReceiveWindow window() {
        return window;
    }

    AckPolicy ackPolicy() {
        return ackPolicy;
    }
}
