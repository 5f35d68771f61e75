package jackfield.engine.tcp;

import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;

/**
 * Agrees with the peer on ECN, classic or accurate, echoes its congestion marks and tells it that ours were heeded.
 *
 * <pre>
 *   SYN, ECE and CWR      -> SYN+ACK, ECE        classic: text marked CE -> ECE on all that we send, until CWR
 *   SYN, AE, CWR and ECE  -> SYN+ACK, what mark the SYN bore: accurate, {@link AccEcn} counts
 *                         -> SYN+ACK, ECE: classic           -> none, or all three: off
 * </pre>
 *
 * <p>Classic: only text that leaves for the first time is marked; accurate: all but SYNs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3168#section-6.1">RFC 3168, 6.1</a>; RFC 9768, 3.1
 */
final class Ecn {
    /** What the handshake agreed on. */
    enum Mode {
        OFF(0),
        CLASSIC(1),
        ACCURATE(2);

        /** Linux's number. */
        final int number;

        Mode(int number) {
            this.number = number;
        }
    }

    /** RFC 9768, 3.1.4.2: what drops the flags may let a plain SYN+ACK pass. */
    static final int SYN_ACKS_WITH_FLAGS = 2;

    private static final int ASKING = TcpFlags.ECE | TcpFlags.CWR;
    private static final int ASKING_ACCURATE = ASKING | TcpFlags.AE;
    private static final int ACE_BROKEN = 7;
    private static final int ACE_CLASSIC = 1;
    /** RFC 3540's nonce once, reserved now: it says no more than that AccECN is granted. */
    private static final int ACE_RESERVED = 5;

    private static final int ALL_FIELDS = 3;

    private final CongestionConfig config;
    private final AccEcn counters;
    private final AccEcnFeedback feedback = new AccEcnFeedback();
    private Mode mode = Mode.OFF;
    private int asked;
    private boolean hasSeenEct;
    private boolean owesEcho;
    /** The ECN field of the peer's SYN or SYN+ACK, and whether our third segment is still to tell it. */
    private int handshakeMark;

    private boolean owesReflection;
    private boolean awaitsReflection;
    /** The flags of the handshake were zero, or contradict what we sent: our packets are not marked. */
    private boolean isFalsified;
    /** As the third segment's flags were zero: nor is what the peer tells of marks believed. */
    private boolean isSilenced;

    private boolean hasSentPlain;
    /** What the handshake had sent before it came to SYN+ACKs. */
    private int synsSent;

    Ecn(CongestionConfig config) {
        this.config = config;
        counters = new AccEcn(config);
    }

    /** {@return the flags of a SYN that opens actively and has been sent {@code before} times} */
    int synFlags(int before) {
        // RFC 3168 6.1.1.1: what drops an ECN-setup SYN may let another pass. RFC 9768 3.1.4.1: AccECN asks twice.
        if (before > (config.ecn() == 3 ? 1 : 0) && config.ecnFallback()) {
            return 0;
        }
        asked = switch (config.ecn()) {
            case 1, 4 -> ASKING;
            case 3 -> ASKING_ACCURATE;
            default -> 0;
        };
        return asked;
    }

    /** {@return what to grant to a SYN with these flags, whose IP header bore {@code ecn}} */
    static Mode grant(CongestionConfig config, int flags, int ecn) {
        int ace = AccEcn.ace(flags);
        // RFC 9768 3.1.3: any combination but classic's and none asks for what AccECN, or its successor, offers.
        if (config.ecn() >= 3 && ace != 0 && ace != AccEcn.ace(ASKING)) {
            return Mode.ACCURATE;
        }
        // RFC 3168 6.1.1: a SYN must not be marked; one that is was mangled, or does not mean it.
        boolean isAsked = (flags & ASKING) == ASKING && (ecn == IpEcn.NOT_ECT || (flags & TcpFlags.AE) != 0);
        return config.ecn() != 0 && isAsked ? Mode.CLASSIC : Mode.OFF;
    }

    /** A listener granted this to the peer's SYN, whose IP header bore {@code ecn}. */
    void onGranted(Mode granted, int ecn) {
        mode = granted;
        handshakeMark = ecn;
        awaitsReflection = granted == Mode.ACCURATE;
        if (granted == Mode.ACCURATE) {
            counters.onSyn(ecn);
        }
    }

