package jackfield.engine.tcp;

/**
 * Learns how long the peer's full segments are: Linux's tcp_measure_rcv_mss.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.3">RFC 9293, 3.8.6.3</a>: "a full-sized segment"
 */
final class PeerSegments {
    private static final int SMALLEST_BYTES = 88;
    private static final int USUAL_BYTES = 536;

    private final int mostBytes;
    private int fullBytes = USUAL_BYTES;
    private int lastBytes;

    /** @param mss the longest segment this end takes */
    PeerSegments(int mss) {
        mostBytes = mss;
    }

    /** The handshake is over; full segments of ours hold {@code segmentBytes}, the window told is {@code rcvWnd}. */
    void start(int segmentBytes, int rcvWnd) {
        int hint = Math.min(Math.min(mostBytes, segmentBytes), Math.min(rcvWnd / 2, USUAL_BYTES));
        fullBytes = Math.max(hint, SMALLEST_BYTES);
    }

    /**
     * A segment came.
     *
     * @param isPlain whether no PSH says that it may be short
     * @return whether it is shorter than a full one
     */
    boolean onText(int length, boolean isPlain) {
        int last = lastBytes;
        lastBytes = 0;
        if (length >= fullBytes) {
            fullBytes = Math.min(length, mostBytes);
            return false;
        }
        // A peer whose segments have become shorter shows it twice.
        if (length >= USUAL_BYTES || length >= SMALLEST_BYTES && isPlain) {
            lastBytes = length;
            if (length == last) {
                fullBytes = length;
                return false;
            }
        }
        return true;
    }

    /** {@return bytes of text of a full segment, as far as known: Linux's rcv_mss} */
    int fullBytes() {
        return fullBytes;
    }
}
