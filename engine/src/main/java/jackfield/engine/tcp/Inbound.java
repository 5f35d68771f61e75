package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.engine.base.Errno;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * Says in which order the parts see a segment that has come.
 *
 * <pre>
 *   SYN_SENT:  Handshake -> SendSide, ReceiveSide
 *   others:    Timestamps, Arrival -> SendSide (ACK) -> Closing -> ReceiveSide (text, FIN) -> Closing
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7">RFC 9293, 3.10.7</a>
 */
final class Inbound {
    private final Lifecycle lifecycle;
    private final Handshake handshake;
    private final SendSide send;
    private final ReceiveSide receive;
    private final Timestamps timestamps;
    private final KeepAlive keepAlive;
    private final Ecn ecn;
    private final ChallengeAck challengeAck = new ChallengeAck();
    /** The ECN field that the IP header of the segment at hand bore. */
    private int mark;

    private boolean wasReset;
    /** Not yet told; null if there is none. */
    private FastOpen.@Nullable Lesson lesson;

    Inbound(
            Lifecycle lifecycle,
            Handshake handshake,
            SendSide send,
            ReceiveSide receive,
            Timestamps timestamps,
            KeepAlive keepAlive,
            Ecn ecn) {
        this.lifecycle = lifecycle;
        this.handshake = handshake;
        this.send = send;
        this.receive = receive;
        this.timestamps = timestamps;
        this.keepAlive = keepAlive;
        this.ecn = ecn;
    }

    /** {@return what the peer's SYN+ACK taught of Fast Open, told once; null if nothing} */
    FastOpen.@Nullable Lesson takeLesson() {
        FastOpen.Lesson taken = lesson;
        lesson = null;
        return taken;
    }

    /** The peer's SYN is taken together with its text: RFC 7413, 4.2.2. */
    void onFastOpen(long now, TcpSegment syn) {
        onPeerSyn(now, syn);
        handshake.onFastOpened();
        Negotiation negotiation = handshake.negotiation();
        send.start(now, negotiation, true, false);
        receive.start(now, negotiation);
        if (syn.textLength() > 0) {
            receive.onText(now, syn.seq() + 1, syn, false);
        }
    }

    /** Takes a segment in any state. {@return whether it was acceptable} */
    boolean onSegment(long now, TcpSegment segment, int ecnField) {
        mark = ecnField;
        return switch (lifecycle.state()) {
            case CLOSED, LISTEN -> refuse(segment);
            case SYN_SENT -> onSynSent(now, segment);
            default -> onArrival(now, segment);
        };
    }

    /** The peer's SYN says how its end begins. */
    void onPeerSyn(long now, TcpSegment syn) {
        onPeerSyn(now, syn.options(), syn.seq(), syn.window());
    }

    /** The same, told apart; {@code windowBytes} is as good as 0 if a later segment tells it. */
    void onPeerSyn(long now, TcpOptions options, int irs, int windowBytes) {
        Negotiation negotiation = handshake.onPeer(options);
        if (negotiation.timestamps()) {
            timestamps.start(now, options.tsVal());
        }
        receive.open(irs, handshake.initialWindow());
        send.window().open(irs, send.window().iss(), windowBytes);
    }

    private boolean refuse(TcpSegment segment) {
        lifecycle.oweReset(Reset.answer(segment));
        return false;
    }

    private boolean onSynSent(long now, TcpSegment segment) {
        switch (Handshake.onSynSent(segment, send.window())) {
            case STALE -> {
                send.repeats().hurrySyn(now);
                return false;
            }
            case DROP -> {
                return false;
            }
            case REFUSE -> {
                send.repeats().hurrySyn(now);
                return refuse(segment);
            }
            case REFUSED -> lifecycle.end(Errno.ECONNREFUSED);
            case SIMULTANEOUS -> {
                ecn.onCrossingSyn(segment.flags(), mark, handshake.sent());
                onPeerSyn(now, segment);
                lifecycle.enter(now, TcpState.SYN_RCVD);
                handshake.cross();
            }
            case ESTABLISHED -> {
                ecn.onSynAck(segment.flags(), mark, segment.options().accEcn());
                if (handshake.fastOpen().isOn()) {
                    lesson = handshake.fastOpen().lesson(segment, handshake.sent());
                }
                onPeerSyn(now, segment);
                receive.ackPolicy().now();
                onEstablished(now, segment);
                // RFC 9293 3.10.7.3, fifth: text beside the SYN is processed as of the sixth check.
                onText(now, segment, segment.seq() + 1);
            }
        }
        return true;
    }

