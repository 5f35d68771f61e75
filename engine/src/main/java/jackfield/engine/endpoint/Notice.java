package jackfield.engine.endpoint;

import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an error queue tells: {@code struct sock_extended_err} and what lies beside it.
 *
 * @param errno {@code ee_errno}, Linux's number
 * @param origin who tells: one of the constants here
 * @param type the ICMP message's
 * @param code the ICMP message's, or {@link #COPIED}
 * @param info MTU, kind of timestamp, or first number of a range
 * @param data last byte or number
 * @param timeNanos when, {@link #NO_TIME} if nobody asked
 * @param text the packet or text that it is about
 * @param about where that packet was sent; null if it is not about one packet
 * @param offender who sent the ICMP message; null if none did
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>, IP_RECVERR
 */
public record Notice(
        int errno,
        int origin,
        int type,
        int code,
        int info,
        int data,
        long timeNanos,
        byte[] text,
        @Nullable SockAddr about,
        @Nullable SockAddr offender) {
    public static final int ORIGIN_LOCAL = 1;
    public static final int ORIGIN_ICMP = 2;
    public static final int ORIGIN_ICMP6 = 3;
    public static final int ORIGIN_TIMESTAMPING = 4;
    public static final int ORIGIN_ZEROCOPY = 5;

    /** {@code SO_EE_CODE_ZEROCOPY_COPIED}: the text was copied after all. */
    public static final int COPIED = 1;

    /** {@code SCM_TSTAMP_SND}: the packet was given to the link. */
    public static final int SENT = 0;

    /** {@code SCM_TSTAMP_SCHED}: the packet came to the queue before the link. */
    public static final int SCHEDULED = 1;

    /** {@code SCM_TSTAMP_ACK}: the peer acknowledged it all. */
    public static final int ACKNOWLEDGED = 2;

    public static final long NO_TIME = -1;

    private static final byte[] NO_TEXT = new byte[0];

    /** Linux's ENOMSG. */
    private static final int ENOMSG = 42;

    /** {@return that the peer has the text of the calls numbered from {@code first} to {@code last}} */
    static Notice copied(int first, int last) {
        return new Notice(0, ORIGIN_ZEROCOPY, 0, COPIED, first, last, NO_TIME, NO_TEXT, null, null);
    }

    /** {@return when something happened to the byte numbered {@code byteId}} */
    static Notice stamp(int kind, int byteId, long timeNanos, byte[] text) {
        return new Notice(ENOMSG, ORIGIN_TIMESTAMPING, 0, 0, kind, byteId, timeNanos, text, null, null);
    }

    /** {@return whether an ICMP message tells it} */
    public boolean isIcmp() {
        return origin == ORIGIN_ICMP || origin == ORIGIN_ICMP6;
    }
}
