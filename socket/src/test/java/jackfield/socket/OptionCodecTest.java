package jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Linux;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Option values in Linux's layouts. */
final class OptionCodecTest {
    private final byte[] bytes = new byte[Linux.OPTION_BYTES];

    @Test
    void aTimevalHasMicrosecondsAndNeverRoundsToForEver() {
        int length = OptionCodec.TIMEVAL.encode(Duration.ofNanos(2_000_000_001L), bytes);

        assertThat(length).isEqualTo(16);
        assertThat(Linux.i64(bytes, 0)).isEqualTo(2);
        assertThat(Linux.i64(bytes, 8)).isEqualTo(1);
        assertThat(OptionCodec.TIMEVAL.decode(bytes, length)).isEqualTo(Duration.ofNanos(2_000_001_000L));
    }

    @Test
    void lingerOffIsMinusOne() {
        assertThat(OptionCodec.LINGER.encode(-1, bytes)).isEqualTo(8);
        assertThat(OptionCodec.LINGER.decode(bytes, 8)).isEqualTo(-1);
        OptionCodec.LINGER.encode(0, bytes);
        assertThat(Linux.i32(bytes, 0)).isOne();
        assertThat(OptionCodec.LINGER.decode(bytes, 8)).isZero();
    }

    @Test
    void aTimeThatDoesNotFitIsTheCallersFault() {
        assertThatThrownBy(() -> OptionCodec.SECONDS.encode(Duration.ofDays(100_000), bytes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyStateHasLinuxsNumber() {
        for (TcpState state : TcpState.values()) {
            assertThat(Linux.tcpState(Linux.numberOf(state))).isEqualTo(state);
        }
        assertThat(Linux.numberOf(TcpState.ESTABLISHED)).isEqualTo((byte) 1);
        assertThat(Linux.numberOf(TcpState.CLOSED)).isEqualTo((byte) 7);
    }
}
