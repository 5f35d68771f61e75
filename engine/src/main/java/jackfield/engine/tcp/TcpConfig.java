package jackfield.engine.tcp;

/**
 * The limits and switches of one connection; every default is Linux's unless said otherwise.
 *
 * <p>Immutable; a changed copy is given to {@link TcpConnection#configure}. Times are nanoseconds, buffers bytes.
 *
 * @param mss largest text of a segment that this end takes, advertised in the SYN: the link's MTU less 40 (IPv6: 60)
 * @param superSegmentBytes largest text handed down at once; the link cuts it. 0: the link cannot, one segment at a
 *     time
 * @param sendBufferBytes SO_SNDBUF: text taken from the application and not yet acknowledged
 * @param receiveBufferBytes SO_RCVBUF: text received and not yet read, and the largest window ever advertised
 * @param noDelay TCP_NODELAY: Nagle's algorithm off
 * @param timestamps whether to offer and accept RFC 7323 timestamps
 * @param windowScaling whether to offer and accept RFC 7323 window scaling
 * @param sack whether to offer and accept RFC 2018 SACK
 * @param keepAlive SO_KEEPALIVE
 * @param keepIdleNanos TCP_KEEPIDLE
 * @param keepIntervalNanos TCP_KEEPINTVL
 * @param keepCount TCP_KEEPCNT
 * @param userTimeoutNanos TCP_USER_TIMEOUT; 0 leaves it to the number of retries
 * @param synRetries tcp_syn_retries and, for a SYN+ACK, tcp_synack_retries
 * @param synAckRetries tcp_synack_retries
 * @param retries tcp_retries2: RTOs of unacknowledged text before ETIMEDOUT
 * @param lingerNanos SO_LINGER: -1 off; 0 makes close send RST; above 0 is the waiting shell's affair
 * @param timeWaitNanos how long TIME_WAIT lasts
 * @param finWait2Nanos tcp_fin_timeout: how long an orphan stays in FIN_WAIT_2
 * @param minimumRtoNanos Linux's 200 ms (RFC 6298 says 1 s)
 * @param maximumRtoNanos 120 s
 * @param initialRtoNanos 1 s, RFC 6298, 2.1
 * @param delayedAckNanos longest delay of an acknowledgment; Linux's 40 ms (RFC 9293 allows 500 ms)
 * @param orphanRetries tcp_orphan_retries: RTOs after close with nobody to tell
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
public record TcpConfig(
        int mss,
        int superSegmentBytes,
        int sendBufferBytes,
        int receiveBufferBytes,
        boolean noDelay,
        boolean timestamps,
        boolean windowScaling,
        boolean sack,
        boolean keepAlive,
        long keepIdleNanos,
        long keepIntervalNanos,
        int keepCount,
        long userTimeoutNanos,
        int synRetries,
        int synAckRetries,
        int retries,
        long lingerNanos,
        long timeWaitNanos,
        long finWait2Nanos,
        long minimumRtoNanos,
        long maximumRtoNanos,
        long initialRtoNanos,
        long delayedAckNanos,
        int orphanRetries) {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    /** The defaults, for an Ethernet of MTU 1500 under IPv4. */
    public static final TcpConfig DEFAULT = new TcpConfig(
            1460,
            0,
            256 * 1024,
            256 * 1024,
            false,
            true,
            true,
            true,
            false,
            7200 * SECOND,
            75 * SECOND,
            9,
            0,
            6,
            5,
            15,
            -1,
            60 * SECOND,
            60 * SECOND,
            200 * MILLISECOND,
            120 * SECOND,
            SECOND,
            40 * MILLISECOND,
            8);

    /** {@return this with another length of TIME_WAIT} */
    public TcpConfig timeWaitNanos(long nanos) {
        return new TcpConfig(
                mss,
                superSegmentBytes,
                sendBufferBytes,
                receiveBufferBytes,
                noDelay,
                timestamps,
                windowScaling,
                sack,
                keepAlive,
                keepIdleNanos,
                keepIntervalNanos,
                keepCount,
                userTimeoutNanos,
                synRetries,
                synAckRetries,
                retries,
                lingerNanos,
                nanos,
                finWait2Nanos,
                minimumRtoNanos,
                maximumRtoNanos,
                initialRtoNanos,
                delayedAckNanos,
                orphanRetries);
    }
}
