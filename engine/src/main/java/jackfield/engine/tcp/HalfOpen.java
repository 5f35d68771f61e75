package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;

/**
 * What is kept of a SYN until its handshake is complete: enough to answer it again, and to judge the third segment.
 *
 * <pre>
 *   SYN -> SYN+ACK -> ACK: a TcpConnection begins        no answer: SYN+ACK again after 1, 2, 4 ... s
 * </pre>
 *
 * <p>So small because it is what a flood of SYNs fills the memory with.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4987#section-3.1">RFC 4987, 3.1-3.4</a>; RFC 9293, 3.10.7.4
 */
public final class HalfOpen {
    /** What a segment means to a handshake that waits for its third. */
    public enum Verdict {
        DROP,
        /** The SYN came again: so is the SYN+ACK to. */
        REPEAT,
        /** Not in the window: tell the peer where we are. */
        ACKNOWLEDGE,
        /** It acknowledges what was never sent: RST, and the handshake goes on. */
        REFUSE,
        /** The peer gives up. */
        RESET,
        /** The peer contradicts itself: RST, and the handshake is over. */
        ABORT,
        /** The handshake is complete. */
        ESTABLISH
    }

    final int localPort;
    final int remotePort;
    final int iss;
    final int irs;
    final int timestampOffset;
    final Ecn.Mode ecn;
    /** The ECN field of the IP header of the SYN that came last. */
    int mark;
    /** Whether one of the SYNs asked for nothing, though another asked for Accurate ECN. */
    private boolean hasPlainSyn;

    private final int mss;
    private final int windowScale;
    private final boolean sackPermitted;
    private final boolean hasTimestamps;
    private int tsRecent;
    private int sent;
    private int timeouts;
    private boolean isAcknowledged;
    private long firstSentNanos;
    private long lastAnswerNanos = Long.MIN_VALUE / 2;

    private HalfOpen(
            TcpSegment syn, TcpOptions options, Ecn.Mode ecn, int mark, int iss, int irs, int timestampOffset) {
        this.localPort = syn.destinationPort();
        this.remotePort = syn.sourcePort();
        this.iss = iss;
        this.irs = irs;
        this.timestampOffset = timestampOffset;
        this.ecn = ecn;
        this.mark = mark;
        mss = options.mss();
        windowScale = options.windowScale();
        sackPermitted = options.sackPermitted();
        hasTimestamps = options.hasTimestamps();
        tsRecent = options.tsVal();
    }

    /** {@return what is to be kept of {@code syn}, whose IP header bore the ECN field {@code ecn}} */
    public static HalfOpen of(TcpConfig config, TcpSegment syn, int ecn, int iss, int timestampOffset) {
        Ecn.Mode granted = Ecn.grant(config.congestion(), syn.flags(), ecn);
        return new HalfOpen(syn, syn.options(), granted, ecn, iss, syn.seq(), timestampOffset);
    }

    /** {@return what {@code ack}, the third segment of a handshake of which nothing was kept, says that was agreed} */
    static HalfOpen ofCookie(TcpSegment ack, TcpOptions agreed, Ecn.Mode ecn, int timestampOffset) {
        var half = new HalfOpen(ack, agreed, ecn, 0, ack.ack() - 1, ack.seq() - 1, timestampOffset);
        // Karn: nobody knows when the SYN+ACK left.
        half.sent = 1;
        half.firstSentNanos = AckNews.NONE;
        return half;
    }

    /** {@return the options of the peer's SYN} */
    TcpOptions peerOptions() {
        return TcpOptions.syn(mss, windowScale, sackPermitted, hasTimestamps, tsRecent, 0);
    }

    /** {@return the SYN+ACK that answers now} */
    public TcpSegment synAck(long now, TcpConfig config) {
        return synAck(now, config, FastOpen.off());
    }

    /** {@return the same, with a cookie} */
    public TcpSegment synAck(long now, TcpConfig config, FastOpen cookie) {
        int before = sent++;
        if (before == 0) {
            firstSentNanos = now;
        }
        var timestamps = new Timestamps(timestampOffset);
        TcpOptions peer = peerOptions();
        if (peer.hasTimestamps()) {
            timestamps.start(now, tsRecent);
        }
        var handshake = new Handshake(config, true, cookie);
        handshake.onPeer(peer);
        var granted = new Ecn(config.congestion());
        granted.onGranted(ecn, mark);
        int flags = TcpFlags.SYN | TcpFlags.ACK | granted.synAckFlags(before);
        TcpOptions options = granted.synAckOptions(handshake.options(timestamps, now), before);
        return segment(iss, flags, handshake.initialWindow().field(), options);
    }

    /** {@return the acknowledgment that tells the peer where we are} */
    public TcpSegment acknowledgment(long now, TcpConfig config) {
        var timestamps = new Timestamps(timestampOffset);
        Negotiation negotiation = Negotiation.of(config, peerOptions());
        boolean isTimed = negotiation.timestamps();
        TcpOptions options = TcpOptions.established(
                isTimed, isTimed ? timestamps.value(now) : 0, isTimed ? tsRecent : 0, TcpOptions.NO_SACK);
        int window = windowBytes(config, negotiation) >> negotiation.rcvScale();
        return segment(iss + 1, TcpFlags.ACK, window, options);
    }

