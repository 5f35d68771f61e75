package jackfield.engine.tcp;

import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;
import jackfield.wire.TcpFlags;

/**
 * Counts congestion marks for the peer and decides when to tell them: the data receiver of Accurate ECN.
 *
 * <pre>
 *   r.cep   packets that came marked CE, from 5: its low three bits are the flags AE, CWR, ECE of each segment
 *   r.e0b r.ceb r.e1b   bytes of text that came under each mark, from 1, 0, 1: in the option, modulo 2^24
 * </pre>
 *
 * <p>The option is demanded by a mark that changes, by CE, by every 2^22 bytes of a counter; a beacon sends it three
 * times a round trip. Where SACK blocks leave no room, one of them may make way. Where the option does not seem to
 * arrive it is no longer sent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9768#section-3.2">RFC 9768, 3.2</a>
 */
final class AccEcn {
    /** RFC 9768, 3.2.1: what packets are counted from, so that a field of zeros shows a middlebox. */
    static final int FIRST_PACKETS = 5;

    static final int ACE_MASK = 7;
    static final int COUNTER_MASK = (1 << 24) - 1;

    /** RFC 9768, 3.2.2.5.1: marks after which an acknowledgment leaves at once, as the field wraps at eight. */
    private static final int MOST_UNTOLD = 6;

    private static final int MOST_FIELDS = 3;
    private static final int OPTION_FIELD_BITS = 22;
    private static final int MOST_SETTING_BOUND_BY_FAILURE = 2;
    private static final int BLOCK_BYTES = 8;
    private static final int SACK_HEAD_BYTES = 4;
    private static final int MOST_BYTES = 40;

    private final CongestionConfig config;
    private int receivedMarks;
    private int untoldMarks;
    private final int[] receivedBytes = new int[4];
    private int priorMark = IpEcn.NOT_ECT;
    private boolean isChangeUntold;
    /** In how many segments more the option is to be. */
    private int demand;
    /** Counters without which the option would not tell what it is demanded for. */
    private int leastFields;

    private long optionSentNanos;
    /** What fits beside the options of the segment that leaves next: counters, or {@link AccEcnOption#ABSENT}. */
    private int fields = AccEcnOption.ABSENT;

    private boolean wasSentWithDuplicate;
    private int sentDuplicate;
    private boolean hasSendFailed;

    AccEcn(CongestionConfig config) {
        this.config = config;
    }

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

    /** {@return the option of a SYN+ACK, in {@code fields} counters: nothing has come yet} */
    static AccEcnOption first(int fields) {
        return new AccEcnOption(fields, true, 1, 0, 1);
    }

    /** The ECN field of the peer's SYN: what comes next is compared with it. */
    void onSyn(int ecn) {
        priorMark = ecn;
        demand(1);
    }

    /** The SYN+ACK or the third segment came, marked CE. */
    void onMarkedHandshake() {
        receivedMarks++;
        untoldMarks++;
    }

    /** The option is to be in the next {@code segments} segments. */
    void demand(int segments) {
        demand = Math.max(demand, segments);
    }

    /** {@return whether a segment that came under {@code ecn} with {@code textBytes} is to be acknowledged at once} */
    boolean onSegment(int ecn, int textBytes) {
        boolean isMarked = ecn == IpEcn.CE;
        if (isMarked) {
            receivedMarks++;
            untoldMarks++;
        }
        if (ecn != IpEcn.NOT_ECT && textBytes > 0) {
            int before = receivedBytes[ecn];
            receivedBytes[ecn] += textBytes;
            leastFields = Math.max(leastFields, ecn == IpEcn.ECT_1 ? 1 : isMarked ? 2 : MOST_FIELDS);
            if (before >>> OPTION_FIELD_BITS != receivedBytes[ecn] >>> OPTION_FIELD_BITS) {
                // So that no wrap of a counter goes unseen.
                demand(1);
            }
        }
        boolean isChange = ecn != priorMark;
        priorMark = ecn;
        if (isChange || isMarked) {
            // RFC 9768 3.2.3.3: the second shows that the field of the first was not chance.
            demand(2);
        }
        isChangeUntold |= isChange;
        // RFC 9768 3.2.2.5.1: text alone draws an acknowledgment by a change, or two ends would never fall silent.
        return isChangeUntold && textBytes > 0 || untoldMarks >= MOST_UNTOLD;
    }

