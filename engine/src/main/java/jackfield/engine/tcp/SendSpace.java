package jackfield.engine.tcp;

/**
 * How much text the send buffer takes: SO_SNDBUF, fixed once the application has set it, else twice the congestion
 * window.
 *
 * <pre>
 *   bytes = 2 x max(10, cwnd) x memory of a segment      as Linux's tcp_sndbuf_expand, at most tcp_wmem[2]
 * </pre>
 *
 * <p>A segment's memory is what Linux counts for it, headers and padding included, so that getsockopt tells the same;
 * what is held against the limit is text alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.2">RFC 9293, 3.9.1.2</a>; tcp(7), tcp_wmem
 */
final class SendSpace {
    private static final int HEADER_BYTES = 320;
    private static final int SHARED_INFO_BYTES = 320;
    private static final int SK_BUFF_BYTES = 256;
    private static final int LEAST_SEGMENTS = 10;

    private TcpConfig config;
    private int bufferBytes;

    SendSpace(TcpConfig config) {
        this.config = config;
        bufferBytes = startBytes(config);
    }

    private static int startBytes(TcpConfig config) {
        return config.sendBufferBytes() > 0
                ? config.sendBufferBytes()
                : config.buffers().sendDefaultBytes();
    }

    /** SO_SNDBUF or a limit has changed. */
    void configure(TcpConfig changed) {
        if (changed.sendBufferBytes() != config.sendBufferBytes()) {
            bufferBytes = startBytes(changed);
        }
        config = changed;
    }

    /** The congestion window is {@code cwnd} segments of {@code segmentBytes}. */
    void expand(int cwnd, int segmentBytes) {
        if (config.sendBufferBytes() > 0) {
            return;
        }
        int memory = segmentBytes + HEADER_BYTES + SHARED_INFO_BYTES;
        long perSegment = 2L * Integer.highestOneBit(memory - 1) + SK_BUFF_BYTES;
        long wanted = 2 * perSegment * Math.max(LEAST_SEGMENTS, cwnd);
        bufferBytes =
                (int) Math.max(bufferBytes, Math.min(wanted, config.buffers().sendMostBytes()));
    }

    /**
     * {@return how many bytes may be written now}
     *
     * @param usedBytes text not acknowledged
     * @param unsentBytes text not sent
     * @param goalBytes what is handed down at once: TCP_NOTSENT_LOWAT stops a write only behind such a piece
     */
    int room(int usedBytes, int unsentBytes, int goalBytes) {
        int lowWater = config.buffers().mostUnsentBytes();
        int room = bufferBytes - usedBytes;
        if (unsentBytes >= lowWater) {
            return 0;
        }
        int pieces = Math.ceilDiv(lowWater - unsentBytes, goalBytes);
        return Math.max(0, (int) Math.min(room, (long) pieces * goalBytes));
    }

    /** {@return whether a writer is told that there is room: a third of the buffer, and little unsent} */
    boolean isWritable(int usedBytes, int unsentBytes) {
        return bufferBytes - usedBytes >= usedBytes >> 1
                && 2L * unsentBytes < config.buffers().mostUnsentBytes();
    }

    /** {@return SO_SNDBUF now} */
    int bufferBytes() {
        return bufferBytes;
    }
}
