package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import org.junit.jupiter.api.Test;

/** Resets, and segments that may be forged: RFC 9293, 3.10.7.4; RFC 5961. */
class ResetScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    @Test
    void aResetIsToldOnceThenTheEnd() {
        Script script = Script.established(PLAIN)
                .in("P. 1:11(10) ack 1 win 65535")
                .in("R 11:11(0) win 0")
                .in(TcpState.CLOSED);
        assertThat(script.connection.readiness()).isEqualTo(Poll.IN | Poll.OUT | Poll.RDHUP | Poll.HUP | Poll.ERR);

        assertThat(script.read(100)).isEqualTo(10);
        assertThat(script.read(100)).isEqualTo(Errno.ECONNRESET.refusal());
        assertThat(script.read(100)).isZero();
        assertThat(script.connection.write(0, new byte[1], 0, 1)).isEqualTo(Errno.EPIPE.refusal());
    }

    @Test
    void aWriterLearnsOfTheResetThenOfTheBrokenPipe() {
        Script script = Script.established(PLAIN).in("R 1:1(0) win 0");

        assertThat(script.connection.write(0, new byte[1], 0, 1)).isEqualTo(Errno.ECONNRESET.refusal());
        assertThat(script.connection.write(0, new byte[1], 0, 1)).isEqualTo(Errno.EPIPE.refusal());
    }

    @Test
    void challengesARstThatIsNotExact() {
        Script.established(PLAIN)
                .until(1000)
                .in("R 2:2(0) win 0")
                .in(TcpState.ESTABLISHED)
                .expect("1000 . 1:1(0) ack 1 win 65535")
                .in("R 70000:70000(0) win 0")
                .in("R 0:0(0) win 0")
                .expect();
    }

    @Test
    void challengesASynAtALimitedRate() {
        Script.established(PLAIN)
                .in("S 1:1(0) win 9")
                .in("S 500:500(0) win 9")
                .until(499)
                .in("S -5000:-4999(0) win 9")
                .until(500)
                .in("S 1:1(0) win 9")
                .expect("0 . 1:1(0) ack 1 win 65535", "500 . 1:1(0) ack 1 win 65535");
    }

    @Test
    void challengesAnAckOfWhatWasNotSentAndOneTooOld() {
        Script.established(PLAIN)
                .in("P. 1:11(10) ack 2 win 9")
                .until(500)
                .in("P. 1:11(10) ack -70000 win 9")
                .expect("0 . 1:1(0) ack 1 win 65535", "500 . 1:1(0) ack 1 win 65535");
    }

    @Test
    void answersTextOutsideTheWindow() {
        Script.established(PLAIN)
                .in("P. 70000:70010(10) ack 1 win 9")
                .in("P. -20:-10(10) ack 1 win 9")
                .expect("0 . 1:1(0) ack 1 win 65535", "0 . 1:1(0) ack 1 win 65535");
    }

    @Test
    void dropsASegmentWithoutAck() {
        Script script = Script.established(PLAIN).in("P 1:11(10) win 9");

        script.expect();
        assertThat(script.connection.readable()).isZero();
    }

    @Test
    void takesAResetThatCarriesText() {
        Script script = Script.established(PLAIN).in("R 1:11(10) win 0").in(TcpState.CLOSED);

        assertThat(script.read(100)).isEqualTo(Errno.ECONNRESET.refusal());
    }

    @Test
    void takesAResetThoughTheWindowIsClosed() {
        Script.established(Configs.plain().receiveBuffer(1000).make())
                .in("P. 1:1001(1000) ack 1 win 9")
                .in("R 1001:1001(0) win 0")
                .in(TcpState.CLOSED);
    }
}
