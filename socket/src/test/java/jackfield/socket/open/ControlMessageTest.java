package jackfield.socket.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Control messages in the kernel's layout. */
final class ControlMessageTest {
    private static final ControlMessage OCTET = new ControlMessage(Linux.SOL_IP, Linux.IP_TOS, new byte[] {7});
    private static final ControlMessage NUMBER = ControlMessage.of(Linux.SOL_TCP, Linux.TCP_INQ, 0x01020304);

    @Test
    void eachIsPaddedToEightBytes() {
        byte[] bytes = ControlMessage.encode(List.of(OCTET, NUMBER));

        assertThat(bytes).hasSize(48);
        assertThat(Linux.i64(bytes, 0)).isEqualTo(17);
        assertThat(Linux.i32(bytes, 32)).isEqualTo(Linux.SOL_TCP);
        assertThat(Linux.i32(bytes, 40)).isEqualTo(0x01020304);
    }

    @Test
    void whatWasEncodedIsDecoded() {
        byte[] bytes = ControlMessage.encode(List.of(OCTET, NUMBER));

        List<ControlMessage> messages = ControlMessage.decode(bytes, bytes.length);

        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst().data()).containsExactly(7);
        assertThat(messages.getLast().type()).isEqualTo(Linux.TCP_INQ);
    }

    @Test
    void whatFindsNoRoomIsLeftOutAndSaid() {
        var into = new Incoming();
        into.controlBytes = 24;

        into.answer(List.of(OCTET, NUMBER));

        assertThat(into.control).hasSize(1);
        assertThat(into.control.getFirst().type()).isEqualTo(Linux.IP_TOS);
        assertThat(into.flags).isEqualTo(Linux.MSG_CTRUNC);
    }

    @Test
    void nonsenseEndsTheList() {
        var bytes = new byte[32];
        Linux.put64(bytes, 0, Long.MAX_VALUE);

        assertThat(ControlMessage.decode(bytes, 32)).isEmpty();
    }
}
