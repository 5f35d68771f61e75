package jackfield.engine.tcp;

/**
 * How buffers and the windows told to the peer grow.
 *
 * <p>Immutable, like {@link TcpConfig}. Bytes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>; RFC 9293, 3.8.6
 */
public final class BufferConfig implements Cloneable {
    /** Linux's defaults. */
    public static final BufferConfig DEFAULT = new BufferConfig();

    private int receiveDefaultBytes = 131_072;
    private int receiveMostBytes = 6_291_456;
    private int sendDefaultBytes = 16_384;
    private int sendMostBytes = 4_194_304;
    private boolean moderatesReceive = true;
    private int windowClampBytes;
    private int receiveLowWaterBytes = 1;
    private int notSentDefaultBytes = -1;
    private int notSentLowWaterBytes;
    private boolean cork;
    private boolean urgentInline;

    private BufferConfig() {}

    /** {@return tcp_rmem[1]: the receive buffer a connection begins with} */
    public int receiveDefaultBytes() {
        return receiveDefaultBytes;
    }

    /** {@return this with another {@link #receiveDefaultBytes()}} */
    public BufferConfig receiveDefaultBytes(int value) {
        BufferConfig copy = copy();
        copy.receiveDefaultBytes = value;
        return copy;
    }

    /** {@return tcp_rmem[2]: what the receive buffer may grow to} */
    public int receiveMostBytes() {
        return receiveMostBytes;
    }

    /** {@return this with another {@link #receiveMostBytes()}} */
    public BufferConfig receiveMostBytes(int value) {
        BufferConfig copy = copy();
        copy.receiveMostBytes = value;
        return copy;
    }

    /** {@return tcp_wmem[1]: the send buffer a connection begins with} */
    public int sendDefaultBytes() {
        return sendDefaultBytes;
    }

    /** {@return this with another {@link #sendDefaultBytes()}} */
    public BufferConfig sendDefaultBytes(int value) {
        BufferConfig copy = copy();
        copy.sendDefaultBytes = value;
        return copy;
    }

    /** {@return tcp_wmem[2]: what the send buffer may grow to} */
    public int sendMostBytes() {
        return sendMostBytes;
    }

    /** {@return this with another {@link #sendMostBytes()}} */
    public BufferConfig sendMostBytes(int value) {
        BufferConfig copy = copy();
        copy.sendMostBytes = value;
        return copy;
    }

    /** {@return tcp_moderate_rcvbuf: the receive buffer follows what the application reads} */
    public boolean moderatesReceive() {
        return moderatesReceive;
    }

    /** {@return this with another {@link #moderatesReceive()}} */
    public BufferConfig moderatesReceive(boolean value) {
        BufferConfig copy = copy();
        copy.moderatesReceive = value;
        return copy;
    }

    /** {@return TCP_WINDOW_CLAMP: bound of the window advertised; 0 for none} */
    public int windowClampBytes() {
        return windowClampBytes;
    }

    /** {@return this with another {@link #windowClampBytes()}} */
    public BufferConfig windowClampBytes(int value) {
        BufferConfig copy = copy();
        copy.windowClampBytes = value;
        return copy;
    }

    /** {@return SO_RCVLOWAT: bytes without which the socket is not readable} */
    public int receiveLowWaterBytes() {
        return receiveLowWaterBytes;
    }

    /** {@return this with another {@link #receiveLowWaterBytes()}} */
    public BufferConfig receiveLowWaterBytes(int value) {
        BufferConfig copy = copy();
        copy.receiveLowWaterBytes = value;
        return copy;
    }

    /** {@return tcp_notsent_lowat: what {@link #notSentLowWaterBytes} is unless set; unsigned} */
    public int notSentDefaultBytes() {
        return notSentDefaultBytes;
    }

    /** {@return this with another {@link #notSentDefaultBytes()}} */
    public BufferConfig notSentDefaultBytes(int value) {
        BufferConfig copy = copy();
        copy.notSentDefaultBytes = value;
        return copy;
    }

    /** {@return TCP_NOTSENT_LOWAT: unsent bytes at which the socket is no longer writable; unsigned, 0 if not set} */
    public int notSentLowWaterBytes() {
        return notSentLowWaterBytes;
    }

    /** {@return this with another {@link #notSentLowWaterBytes()}} */
    public BufferConfig notSentLowWaterBytes(int value) {
        BufferConfig copy = copy();
        copy.notSentLowWaterBytes = value;
        return copy;
    }

    /** {@return unsent bytes at which the socket is no longer writable, as the option and its default say} */
    int mostUnsentBytes() {
        int bytes = notSentLowWaterBytes == 0 ? notSentDefaultBytes : notSentLowWaterBytes;
        return bytes < 0 ? Integer.MAX_VALUE : bytes;
    }

    /** {@return TCP_CORK: only full segments leave, for 200 ms at most} */
    public boolean cork() {
        return cork;
    }

    /** {@return this with another {@link #cork()}} */
    public BufferConfig cork(boolean value) {
        BufferConfig copy = copy();
        copy.cork = value;
        return copy;
    }

    /** {@return SO_OOBINLINE: urgent data is read like other text} */
    public boolean urgentInline() {
        return urgentInline;
    }

    /** {@return this with another {@link #urgentInline()}} */
    public BufferConfig urgentInline(boolean value) {
        BufferConfig copy = copy();
        copy.urgentInline = value;
        return copy;
    }

    private BufferConfig copy() {
        try {
            return (BufferConfig) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
