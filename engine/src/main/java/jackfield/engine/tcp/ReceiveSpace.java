package jackfield.engine.tcp;

/**
 * How much the receive buffer may hold, and which part of it may be told as a window.
 *
 * <pre>
 *   buffer (SO_RCVBUF, memory)  --x ratio-->  full space (text)  >= clamp >= threshold: what is told now
 * </pre>
 *
 * <p>The ratio is learnt: text of a full segment to the memory it takes, see {@link SegmentMemory}. The threshold
 * begins with the SYN's window and grows with segments that use their memory well. A buffer that the application has
 * set is locked; another follows what the application reads in a round trip, twice of it and more in slow start, up to
 * tcp_rmem[2].
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6">RFC 9293, 3.8.6</a>; tcp(7), tcp_moderate_rcvbuf
 */
final class ReceiveSpace {
    /** In 256ths, before a segment has come. */
    static final int DEFAULT_RATIO = 128;

    private static final int RATIO_SHIFT = 8;
    private static final int INITIAL_SEGMENTS = 10;

    /** Shorter segments say nothing of how the peer fills memory. */
    private static final int LEAST_TEXT_BYTES = 128;

    private final int mss;
    private TcpConfig config;
    private int bufferBytes;
    private int ratio = DEFAULT_RATIO;
    private int clampBytes;
    private int thresholdBytes;
    private int perRoundBytes = 1;

    ReceiveSpace(TcpConfig config) {
        this.config = config;
        mss = config.mss();
        bufferBytes = config.receiveStartBytes();
    }

    /** SO_RCVBUF, TCP_WINDOW_CLAMP or a limit has changed. */
    void configure(TcpConfig changed, int rcvWnd) {
        if (changed.receiveBufferBytes() != config.receiveBufferBytes()) {
            bufferBytes = changed.receiveStartBytes();
        }
        int clamp = changed.buffers().windowClampBytes();
        boolean isNew = clamp > 0 && clamp != config.buffers().windowClampBytes();
        config = changed;
        if (isNew) {
            clampTo(clamp, rcvWnd);
        }
    }

    /** Our SYN offers this window, or has. */
    void offer(InitialWindow initial) {
        clampBytes = initial.clampBytes();
        thresholdBytes = initial.windowBytes();
    }

    /** The handshake is over: tcp_init_buffer_space. {@code rcvWnd} is what the peer knows. */
    void start(int rcvWnd) {
        int full = fullSpace();
        clampBytes = Math.min(clampBytes, full);
        // One segment is kept back.
        if (clampBytes > 2 * mss && clampBytes + mss > full) {
            clampBytes = Math.max(2 * mss, full - mss);
        }
        thresholdBytes = Math.min(thresholdBytes, clampBytes);
        perRoundBytes = Math.max(1, Math.min(Math.min(thresholdBytes, rcvWnd), INITIAL_SEGMENTS * mss));
    }

    /** A longer segment than any before came: it shows how much text its memory holds. */
    void measure(int length, int truesize, int rcvWnd) {
        int measured = Math.clamp(((long) length << RATIO_SHIFT) / truesize, 1, (1 << RATIO_SHIFT) - 1);
        if (measured != ratio) {
            ratio = measured;
            clampTo(fullSpace(), rcvWnd);
            perRoundBytes = Math.min(perRoundBytes, clampBytes);
        }
    }

    private void clampTo(int bytes, int rcvWnd) {
        int clamp = Math.max(2304 / 2, bytes);
        if (clamp < clampBytes) {
            thresholdBytes = Math.min(thresholdBytes, clamp);
        } else if (clamp > clampBytes) {
            thresholdBytes = Math.max(thresholdBytes, Math.min(rcvWnd, clamp));
        }
        clampBytes = clamp;
    }

    /** A segment was taken: the window may grow if such segments would fit. {@return whether it grew} */
    boolean grow(int length, int truesize, int allocated, int rcvMss) {
        int room = Math.min(clampBytes, freeSpace(allocated)) - thresholdBytes;
        if (length < LEAST_TEXT_BYTES || room <= 0) {
            return false;
        }
        int growth = windowOf(truesize, ratio) <= length ? 2 * mss : slowGrowth(length, truesize, rcvMss);
        if (growth == 0) {
            return false;
        }
        thresholdBytes += Math.min(room, Math.max(growth, 2 * length));
        return true;
    }

    private int slowGrowth(int length, int truesize, int rcvMss) {
        int memory = windowOf(truesize, ratio) >> 1;
        int window = windowOf(config.buffers().receiveMostBytes(), ratio) >> 1;
        while (thresholdBytes <= window) {
            if (memory <= length) {
                return 2 * rcvMss;
            }
            memory >>= 1;
            window >>= 1;
        }
        return 0;
    }

    /** The buffer overflows: it grows as far as it may, else the window shrinks to two segments. */
    void overflow(int allocated) {
        int most = config.buffers().receiveMostBytes();
        if (!isLocked() && bufferBytes < most) {
            bufferBytes = Math.min(allocated, most);
        }
        if (allocated > bufferBytes) {
            thresholdBytes = Math.min(clampBytes, 2 * mss);
        }
    }

    /**
     * The application has read {@code bytes} in one round trip, more than in any before.
     *
     * @param reach bytes from RCV.NXT to the end of what is out of order
     */
    void follow(int bytes, int reach) {
        int before = perRoundBytes;
        perRoundBytes = bytes;
        if (isLocked() || !config.buffers().moderatesReceive()) {
            return;
        }
        // The measure is one round trip late, and in slow start the peer doubles its rate in each.
        long window = 2L * bytes;
        window += 2 * (window * (bytes - before) / before);
        window += reach;
        long wanted = Math.min((window << RATIO_SHIFT) / ratio, config.buffers().receiveMostBytes());
        if (wanted > bufferBytes) {
            bufferBytes = (int) wanted;
            clampBytes = fullSpace();
        }
    }

    /** {@return what the application read in the best round trip so far} */
    int perRoundBytes() {
        return perRoundBytes;
    }

    /** {@return bytes of text that {@code memory} holds} */
    static int windowOf(int memory, int ratio) {
        return (int) ((long) memory * ratio >> RATIO_SHIFT);
    }

    /** {@return bytes of text that the empty buffer holds} */
    int fullSpace() {
        return windowOf(bufferBytes, ratio);
    }

    /** {@return bytes of text that still fit; negative if too many are held} */
    int freeSpace(int allocated) {
        return windowOf(bufferBytes - allocated, ratio);
    }

    /** {@return SO_RCVBUF now} */
    int bufferBytes() {
        return bufferBytes;
    }

    int clampBytes() {
        return clampBytes;
    }

    /** {@return Linux's rcv_ssthresh} */
    int thresholdBytes() {
        return thresholdBytes;
    }

    private boolean isLocked() {
        return config.receiveBufferBytes() > 0;
    }
}
