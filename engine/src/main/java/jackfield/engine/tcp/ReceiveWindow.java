package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;

/**
 * The receive sequence variables, and what window to advertise.
 *
 * <pre>
 *        1           2            3
 *   ----------|-------------|----------
 *          RCV.NXT       RCV.NXT
 *                       +RCV.WND = right edge, which never goes back
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.2.2">RFC 9293, 3.8.6.2.2</a>; RFC 7323, 2
 */
final class ReceiveWindow {
    private static final int FIELD_MAX = 0xFFFF;

    private int irs;
    private int rcvNxt;
    private int rightEdge;
    private int lastAckSent;
    private int scale;

    /** The peer's SYN came. {@code initialBytes} is what our SYN advertises or has advertised. */
    void start(int peerIss, int initialBytes) {
        irs = peerIss;
        rcvNxt = peerIss + 1;
        lastAckSent = rcvNxt;
        rightEdge = rcvNxt + initialBytes;
    }

    /** The handshake settled the shift count of the windows we advertise. */
    void scale(int shift) {
        scale = shift;
    }

    /** Everything before {@code seq} has arrived in order. */
    void advanceTo(int seq) {
        rcvNxt = seq;
    }

    /**
     * {@return the window field of a segment that leaves now}
     *
     * @param bufferBytes SO_RCVBUF
     * @param heldBytes bytes in order that are not read yet
     */
    int advertise(int bufferBytes, int heldBytes, int segmentBytes) {
        int current = rcvWnd();
        int offered = offer(bufferBytes, heldBytes, segmentBytes);
        int unit = 1 << scale;
        int field = Math.min(offered >> scale, FIELD_MAX);
        // RFC 7323 2.4: rounding down would take back part of a unit. It is rounded up, unless that too often repeated
        // would go beyond the buffer by more than one unit.
        if (field << scale < current && heldBytes + (field + 1 << scale) <= bufferBytes + unit) {
            field = Math.min(field + 1, FIELD_MAX);
        }
        int edge = rcvNxt + (field << scale);
        if (isAfter(edge, rightEdge)) {
            rightEdge = edge;
        }
        lastAckSent = rcvNxt;
        return field;
    }

    /** {@return whether a segment should leave only to tell that the application made room} */
    boolean deservesUpdate(int bufferBytes, int heldBytes, int segmentBytes) {
        int current = rcvWnd();
        int offered = offer(bufferBytes, heldBytes, segmentBytes);
        // Linux: only where the window is half closed at least, and at least doubles.
        return offered > current && current <= bufferBytes / 2 && offered >= 2 * current;
    }

    /** What could be advertised, silly windows avoided. */
    private int offer(int bufferBytes, int heldBytes, int segmentBytes) {
        int current = rcvWnd();
        int free = Math.min(bufferBytes - heldBytes, FIELD_MAX << scale) & -(1 << scale);
        // RFC 9293 3.8.6.2.2: the right edge moves by a segment or half the buffer at least.
        return free - current >= Math.min(bufferBytes / 2, segmentBytes) ? free : current;
    }

    /** {@return RCV.WND: from RCV.NXT to the right edge} */
    int rcvWnd() {
        return Math.max(0, distance(rcvNxt, rightEdge));
    }

    int rightEdge() {
        return rightEdge;
    }

    int irs() {
        return irs;
    }

    int rcvNxt() {
        return rcvNxt;
    }

    /** {@return Last.ACK.sent} */
    int lastAckSent() {
        return lastAckSent;
    }

    /** {@return bytes that have come in order and are not acknowledged} */
    int unacknowledged() {
        return distance(lastAckSent, rcvNxt);
    }
}
