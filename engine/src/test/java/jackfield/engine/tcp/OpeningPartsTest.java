package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.base.SipHash;
import jackfield.wire.IpAddress;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The parts of opening and closing: {@link Negotiation}, {@link Listener}, {@link Reset}, {@link SipHash} and others.
 */
class OpeningPartsTest {
    private static final IpAddress HERE = IpAddress.parse("10.0.0.1");
    private static final IpAddress THERE = IpAddress.parse("10.0.0.2");

    @Test
    void agreesOnWhatBothOffer() {
        Negotiation both = Negotiation.of(TcpConfig.DEFAULT, TcpOptions.syn(1400, 15, true, true, 1, 0));
        Negotiation none = Negotiation.of(TcpConfig.DEFAULT, TcpOptions.NONE);

        assertThat(both).isEqualTo(new Negotiation(1400, true, 14, 7, true, true));
        assertThat(both.optionBytes()).isEqualTo(12);
        assertThat(none).isEqualTo(Negotiation.NONE);
        assertThat(Negotiation.of(Configs.plain().make(), TcpOptions.syn(9, 7, true, true, 1, 0)))
                .isEqualTo(new Negotiation(48, false, 0, 0, false, false));
    }

    @Test
    void aSynOffersTheWindowAndScaleOfLinux() {
        assertThat(initial(0)).isEqualTo(new InitialWindow(64_240, 7, 65_535 << 7));
        assertThat(initial(4000)).isEqualTo(new InitialWindow(1460, 0, 2000));
        assertThat(initial(40_000)).isEqualTo(new InitialWindow(18_980, 0, 20_000));
        assertThat(initial(131_072)).isEqualTo(new InitialWindow(64_240, 1, 65_536));
        assertThat(initial(600_000)).isEqualTo(new InitialWindow(299_300, 3, 300_000));
        assertThat(initial(2_000_000).scale()).isEqualTo(4);
        assertThat(initial(600_000).field()).isEqualTo(65_535);
    }

    private static InitialWindow initial(int bufferBytes) {
        return InitialWindow.of(Configs.full().receiveBuffer(bufferBytes).make(), 1460, true);
    }

    @Test
    void aHandshakeDoesNotMeasureASynSentTwice() {
        var handshake = new Handshake(TcpConfig.DEFAULT, false, FastOpen.off());
        handshake.onSent(5);
        assertThat(handshake.sampleNanos(12)).isEqualTo(7);
        assertThat(handshake.isSynDue()).isFalse();

        handshake.repeat();
        handshake.onSent(20);

        assertThat(handshake.sampleNanos(25)).isEqualTo(AckNews.NONE);
        assertThat(handshake.retransmits()).isEqualTo(1);
    }

    /** As Linux does; what the two then agree on is what the peer's own SYN bore. */
    @Test
    void afterCrossedSynsTheSynAckOffersWhatTheSynDid() {
        var timestamps = new Timestamps(7);
        var crossed = new Handshake(TcpConfig.DEFAULT, false, FastOpen.off());
        TcpOptions offered = crossed.options(timestamps, 0);
        crossed.onSent(0);
        crossed.onPeer(TcpOptions.NONE);
        crossed.cross();

        assertThat(crossed.options(timestamps, 0)).isEqualTo(offered);
        assertThat(crossed.negotiation()).isEqualTo(Negotiation.NONE);
    }