    private boolean onArrival(long now, TcpSegment segment) {
        if (lifecycle.state() == TcpState.TIME_WAIT && segment.has(TcpFlags.RST)) {
            return onResetInTimeWait(now, segment);
        }
        boolean isOld = segment.options().hasTimestamps()
                && timestamps.rejects(now, segment.options().tsVal());
        if (isOld && isPure(segment) && lifecycle.state() != TcpState.TIME_WAIT) {
            // Linux: acknowledgments overtake each other on their way; an old one is no reason to answer.
            if (isBefore(segment.seq(), receive.window().rcvNxt())) {
                return false;
            }
            isOld = !isDisordered(segment);
        }
        Arrival.Verdict verdict = Arrival.check(lifecycle.state(), segment, receive, send.window(), isOld);
        return switch (verdict) {
            case DROP -> false;
            // Linux: text is always answered, as it cannot be part of a loop of acknowledgments.
            case ACKNOWLEDGE -> answer(segment, segment.textLength() > 0 || challengeAck.permits(now));
            case CHALLENGE -> {
                if (segment.has(TcpFlags.SYN)
                        && segment.has(TcpFlags.ACK)
                        && segment.seq() == receive.window().irs()) {
                    ecn.onSynAckAgain();
                }
                yield acknowledge(challengeAck.permits(now));
            }
            case REPEAT_SYN -> repeatSyn(challengeAck.permits(now));
            case REFUSE -> refuse(segment);
            case RESET -> onReset();
            case GO_ON -> onAcceptable(now, segment);
        };
    }

    /** RFC 1337: a RST ends TIME_WAIT, unless the host is protected. */
    private boolean onResetInTimeWait(long now, TcpSegment segment) {
        boolean ends = TimeWait.isEndedBy(segment.seq(), receive.window().rcvNxt(), lifecycle.isTimeWaitProtected());
        if (ends) {
            lifecycle.enter(now, TcpState.CLOSED);
        }
        return ends;
    }

    private static boolean isPure(TcpSegment segment) {
        return segment.has(TcpFlags.ACK) && !segment.has(TcpFlags.RST) && segment.length() == 0;
    }

    /** A bare duplicate that tells no new window, not much older than what came: it was overtaken. */
    private boolean isDisordered(TcpSegment segment) {
        int windowBytes = windowOf(segment);
        return segment.seq() == receive.window().rcvNxt()
                && segment.ack() == send.window().sndUna()
                && windowBytes <= send.window().sndWnd()
                && windowBytes > 0
                && timestamps.ageNanos(segment.options().tsVal()) <= send.rtoNanos() / 5 * 6;
    }

    private boolean answer(TcpSegment segment, boolean isPermitted) {
        if (lifecycle.state() == TcpState.TIME_WAIT) {
            // Linux: no block is told here.
            return acknowledge(isPermitted);
        }
        if (isPermitted) {
            if (segment.textLength() > 0
                    && isBefore(segment.seq(), receive.window().rcvNxt())) {
                ecn.counters().onRepeatedText(segment.seq());
            }
            receive.onUnacceptable(segment.seq(), segment.end());
        }
        return false;
    }

    private boolean acknowledge(boolean isPermitted) {
        if (isPermitted) {
            receive.ackPolicy().now();
        }
        return false;
    }

    private boolean repeatSyn(boolean isPermitted) {
        if (isPermitted) {
            handshake.repeat();
        }
        return false;
    }

    boolean wasReset() {
        return wasReset;
    }

    private boolean onReset() {
        wasReset = true;
        // RFC 9293 3.10.7.4, second: a passive open goes back to LISTEN, an active one is refused. Linux: EPIPE after
        // FIN.
        lifecycle.end(
                switch (lifecycle.state()) {
                    case SYN_RCVD ->
                        handshake.isFastOpened()
                                ? Errno.ECONNRESET
                                : handshake.isPassive() ? Errno.OK : Errno.ECONNREFUSED;
                    case CLOSE_WAIT -> Errno.EPIPE;
                    default -> Errno.ECONNRESET;
                });
        return true;
    }

