package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.tcp.congestion.AckSample;
import jackfield.engine.tcp.congestion.CongestionController;
import jackfield.engine.tcp.congestion.CongestionWindow;
import jackfield.engine.tcp.congestion.Controllers;
import org.junit.jupiter.api.Test;

/** Which controller a connection has, and how its segments are spread: RFC 9002, 7.7; tcp(7). */
class PacingScriptTest {
    /** Always four segments. */
    private static final class Four implements CongestionController {
        @Override
        public String name() {
            return "four";
        }

        @Override
        public void start(long now, CongestionWindow window) {
            window.cwnd(4);
        }

        @Override
        public void onAck(long now, CongestionWindow window, AckSample sample, boolean mayGrow) {
            window.cwnd(4);
        }

        @Override
        public int ssthreshAfterLoss(CongestionWindow window) {
            return 4;
        }
    }

    private static Script established(TcpConfig config) {
        return Script.connecting(config)
                .until(10)
                .in("S. 0:0(0) ack 1 win 65535 <mss 1000>")
                .forget();
    }

    private static TcpConfig with(CongestionConfig congestion) {
        return Configs.plain().make().congestion(congestion);
    }

    @Test
    void spacesSegmentsAfterTheFirstTen() {
        Script script = established(with(CongestionConfig.DEFAULT.maxPacingRate(100_000)));

        script.write(30_000);
        assertThat(script.sent()).hasSize(10);
        script.forget().until(20).in(". 1:1(0) ack 10001 win 65535");

        // A segment each 10 ms, 1000 bytes at 100,000 a second; half of the first gap makes up for the time before.
        script.until(50);
        assertThat(script.sent()).hasSize(4);
        assertThat(script.sent().get(0)).startsWith("20 . 10001:11001");
        assertThat(script.sent().get(1)).startsWith("25 . 11001:12001");
        assertThat(script.sent().get(2)).startsWith("35 . 12001:13001");
        assertThat(script.sent().get(3)).startsWith("45 . 13001:14001");
        assertThat(script.connection.snapshot().rate().pacing()).isEqualTo(100_000);
    }

    @Test
    void leavesAtOnceOtherwise() {
        Script script = established(with(CongestionConfig.DEFAULT));

        script.write(30_000).forget().until(20).in(". 1:1(0) ack 10001 win 65535");

        assertThat(script.sent())
                .hasSize(20)
                .allSatisfy(line -> assertThat(line).startsWith("20 "));
    }

    @Test
    void aProgramsOwnControllerDecides() {
        Controllers controllers = Controllers.STANDARD.with("four", Four::new);

        Script script = established(
                with(CongestionConfig.DEFAULT.controllers(controllers).algorithm("four")));
        script.write(30_000);

        assertThat(script.sent()).hasSize(4);
        assertThat(script.connection.snapshot().rate().controller()).isEqualTo("four");
    }

    @Test
    void anotherControllerTakesOverTheWindow() {
        Script script = established(with(CongestionConfig.DEFAULT)).write(10_000);
        script.in(". 1:1(0) ack 10001 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(20);

        TcpConfig config = script.connection.config();
        script.connection.configure(
                script.now, config.congestion(config.congestion().algorithm("reno")));

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(20);
        assertThat(script.connection.snapshot().rate().controller()).isEqualTo("reno");
    }

    @Test
    void aWindowThatTheApplicationDoesNotUseDecays() {
        Script script = established(with(CongestionConfig.DEFAULT)).write(10_000);
        script.in(". 1:1(0) ack 10001 win 65535");
        script.write(20_000).in(". 1:1(0) ack 30001 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(40);

        int acked = 30_001;
        for (int ms = 100; ms < 700; ms += 100) {
            script.until(ms).write(1000);
            acked += 1000;
            script.in(". 1:1(0) ack " + acked + " win 65535");
        }

        // RFC 2861 3.2: (40 + 10) / 2 after one RTO in which a segment was used, and so on.
        assertThat(script.connection.snapshot().cwnd()).isBetween(10, 25);
        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(CongestionWindow.INFINITE);
    }
}
