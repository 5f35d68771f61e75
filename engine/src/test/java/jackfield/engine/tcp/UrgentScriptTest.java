package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import org.junit.jupiter.api.Test;

/** RFC 6093; RFC 9293, 3.8.5: urgent data as Linux 6.18 was seen to do it. */
class UrgentScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    private final byte[] into = new byte[100];

    private int urgent(Script script, boolean peeks) {
        return script.connection.reading().readUrgent(into, 0, 10, peeks);
    }

    @Test
    void thePointerTellsTheByteAfterTheLastUrgentOne() {
        Script script = Script.established(PLAIN);
        script.connection.write(0, into, 0, 3, Writing.URGENT);
        script.pull();
        script.expect("0 PU. 1:4(3) ack 1 win 65535 urg 3");

        script.in(". 1:1(0) ack 4 win 65535").write(3).expect("0 P. 4:7(3) ack 1 win 65535");
    }

    @Test
    void oneByteIsReadApartAndReadsStopBeforeIt() {
        Script script = Script.established(PLAIN).in("U. 1:4(3) ack 1 win 65535 urg 3");
        assertThat(script.connection.readiness()).isEqualTo(Poll.IN | Poll.OUT | Poll.PRI);
        assertThat(script.connection.reading().available()).isEqualTo(2);

        assertThat(script.read(10)).isEqualTo(2);
        assertThat(script.connection.reading().isAtMark()).isTrue();
        assertThat(urgent(script, true)).isEqualTo(1);
        assertThat(urgent(script, false)).isEqualTo(1);
        assertThat(into[0]).isEqualTo((byte) 3);
        assertThat(urgent(script, false)).isEqualTo(Errno.EINVAL.refusal());

        assertThat(script.read(10)).isEqualTo(Errno.EAGAIN.refusal());
        assertThat(script.connection.reading().isAtMark()).isFalse();
    }

    @Test
    void aByteThatWasAnnouncedAndHasNotComeIsEagain() {
        Script script = Script.established(PLAIN).in("U. 1:3(2) ack 1 win 65535 urg 9");
        assertThat(urgent(script, false)).isEqualTo(Errno.EAGAIN.refusal());
        assertThat(script.read(10)).isEqualTo(2);

        script.in(". 3:11(8) ack 1 win 65535");

        assertThat(script.read(10)).isEqualTo(6);
        assertThat(script.connection.reading().isAtMark()).isTrue();
        assertThat(urgent(script, false)).isEqualTo(1);
        assertThat(into[0]).isEqualTo((byte) 9);
        assertThat(script.read(10)).isEqualTo(1);
    }

    @Test
    void inLineItIsTextLikeOther() {
        BufferConfig inline = BufferConfig.DEFAULT.urgentInline(true);
        Script script = Script.established(PLAIN.buffers(inline)).in("U. 1:6(5) ack 1 win 65535 urg 3");

        assertThat(urgent(script, false)).isEqualTo(Errno.EINVAL.refusal());
        assertThat(script.read(10)).isEqualTo(2);
        assertThat(script.connection.reading().isAtMark()).isTrue();
        assertThat(script.read(10)).isEqualTo(3);
    }

    @Test
    void nothingUrgentIsEinval() {
        assertThat(urgent(Script.established(PLAIN), false)).isEqualTo(Errno.EINVAL.refusal());
    }

    @Test
    void thePointerMayTellTheLastByteItself() {
        TcpConfig standard = PLAIN.path(PathConfig.DEFAULT.urgentAtLast(true));
        Script script = Script.established(standard).in("U. 1:4(3) ack 1 win 65535 urg 1");

        assertThat(urgent(script, false)).isEqualTo(1);
        assertThat(into[0]).isEqualTo((byte) 2);
    }
}
