package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 9293, 3.9.1.2: PSH, MSG_MORE, TCP_CORK; TCP_QUICKACK, TCP_LINGER2, SO_RCVLOWAT. */
class PushScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    @Test
    void aSegmentThatIsSentAgainStillBearsPush() {
        Script script = Script.established(PLAIN).write(1000).write(1000);
        script.expect("0 P. 1:1001(1000) ack 1 win 65535", "0 P. 1001:2001(1000) ack 1 win 65535");

        script.until(5000);

        assertThat(script.sent()).isNotEmpty().allMatch(sent -> sent.contains(" P. "));
    }

    @Test
    void moreHoldsBackWhatIsNotAFullSegment() {
        Script script = Script.established(PLAIN);
        script.connection.write(0, new byte[1500], 0, 1500, Writing.MORE);
        script.pull();
        script.expect("0 . 1:1001(1000) ack 1 win 65535");

        script.write(100).expect("0 P. 1001:1601(600) ack 1 win 65535");
    }

    @Test
    void aCorkedTailLeavesWhenTheCorkIsDrawn() {
        Script script = Script.established(PLAIN.buffers(BufferConfig.DEFAULT.cork(true)));
        script.write(100).expect();

        script.connection.configure(0, PLAIN);
        script.pull();

        script.expect("0 P. 1:101(100) ack 1 win 65535");
    }

    @Test
    void aCorkedTailDoesNotWaitForEver() {
        Script script = Script.established(PLAIN.buffers(BufferConfig.DEFAULT.cork(true)));
        script.write(100).until(199).expect();

        script.until(399);

        assertThat(script.sent()).hasSize(1);
        assertThat(script.sent().getFirst()).contains("P. 1:101(100)");
    }

    @Test
    void quickAckReleasesWhatWaits() {
        Script script = Script.established(PLAIN);
        script.connection.quickAck(0, 0);
        assertThat(script.connection.reading().isQuickAck()).isFalse();
        script.in("P. 1:11(10) ack 1 win 65535").expect();

        // As long as something is to be read, the reader's turn is waited for.
        script.connection.quickAck(0, 1);
        script.pull();
        script.expect();
        script.connection.quickAck(0, 0);
        script.connection.read(0, new byte[10], 0, 10);
        script.pull();
        script.expect();

        script.connection.quickAck(0, 1);
        script.pull();

        script.expect("0 . 1:1(0) ack 11 win 65535");
        assertThat(script.connection.reading().isQuickAck()).isTrue();
    }

    @Test
    void belowTheLowWaterMarkNothingIsReadable() {
        Script script = Script.established(PLAIN.buffers(BufferConfig.DEFAULT.receiveLowWaterBytes(20)));
        script.in("P. 1:11(10) ack 1 win 65535");
        assertThat(script.connection.readiness() & 1).isZero();

        script.in("P. 11:21(10) ack 1 win 65535");

        assertThat(script.connection.readiness() & 1).isOne();
    }

    @Test
    void aNegativeLingerDoesNotWaitForThePeersFin() {
        Script script = Script.established(PLAIN.finWait2Nanos(-1)).close().forget();

        script.in(". 1:1(0) ack 2 win 65535").in(TcpState.CLOSED).expect();
    }

    @Test
    void countsWhatGoesToAndFro() {
        Script script = Script.established(PLAIN).write(2500).in("P. 1:101(100) ack 2001 win 65535");

        TrafficSnapshot traffic = script.connection.snapshot().traffic();

        assertThat(traffic.bytesSent()).isEqualTo(2500);
        assertThat(traffic.bytesAcked()).isEqualTo(2001);
        assertThat(traffic.bytesReceived()).isEqualTo(100);
        assertThat(traffic.textSegmentsOut()).isEqualTo(3);
        assertThat(traffic.segmentsOut()).isEqualTo(6);
        assertThat(traffic.segmentsIn()).isEqualTo(2);
        script.until(300);
        assertThat(script.connection.snapshot().traffic().bytesResent()).isPositive();
    }
}
