package jackfield.engine.tcp;

import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;
import jackfield.wire.TcpFlags;

/**
 * Counts congestion marks for the peer, and reads the peer's counts of ours: Accurate ECN after the handshake.
 *
 * <pre>
 *   r.cep   packets that came marked CE, from 5: its low three bits are the flags AE, CWR, ECE of each segment
 *   r.e0b r.ceb r.e1b   bytes of text that came under each mark, from 1, 0, 1: in the option, modulo 2^24
 * </pre>
 *
 * <p>A count that has wrapped unseen is taken for the largest that what was delivered allows, unless the option tells
 * better. What routers or middleboxes have falsified is no longer listened to.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9768#section-3.2">RFC 9768, 3.2</a>
 */
final class AccEcn {
    /** RFC 9768, 3.2.1: what packets are counted from, so that a field of zeros shows a middlebox. */
    private static final int FIRST_PACKETS = 5;

    private static final int ACE_MASK = 7;
    private static final int COUNTER_MASK = (1 << 24) - 1;

    /** RFC 9768, 3.2.2.5.1: marks after which an acknowledgment leaves at once, as the field wraps at eight. */
    private static final int MOST_UNTOLD = 6;

    private static final int ALL_FIELDS = 3;
    private static final int OPTION_FIELD_BITS = 22;

    private int receivedMarks;
    private int untoldMarks;
    private final int[] receivedBytes = {0, 1, 1, 0};
    private boolean isOptionDue;
    private int peerMarks;
    private int peerCeb;
    private boolean hasPeerCeb;
    private boolean hasPeerOption;
    private boolean isOptionFalsified;

    /**
     * {@return the flags AE, CWR and ECE that tell which ECN field a SYN or SYN+ACK bore: RFC 9768, 3.1.2, table 2}
     */
    static int reflected(int ecn) {
        return switch (ecn) {
            case IpEcn.ECT_1 -> TcpFlags.CWR | TcpFlags.ECE;
            case IpEcn.ECT_0 -> TcpFlags.AE;
            case IpEcn.CE -> TcpFlags.AE | TcpFlags.CWR;
            default -> TcpFlags.CWR;
        };
    }

    /** {@return the three flags as a number, AE the highest} */
    static int ace(int flags) {
        return flags >>> 6 & ACE_MASK;
    }

    /** The SYN+ACK or the third segment came, marked CE. */
    void onMarkedHandshake() {
        receivedMarks++;
        untoldMarks++;
    }

    /** {@return whether a segment that came under {@code ecn} with {@code textBytes} is to be acknowledged at once} */
    boolean onSegment(int ecn, int textBytes) {
        if (ecn == IpEcn.CE) {
            receivedMarks++;
            untoldMarks++;
        }
        if (ecn != IpEcn.NOT_ECT && textBytes > 0) {
            int before = receivedBytes[ecn];
            receivedBytes[ecn] += textBytes;
            // At least once for each 2^22 bytes, so that no wrap goes unseen.
            isOptionDue |= before >>> OPTION_FIELD_BITS != receivedBytes[ecn] >>> OPTION_FIELD_BITS || ecn == IpEcn.CE;
        }
        return untoldMarks >= MOST_UNTOLD;
    }

    /** {@return the flags of a segment that leaves now} */
    int flags() {
        untoldMarks = 0;
        return (receivedMarks + FIRST_PACKETS & ACE_MASK) << 6;
    }

    /** {@return the option of a SYN+ACK: nothing has come yet} */
    static AccEcnOption first() {
        return new AccEcnOption(ALL_FIELDS, true, 1, 0, 1);
    }

    /**
     * {@return bytes that the option is to take of a segment's header, where {@code room} are left}
     *
     * @param setting tcp_ecn_option: 0 never, 1 where something is to be told, 2 always, 3 though it was falsified
     */
    int optionBytes(int setting, int room) {
        boolean isWanted = setting >= 2 || setting == 1 && isOptionDue;
        if (!isWanted || !hasPeerOption || isOptionFalsified && setting < 3) {
            return 0;
        }
        int fields = ALL_FIELDS;
        while (fields > 0 && AccEcnOption.paddedBytes(fields) > room) {
            fields--;
        }
        return fields == 0 ? 0 : AccEcnOption.paddedBytes(fields);
    }

    /** {@return the option that takes {@code bytes} of a header} */
    AccEcnOption option(int bytes) {
        int fields = bytes == 0 ? AccEcnOption.ABSENT : ALL_FIELDS;
        while (fields > 0 && AccEcnOption.paddedBytes(fields) > bytes) {
            fields--;
        }
        if (fields == AccEcnOption.ABSENT) {
            return AccEcnOption.NONE;
        }
        isOptionDue = false;
        return new AccEcnOption(
                fields,
                true,
                receivedBytes[IpEcn.ECT_0] & COUNTER_MASK,
                receivedBytes[IpEcn.CE] & COUNTER_MASK,
                receivedBytes[IpEcn.ECT_1] & COUNTER_MASK);
    }

    /** The first option of the peer came: its counters must not all be zero (RFC 9768, 3.2.3.2.4). */
    void onFirstOption(AccEcnOption option) {
        if (!option.isGiven() || hasPeerOption) {
            return;
        }
        hasPeerOption = true;
        boolean isZeroed = option.fields() > 0 && (option.ectOneFirst() ? option.e1b() : option.e0b()) == 0;
        isOptionFalsified |= isZeroed;
    }

    /**
     * An acknowledgment that is not old came. {@return marks on packets of ours that it newly tells of}
     *
     * @param delivered segments it newly acknowledges
     * @param segmentBytes text of a full segment
     */
    int onAck(int flags, AccEcnOption option, int delivered, int segmentBytes) {
        onFirstOption(option);
        int markedBytes = markedBytes(option);
        int told = ace(flags) - FIRST_PACKETS - peerMarks & ACE_MASK;
        if (delivered > ACE_MASK) {
            // RFC 9768 3.2.2.5.2: the field may have wrapped; the most that the delivery allows is safe.
            int most = delivered - (delivered - told & ACE_MASK);
            boolean isTold = markedBytes == 0 || markedBytes > 0 && markedBytes <= told * segmentBytes;
            told = isTold ? told : most;
        }
        peerMarks += told;
        return told;
    }

    /** {@return bytes newly told to be marked CE; -1 if the option does not tell} */
    private int markedBytes(AccEcnOption option) {
        if (!option.hasCeb() || isOptionFalsified) {
            return -1;
        }
        int newly = option.ceb() - peerCeb & COUNTER_MASK;
        boolean isFirst = !hasPeerCeb;
        // One that goes back belongs to an acknowledgment that was overtaken.
        if (newly < 1 << OPTION_FIELD_BITS) {
            peerCeb = option.ceb();
            hasPeerCeb = true;
            return isFirst && newly == 0 ? 0 : newly;
        }
        return -1;
    }

    /** {@return packets of ours that were marked CE, as far as the peer told: tcpi_delivered_ce} */
    int peerMarks() {
        return peerMarks;
    }

    /** {@return packets that came marked CE: tcpi_received_ce} */
    int receivedMarks() {
        return receivedMarks;
    }
}