    /** Whether a SYN of the peer's, or a SYN+ACK of ours, bore none of the flags, though AccECN was agreed on. */
    void onPlainHandshake(boolean hasPlainSyn, boolean hasPlainSynAck) {
        // RFC 9768 3.1.5: such a server MUST NOT mark anything.
        isFalsified |= mode == Mode.ACCURATE && hasPlainSyn;
        hasSentPlain |= mode == Mode.ACCURATE && hasPlainSynAck;
    }

    /** The peer answered our SYN: RFC 9768, 3.1.2, table 2. {@code ecn} is the ECN field of the SYN+ACK. */
    void onSynAck(int flags, int ecn, AccEcnOption option) {
        int ace = AccEcn.ace(flags);
        if (asked != ASKING_ACCURATE) {
            mode = asked != 0 && (flags & ASKING) == TcpFlags.ECE ? Mode.CLASSIC : Mode.OFF;
            return;
        }
        if (ace == 0 || ace == ACE_BROKEN) {
            mode = Mode.OFF;
        } else if (ace == ACE_CLASSIC) {
            mode = Mode.CLASSIC;
        } else {
            mode = Mode.ACCURATE;
            handshakeMark = ecn;
            owesReflection = true;
            feedback.onOption(option);
            counters.demand(option.isGiven() ? 2 : 0);
            // RFC 9768 3.1.3: the reserved answer is taken as if our SYN had arrived as it was.
            boolean isUnchanged = (flags & ASKING_ACCURATE) == AccEcn.reflected(IpEcn.NOT_ECT) || ace == ACE_RESERVED;
            // RFC 9768 3.2.2.3: our SYN was not marked; who says otherwise tells of a field that is falsified.
            isFalsified = config.ecnFallback() && !isUnchanged;
            if (ecn == IpEcn.CE && !isFalsified) {
                counters.onMarkedHandshake();
            }
        }
    }

    /** The peer's own SYN crossed ours, which has left {@code sent} times. */
    void onCrossingSyn(int flags, int ecn, int sent) {
        synsSent = sent;
        Mode granted = asked == 0 ? Mode.OFF : grant(config, flags, ecn);
        onGranted(granted == Mode.ACCURATE && asked != ASKING_ACCURATE ? Mode.CLASSIC : granted, ecn);
    }

    /** {@return the flags of a SYN+ACK before which {@code before} segments of the handshake have left} */
    int synAckFlags(int before) {
        onPlainHandshake(false, before - synsSent >= SYN_ACKS_WITH_FLAGS);
        return switch (mode) {
            case OFF -> 0;
            case CLASSIC -> TcpFlags.ECE;
            // The feedback is given all the same.
            case ACCURATE -> hasSentPlain ? 0 : AccEcn.reflected(handshakeMark);
        };
    }

    /** {@return the options of the same SYN+ACK, with Accurate ECN's if it has room} */
    TcpOptions synAckOptions(TcpOptions plain, int before) {
        // RFC 9768 3.2.3.2.2: what drops the option may let the second one pass.
        if (mode != Mode.ACCURATE || config.ecnOption() == 0 || before > synsSent) {
            return plain;
        }
        for (int fields = ALL_FIELDS; fields >= 0; fields--) {
            TcpOptions counted = plain.withAccEcn(AccEcn.first(fields));
            if (counted.length() <= TcpOptions.MAX_LENGTH) {
                return counted;
            }
        }
        return plain;
    }

    /**
     * An acceptable segment came under the mark {@code ecn}. {@return whether it is to be acknowledged at once}
     */
    boolean onSegment(TcpSegment segment, int ecn) {
        boolean isUrgent = counters.onSegment(ecn, segment.textLength());
        if (mode != Mode.ACCURATE) {
            return false;
        }
        hasSeenEct |= ecn != IpEcn.NOT_ECT;
        if (awaitsReflection) {
            onThirdSegment(segment);
        }
        return isUrgent;
    }

    /** RFC 9768, 3.2.2.1 and 3.2.2.4: the first segment after our SYN+ACK, which was not marked, says so. */
    private void onThirdSegment(TcpSegment segment) {
        awaitsReflection = false;
        feedback.onOption(segment.options().accEcn());
        int ace = AccEcn.ace(segment.flags());
        boolean isBare = segment.length() == 0 && segment.options().sack().length == 0;
        if (ace == 0) {
            // RFC 9768 3.2.2.4: nothing is marked any more, nothing told is heeded, but ours is told on.
            isFalsified |= isBare;
            isSilenced = isBare;
            return;
        }
        boolean isReflection = (ace & 1) == 0 || ace == AccEcn.ace(ASKING);
        boolean isWrong = isReflection && ace != AccEcn.ace(AccEcn.reflected(IpEcn.NOT_ECT));
        if (isWrong && isBare && config.ecnFallback()) {
            isFalsified = true;
        } else if (isBare && ace == AccEcn.ace(AccEcn.reflected(IpEcn.CE))) {
            feedback.onMarkedSynAck();
        }
    }

