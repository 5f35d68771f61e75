package jackfield.engine.tcp;

import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;

/**
 * Reads from an acknowledgment how many of our packets were marked: the data sender of Accurate ECN.
 *
 * <pre>
 *   s.cep   from the flags AE, CWR, ECE: modulo eight        s.e0b s.ceb s.e1b   from the option: modulo 2^24
 * </pre>
 *
 * <p>A count that may have wrapped unseen is taken for the largest that what was delivered allows, unless the option
 * tells better. Where an acknowledgment bears no option, what it delivers is counted under the mark that the last
 * option spoke of.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9768#section-3.2.2.5.2">RFC 9768, 3.2.2.5.2</a> and 3.2.3, appendix
 *     A.2; Linux's {@code tcp_accecn_process}
 */
final class AccEcnFeedback {
    /** What has been seen of the peer's option. */
    enum OptionSeen {
        NONE(0),
        EMPTY(1),
        COUNTERS(2),
        ZEROED(3);

        /** {@code tcpi_accecn_opt_seen}. */
        final int number;

        OptionSeen(int number) {
            this.number = number;
        }
    }

    /** Before so many bytes have left the option must have come, as its counters might have wrapped. */
    private static final long LAST_START_BYTES = (1 << 23) - 1;

    private static final int SIGN_SHIFT = 8;

    private OptionSeen seen = OptionSeen.NONE;
    private boolean hasFailed;
    private int peerMarks;
    private final int[] deliveredBytes = new int[4];
    /** The mark that the last option spoke of alone; Not-ECT if of none, or of several. */
    private int lastMark = IpEcn.NOT_ECT;

    /** The SYN+ACK, the third segment or a later one bears an option, or {@link AccEcnOption#NONE}. */
    void onOption(AccEcnOption option) {
        if (!option.isGiven() || seen == OptionSeen.COUNTERS || seen == OptionSeen.ZEROED) {
            return;
        }
        // RFC 9768 3.2.3.2.4: the first counters of ECT(0) and ECT(1) cannot be zero.
        boolean isZeroed = option.hasE0b() && option.e0b() == 0 || option.hasE1b() && option.e1b() == 0;
        seen = option.fields() == 0 ? OptionSeen.EMPTY : isZeroed ? OptionSeen.ZEROED : OptionSeen.COUNTERS;
        hasFailed |= isZeroed;
    }

    /** The third segment says that our SYN+ACK, not marked by us, came marked CE. */
    void onMarkedSynAck() {
        peerMarks = Math.max(peerMarks, 1);
    }

    /**
     * An acknowledgment came that is newer than those before.
     *
     * @param flags its flags; meaningless, with {@code isCounting} false, on the way out of the handshake
     * @param segments of ours that it newly delivers
     * @param bytes of text that it newly delivers
     * @param sentBytes text that has left so far
     * @param segmentBytes text of a full segment
     * @param maySplit whether what arrives is known one by one: SACK, or nothing is missing
     * @return marks that it newly tells of
     */
    int onAck(
            int flags,
            boolean isCounting,
            AccEcnOption option,
            int segments,
            int bytes,
            long sentBytes,
            int segmentBytes,
            boolean maySplit) {
        int cebBefore = deliveredBytes[IpEcn.CE];
        boolean isTold = onCounters(option, bytes, sentBytes);
        if (!isCounting) {
            return 0;
        }
        int least = AccEcn.ace(flags) - AccEcn.FIRST_PACKETS - peerMarks & AccEcn.ACE_MASK;
        int newly = least;
        if (segments > AccEcn.ACE_MASK) {
            // RFC 9768 3.2.2.5.2: the field may have wrapped; the most that the delivery allows is safe.
            int most = segments - (segments - least & AccEcn.ACE_MASK);
            int marked = deliveredBytes[IpEcn.CE] - cebBefore;
            newly = isTold ? likely(least, most, marked, segments, bytes, segmentBytes, maySplit) : most;
        }
        peerMarks += newly;
        return newly;
    }

    /** Appendix A.2.2: which number of wraps goes best with the bytes that were marked. */
    private static int likely(
            int least, int most, int marked, int segments, int bytes, int segmentBytes, boolean maySplit) {
        if (marked == 0) {
            return least;
        }
        if (segments >= 2 * (AccEcn.ACE_MASK + 1) && maySplit) {
            if (bytes <= marked) {
                return most;
            }
            int estimate = (int) (((long) marked * segments + bytes - 1) / bytes);
            return Math.min(most, least + (estimate & ~AccEcn.ACE_MASK));
        }
        if (marked > least * segmentBytes) {
            return most;
        }
        return least;
    }

    /** {@return whether it is known under which mark the bytes were delivered} */
    private boolean onCounters(AccEcnOption option, int bytes, long sentBytes) {
        if (hasFailed) {
            return false;
        }
        if (!option.isGiven()) {
            if (seen == OptionSeen.NONE) {
                if (sentBytes >= LAST_START_BYTES) {
                    seen = OptionSeen.ZEROED;
                    hasFailed = true;
                }
                return false;
            }
            deliveredBytes[lastMark] += lastMark == IpEcn.NOT_ECT ? 0 : bytes;
            return lastMark != IpEcn.NOT_ECT;
        }
        onOption(option);
        if (hasFailed) {
            return false;
        }
        boolean isKnown = lastMark != IpEcn.NOT_ECT;
        boolean isAmbiguous = false;
        boolean hasChanged = false;
        int expected = lastMark;
        for (int mark = 1; mark < deliveredBytes.length; mark++) {
            int delta = has(option, mark) ? take(option, mark) : 0;
            if (delta == 0) {
                continue;
            }
            isAmbiguous |= delta < 0 || mark != expected && hasChanged;
            if (mark != expected && !hasChanged) {
                lastMark = mark;
                hasChanged = true;
            }
        }
        if (isAmbiguous) {
            lastMark = IpEcn.NOT_ECT;
        }
        return isKnown && !isAmbiguous;
    }

    /** {@return by how much a counter has grown; negative if the option is older than others that came} */
    private int take(AccEcnOption option, int mark) {
        int told = switch (mark) {
            case IpEcn.CE -> option.ceb();
            case IpEcn.ECT_0 -> option.e0b() - 1;
            default -> option.e1b() - 1;
        };
        int delta = told - deliveredBytes[mark] << SIGN_SHIFT >> SIGN_SHIFT;
        deliveredBytes[mark] += delta;
        return delta;
    }

    private static boolean has(AccEcnOption option, int mark) {
        return switch (mark) {
            case IpEcn.CE -> option.hasCeb();
            case IpEcn.ECT_0 -> option.hasE0b();
            default -> option.hasE1b();
        };
    }

    OptionSeen seen() {
        return seen;
    }

    /** {@return whether the counters of the peer's option cannot be believed} */
    boolean hasFailed() {
        return hasFailed;
    }

    /** {@return packets of ours that were marked CE, as far as the peer told} */
    int peerMarks() {
        return peerMarks;
    }

    /** {@return bytes of ours that arrived under {@code ecn}: tcpi_delivered_ce_bytes and its like} */
    int deliveredBytes(int ecn) {
        return deliveredBytes[ecn];
    }
}
