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
 * what is held against the limit is text alone, which may exceed it by one piece.
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
     * {@return how many of {@code length} bytes a call may write now}
     *
     * <p>As in Linux a piece that is begun is filled, whatever the limit; whether another may be begun is asked when it
     * is full, and what may leave has left by then.
     *
     * @param usedBytes text not acknowledged
     * @param unsentBytes text not sent
     * @param lastBytes of the last piece
     * @param goalBytes of a full one
     * @param mayLeaveBytes what the windows let through
     */
    int room(int length, int usedBytes, int unsentBytes, int lastBytes, int goalBytes, int mayLeaveBytes) {
        int taken = 0;
        int unsent = unsentBytes;
        int last = lastBytes;
        int left = mayLeaveBytes;
        while (taken < length) {
            if (last == 0 || last >= goalBytes) {
                if (usedBytes + taken >= bufferBytes
                        || unsent >= config.buffers().mostUnsentBytes()) {
                    break;
                }
                last = 0;
            }
            int part = Math.min(goalBytes - last, length - taken);
            taken += part;
            unsent += part;
            last += part;
            if (last == goalBytes && left > 0) {
                int leaves = Math.min(left, unsent);
                left -= leaves;
                unsent -= leaves;
                last = Math.min(last, unsent);
            }
        }
        return taken;
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
