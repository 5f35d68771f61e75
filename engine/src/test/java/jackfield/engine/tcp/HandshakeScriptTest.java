package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import org.junit.jupiter.api.Test;

/** RFC 9293, 3.5 and 3.10.7.3: opening, from either side and from both, and what can go wrong with it. */
class HandshakeScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    @Test
    void opensActively() {
        Script.connecting(PLAIN)
                .expect("0 S 0:0(0) win 65535 <mss 1460>")
                .in(TcpState.SYN_SENT)
                .until(10)
                .in("S. 0:0(0) ack 1 win 65535 <mss 1000>")
                .expect("10 . 1:1(0) ack 1 win 65535")
                .in(TcpState.ESTABLISHED);
    }

    @Test
    void opensPassivelyAndOffersWhatThePeerOffered() {
        Script.answering(TcpConfig.DEFAULT, "S 0:0(0) win 65535 <mss 1400,sackOK,TS val 5 ecr 0,wscale 7>")
                .expect("0 S. 0:0(0) ack 1 win 65160 <mss 1460,sackOK,TS val 1000 ecr 5,wscale 7>")
                .in(TcpState.SYN_RCVD)
                .until(10)
                .in(". 1:1(0) ack 1 win 512 <TS val 15 ecr 1000>")
                .in(TcpState.ESTABLISHED)
                .expect();
    }

    @Test
    void acceptsTextThatComesWithTheThirdAck() {
        Script script = Script.answering(PLAIN, "S 0:0(0) win 1000").forget();

        script.in("P. 1:101(100) ack 1 win 1000");

        script.in(TcpState.ESTABLISHED).expect("0 . 1:1(0) ack 101 win 65535");
        assertThat(script.connection.readable()).isEqualTo(100);
    }

    @Test
    void opensFromBothEndsAtOnce() {
        Script.connecting(PLAIN)
                .forget()
                .until(5)
                .in("S 0:0(0) win 1000 <mss 1000>")
                .in(TcpState.SYN_RCVD)
                .expect("5 S. 0:0(0) ack 1 win 65535 <mss 1460>")
                .until(15)
                .in("S. 0:0(0) ack 1 win 1000 <mss 1000>")
                .in(TcpState.ESTABLISHED)
                .expect("15 . 1:1(0) ack 1 win 65535");
    }

    @Test
    void answersASynAckThatComesAgain() {
        Script.established(PLAIN).in("S. 0:0(0) ack 1 win 1000").expect("0 . 1:1(0) ack 1 win 65535");
    }

    @Test
    void sendsTheSynAgainAndGivesUp() {
        Script script = Script.connecting(PLAIN).until(130_999);

        script.expect(
                "0 S 0:0(0) win 65535 <mss 1460>",
                "1000 S 0:0(0) win 65535 <mss 1460>",
                "2000 S 0:0(0) win 65535 <mss 1460>",
                "3000 S 0:0(0) win 65535 <mss 1460>",
                "4000 S 0:0(0) win 65535 <mss 1460>",
                "5000 S 0:0(0) win 65535 <mss 1460>",
                "7000 S 0:0(0) win 65535 <mss 1460>",
                "11000 S 0:0(0) win 65535 <mss 1460>",
                "19000 S 0:0(0) win 65535 <mss 1460>",
                "35000 S 0:0(0) win 65535 <mss 1460>",
                "67000 S 0:0(0) win 65535 <mss 1460>");
        script.until(131_000).in(TcpState.CLOSED);
        assertThat(script.connection.takeError()).isEqualTo(Errno.ETIMEDOUT);
    }

    @Test
    void sendsTheSynAckAgainAndGivesUp() {
        Script script = Script.answering(PLAIN, "S 0:0(0) win 1000").until(62_999);

        assertThat(script.sent()).hasSize(6);
        assertThat(script.sent().getLast()).startsWith("31000 S. 0:0(0) ack 1");
        script.until(63_000).in(TcpState.CLOSED);
        assertThat(script.connection.nextDeadline()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void sendsTheSynAckAgainForASynThatComesAgain() {
        Script.answering(PLAIN, "S 0:0(0) win 1000")
                .forget()
                .until(300)
                .in("S 0:0(0) win 1000")
                .expect("300 S. 0:0(0) ack 1 win 65535 <mss 1460>");
    }

    @Test
    void isRefusedByARst() {
        Script script = Script.connecting(PLAIN).forget().in("R. 0:0(0) ack 1 win 0");

        script.in(TcpState.CLOSED).expect();
        assertThat(script.connection.readiness()).isEqualTo(Poll.ERR | Poll.HUP | Poll.IN | Poll.OUT | Poll.RDHUP);
        assertThat(script.read(1)).isEqualTo(Errno.ECONNREFUSED.refusal());
        assertThat(script.read(1)).isZero();
    }

    @Test
    void ignoresARstThatDoesNotAcknowledgeTheSyn() {
        Script.connecting(PLAIN)
                .forget()
                .in("R. 0:0(0) ack 2 win 0")
                .in("R 0:0(0) win 0")
                .in(TcpState.SYN_SENT)
                .expect();
    }

    @Test
    void refusesAnAckOfWhatItNeverSent() {
        Script.connecting(PLAIN)
                .forget()
                .in("S. 0:0(0) ack 7 win 0")
                .in(TcpState.SYN_SENT)
                .expect("0 R 7:7(0) win 0");
    }

    @Test
    void refusesAWrongThirdAck() {
        Script.answering(PLAIN, "S 0:0(0) win 1000")
                .forget()
                .in(". 1:1(0) ack 9 win 1000")
                .in(TcpState.SYN_RCVD)
                .expect("0 R 9:9(0) win 0");
    }

    @Test
    void goesBackToListenAfterARst() {
        Script script = Script.answering(PLAIN, "S 0:0(0) win 1000").forget().in("R 1:1(0) win 0");

        script.in(TcpState.CLOSED).expect();
        assertThat(script.connection.takeError()).isEqualTo(Errno.OK);
    }

    @Test
    void anActiveOpenThatMetAnotherIsRefusedByARst() {
        Script script = Script.connecting(PLAIN).in("S 0:0(0) win 1000").in(TcpState.SYN_RCVD);

        script.in("R 1:1(0) win 0").in(TcpState.CLOSED);

        assertThat(script.connection.takeError()).isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    void endsAtAHardErrorInSynSentOnly() {
        Script script = Script.connecting(PLAIN);
        script.connection.onUnreachable(0, Errno.ENETUNREACH, true, Script.ISS + 1);
        script.in(TcpState.SYN_SENT);

        script.connection.onUnreachable(0, Errno.EHOSTUNREACH, true, Script.ISS);

        script.in(TcpState.CLOSED);
        assertThat(script.connection.takeError()).isEqualTo(Errno.EHOSTUNREACH);
    }

    @Test
    void tellsTheSoftErrorInsteadOfTheTimeout() {
        Script script = Script.connecting(PLAIN);
        script.connection.onUnreachable(0, Errno.EHOSTUNREACH, false, Script.ISS);

        script.until(131_000).in(TcpState.CLOSED);

        assertThat(script.connection.takeError()).isEqualTo(Errno.EHOSTUNREACH);
    }

    @Test
    void mayNeitherReadNorWriteYet() {
        Script script = Script.connecting(PLAIN);

        assertThat(script.read(1)).isEqualTo(Errno.EAGAIN.refusal());
        assertThat(script.connection.write(0, new byte[1], 0, 1)).isEqualTo(Errno.EAGAIN.refusal());
        assertThat(script.connection.readiness()).isZero();
    }

    @Test
    void closedWhileOpeningLeavesNothing() {
        Script script = Script.connecting(PLAIN).forget().close();

        script.in(TcpState.CLOSED).expect();
        assertThat(script.connection.nextDeadline()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void shutBeforeItIsEstablishedSendsItsFinThen() {
        Script.answering(PLAIN, "S 0:0(0) win 1000")
                .forget()
                .shutdownWrite()
                .in(TcpState.SYN_RCVD)
                .in(". 1:1(0) ack 1 win 1000")
                .in(TcpState.FIN_WAIT_1)
                .expect("0 F. 1:1(0) ack 1 win 65535");
    }

    @Test
    void raisesATinyMssToTheFloor() {
        Script script = Script.established(Configs.plain().noDelay().make(), 1, 65535);

        script.write(100);

        script.expect(
                "0 . 1:49(48) ack 1 win 65535", "0 . 49:97(48) ack 1 win 65535", "0 P. 97:101(4) ack 1 win 65535");
    }

    @Test
    void takesAnAbsentMssForFiveHundredThirtySix() {
        Script script = Script.connecting(PLAIN).in("S. 0:0(0) ack 1 win 65535").forget();

        script.write(600);

        script.expect("0 . 1:537(536) ack 1 win 65535", "0 P. 537:601(64) ack 1 win 65535");
    }
}