    @Test
    void arrivalChecksInOrder() {
        var receive = new ReceiveSide(TcpConfig.DEFAULT);
        receive.window().start(-1, 1000);
        var send = new SendWindow(99);
        send.onSent(200);
        send.acknowledge(100);
        send.open(0, 100, 500);

        assertThat(check(receive, send, TcpFlags.ACK, 0, 100, false)).isEqualTo(Arrival.Verdict.GO_ON);
        assertThat(check(receive, send, TcpFlags.ACK, 0, 100, true)).isEqualTo(Arrival.Verdict.ACKNOWLEDGE);
        assertThat(check(receive, send, TcpFlags.RST, 0, 0, true)).isEqualTo(Arrival.Verdict.RESET);
        assertThat(check(receive, send, TcpFlags.RST, 999, 0, false)).isEqualTo(Arrival.Verdict.CHALLENGE);
        assertThat(check(receive, send, TcpFlags.RST, 1000, 0, false)).isEqualTo(Arrival.Verdict.DROP);
        assertThat(check(receive, send, TcpFlags.SYN, 5000, 0, false)).isEqualTo(Arrival.Verdict.CHALLENGE);
        assertThat(check(receive, send, TcpFlags.ACK, 1000, 100, false)).isEqualTo(Arrival.Verdict.GO_ON);
        assertThat(check(receive, send, TcpFlags.ACK, 1001, 100, false)).isEqualTo(Arrival.Verdict.ACKNOWLEDGE);
        assertThat(check(receive, send, TcpFlags.PSH, 0, 100, false)).isEqualTo(Arrival.Verdict.DROP);
        assertThat(check(receive, send, TcpFlags.ACK, 0, 201, false)).isEqualTo(Arrival.Verdict.CHALLENGE);
        assertThat(check(receive, send, TcpFlags.ACK, 0, -400, false)).isEqualTo(Arrival.Verdict.GO_ON);
        assertThat(check(receive, send, TcpFlags.ACK, 0, -401, false)).isEqualTo(Arrival.Verdict.CHALLENGE);
    }

    private static Arrival.Verdict check(
            ReceiveSide receive, SendWindow send, int flags, int seq, int ack, boolean isOld) {
        TcpSegment segment = Segments.segment(seq, ack, flags, 0, 0, TcpOptions.NONE);
        return Arrival.check(TcpState.ESTABLISHED, segment, receive, send, isOld);
    }

    @Test
    void aResetAnswersAsTheRfcSays() {
        assertThat(String.valueOf(Reset.answer(Script.parse("S 10:10(0) win 5", 0, 0))))
                .isEqualTo("R. 0:0(0) ack 11 win 0");
        assertThat(String.valueOf(Reset.answer(Script.parse("P. 10:15(5) ack 7 win 5", 0, 0))))
                .isEqualTo("R 7:7(0) win 0");
        assertThat(Reset.answer(Script.parse("R 10:10(0) win 5", 0, 0))).isNull();
    }

    @Test
    void aListenerHoldsOneMoreThanItsBacklog() {
        OpeningConfig silent = OpeningConfig.DEFAULT.synCookies(0);
        var listener = new Listener<String>(silent, 1);
        assertThat(listener.admit(silent, false)).isEqualTo(Listener.Admission.KEEP);
        listener.onHalfOpen();
        listener.onHalfOpen();
        assertThat(listener.admit(silent, false)).isEqualTo(Listener.Admission.DROP);
        assertThat(listener.admit(OpeningConfig.DEFAULT, false)).isEqualTo(Listener.Admission.COOKIE);
        assertThat(listener.admit(OpeningConfig.DEFAULT, true)).isEqualTo(Listener.Admission.KEEP);

        listener.onEnded(true);
        listener.onEstablished("a");
        assertThat(listener.mayEstablish()).isTrue();
        listener.onEnded(true);
        listener.onEstablished("b");

        assertThat(listener.mayEstablish()).isFalse();
        assertThat(listener.admit(OpeningConfig.DEFAULT, true)).isEqualTo(Listener.Admission.DROP);
        assertThat(listener.accept()).isEqualTo("a");
        assertThat(listener.admit(silent, false)).isEqualTo(Listener.Admission.KEEP);
        assertThat(listener.accept()).isEqualTo("b");
        assertThat(listener.accept()).isNull();
    }

    @Test
    void withoutCookiesTheLastQuarterIsForPeersThatAreKnown() {
        OpeningConfig silent = OpeningConfig.DEFAULT.synCookies(0).maxSynBacklog(8);
        var listener = new Listener<String>(silent, 100);
        for (int i = 0; i < 6; i++) {
            assertThat(listener.admit(silent, false)).isEqualTo(Listener.Admission.KEEP);
            listener.onHalfOpen();
        }

        listener.onHalfOpen();

        assertThat(listener.admit(silent, false)).isEqualTo(Listener.Admission.DROP);
        assertThat(listener.admit(silent, true)).isEqualTo(Listener.Admission.KEEP);
    }

