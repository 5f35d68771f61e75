package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import org.junit.jupiter.api.Test;

/** RFC 6298, 6675, 6582, 5681: what is sent again, when, and how fast. */
class LossScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    /** With SACK and a round trip of 50 ms: ten segments of 1000 bytes outstanding, sent at 50 ms; it is 100 ms now. */
    private static Script sacking() {
        Script script = Script.connecting(Configs.plain().sack().make()).until(50);
        script.in("S. 0:0(0) ack 1 win 65535 <mss 1000,sackOK>");
        return script.write(10_000).forget().until(100);
    }

    @Test
    void backsOffAndGivesUp() {
        Script script = Script.established(Configs.plain().retries(3).make()).write(10);

        // As Linux counts: as long as three time-outs of 200 ms and their doubles take, 3 s, after the first of them.
        script.until(6199).in(TcpState.ESTABLISHED);

        script.expect(
                "0 P. 1:11(10) ack 1 win 65535",
                "200 P. 1:11(10) ack 1 win 65535",
                "600 P. 1:11(10) ack 1 win 65535",
                "1400 P. 1:11(10) ack 1 win 65535",
                "3000 P. 1:11(10) ack 1 win 65535");
        script.until(6200).in(TcpState.CLOSED);
        assertThat(script.connection.takeError()).isEqualTo(Errno.ETIMEDOUT);
    }

    @Test
    void tellsTheRememberedErrorInsteadOfTheTimeout() {
        Script script = Script.established(Configs.plain().retries(1).make()).write(10);
        script.connection.onUnreachable(0, Errno.EHOSTUNREACH, true, Script.ISS + 1);

        script.until(10_000).in(TcpState.CLOSED);

        assertThat(script.read(1)).isEqualTo(Errno.EHOSTUNREACH.refusal());
    }

    @Test
    void restartsTheTimerAtEachProgress() {
        Script.established(PLAIN)
                .write(2000)
                .until(150)
                .in(". 1:1(0) ack 1001 win 65535")
                .forget()
                .until(368)
                .expect()
                .until(369)
                .expect("368 P. 1001:2001(1000) ack 1 win 65535");
    }

    @Test
    void retransmitsAfterThreeDuplicateAcks() {
        Script script = Script.established(PLAIN).write(10_000).forget().until(10);

        script.in(". 1:1(0) ack 1 win 65535").in(". 1:1(0) ack 1 win 65535").expect();
        script.in(". 1:1(0) ack 1 win 65535");

        script.expect("10 . 1:1001(1000) ack 1 win 65535");
        // Six are in flight and one has left the network: RFC 9937.
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(7);
    }

    @Test
    void limitedTransmitSendsNewTextForTheFirstTwoDuplicates() {
        Script script = Script.established(PLAIN).write(20_000).forget().until(10);

        script.in(". 1:1(0) ack 1 win 65535").expect("10 . 10001:11001(1000) ack 1 win 65535");
        script.in(". 1:1(0) ack 1 win 65535").expect("10 . 11001:12001(1000) ack 1 win 65535");
    }

    @Test
    void whatLimitedTransmitAddedDoesNotCountTowardsTheThreshold() {
        Script script = Script.established(PLAIN).write(20_000).forget().until(10);

        for (int i = 0; i < 3; i++) {
            script.in(". 1:1(0) ack 1 win 65535");
        }

        assertThat(script.connection.snapshot().sndNxt()).isEqualTo(Script.ISS + 12_001);
        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(5);
    }

    @Test
    void textAfterALostSynWaitsThreeSecondsIfNothingCouldBeMeasured() {
        Script script = Script.connecting(PLAIN).until(1010).in("S. 0:0(0) ack 1 win 65535 <mss 1000>");

        script.write(10).forget().until(4009).expect().until(4010).expect("4010 P. 1:11(10) ack 1 win 65535");
    }

    /** RFC 6582, 3.2; RFC 9937: five are in flight and five may be, so the next hole waits for one more. */
    @Test
    void aPartialAckWithoutSackSendsTheNextHole() {
        Script script = Script.established(PLAIN).write(10_000).forget().until(10);
        for (int i = 0; i < 3; i++) {
            script.in(". 1:1(0) ack 1 win 65535");
        }
        script.expect("10 . 1:1001(1000) ack 1 win 65535");

        script.until(20).in(". 1:1(0) ack 4001 win 65535").expect();
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(5);
        script.until(25).in(". 1:1(0) ack 4001 win 65535").expect("25 . 4001:5001(1000) ack 1 win 65535");
        script.until(30).in(". 1:1(0) ack 10001 win 65535").expect();

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(5);
        assertThat(script.connection.snapshot().retransmits()).isEqualTo(2);
        // RFC 6582 4: held until something above is acknowledged.
        assertThat(script.connection.snapshot().loss().state()).isEqualTo(CaState.RECOVERY);
    }

    /** Agrees segment for segment with Linux 6.18. */
    @Test
    void repairsSeveralHolesThatSackShows() {
        Script script = sacking();

        script.in(". 1:1(0) ack 1 win 65535 <sack 1001:2001>").expect();
        script.until(105)
                .in(". 1:1(0) ack 1 win 65535 <sack 3001:4001 1001:2001>")
                .expect();
        script.until(110).in(". 1:1(0) ack 1 win 65535 <sack 5001:6001 3001:4001 1001:2001>");
        script.expect("110 . 1:1001(1000) ack 1 win 65535");
        LossSnapshot loss = script.connection.snapshot().loss();
        assertThat(loss.lostOut()).isEqualTo(3);
        assertThat(loss.sackedOut()).isEqualTo(3);
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(5);
        script.until(130).in(". 1:1(0) ack 1 win 65535 <sack 5001:8001 3001:4001 1001:2001>");
        script.expect("130 . 2001:3001(1000) ack 1 win 65535", "130 . 4001:5001(1000) ack 1 win 65535");
        script.until(140)
                .in(". 1:1(0) ack 1 win 65535 <sack 5001:10001 3001:4001 1001:2001>")
                .expect();

        script.until(150).in(". 1:1(0) ack 10001 win 65535").until(5000).expect();
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(5);
        assertThat(script.connection.snapshot().loss().state()).isEqualTo(CaState.OPEN);
    }

    @Test
    void recoversBySackedSegmentsBeforeTheThirdDuplicate() {
        Script script = sacking();

        script.in(". 1:1(0) ack 1 win 65535 <sack 1001:4001>");

        script.expect("100 . 1:1001(1000) ack 1 win 65535");
    }

    /** Head, tail loss probe and time-out as in Linux 6.18. */
    @Test
    void aTimeoutSendsAllThatIsNotSackedInSlowStart() {
        Script script = sacking();

        script.until(450).expect("152 P. 9001:10001(1000) ack 1 win 65535", "402 . 1:1001(1000) ack 1 win 65535");
        assertThat(script.connection.snapshot().loss().lostOut()).isEqualTo(10);
        script.in(". 1:1(0) ack 1001 win 65535");
        script.expect("450 . 1001:2001(1000) ack 1 win 65535", "450 . 2001:3001(1000) ack 1 win 65535");
        script.until(460).in(". 1:1(0) ack 2001 win 65535");
        script.expect("460 . 3001:4001(1000) ack 1 win 65535", "460 . 4001:5001(1000) ack 1 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(3);
    }

    /** Linux: a head that was SACKed ought to have been acknowledged; it is waited for half a round trip. */
    @Test
    void forgetsSacksOfAPeerThatHasReneged() {
        Script script = sacking();
        script.in(". 1:1(0) ack 1 win 65535 <sack 1001:2001>");
        script.until(105).in(". 1:1(0) ack 1001 win 65535").expect();

        script.until(600);

        assertThat(script.sent()).first().isEqualTo("130 . 1001:2001(1000) ack 1 win 65535");
        assertThat(script.sent()).hasSize(1);
        LossSnapshot loss = script.connection.snapshot().loss();
        assertThat(loss.sackedOut()).isZero();
        assertThat(loss.lostOut()).isEqualTo(9);
    }

    @Test
    void ignoresSackBlocksThatCannotBe() {
        Script script = sacking();

        script.in(". 1:1(0) ack 1 win 65535 <sack 9001:20001 5001:4001 -500:1>");
        script.in(". 1:1(0) ack 1 win 65535 <sack 20001:30001>");
        script.in(". 1:1(0) ack 1 win 65535 <sack 3001:3001>");

        script.expect();
    }

    @Test
    void measuresByTimestampsWhatWasSentTwice() {
        Script script = Script.connecting(Configs.plain().timestamps().make());
        script.in("S. 0:0(0) ack 1 win 65535 <mss 1012,TS val 1 ecr 1000>")
                .write(10)
                .until(300);
        assertThat(script.sent().getLast()).isEqualTo("200 P. 1:11(10) ack 1 win 65535 <TS val 1200 ecr 1>");

        script.in(". 1:1(0) ack 11 win 65535 <TS val 2 ecr 1200>");

        assertThat(script.connection.snapshot().srttNanos()).isEqualTo(100 * Segments.MS / 8);
    }

    @Test
    void doesNotMeasureWhatWasSentTwiceWithoutTimestamps() {
        Script script = Script.established(PLAIN).write(10).until(300).in(". 1:1(0) ack 11 win 65535");

        assertThat(script.connection.snapshot().srttNanos()).isZero();
        assertThat(script.connection.snapshot().rtoNanos()).isEqualTo(400 * Segments.MS);
    }

    @Test
    void aTimeoutShrinksTheWindowToOneSegment() {
        Script script = Script.established(PLAIN).write(10_000).forget().until(200);

        script.expect("200 . 1:1001(1000) ack 1 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(1);
        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(5);
    }

    @Test
    void aNarrowerPathIsSentSmallerSegmentsAtOnce() {
        Script script = Script.established(PLAIN).write(2500).forget().until(10);

        script.connection.onPath(script.now, 640, 40, true);
        script.pull();

        script.expect(
                "10 . 1:601(600) ack 1 win 65535",
                "10 . 601:1201(600) ack 1 win 65535",
                "10 . 1201:1801(600) ack 1 win 65535",
                "10 . 1801:2401(600) ack 1 win 65535",
                "10 P. 2401:2501(100) ack 1 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(10);
        script.in(". 1:1(0) ack 2501 win 65535");
        assertThat(script.connection.nextDeadline()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void aPathThatIsNoNarrowerChangesNothing() {
        Script script = Script.established(PLAIN).write(2500).forget().until(10);

        script.connection.configure(script.now, Configs.plain().mss(1200).make());
        script.pull();

        script.expect();
    }
}
