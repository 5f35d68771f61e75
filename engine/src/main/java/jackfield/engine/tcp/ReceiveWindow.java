package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;

/**
 * The receive sequence variables, and what window to advertise: Linux's tcp_select_window.
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
    private int lastAckSent;
    /** As told with {@link #lastAckSent}. */
    private int toldBytes;

    private int scale;
    private boolean isTight;

    /** The peer's SYN came. {@code initialBytes} is what our SYN offers or has offered. */
    void start(int peerIss, int initialBytes) {
        irs = peerIss;
        rcvNxt = peerIss + 1;
        lastAckSent = rcvNxt;
        toldBytes = initialBytes;
    }

    /** The handshake settled the shift count of the windows we advertise. */
    void scale(int shift) {
        scale = shift;
        if (shift == 0) {
            toldBytes = Math.min(toldBytes, FIELD_MAX);
        }
    }

    /** Everything before {@code seq} has arrived in order. */
    void advanceTo(int seq) {
        rcvNxt = seq;
    }

    /** {@return the window field of a segment that leaves now} */
    int advertise(ReceiveSpace space, int allocated, int rcvMss) {
        int current = rcvWnd();
        int offered = offer(space, allocated, rcvMss);
        // RFC 9293 3.8.6: a window SHOULD NOT shrink. RFC 7323 2.4: nor by rounding, so it is rounded up.
        int window = offered < current ? roundUp(current) : offered;
        toldBytes = window;
        lastAckSent = rcvNxt;
        return Math.min(window, FIELD_MAX << scale) >> scale;
    }

    /** {@return 0, the window field of an acknowledgment that tells that text had to be dropped for want of room} */
    int advertiseNone() {
        toldBytes = 0;
        lastAckSent = rcvNxt;
        return 0;
    }

    /** {@return what could be advertised, silly windows avoided: __tcp_select_window} */
    int offer(ReceiveSpace space, int allocated, int rcvMss) {
        int allowed = space.fullSpace();
        int full = Math.min(space.clampBytes(), allowed);
        int segment = Math.min(rcvMss, full);
        int free = space.freeSpace(allocated);
        isTight = free < full >> 1;
        if (segment <= 0) {
            return 0;
        }
        if (isTight) {
            free &= -(1 << scale);
            // RFC 9293 3.8.6.2.2: no silly window; a sixteenth of the buffer at least.
            if (free < allowed >> 4 || free < segment) {
                return 0;
            }
        }
        free = Math.min(free, space.thresholdBytes());
        if (scale > 0) {
            return roundUp(free);
        }
        if (toldBytes <= free - segment || toldBytes > free) {
            return free - free % segment;
        }
        return segment == full && free > toldBytes + (full >> 1) ? free : toldBytes;
    }

    private int roundUp(int bytes) {
        int unit = 1 << scale;
        return bytes + unit - 1 & -unit;
    }

    /** {@return whether less than half of the buffer was free when a window was last looked for} */
    boolean isTight() {
        return isTight;
    }

    /** {@return RCV.WND: from RCV.NXT to the right edge} */
    int rcvWnd() {
        return Math.max(0, distance(rcvNxt, rightEdge()));
    }

    /** {@return the window that was told last} */
    int toldBytes() {
        return toldBytes;
    }

    int rightEdge() {
        return lastAckSent + toldBytes;
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