    @Test
    void oldHalfOpenConnectionsAreGivenUpSoonerWhereTheyCrowdOutTheYoung() {
        var listener = new Listener<String>(OpeningConfig.DEFAULT, 16);
        for (int i = 0; i < 16; i++) {
            listener.onHalfOpen();
        }
        assertThat(listener.mostTimeouts(5)).isEqualTo(5);

        for (int i = 0; i < 14; i++) {
            listener.onAged();
        }

        assertThat(listener.mostTimeouts(5)).isEqualTo(2);
    }

    @Test
    void aBacklogIsCapped() {
        assertThat(new Listener<String>(OpeningConfig.DEFAULT, -1).backlog()).isEqualTo(4096);
        assertThat(new Listener<String>(OpeningConfig.DEFAULT, 5000).backlog()).isEqualTo(4096);
        assertThat(new Listener<String>(OpeningConfig.DEFAULT, 0).backlog()).isZero();
    }

    /** The vectors of the algorithm's authors, for inputs 00, 01, 02 ... of 0 and 8 bytes. */
    @Test
    void sipHashGivesThePublishedValues() {
        var hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        assertThat(hash.begin().end()).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.begin().add(0x0706050403020100L).end()).isEqualTo(0x93f5f5799a932462L);
    }

    @Test
    void initialSequenceNumbersGrowWithTimeAndDifferFromPairToPair() {
        var sequence = new InitialSequence(new SplittableRandom(1));
        int first = sequence.next(0, HERE, 1, THERE, 2);

        assertThat(sequence.next(4_000_000, HERE, 1, THERE, 2) - first).isEqualTo(1000);
        assertThat(sequence.next(0, HERE, 1, THERE, 3)).isNotEqualTo(first);
        assertThat(new InitialSequence(new SplittableRandom(2)).next(0, HERE, 1, THERE, 2))
                .isNotEqualTo(first);
        assertThat(new InitialSequence(new SplittableRandom(1)).next(0, HERE, 1, THERE, 2))
                .isEqualTo(first);
        assertThat(sequence.timestampOffset(HERE, THERE)).isNotEqualTo(sequence.timestampOffset(THERE, HERE));
    }

    @Test
    void errorsAreTakenOnce() {
        var error = new PendingError();
        error.remember(Errno.EHOSTUNREACH);
        error.raiseTimeout();
        assertThat(error.take()).isEqualTo(Errno.EHOSTUNREACH);
        assertThat(error.take()).isEqualTo(Errno.OK);

        error.forget();
        error.raiseTimeout();

        assertThat(error.isPending()).isTrue();
        assertThat(error.take()).isEqualTo(Errno.ETIMEDOUT);
    }

    @Test
    void statesFollowEachOtherAsTheDiagramHasThem() {
        assertThat(Closing.onClose(TcpState.ESTABLISHED)).isEqualTo(TcpState.FIN_WAIT_1);
        assertThat(Closing.onClose(TcpState.CLOSE_WAIT)).isEqualTo(TcpState.LAST_ACK);
        assertThat(Closing.onFin(TcpState.FIN_WAIT_1)).isEqualTo(TcpState.CLOSING);
        assertThat(Closing.onFin(TcpState.FIN_WAIT_2)).isEqualTo(TcpState.TIME_WAIT);
        assertThat(Closing.onFinAcknowledged(TcpState.CLOSING)).isEqualTo(TcpState.TIME_WAIT);
        assertThat(Closing.onFinAcknowledged(TcpState.LAST_ACK)).isEqualTo(TcpState.CLOSED);
        assertThat(Closing.owesReset(TcpState.LAST_ACK, true)).isTrue();
        assertThat(Closing.owesReset(TcpState.TIME_WAIT, true)).isFalse();
    }

    @Test
    void readinessIsThatOfPoll() {
        assertThat(Readiness.of(TcpState.SYN_SENT, false, false, false, false, true, false))
                .isZero();
        assertThat(Readiness.of(TcpState.ESTABLISHED, false, false, true, false, true, false))
                .isEqualTo(Poll.IN | Poll.OUT);
        assertThat(Readiness.of(TcpState.ESTABLISHED, false, false, false, false, false, false))
                .isZero();
        assertThat(Readiness.of(TcpState.LAST_ACK, true, true, false, false, true, false))
                .isEqualTo(Poll.IN | Poll.OUT | Poll.RDHUP | Poll.HUP);
    }
}