    /**
     * Text came under the mark {@code ecn}. {@return whether acknowledgments had better leave at once for a while}
     *
     * @param hasCwr whether the peer says that it heeded our echo
     */
    boolean onText(int ecn, boolean hasCwr) {
        if (mode != Mode.CLASSIC) {
            return mode == Mode.ACCURATE && ecn == IpEcn.NOT_ECT && hasSeenEct;
        }
        owesEcho &= !hasCwr;
        if (ecn == IpEcn.NOT_ECT) {
            // Linux: text without a mark from a peer that marks is probably sent again.
            return hasSeenEct;
        }
        hasSeenEct = true;
        boolean isFirst = ecn == IpEcn.CE && !owesEcho;
        owesEcho |= isFirst;
        return isFirst;
    }

    /** {@return whether the flags of a classic acknowledgment echo a mark} */
    boolean isEcho(TcpSegment segment) {
        return mode == Mode.CLASSIC && (segment.flags() & (TcpFlags.ECE | TcpFlags.SYN)) == TcpFlags.ECE;
    }

    /** {@return whether acknowledgments count marks: Accurate ECN} */
    boolean readsFeedback() {
        return mode == Mode.ACCURATE && !isSilenced;
    }

    /** {@return the flags of a segment that leaves now, but for classic's CWR} */
    int flags() {
        if (mode == Mode.ACCURATE) {
            int flags = counters.flags();
            boolean isThird = owesReflection;
            owesReflection = false;
            // RFC 9768 3.2.2.1: the third segment tells instead which mark the SYN+ACK bore.
            return isThird ? AccEcn.reflected(handshakeMark) : flags;
        }
        return mode == Mode.CLASSIC && owesEcho ? TcpFlags.ECE : 0;
    }

    /** The SYN+ACK came again: our third segment was lost, and is to tell again what it told. */
    void onSynAckAgain() {
        owesReflection = mode == Mode.ACCURATE;
    }

    /** {@return whether Accurate ECN's option may be sent, as the peer has sent it} */
    boolean mayTellBytes() {
        return mode == Mode.ACCURATE && feedback.seen() != AccEcnFeedback.OptionSeen.NONE;
    }

    /** {@return the ECN field of a segment's IP header} */
    int mark(boolean hasNewText) {
        return switch (mode) {
            case OFF -> IpEcn.NOT_ECT;
            case CLASSIC -> hasNewText ? IpEcn.ECT_0 : IpEcn.NOT_ECT;
            // RFC 9768 3.2.2.4: not where feedback does not get through.
            case ACCURATE -> isFalsified || isSilenced || hasSentPlain ? IpEcn.NOT_ECT : IpEcn.ECT_0;
        };
    }

    Mode mode() {
        return mode;
    }

    /** {@return what comes marked} */
    AccEcn counters() {
        return counters;
    }

    /** {@return what the peer tells of our marks} */
    AccEcnFeedback feedback() {
        return feedback;
    }

    /** {@return all of it, as {@code tcp_info} tells it} */
    EcnSnapshot snapshot() {
        int failures = (hasSentPlain ? EcnSnapshot.FLAGS_NOT_SENT : 0)
                | (isFalsified || isSilenced ? EcnSnapshot.FLAGS_FALSIFIED : 0)
                | (counters.hasSendFailed() ? EcnSnapshot.OPTION_NOT_SENT : 0)
                | (feedback.hasFailed() ? EcnSnapshot.OPTION_FALSIFIED : 0);
        return new EcnSnapshot(
                mode.number,
                hasSeenEct,
                counters.receivedMarks(),
                feedback.deliveredBytes(IpEcn.ECT_1),
                feedback.deliveredBytes(IpEcn.ECT_0),
                feedback.deliveredBytes(IpEcn.CE),
                counters.receivedBytes(IpEcn.ECT_1),
                counters.receivedBytes(IpEcn.ECT_0),
                counters.receivedBytes(IpEcn.CE),
                failures,
                feedback.seen().number);
    }
}