    /** {@return the flags of a segment that leaves now} */
    int flags() {
        untoldMarks = 0;
        isChangeUntold = false;
        return (receivedMarks + FIRST_PACKETS & ACE_MASK) << 6;
    }

    /**
     * Chooses the option of the segment that leaves next, told by {@link #bytes} and {@link #option}.
     *
     * @param mayBeSent whether the peer has shown that it takes the option
     * @param taken bytes of the other options, without SACK's
     * @param blocks SACK blocks that wait
     * @return how many of those blocks are to be told
     */
    int fit(long now, long srttNanos, boolean mayBeSent, int taken, int blocks) {
        fields = AccEcnOption.ABSENT;
        int setting = config.ecnOption();
        boolean isBarred = hasSendFailed && setting <= MOST_SETTING_BOUND_BY_FAILURE;
        if (!mayBeSent || setting == 0 || isBarred || setting == 1 && !isDue(now, srttNanos)) {
            return blocks;
        }
        // RFC 9768 3.2.3.3: where there is no room for what is to be told, a block makes way, but never the last two.
        for (int kept = blocks; kept == blocks || kept >= 2 && leastFields > 0; kept--) {
            int room = MOST_BYTES - taken - (kept == 0 ? 0 : SACK_HEAD_BYTES + BLOCK_BYTES * kept);
            for (int chosen = MOST_FIELDS; chosen >= leastFields; chosen--) {
                if (AccEcnOption.alignedBytes(chosen, kept > 0 ? 2 : 0) <= room) {
                    fields = chosen;
                    return kept;
                }
            }
        }
        return blocks;
    }

    private boolean isDue(long now, long srttNanos) {
        return demand > 0
                || config.ecnOptionBeacon() > 0 && (now - optionSentNanos) * config.ecnOptionBeacon() >= srttNanos;
    }

    /** {@return bytes that the option takes of a header beside {@code blocks} SACK blocks} */
    int bytes(int blocks) {
        return fields == AccEcnOption.ABSENT ? 0 : AccEcnOption.alignedBytes(fields, blocks > 0 ? 2 : 0);
    }

    /** {@return the option of the segment that leaves now} */
    AccEcnOption option(long now, boolean hasDuplicate, int duplicate) {
        if (fields == AccEcnOption.ABSENT) {
            return AccEcnOption.NONE;
        }
        leastFields = 0;
        optionSentNanos = now;
        demand = Math.max(0, demand - 1);
        wasSentWithDuplicate = hasDuplicate;
        sentDuplicate = duplicate;
        return new AccEcnOption(
                fields,
                true,
                receivedBytes[IpEcn.ECT_0] + 1 & COUNTER_MASK,
                receivedBytes[IpEcn.CE] & COUNTER_MASK,
                receivedBytes[IpEcn.ECT_1] + 1 & COUNTER_MASK);
    }

    /**
     * Text that had come before comes again, from {@code seq}.
     *
     * <p>RFC 9768, 3.2.3.2.2: if the acknowledgment that told so of the same text bore the option, the path may not let
     * it pass.
     */
    void onRepeatedText(int seq) {
        hasSendFailed |= wasSentWithDuplicate && seq == sentDuplicate;
    }

    /** {@return whether the option is no longer sent, as it does not arrive} */
    boolean hasSendFailed() {
        return hasSendFailed;
    }

    /** {@return packets that came marked CE: tcpi_received_ce} */
    int receivedMarks() {
        return receivedMarks;
    }

    /** {@return bytes of text that came under {@code ecn}: tcpi_received_ce_bytes and its like} */
    int receivedBytes(int ecn) {
        return receivedBytes[ecn];
    }
}
