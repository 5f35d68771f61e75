package jackfield.engine.tcp;

import jackfield.wire.IpEcn;
import jackfield.wire.TcpFlags;

/**
 * Agrees with the peer on ECN, echoes its congestion marks and tells it that ours were heeded.
 *
 * <pre>
 *   SYN, ECE and CWR  -> SYN+ACK, ECE              both ends may mark text as ECT(0)
 *   text marked CE    -> ECE on all that we send, until the peer's CWR
 *   ECE from the peer -> the window is reduced once for each window of text -> CWR on the next new text
 * </pre>
 *
 * <p>Only text that leaves for the first time is marked: neither acknowledgments nor text sent again, SYNs or probes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3168#section-6.1">RFC 3168, 6.1</a>; RFC 9768, 3.1
 */
final class Ecn {
    /** What the handshake agreed on. */
    enum Mode {
        OFF,
        CLASSIC
    }

    private static final int ASKING = TcpFlags.ECE | TcpFlags.CWR;

    private final int setting;
    private final boolean fallsBack;
    private Mode mode = Mode.OFF;
    private boolean hasAsked;
    private boolean hasSeenEct;
    private boolean owesEcho;

    Ecn(CongestionConfig config) {
        setting = config.ecn();
        fallsBack = config.ecnFallback();
    }

    /** {@return the flags of a SYN that opens actively and has been sent {@code before} times} */
    int synFlags(int before) {
        // RFC 3168 6.1.1.1: what drops an ECN-setup SYN may let another pass.
        if (setting != 1 || before > 0 && fallsBack) {
            return 0;
        }
        hasAsked = true;
        return ASKING;
    }

    /** {@return what to grant to a SYN with these flags, whose IP header bore {@code ecn}} */
    static Mode grant(CongestionConfig config, int flags, int ecn) {
        // RFC 3168 6.1.1: a SYN must not be marked; one that is was mangled, or does not mean it.
        boolean isAsked = (flags & ASKING) == ASKING && ecn == IpEcn.NOT_ECT;
        return config.ecn() != 0 && isAsked ? Mode.CLASSIC : Mode.OFF;
    }

    /** A listener granted this to the peer's SYN. */
    void onGranted(Mode granted) {
        mode = granted;
    }

    /** The peer answered our SYN. */
    void onSynAck(int flags) {
        boolean isGranted = (flags & ASKING) == TcpFlags.ECE;
        mode = hasAsked && isGranted ? Mode.CLASSIC : Mode.OFF;
    }

    /** The peer's own SYN crossed ours. */
    void onCrossingSyn(int flags, int ecn) {
        mode = hasAsked && (flags & ASKING) == ASKING && ecn == IpEcn.NOT_ECT ? Mode.CLASSIC : Mode.OFF;
    }

    /** {@return the flags of a SYN+ACK} */
    int synAckFlags() {
        return mode == Mode.CLASSIC ? TcpFlags.ECE : 0;
    }

    /**
     * Text came under the mark {@code ecn}. {@return whether acknowledgments had better leave at once for a while}
     *
     * @param hasCwr whether the peer says that it heeded our echo
     */
    boolean onText(int ecn, boolean hasCwr) {
        if (mode == Mode.OFF) {
            return false;
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

    /** {@return whether an acknowledgment with these flags tells of congestion} */
    boolean isEcho(int flags) {
        return mode == Mode.CLASSIC && (flags & (TcpFlags.ECE | TcpFlags.SYN)) == TcpFlags.ECE;
    }

    /** {@return the flags of a segment that leaves now, but for CWR} */
    int flags() {
        return mode == Mode.CLASSIC && owesEcho ? TcpFlags.ECE : 0;
    }

    /** {@return the ECN field of a segment's IP header} */
    int mark(boolean hasNewText) {
        return mode == Mode.CLASSIC && hasNewText ? IpEcn.ECT_0 : IpEcn.NOT_ECT;
    }

    Mode mode() {
        return mode;
    }

    /** {@return whether a packet has come that its sender had marked} */
    boolean hasSeenEct() {
        return hasSeenEct;
    }
}
