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
        OFF,
        CLASSIC,
        ACCURATE
    }

    private static final int ASKING = TcpFlags.ECE | TcpFlags.CWR;
    private static final int ASKING_ACCURATE = ASKING | TcpFlags.AE;
    private static final int ACE_BROKEN = 7;
    private static final int ACE_CLASSIC = 1;
    private static final int ACE_NONCE = 5;

    private final CongestionConfig config;
    private final AccEcn counters = new AccEcn();
    private Mode mode = Mode.OFF;
    private int asked;
    private boolean hasSeenEct;
    private boolean owesEcho;
    /** The ECN field of the peer's SYN or SYN+ACK, and whether our third segment is still to tell it. */
    private int handshakeMark;

    private boolean owesReflection;
    private boolean awaitsReflection;
    private boolean isFalsified;

    Ecn(CongestionConfig config) {
        this.config = config;
    }

    /** {@return the flags of a SYN that opens actively and has been sent {@code before} times} */
    int synFlags(int before) {
        // RFC 3168 6.1.1.1: what drops an ECN-setup SYN may let another pass.
        if (before > 0 && config.ecnFallback()) {
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
        } else if (ace == ACE_CLASSIC || ace == ACE_NONCE) {
            mode = Mode.CLASSIC;
        } else {
            mode = Mode.ACCURATE;
            handshakeMark = ecn;
            owesReflection = true;
            counters.onFirstOption(option);
            // RFC 9768 3.2.2.3: our SYN was not marked; who says otherwise tells of a field that is falsified.
            isFalsified = config.ecnFallback() && (flags & ASKING_ACCURATE) != AccEcn.reflected(IpEcn.NOT_ECT);
            if (ecn == IpEcn.CE && !isFalsified) {
                counters.onMarkedHandshake();
            }
        }
    }

    /** The peer's own SYN crossed ours. */
    void onCrossingSyn(int flags, int ecn) {
        Mode granted = asked == 0 ? Mode.OFF : grant(config, flags, ecn);
        onGranted(granted == Mode.ACCURATE && asked != ASKING_ACCURATE ? Mode.CLASSIC : granted, ecn);
    }

    /** {@return the flags of a SYN+ACK} */
    int synAckFlags() {
        return switch (mode) {
            case OFF -> 0;
            case CLASSIC -> TcpFlags.ECE;
            case ACCURATE -> AccEcn.reflected(handshakeMark);
        };
    }

    /** {@return the option of a SYN+ACK that has left {@code before} times} */
    AccEcnOption synAckOption(int before) {
        boolean isGiven = mode == Mode.ACCURATE && config.ecnOption() > 0 && before == 0;
        return isGiven ? AccEcn.first() : AccEcnOption.NONE;
    }

    /**
     * An acceptable segment came under the mark {@code ecn}. {@return whether it is to be acknowledged at once}
     */
    boolean onSegment(TcpSegment segment, int ecn) {
        if (mode != Mode.ACCURATE) {
            return false;
        }
        hasSeenEct |= ecn != IpEcn.NOT_ECT;
        if (awaitsReflection) {
            onThirdSegment(segment);
        }
        return counters.onSegment(ecn, segment.textLength());
    }

    /** RFC 9768, 3.2.2.1 and 3.2.2.4: the first segment after our SYN+ACK, which was not marked, says so. */
    private void onThirdSegment(TcpSegment segment) {
        awaitsReflection = false;
        counters.onFirstOption(segment.options().accEcn());
        int ace = AccEcn.ace(segment.flags());
        boolean isReflection = ace != 0 && (ace & 1) == 0 || ace == AccEcn.ace(ASKING);
        boolean isWrong = isReflection && ace != AccEcn.ace(AccEcn.reflected(IpEcn.NOT_ECT));
        isFalsified = ace == 0 || config.ecnFallback() && segment.length() == 0 && isWrong;
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

    /**
     * {@return whether an acknowledgment tells of congestion}
     *
     * @param ackedBytes bytes it newly acknowledges; negative if it is older than others that came
     */
    boolean isEcho(TcpSegment segment, int ackedBytes, int segmentBytes) {
        if (mode == Mode.CLASSIC) {
            return (segment.flags() & (TcpFlags.ECE | TcpFlags.SYN)) == TcpFlags.ECE;
        }
        if (mode == Mode.OFF || segment.has(TcpFlags.SYN) || ackedBytes < 0 || isFalsified) {
            return false;
        }
        int delivered = Math.ceilDiv(ackedBytes, segmentBytes);
        return counters.onAck(segment.flags(), segment.options().accEcn(), delivered, segmentBytes) > 0;
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

    /** {@return bytes that Accurate ECN's option will take where {@code takenBytes} of the options are taken} */
    int optionBytes(int takenBytes) {
        return mode == Mode.ACCURATE ? counters.optionBytes(config.ecnOption(), TcpOptions.MAX_LENGTH - takenBytes) : 0;
    }

    /** {@return Accurate ECN's option in {@code bytes}} */
    AccEcnOption option(int bytes) {
        return counters.option(bytes);
    }

    /** {@return the ECN field of a segment's IP header} */
    int mark(boolean hasNewText) {
        return switch (mode) {
            case OFF -> IpEcn.NOT_ECT;
            case CLASSIC -> hasNewText ? IpEcn.ECT_0 : IpEcn.NOT_ECT;
            // RFC 9768 3.2.2.4: not where feedback does not get through.
            case ACCURATE -> isFalsified ? IpEcn.NOT_ECT : IpEcn.ECT_0;
        };
    }

    Mode mode() {
        return mode;
    }

    /** {@return whether a packet has come that its sender had marked} */
    boolean hasSeenEct() {
        return hasSeenEct;
    }

    /** {@return what was counted} */
    AccEcn counters() {
        return counters;
    }
}
