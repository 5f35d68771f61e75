package jackfield.engine.tcp;

/**
 * The window that a SYN offers, and what follows from it for the connection: Linux's tcp_select_initial_window.
 *
 * @param windowBytes RCV.WND to begin with: whole segments; the SYN's field tells 65,535 of it at most
 * @param scale shift count of the windows told after the SYN: from what the buffer may grow to
 * @param clampBytes no window is ever larger
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7323#section-2.3">RFC 7323, 2.3</a>; RFC 9293, 3.8.6
 */
record InitialWindow(int windowBytes, int scale, int clampBytes) {
    private static final int FIELD_MAX = 0xFFFF;

    /** RFC 7323, 2.3. */
    private static final int LARGEST_SCALE = 14;

    /** {@code net.core.rmem_max}: what an application may set, so what a window may have to tell. */
    private static final int APPLICATION_MOST_BYTES = 212_992;

    /**
     * {@return the window of a SYN}
     *
     * @param segmentBytes text of a full segment of the peer's, as far as known
     */
    static InitialWindow of(TcpConfig config, int segmentBytes, boolean scales) {
        boolean isLocked = config.receiveBufferBytes() > 0;
        int full = ReceiveSpace.windowOf(config.receiveStartBytes(), ReceiveSpace.DEFAULT_RATIO);
        int clamp = config.buffers().windowClampBytes();
        if (isLocked && (clamp > full || clamp == 0)) {
            clamp = full;
        }
        clamp = clamp == 0 ? FIELD_MAX << LARGEST_SCALE : clamp;
        int space = Math.min(clamp, full);
        space = space > segmentBytes ? space - space % segmentBytes : space;
        int scale = 0;
        if (scales) {
            int most = Math.max(space, Math.max(config.buffers().receiveMostBytes(), APPLICATION_MOST_BYTES));
            most = Math.max(1, Math.min(most, clamp));
            scale = Math.clamp(31 - Integer.numberOfLeadingZeros(most) - 15, 0, LARGEST_SCALE);
        }
        return new InitialWindow(space, scale, Math.min(clamp, FIELD_MAX << scale));
    }

    /** {@return the window field of a SYN: RFC 7323 2.2, never scaled} */
    int field() {
        return Math.min(windowBytes, FIELD_MAX);
    }
}
