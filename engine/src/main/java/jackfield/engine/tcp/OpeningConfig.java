package jackfield.engine.tcp;

/**
 * How connections are opened: SYN, cookies, Fast Open.
 *
 * <p>Immutable, like {@link TcpConfig}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4987">RFC 4987</a>; RFC 7413; tcp(7)
 */
public final class OpeningConfig implements Cloneable {
    /** Linux's defaults. */
    public static final OpeningConfig DEFAULT = new OpeningConfig();

    private int synRetries = 6;
    private int synLinearTimeouts = 4;
    private int synAckRetries = 5;
    private int synCookies = 1;
    private int fastOpen = 1;
    private int fastOpenBacklog;
    private boolean fastOpenConnect;
    private boolean fastOpenNoCookie;
    private byte[] fastOpenKey = new byte[0];
    private int deferAcceptTimeouts;
    private int mostBacklog = 4096;
    private int maxSynBacklog = 1024;
    private boolean abortOnOverflow;

    private OpeningConfig() {}

    /** {@return tcp_syn_retries, TCP_SYNCNT: SYNs sent again before ETIMEDOUT} */
    public int synRetries() {
        return synRetries;
    }

    /** {@return this with another {@link #synRetries()}} */
    public OpeningConfig synRetries(int value) {
        OpeningConfig copy = copy();
        copy.synRetries = value;
        return copy;
    }

    /** {@return tcp_syn_linear_timeouts: SYNs sent again before the time-out begins to double} */
    public int synLinearTimeouts() {
        return synLinearTimeouts;
    }

    /** {@return this with another {@link #synLinearTimeouts()}} */
    public OpeningConfig synLinearTimeouts(int value) {
        OpeningConfig copy = copy();
        copy.synLinearTimeouts = value;
        return copy;
    }

    /** {@return tcp_synack_retries} */
    public int synAckRetries() {
        return synAckRetries;
    }

    /** {@return this with another {@link #synAckRetries()}} */
    public OpeningConfig synAckRetries(int value) {
        OpeningConfig copy = copy();
        copy.synAckRetries = value;
        return copy;
    }

    /** {@return tcp_syncookies: 0 never, 1 when the backlog overflows, 2 always} */
    public int synCookies() {
        return synCookies;
    }

    /** {@return this with another {@link #synCookies()}} */
    public OpeningConfig synCookies(int value) {
        OpeningConfig copy = copy();
        copy.synCookies = value;
        return copy;
    }

    /**
     * {@return tcp_fastopen: 1 client, 2 server, 4 client without cookie, 0x200 server without cookie, 0x400
     * all listeners}
     */
    public int fastOpen() {
        return fastOpen;
    }

    /** {@return this with another {@link #fastOpen()}} */
    public OpeningConfig fastOpen(int value) {
        OpeningConfig copy = copy();
        copy.fastOpen = value;
        return copy;
    }

    /** {@return TCP_FASTOPEN of a listener: connections with text before the handshake; 0 off} */
    public int fastOpenBacklog() {
        return fastOpenBacklog;
    }

    /** {@return this with another {@link #fastOpenBacklog()}} */
    public OpeningConfig fastOpenBacklog(int value) {
        OpeningConfig copy = copy();
        copy.fastOpenBacklog = value;
        return copy;
    }

    /** {@return TCP_FASTOPEN_CONNECT: connect waits for the first write, which leaves with the SYN} */
    public boolean fastOpenConnect() {
        return fastOpenConnect;
    }

    /** {@return this with another {@link #fastOpenConnect()}} */
    public OpeningConfig fastOpenConnect(boolean value) {
        OpeningConfig copy = copy();
        copy.fastOpenConnect = value;
        return copy;
    }

    /** {@return TCP_FASTOPEN_NO_COOKIE: text may leave or be taken with a SYN that bears no cookie} */
    public boolean fastOpenNoCookie() {
        return fastOpenNoCookie;
    }

    /** {@return this with another {@link #fastOpenNoCookie()}} */
    public OpeningConfig fastOpenNoCookie(boolean value) {
        OpeningConfig copy = copy();
        copy.fastOpenNoCookie = value;
        return copy;
    }

    /** {@return tcp_fastopen_key, TCP_FASTOPEN_KEY: 16 bytes, or 32 with the key before; none for one that is drawn} */
    public byte[] fastOpenKey() {
        return fastOpenKey.clone();
    }

    /** {@return this with another {@link #fastOpenKey()}} */
    public OpeningConfig fastOpenKey(byte[] value) {
        OpeningConfig copy = copy();
        copy.fastOpenKey = value.clone();
        return copy;
    }

    /** {@return TCP_DEFER_ACCEPT: SYN+ACK time-outs for which accept waits for the first text; 0 off} */
    public int deferAcceptTimeouts() {
        return deferAcceptTimeouts;
    }

    /** {@return this with another {@link #deferAcceptTimeouts()}} */
    public OpeningConfig deferAcceptTimeouts(int value) {
        OpeningConfig copy = copy();
        copy.deferAcceptTimeouts = value;
        return copy;
    }

    /** {@return net.core.somaxconn: the largest backlog of a listener} */
    public int mostBacklog() {
        return mostBacklog;
    }

    /** {@return this with another {@link #mostBacklog()}} */
    public OpeningConfig mostBacklog(int value) {
        OpeningConfig copy = copy();
        copy.mostBacklog = value;
        return copy;
    }

    /** {@return tcp_max_syn_backlog: without SYN cookies, the half-open connections of a listener} */
    public int maxSynBacklog() {
        return maxSynBacklog;
    }

    /** {@return this with another {@link #maxSynBacklog()}} */
    public OpeningConfig maxSynBacklog(int value) {
        OpeningConfig copy = copy();
        copy.maxSynBacklog = value;
        return copy;
    }

    /** {@return tcp_abort_on_overflow: RST instead of silence where the accept queue is full} */
    public boolean abortOnOverflow() {
        return abortOnOverflow;
    }

    /** {@return this with another {@link #abortOnOverflow()}} */
    public OpeningConfig abortOnOverflow(boolean value) {
        OpeningConfig copy = copy();
        copy.abortOnOverflow = value;
        return copy;
    }

    private OpeningConfig copy() {
        try {
            return (OpeningConfig) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