    private boolean onAcceptable(long now, TcpSegment segment) {
        TcpOptions options = segment.options();
        keepAlive.onHeard(now);
        if (ecn.onSegment(segment, mark)) {
            receive.ackPolicy().now();
        }
        int recent = timestamps.echo();
        if (options.hasTimestamps()) {
            timestamps.onSegment(
                    now, segment.seq(), options.tsVal(), receive.window().lastAckSent());
        }
        boolean isNewer = timestamps.echo() != recent;
        boolean hasSyn = segment.has(TcpFlags.SYN);
        if (lifecycle.state() == TcpState.SYN_RCVD) {
            onEstablished(now, segment);
        } else {
            long echoed = options.hasTimestamps() ? timestamps.echoedNanos(now, options.tsEcr()) : AckNews.NONE;
            boolean isBare = segment.length() == 0;
            boolean isShown = echoed != AckNews.NONE;
            receive.onEcho(segment.textLength(), options.tsEcr(), isShown ? now - echoed : ReceiveRate.NO_SAMPLE);
            send.tellMarks(ecn, segment, isNewer);
            send.onAck(now, segment.seq(), segment.ack(), windowOf(segment), isBare, options.sack(), echoed);
        }
        lifecycle.error().forget();
        if (send.isFinAcknowledged() && lifecycle.state() != TcpState.TIME_WAIT) {
            lifecycle.enter(now, Closing.onFinAcknowledged(lifecycle.state()));
        }
        int textAt = hasSyn ? segment.seq() + 1 : segment.seq();
        if (lifecycle.state().mayReceiveText()) {
            receive.onUrgent(segment, textAt);
        }
        onText(now, segment, textAt);
        if (hasSyn && segment.textLength() == 0) {
            receive.onRepeatedSyn(segment.seq());
        }
        return true;
    }

    private void onEstablished(long now, TcpSegment segment) {
        Negotiation negotiation = handshake.negotiation();
        boolean isTimed = segment.options().hasTimestamps();
        long echoed = isTimed ? timestamps.echoedNanos(now, segment.options().tsEcr()) : AckNews.NONE;
        if (!handshake.isFastOpened()) {
            send.window().open(segment.seq(), segment.ack(), windowOf(segment));
            send.start(now, negotiation, handshake.isPassive(), handshake.isCongested(echoed));
            receive.start(now, negotiation);
        }
        handshake.fastOpen().onAcknowledged(distance(send.window().iss() + 1, segment.ack()));
        long sample = handshake.sampleNanos(now);
        if (sample == AckNews.NONE && echoed != AckNews.NONE) {
            sample = Math.max(now - echoed, Timestamps.MILLISECOND_NANOS);
        }
        send.onSynAcknowledged(now, segment.ack(), sample);
        send.window().open(segment.seq(), segment.ack(), windowOf(segment));
        keepAlive.onHeard(now);
        lifecycle.enter(now, TcpState.ESTABLISHED);
        if (send.window().outstanding() > 0 && !handshake.isPassive()) {
            send.onTextBesideSynIgnored();
        }
        if (send.isFinQueued()) {
            // Shut before it was established: RFC 9293 3.10.4.
            lifecycle.enter(now, Closing.onClose(TcpState.ESTABLISHED));
        }
    }

    /** RFC 7323 2.2: the window of a SYN is never scaled. */
    private int windowOf(TcpSegment segment) {
        return segment.has(TcpFlags.SYN)
                ? segment.window()
                : segment.window() << handshake.negotiation().sndScale();
    }

    private void onText(long now, TcpSegment segment, int seq) {
        boolean fin = segment.has(TcpFlags.FIN);
        TcpState state = lifecycle.state();
        if (segment.textLength() == 0 && !fin || state == TcpState.CLOSED) {
            return;
        }
        if (!state.mayReceiveText()) {
            // After the peer's FIN nothing new can come: our acknowledgment was lost.
            receive.ackPolicy().now();
            if (state == TcpState.TIME_WAIT && fin) {
                lifecycle.enter(now, TcpState.TIME_WAIT);
            }
            return;
        }
        // RFC 9293 3.6.1 (SHLD-3), as Linux: text for an application that is gone, or has shut both directions.
        boolean isUnwanted = lifecycle.isReadShut() && state != TcpState.ESTABLISHED;
        if (isUnwanted && isAfter(seq + segment.textLength(), receive.window().rcvNxt())) {
            lifecycle.end(lifecycle.isOrphan() ? Errno.OK : Errno.ECONNRESET);
            lifecycle.oweReset(Reset.answer(segment));
            return;
        }
        receive.tellTimes(send.rtoNanos(), send.rtt().srttNanos());
        if (isAtOrBefore(segment.end(), receive.window().rcvNxt())) {
            ecn.counters().onRepeatedText(seq);
        }
        if (ecn.onText(mark, segment.has(TcpFlags.CWR))) {
            receive.ackPolicy().hurry();
        }
        if (segment.has(TcpFlags.CWR) && ecn.mode() == Ecn.Mode.CLASSIC) {
            // Linux: a peer that has just reduced its window may wait for this one acknowledgment.
            receive.ackPolicy().now();
        }
        if (receive.onText(now, seq, segment, fin)) {
            if (state == TcpState.ESTABLISHED) {
                // Our own FIN may soon carry the acknowledgment.
                receive.ackPolicy().interactive(true);
            } else {
                receive.ackPolicy().now();
            }
            lifecycle.enter(now, Closing.onFin(state));
        }
        receive.settle(now);
    }
}