    private int windowBytes(TcpConfig config, Negotiation negotiation) {
        int options = negotiation.timestamps() ? Negotiation.TIMESTAMPS_BYTES : 0;
        return InitialWindow.of(config, config.mss() - options, negotiation.scaling())
                .windowBytes();
    }

    private TcpSegment segment(int seq, int flags, int window, TcpOptions options) {
        return new TcpSegment(localPort, remotePort, seq, irs + 1, flags, window, 0, options, Reset.NO_TEXT, 0, 0);
    }

    /** {@return what {@code segment} means, which came under {@code ecnField}; the order of the checks is Linux's} */
    public Verdict onSegment(long now, TcpConfig config, TcpSegment segment, int ecnField) {
        TcpOptions options = segment.options();
        boolean isTimed = hasTimestamps && config.timestamps() && options.hasTimestamps();
        boolean isOld = isTimed && isBefore(options.tsVal(), tsRecent);
        boolean isSyn = segment.has(TcpFlags.SYN);
        boolean hasAck = segment.has(TcpFlags.ACK);
        if (segment.seq() == irs && isSyn && !segment.has(TcpFlags.ACK | TcpFlags.RST | TcpFlags.FIN) && !isOld) {
            // RFC 9768 3.1.5: what is told is the mark of the latest SYN.
            mark = ecnField;
            hasPlainSyn |= AccEcn.ace(segment.flags()) == 0;
            return isPermitted(now) ? Verdict.REPEAT : Verdict.DROP;
        }
        // RFC 9293 3.10.7.4, fifth, done first: whoever does not know our number learns nothing but that.
        if (hasAck && segment.ack() != iss + 1) {
            return segment.has(TcpFlags.RST) ? Verdict.DROP : Verdict.REFUSE;
        }
        int window = windowBytes(config, Negotiation.of(config, peerOptions()));
        boolean isInWindow = distance(irs + 1, segment.end()) >= 0 && distance(irs + 1, segment.seq()) <= window;
        if (isOld && !segment.has(TcpFlags.RST) || !isInWindow) {
            return !segment.has(TcpFlags.RST) && isPermitted(now) ? Verdict.ACKNOWLEDGE : Verdict.DROP;
        }
        if (segment.has(TcpFlags.RST)) {
            return Verdict.RESET;
        }
        if (isSyn && segment.seq() != irs) {
            return Verdict.ABORT;
        }
        if (!hasAck) {
            return Verdict.DROP;
        }
        if (isTimed && distance(irs + 1, segment.seq()) <= 0) {
            tsRecent = options.tsVal();
        }
        return Verdict.ESTABLISH;
    }

    /** {@return whether {@code seq} is that of our SYN+ACK} */
    public boolean isOurs(int seq) {
        return seq == iss;
    }

    /** RFC 5961, 7: what a stranger may draw from us has a limit. */
    private boolean isPermitted(long now) {
        if (now - lastAnswerNanos < ChallengeAck.INTERVAL_NANOS) {
            return false;
        }
        lastAnswerNanos = now;
        return true;
    }

    /**
     * The third segment came, but the application waits for text ({@link OpeningConfig#deferAcceptTimeouts}), or the
     * accept queue is full: it is as if lost, and its sender need not be asked again at once.
     */
    public void onAcknowledged() {
        isAcknowledged = true;
    }

    /** {@return whether a bare acknowledgment is still to be passed over} */
    public boolean defers(TcpConfig config, TcpSegment segment) {
        return timeouts < config.opening().deferAcceptTimeouts() && segment.end() == irs + 1;
    }

    /** {@return time-outs so far} */
    public int timeouts() {
        return timeouts;
    }

    /** {@return whether the handshake is to be given up now that the timer has run out} */
    public boolean isExpired(TcpConfig config, int mostTimeouts) {
        int deferred = config.opening().deferAcceptTimeouts();
        boolean isWaiting = deferred > 0 && isAcknowledged && timeouts < deferred;
        return timeouts >= mostTimeouts && !isWaiting;
    }

    /** The timer has run out. {@return whether the SYN+ACK is to leave again} */
    public boolean onTimeout(TcpConfig config) {
        int deferred = config.opening().deferAcceptTimeouts();
        // Linux: whoever has acknowledged is asked again only when the waiting for text ends.
        boolean isResent = deferred == 0 || !isAcknowledged || timeouts >= deferred - 1;
        timeouts++;
        return isResent;
    }

    /** {@return how long to wait for the next segment} */
    public long timeoutNanos(TcpConfig config) {
        long rtoNanos = config.initialRtoNanos();
        return rtoNanos > config.maximumRtoNanos() >> timeouts ? config.maximumRtoNanos() : rtoNanos << timeouts;
    }

    /** Tells the connection that begins what the handshake agreed on of ECN. */
    void settle(Ecn agreed) {
        agreed.onGranted(ecn, mark);
        agreed.onPlainHandshake(hasPlainSyn, sent > Ecn.SYN_ACKS_WITH_FLAGS);
    }

    /** {@return how often the SYN+ACK has left} */
    int sent() {
        return sent;
    }

    long firstSentNanos() {
        return firstSentNanos;
    }
}
