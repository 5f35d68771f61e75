package jackfield.engine.endpoint;

/**
 * What an endpoint's owner wants to be told beside the data: the switches of error queue, timestamps and headers.
 *
 * <p>Told by the error queue: {@link #ZERO_COPY}, {@link #ERRORS}, the TX bits of {@link #timestamping}; beside the
 * data that is received: the others.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>, ip(7), tcp(7)
 */
public final class NoticeOptions {
    /** SO_ZEROCOPY. */
    public static final int ZERO_COPY = 1;

    /** IP_RECVERR. */
    public static final int ERRORS = 1 << 1;

    /** IPV6_RECVERR. */
    public static final int ERRORS_IPV6 = 1 << 2;

    /** SO_TIMESTAMP: when a datagram came in, in microseconds. */
    public static final int TIMESTAMP = 1 << 3;

    /** SO_TIMESTAMPNS: the same in nanoseconds. */
    public static final int TIMESTAMP_NANOS = 1 << 4;

    /** IP_RECVTTL. */
    public static final int HOP_LIMIT = 1 << 5;

    /** IP_RECVTOS. */
    public static final int TRAFFIC_CLASS = 1 << 6;

    /** IPV6_RECVHOPLIMIT. */
    public static final int HOP_LIMIT_IPV6 = 1 << 7;

    /** IPV6_RECVTCLASS. */
    public static final int TRAFFIC_CLASS_IPV6 = 1 << 8;

    /** TCP_INQ: how much more there is to read. */
    public static final int IN_QUEUE = 1 << 9;

    /** IP_PKTINFO: to which address, and by which interface, a datagram came. */
    public static final int PACKET_INFO = 1 << 10;

    /** IPV6_RECVPKTINFO. */
    public static final int PACKET_INFO_IPV6 = 1 << 11;

    /** SO_TIMESTAMPING's bits, Linux's numbers. */
    public static final int TX_SOFTWARE = 1 << 1;

    public static final int RX_SOFTWARE = 1 << 3;
    public static final int SOFTWARE = 1 << 4;
    public static final int OPT_ID = 1 << 7;
    public static final int TX_SCHED = 1 << 8;
    public static final int TX_ACK = 1 << 9;
    public static final int OPT_TSONLY = 1 << 11;
    public static final int OPT_ID_TCP = 1 << 16;

    /** SO_TIMESTAMPING's bits that stamp what is sent. */
    public static final int TX = TX_SOFTWARE | TX_SCHED | TX_ACK;

    private int wanted;
    private int timestamping;

    NoticeOptions() {}

    /** What an accepted connection inherits. */
    void copyTo(NoticeOptions other) {
        other.wanted = wanted;
        other.timestamping = timestamping;
    }

    /** {@return whether any of these is on} */
    public boolean has(int bits) {
        return (wanted & bits) != 0;
    }

    /** Switches these on or off. */
    public void set(int bits, boolean on) {
        wanted = on ? wanted | bits : wanted & ~bits;
    }

    /** {@return SO_TIMESTAMPING's bits} */
    public int timestamping() {
        return timestamping;
    }

    /** Sets SO_TIMESTAMPING's bits. */
    public void timestamping(int bits) {
        timestamping = bits;
    }

    /** {@return whether all of these bits of SO_TIMESTAMPING are on} */
    public boolean stamps(int bits) {
        return (timestamping & bits) == bits;
    }
}
