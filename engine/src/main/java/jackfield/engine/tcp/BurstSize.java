package jackfield.engine.tcp;

/**
 * Says how many segments leave in one piece, and whether to wait for a longer piece.
 *
 * <pre>
 *   cwnd 10, 0 in flight:  |1 2 3 4 5|  |6 7 8 9 10|      at least two pieces are in flight
 *   acknowledged 1, 2:     room for one: waits if text left within the last millisecond;  then |11 12|
 * </pre>
 *
 * <p>Only for a link that cuts super-segments itself. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.2">RFC 9293, 3.8.6.2</a>, in whose spirit small
 *     pieces are avoided; Linux's {@code tcp_cwnd_test} and {@code tcp_tso_should_defer}
 */
final class BurstSize {
    private static final long RECENTLY_NANOS = 1_000_000L;

    /** tcp_tso_win_divisor: a third of the window is never too little. */
    private static final int WINDOW_DIVISOR = 3;

    private long lastNanos = -RECENTLY_NANOS - 1;

    /** A segment left, with text or without. */
    void onSent(long now) {
        lastNanos = now;
    }

    /** {@return segments of a piece at most, where {@code room} may leave} */
    static int mostSegments(int room, int cwnd) {
        return Math.min(room, Math.max(1, cwnd >> 1));
    }

    /**
     * {@return whether to wait, as the next acknowledgment will soon let more leave at once}
     *
     * @param usable bytes the peer's window allows
     * @param roomBytes bytes the congestion window allows
     * @param limitBytes the longest piece
     * @param windowBytes the lesser of the whole windows
     * @param unsent bytes that wait
     * @param endsStream whether a FIN follows them
     * @param headSentNanos when the first segment outstanding was sent last; something is outstanding
     */
    boolean waits(
            long now,
            int usable,
            long roomBytes,
            int limitBytes,
            long windowBytes,
            int unsent,
            boolean endsStream,
            long headSentNanos,
            long srttNanos) {
        long allowed = Math.min(usable, roomBytes);
        boolean isLongEnough = allowed >= limitBytes || allowed >= windowBytes / WINDOW_DIVISOR;
        if (now - lastNanos > RECENTLY_NANOS || isLongEnough) {
            return false;
        }
        long expectedNanos = headSentNanos + srttNanos - now;
        boolean isSoon = expectedNanos <= Math.min(srttNanos / 2, RECENTLY_NANOS);
        return isSoon && (!endsStream || allowed <= unsent);
    }
}
