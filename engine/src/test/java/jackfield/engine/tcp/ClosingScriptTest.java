package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import org.junit.jupiter.api.Test;

/** RFC 9293, 3.6 and 3.10.4-5: FIN in every order, RST, TIME_WAIT, and what the application is told. */
class ClosingScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    @Test
    void closesFirst() {
        Script script = Script.established(PLAIN)
                .close()
                .in(TcpState.FIN_WAIT_1)
                .expect("0 F. 1:1(0) ack 1 win 65535")
                .in(". 1:1(0) ack 2 win 65535")
                .in(TcpState.FIN_WAIT_2)
                .in("F. 1:1(0) ack 2 win 65535")
                .in(TcpState.TIME_WAIT)
                .expect("0 . 2:2(0) ack 2 win 65535");

        script.until(59_999).in(TcpState.TIME_WAIT).until(60_000).in(TcpState.CLOSED);
        assertThat(script.connection.nextDeadline()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void closesSecond() {
        Script.established(PLAIN)
                .in("F. 1:1(0) ack 1 win 65535")
                .in(TcpState.CLOSE_WAIT)
                .until(1)
                .expect("1 . 1:1(0) ack 2 win 65535")
                .close()
                .in(TcpState.LAST_ACK)
                .expect("1 F. 1:1(0) ack 2 win 65535")
                .in(". 2:2(0) ack 2 win 65535")
                .in(TcpState.CLOSED);
    }

    @Test
    void closesAtOnceWithThePeer() {
        Script.established(PLAIN)
                .close()
                .forget()
                .in("F. 1:1(0) ack 1 win 65535")
                .in(TcpState.CLOSING)
                .expect("0 . 2:2(0) ack 2 win 65535")
                .in(". 2:2(0) ack 2 win 65535")
                .in(TcpState.TIME_WAIT);
    }

    @Test
    void entersTimeWaitByOneSegmentThatAcknowledgesAndEnds() {
        Script.established(PLAIN)
                .close()
                .forget()
                .in("F. 1:1(0) ack 2 win 65535")
                .in(TcpState.TIME_WAIT)
                .expect("0 . 2:2(0) ack 2 win 65535");
    }

    @Test
    void receivesAfterItHasShutItsOwnDirection() {
        Script script = Script.established(PLAIN)
                .shutdownWrite()
                .in(". 1:1(0) ack 2 win 65535")
                .in("P. 1:11(10) ack 2 win 65535");

        assertThat(script.read(20)).isEqualTo(10);
        script.until(200_000).in(TcpState.FIN_WAIT_2);
        assertThat(script.connection.write(script.now, new byte[1], 0, 1)).isEqualTo(Errno.EPIPE.refusal());
    }

    @Test
    void sendsAfterThePeerHasShutItsDirection() {
        Script script =
                Script.established(PLAIN).in("F. 1:1(0) ack 1 win 65535").forget();
        assertThat(script.read(1)).isZero();
        assertThat(script.connection.readiness()).isEqualTo(Poll.IN | Poll.OUT | Poll.RDHUP);

        script.write(5);

        script.expect("0 P. 1:6(5) ack 2 win 65535");
    }

    @Test
    void sendsTheFinWithTheLastText() {
        Script script = Script.established(PLAIN).write(2500).forget();

        script.shutdownWrite();

        script.expect("0 F. 2501:2501(0) ack 1 win 65535");
        Script held = Script.established(PLAIN).write(100).forget().write(100);
        held.expect();
        held.shutdownWrite().expect("0 FP. 101:201(100) ack 1 win 65535");
    }

    @Test
    void restartsTimeWaitForAFinThatComesAgain() {
        Script script =
                Script.established(PLAIN).close().in("F. 1:1(0) ack 2 win 9").forget();

        script.until(50_000).in("F. 1:1(0) ack 2 win 9").expect("50000 . 2:2(0) ack 2 win 65535");

        script.until(109_999).in(TcpState.TIME_WAIT).until(110_000).in(TcpState.CLOSED);
    }

    @Test
    void isNotAssassinatedInTimeWaitIfItIsProtected() {
        Script.established(PLAIN.path(PathConfig.DEFAULT.rfc1337(true)))
                .close()
                .in("F. 1:1(0) ack 2 win 9")
                .forget()
                .in("R 2:2(0) win 0")
                .in(TcpState.TIME_WAIT)
                .expect();
    }

    @Test
    void aResetEndsTimeWaitAsInLinux() {
        Script.established(PLAIN)
                .close()
                .in("F. 1:1(0) ack 2 win 9")
                .forget()
                .in("R 3:3(0) win 0")
                .in(TcpState.TIME_WAIT)
                .in("R 2:2(0) win 0")
                .in(TcpState.CLOSED)
                .expect();
    }

    @Test
    void anOrphanLeavesFinWait2AfterAMinute() {
        Script.established(PLAIN)
                .close()
                .in(". 1:1(0) ack 2 win 9")
                .until(59_999)
                .in(TcpState.FIN_WAIT_2)
                .until(60_000)
                .in(TcpState.CLOSED);
    }

    @Test
    void sendsTheFinAgain() {
        Script.established(PLAIN)
                .close()
                .until(700)
                .expect(
                        "0 F. 1:1(0) ack 1 win 65535",
                        "200 F. 1:1(0) ack 1 win 65535",
                        "600 F. 1:1(0) ack 1 win 65535");
    }

    @Test
    void anOrphanGivesUpAfterItsRetries() {
        Script script = Script.established(PLAIN).close().until(200 * 1023 - 1).in(TcpState.FIN_WAIT_1);

        // Linux: eight time-outs and their doubles take 102.2 s, counted from the first, at 200 ms.
        script.until(200 * 1023).in(TcpState.CLOSED);
    }

    @Test
    void closeWithUnreadTextSendsRst() {
        Script.established(PLAIN)
                .in("P. 1:11(10) ack 1 win 65535")
                .forget()
                .close()
                .in(TcpState.CLOSED)
                .expect("0 R. 1:1(0) ack 11 win 65535");
    }

    /** The FIN may have been lost, and the peer would wait for it for ever. */
    @Test
    void closeWithUnreadTextSendsRstThoughTheFinHasLeft() {
        Script.established(PLAIN)
                .in("FP. 1:11(10) ack 1 win 65535")
                .shutdownWrite()
                .in(TcpState.LAST_ACK)
                .forget()
                .close()
                .in(TcpState.CLOSED)
                .expect("0 R. 2:2(0) ack 12 win 65535");
        Script.established(PLAIN)
                .in("P. 1:11(10) ack 1 win 65535")
                .shutdownWrite()
                .in("F. 11:11(0) ack 1 win 65535")
                .in(TcpState.CLOSING)
                .forget()
                .close()
                .in(TcpState.CLOSED)
                .expect("0 R. 2:2(0) ack 12 win 65535");
    }

    /** RFC 6429, 4: or the peer could make us keep the text of a program that has long ended. */
    @Test
    void anOrphanIsNotHeldForEverByAPeerThatAnswersWithAClosedWindow() {
        Script script = Script.established(PLAIN, 1000, 0).write(10).close().forget();

        answerAllWithAClosedWindow(script, 1, 600_000);

        script.in(TcpState.CLOSED);
        assertThat(script.connection.nextDeadline()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void anOrphanIsNotHeldForEverByAPeerThatTookItsWindowBack() {
        Script script = Script.established(PLAIN).write(10).close().forget();
        script.in(". 1:1(0) ack 1 win 0");

        answerAllWithAClosedWindow(script, 1, 600_000);

        script.in(TcpState.CLOSED);
    }

    @Test
    void whoStillOwnsTheConnectionMayWaitForAClosedWindowForEver() {
        Script script = Script.established(PLAIN, 1000, 0).write(10).forget();

        answerAllWithAClosedWindow(script, 1, 3_000_000);

        script.in(TcpState.ESTABLISHED);
    }

    private static void answerAllWithAClosedWindow(Script script, int ack, long untilMs) {
        while (script.connection.nextDeadline() <= untilMs * Segments.MS) {
            script.until(script.connection.nextDeadline() / Segments.MS);
            if (!script.sent().isEmpty()) {
                script.forget().in(". 1:1(0) ack " + ack + " win 0");
            }
        }
    }

    @Test
    void closeWithLingerZeroSendsRst() {
        Script.established(Configs.plain().linger(0).make())
                .write(10)
                .forget()
                .close()
                .in(TcpState.CLOSED)
                .expect("0 R. 11:11(0) ack 1 win 65535");
    }

    @Test
    void textAfterCloseIsAnsweredWithRst() {
        Script.established(PLAIN)
                .close()
                .forget()
                .in("P. 1:11(10) ack 2 win 65535")
                .in(TcpState.CLOSED)
                .expect("0 R 2:2(0) win 0");
    }

    /** As Linux: nobody will ever read it, and the peer had better know. */
    @Test
    void textAfterBothDirectionsAreShutIsAnsweredWithRst() {
        Script script = Script.established(PLAIN).shutdownWrite();
        script.connection.shutdownRead(0);
        script.in("F. 1:1(0) ack 2 win 65535").in(TcpState.TIME_WAIT);

        Script late = Script.established(PLAIN).shutdownWrite().forget();
        late.connection.shutdownRead(0);
        late.in("P. 1:11(10) ack 2 win 65535").in(TcpState.CLOSED).expect("0 R 2:2(0) win 0");
        assertThat(late.connection.takeError()).isEqualTo(Errno.ECONNRESET);
    }

    @Test
    void abortSendsRst() {
        Script script = Script.established(PLAIN);

        script.connection.abort(0);
        script.pull();

        script.in(TcpState.CLOSED).expect("0 R. 1:1(0) ack 1 win 65535");
    }

    @Test
    void textAfterShutdownReadCanBeReadAllTheSame() {
        Script script = Script.established(PLAIN).in("P. 1:11(10) ack 1 win 9");

        script.connection.shutdownRead(0);
        script.in("P. 11:31(20) ack 1 win 9");

        script.forget();
        assertThat(script.read(100)).isEqualTo(30);
        assertThat(script.read(100)).isZero();
        assertThat(script.connection.snapshot().rcvNxt()).isEqualTo(Script.IRS + 31);
    }

    @Test
    void timeWaitMakesRoomForALaterSyn() {
        Script script = Script.established(PLAIN).close().in("F. 1:1(0) ack 2 win 9");

        assertThat(script.connection.mayReuse(Script.parse("S 3:3(0) win 9", 0, Script.IRS)))
                .isTrue();
        assertThat(script.connection.mayReuse(Script.parse("S 2:2(0) win 9", 0, Script.IRS)))
                .isFalse();
        assertThat(script.connection.mayReuse(Script.parse("S. 3:3(0) ack 1 win 9", 0, Script.IRS)))
                .isFalse();
    }

    @Test
    void timestampsMakeRoomInTimeWaitForASynOfAnySequenceNumber() {
        Script script = Script.connecting(Configs.plain().timestamps().make());
        script.in("S. 0:0(0) ack 1 win 9 <mss 1000,TS val 500 ecr 1000>").close();
        script.in("F. 1:1(0) ack 2 win 9 <TS val 510 ecr 1000>").in(TcpState.TIME_WAIT);

        assertThat(script.connection.mayReuse(Script.parse("S -9:-9(0) win 9 <TS val 511 ecr 0>", 0, Script.IRS)))
                .isTrue();
        assertThat(script.connection.mayReuse(Script.parse("S -9:-9(0) win 9 <TS val 510 ecr 0>", 0, Script.IRS)))
                .isFalse();
        assertThat(script.connection.mayReuse(Script.parse("S 3:3(0) win 9 <TS val 510 ecr 0>", 0, Script.IRS)))
                .isTrue();
        assertThat(script.connection.mayReuse(Script.parse("S 3:3(0) win 9 <TS val 509 ecr 0>", 0, Script.IRS)))
                .isFalse();
    }
}
