package jackfield.engine.tcp;

/**
 * The limits and switches of one connection; every default is Linux's unless said otherwise.
 *
 * <p>Immutable: each setting has a reader and, under the same name, a method that answers a changed copy, which is
 * given to {@link TcpConnection#configure}. Times are nanoseconds, buffers bytes. Settings of one concern are grouped:
 * {@link LossConfig}, {@link CongestionConfig}, {@link BufferConfig}, {@link OpeningConfig}, {@link PathConfig}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
public final class TcpConfig implements Cloneable {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    /** Linux's defaults. */
    public static final TcpConfig DEFAULT = new TcpConfig();

    private LossConfig loss = LossConfig.DEFAULT;
    private CongestionConfig congestion = CongestionConfig.DEFAULT;
    private BufferConfig buffers = BufferConfig.DEFAULT;
    private OpeningConfig opening = OpeningConfig.DEFAULT;
    private PathConfig path = PathConfig.DEFAULT;
    private int mss = 1460;
    private int superSegmentBytes;
    private int sendBufferBytes;
    private int receiveBufferBytes;
    private boolean noDelay;
    private boolean timestamps = true;
    private boolean windowScaling = true;
    private boolean sack = true;
    private boolean keepAlive;
    private long keepIdleNanos = 7200 * SECOND;
    private long keepIntervalNanos = 75 * SECOND;
    private int keepCount = 9;
    private long userTimeoutNanos;
    private int retries = 15;
    private long lingerNanos = -1;
    private long timeWaitNanos = 60 * SECOND;
    private long finWait2Nanos = 60 * SECOND;
    private long minimumRtoNanos = 200 * MILLISECOND;
    private long maximumRtoNanos = 120 * SECOND;
    private long initialRtoNanos = SECOND;
    private long delayedAckNanos = 40 * MILLISECOND;
    private int orphanRetries = 8;

    private TcpConfig() {}

    /** {@return how losses are found and repaired} */
    public LossConfig loss() {
        return loss;
    }

    /** {@return this with another {@link #loss()}} */
    public TcpConfig loss(LossConfig value) {
        TcpConfig copy = copy();
        copy.loss = value;
        return copy;
    }

    /** {@return how fast text leaves, ECN included} */
    public CongestionConfig congestion() {
        return congestion;
    }

    /** {@return this with another {@link #congestion()}} */
    public TcpConfig congestion(CongestionConfig value) {
        TcpConfig copy = copy();
        copy.congestion = value;
        return copy;
    }

    /** {@return how buffers and windows grow} */
    public BufferConfig buffers() {
        return buffers;
    }

    /** {@return this with another {@link #buffers()}} */
    public TcpConfig buffers(BufferConfig value) {
        TcpConfig copy = copy();
        copy.buffers = value;
        return copy;
    }

    /** {@return how connections are opened} */
    public OpeningConfig opening() {
        return opening;
    }

    /** {@return this with another {@link #opening()}} */
    public TcpConfig opening(OpeningConfig value) {
        TcpConfig copy = copy();
        copy.opening = value;
        return copy;
    }

    /** {@return how the length of segments is found} */
    public PathConfig path() {
        return path;
    }

    /** {@return this with another {@link #path()}} */
    public TcpConfig path(PathConfig value) {
        TcpConfig copy = copy();
        copy.path = value;
        return copy;
    }

    /**
     * {@return largest text of a segment that this end takes, advertised in the SYN: the link's MTU less 40
     * (IPv6: 60)}
     */
    public int mss() {
        return mss;
    }

    /** {@return this with another {@link #mss()}} */
    public TcpConfig mss(int value) {
        TcpConfig copy = copy();
        copy.mss = value;
        return copy;
    }

    /** {@return largest text handed down at once; the link cuts it. 0: the link cannot, one segment at a time} */
    public int superSegmentBytes() {
        return superSegmentBytes;
    }

    /** {@return this with another {@link #superSegmentBytes()}} */
    public TcpConfig superSegmentBytes(int value) {
        TcpConfig copy = copy();
        copy.superSegmentBytes = value;
        return copy;
    }

    /** {@return SO_SNDBUF: text taken and not yet acknowledged, then fixed; 0: it follows {@link #buffers()}} */
    public int sendBufferBytes() {
        return sendBufferBytes;
    }

    /** {@return this with another {@link #sendBufferBytes()}} */
    public TcpConfig sendBufferBytes(int value) {
        TcpConfig copy = copy();
        copy.sendBufferBytes = value;
        return copy;
    }

    /**
     * {@return SO_RCVBUF: memory of text not yet read, then fixed; 0: it follows {@link #buffers()}; see SegmentMemory}
     */
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    /** {@return this with another {@link #receiveBufferBytes()}} */
    public TcpConfig receiveBufferBytes(int value) {
        TcpConfig copy = copy();
        copy.receiveBufferBytes = value;
        return copy;
    }

    /** {@return what the receive buffer begins with} */
    int receiveStartBytes() {
        return receiveBufferBytes > 0 ? receiveBufferBytes : buffers.receiveDefaultBytes();
    }

    /** {@return TCP_NODELAY: Nagle's algorithm off} */
    public boolean noDelay() {
        return noDelay;
    }

    /** {@return this with another {@link #noDelay()}} */
    public TcpConfig noDelay(boolean value) {
        TcpConfig copy = copy();
        copy.noDelay = value;
        return copy;
    }

    /** {@return whether to offer and accept RFC 7323 timestamps} */
    public boolean timestamps() {
        return timestamps;
    }

    /** {@return this with another {@link #timestamps()}} */
    public TcpConfig timestamps(boolean value) {
        TcpConfig copy = copy();
        copy.timestamps = value;
        return copy;
    }

    /** {@return whether to offer and accept RFC 7323 window scaling} */
    public boolean windowScaling() {
        return windowScaling;
    }

    /** {@return this with another {@link #windowScaling()}} */
    public TcpConfig windowScaling(boolean value) {
        TcpConfig copy = copy();
        copy.windowScaling = value;
        return copy;
    }

    /** {@return whether to offer and accept RFC 2018 SACK} */
    public boolean sack() {
        return sack;
    }

    /** {@return this with another {@link #sack()}} */
    public TcpConfig sack(boolean value) {
        TcpConfig copy = copy();
        copy.sack = value;
        return copy;
    }

    /** {@return SO_KEEPALIVE} */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** {@return this with another {@link #keepAlive()}} */
    public TcpConfig keepAlive(boolean value) {
        TcpConfig copy = copy();
        copy.keepAlive = value;
        return copy;
    }

    /** {@return TCP_KEEPIDLE} */
    public long keepIdleNanos() {
        return keepIdleNanos;
    }

    /** {@return this with another {@link #keepIdleNanos()}} */
    public TcpConfig keepIdleNanos(long value) {
        TcpConfig copy = copy();
        copy.keepIdleNanos = value;
        return copy;
    }

    /** {@return TCP_KEEPINTVL} */
    public long keepIntervalNanos() {
        return keepIntervalNanos;
    }

    /** {@return this with another {@link #keepIntervalNanos()}} */
    public TcpConfig keepIntervalNanos(long value) {
        TcpConfig copy = copy();
        copy.keepIntervalNanos = value;
        return copy;
    }

    /** {@return TCP_KEEPCNT} */
    public int keepCount() {
        return keepCount;
    }

    /** {@return this with another {@link #keepCount()}} */
    public TcpConfig keepCount(int value) {
        TcpConfig copy = copy();
        copy.keepCount = value;
        return copy;
    }

    /** {@return TCP_USER_TIMEOUT; 0 leaves it to the number of retries} */
    public long userTimeoutNanos() {
        return userTimeoutNanos;
    }

    /** {@return this with another {@link #userTimeoutNanos()}} */
    public TcpConfig userTimeoutNanos(long value) {
        TcpConfig copy = copy();
        copy.userTimeoutNanos = value;
        return copy;
    }

    /** {@return tcp_retries2: RTOs of unacknowledged text before ETIMEDOUT} */
    public int retries() {
        return retries;
    }

    /** {@return this with another {@link #retries()}} */
    public TcpConfig retries(int value) {
        TcpConfig copy = copy();
        copy.retries = value;
        return copy;
    }

    /** {@return SO_LINGER: -1 off; 0 makes close send RST; above 0 is the waiting shell's affair} */
    public long lingerNanos() {
        return lingerNanos;
    }

    /** {@return this with another {@link #lingerNanos()}} */
    public TcpConfig lingerNanos(long value) {
        TcpConfig copy = copy();
        copy.lingerNanos = value;
        return copy;
    }

    /** {@return how long TIME_WAIT lasts} */
    public long timeWaitNanos() {
        return timeWaitNanos;
    }

    /** {@return this with another {@link #timeWaitNanos()}} */
    public TcpConfig timeWaitNanos(long value) {
        TcpConfig copy = copy();
        copy.timeWaitNanos = value;
        return copy;
    }

    /** {@return tcp_fin_timeout, TCP_LINGER2: how long an orphan stays in FIN_WAIT_2} */
    public long finWait2Nanos() {
        return finWait2Nanos;
    }

    /** {@return this with another {@link #finWait2Nanos()}} */
    public TcpConfig finWait2Nanos(long value) {
        TcpConfig copy = copy();
        copy.finWait2Nanos = value;
        return copy;
    }

    /** {@return Linux's 200 ms (RFC 6298 says 1 s)} */
    public long minimumRtoNanos() {
        return minimumRtoNanos;
    }

    /** {@return this with another {@link #minimumRtoNanos()}} */
    public TcpConfig minimumRtoNanos(long value) {
        TcpConfig copy = copy();
        copy.minimumRtoNanos = value;
        return copy;
    }

    /** {@return the RTO's upper bound} */
    public long maximumRtoNanos() {
        return maximumRtoNanos;
    }

    /** {@return this with another {@link #maximumRtoNanos()}} */
    public TcpConfig maximumRtoNanos(long value) {
        TcpConfig copy = copy();
        copy.maximumRtoNanos = value;
        return copy;
    }

    /** {@return RFC 6298, 2.1} */
    public long initialRtoNanos() {
        return initialRtoNanos;
    }

    /** {@return this with another {@link #initialRtoNanos()}} */
    public TcpConfig initialRtoNanos(long value) {
        TcpConfig copy = copy();
        copy.initialRtoNanos = value;
        return copy;
    }

    /** {@return shortest delay of an acknowledgment that may ride on text; Linux's 40 ms (RFC 9293 allows 500 ms)} */
    public long delayedAckNanos() {
        return delayedAckNanos;
    }

    /** {@return this with another {@link #delayedAckNanos()}} */
    public TcpConfig delayedAckNanos(long value) {
        TcpConfig copy = copy();
        copy.delayedAckNanos = value;
        return copy;
    }

    /** {@return tcp_orphan_retries: RTOs after close with nobody to tell} */
    public int orphanRetries() {
        return orphanRetries;
    }

    /** {@return this with another {@link #orphanRetries()}} */
    public TcpConfig orphanRetries(int value) {
        TcpConfig copy = copy();
        copy.orphanRetries = value;
        return copy;
    }

    private TcpConfig copy() {
        try {
            return (TcpConfig) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
