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
        public void start(long now, CongestionWindow window, long srttNanos) {
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

        takeOver(script, "reno");

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(20);
        assertThat(script.connection.snapshot().rate().controller()).isEqualTo("reno");
    }

    private static Script withWindowOfForty() {
        Script script = established(with(CongestionConfig.DEFAULT)).write(10_000);
        script.in(". 1:1(0) ack 10001 win 65535");
        script.write(20_000).in(". 1:1(0) ack 30001 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(40);
        return script;
    }

    @Test
    void aWindowThatTheApplicationDoesNotUseDecaysWhereNothingIsAcknowledgedForATimeout() {
        Script script = withWindowOfForty();

        // RFC 2861 3.2: (40 + 10) / 2 after an RTO in which two segments were used.
        script.until(190).write(1000);
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(40);
        script.until(240).write(1000);

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(25);
        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(CongestionWindow.INFINITE);
    }

    @Test
    void aWindowThatTheApplicationDoesNotUseStaysWhileThatIsAcknowledged() {
        Script script = withWindowOfForty();

        int acked = 30_001;
        for (int ms = 100; ms < 700; ms += 100) {
            script.until(ms).write(1000);
            acked += 1000;
            script.in(". 1:1(0) ack " + acked + " win 65535");
        }

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(40);
    }

    @Test
    void aWindowThatWasNotUsedGrowsWhenItIsUsedAgain() {
        Script script = withWindowOfForty();
        script.until(100).write(1000).in(". 1:1(0) ack 31001 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(40);

        script.until(200).write(40_000).in(". 1:1(0) ack 71001 win 65535");

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(80);
    }

    /** draft-ietf-ccwg-bbr, 5.6.2: 2.77 windows in a round trip. */
    @Test
    void bbrPacesFromTheMomentItTakesOver() {
        Script script = withWindowOfForty();
        long srttNanos = script.connection.snapshot().srttNanos();

        takeOver(script, "bbr");

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(40);
        assertThat(script.connection.snapshot().rate().pacing() * srttNanos / 1_000_000_000L)
                .isBetween(110_000L, 111_000L);
    }

    /** Linux never clears sk_pacing_status. */
    @Test
    void whatWasOncePacedStaysPaced() {
        Script script = established(with(CongestionConfig.DEFAULT.algorithm("bbr")));
        takeOver(script, "reno");
        script.write(30_000).forget().until(40).in(". 1:1(0) ack 10001 win 65535");

        assertThat(script.sent()).hasSizeLessThan(3);
        script.until(80);
        assertThat(script.sent()).hasSize(20);
    }

    private static void takeOver(Script script, String controller) {
        TcpConfig config = script.connection.config();
        script.connection.configure(
                script.now, config.congestion(config.congestion().algorithm(controller)));
    }
}
