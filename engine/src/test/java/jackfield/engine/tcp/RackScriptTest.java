package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.tcp.congestion.CongestionWindow;
import org.junit.jupiter.api.Test;

/**
 * RFC 8985 (RACK-TLP), RFC 9937 (PRR), RFC 2883 (DSACK), RFC 3522 (Eifel), RFC 5682 (F-RTO): what leaves when, and what
 * the window becomes.
 *
 * <p>Segments and counts are those of Linux 6.18, asked with the same segments; its timers fire up to 4 ms later, as it
 * counts ticks.
 */
class RackScriptTest {
    private static final String WIN = " win 65535";

    /** A round trip of 50 ms, established at 50 ms, with SACK. */
    private static Script open() {
        Script script = Script.connecting(Configs.plain().sack().make()).until(50);
        return script.in("S. 0:0(0) ack 1" + WIN + " <mss 1000,sackOK>");
    }

    private static Script ack(Script script, long ms, int ack, String sack) {
        return script.until(ms).in(". 1:1(0) ack " + ack + WIN + (sack.isEmpty() ? "" : " <sack " + sack + ">"));
    }

    private static String sent(long ms, int from, int to) {
        return ms + " . " + from + ":" + to + "(" + (to - from) + ") ack 1" + WIN;
    }

    private static String pushed(long ms, int from, int to) {
        return ms + " P. " + from + ":" + to + "(" + (to - from) + ") ack 1" + WIN;
    }

    private static void state(Script script, CaState state, int cwnd, int ssthresh) {
        TcpSnapshot now = script.connection.snapshot();
        assertThat(now.loss().state()).isEqualTo(state);
        assertThat(now.cwnd()).isEqualTo(cwnd);
        assertThat(now.ssthresh()).isEqualTo(ssthresh);
    }

    /** RFC 8985, 6.2: one SACK is no proof; a quarter of the round trip later it is, and a tick to be sure. */
    @Test
    void theReorderingTimerFindsALossThatOneSackShows() {
        Script script = open().write(10_000).forget();

        ack(script, 100, 1, "1001:2001").expect();
        assertThat(script.connection.snapshot().loss().state()).isEqualTo(CaState.DISORDER);
        assertThat(script.connection.snapshot().timers()).isEqualTo("REORDER@114ms");

        script.until(114).expect().until(115).expect("114 . 1:1001(1000) ack 1 win 65535");
        state(script, CaState.RECOVERY, 9, 5);
    }

    @Test
    void whatOvertakesWithinTheWindowIsNoLoss() {
        Script script = open().write(10_000).forget();
        ack(script, 100, 1, "1001:2001");

        ack(script, 110, 2001, "").until(2000);

        assertThat(script.connection.snapshot().loss().reorderingSeen()).isEqualTo(1);
        assertThat(script.sent().getFirst()).startsWith("21");
    }

    /** A retransmission that is lost is found when what left after it is SACKed: no time-out. */
    @Test
    void aLostRetransmissionIsFoundWithoutATimeout() {
        Script script = open().write(30_000).forget();

        ack(script, 100, 1, "1001:4001").expect(sent(100, 1, 1001), sent(100, 10_001, 11_001));
        ack(script, 110, 1, "1001:6001").expect(sent(110, 11_001, 12_001));
        ack(script, 120, 1, "1001:10001").expect(sent(120, 12_001, 13_001), sent(120, 13_001, 14_001));
        state(script, CaState.RECOVERY, 5, 5);
        ack(script, 150, 1, "1001:11001").expect(sent(150, 1, 1001), sent(150, 14_001, 15_001));
        ack(script, 180, 1, "1001:12001").expect(sent(180, 15_001, 16_001));
        assertThat(script.connection.snapshot().retransmits()).isEqualTo(2);
    }

    /** RFC 2883, 5; RFC 3708: every repetition came twice, so nothing was lost. */
    @Test
    void aDuplicateReportForAllThatWasRepeatedGivesTheWindowBack() {
        Script script = open().write(30_000).forget();

        ack(script, 100, 1, "1001:4001").expect(sent(100, 1, 1001), sent(100, 10_001, 11_001));
        state(script, CaState.RECOVERY, 8, 5);
        ack(script, 120, 4001, "").expect();
        state(script, CaState.RECOVERY, 7, 5);
        // Linux keeps the third back for a moment, to give the link two at once.
        ack(script, 130, 4001, "1:1001")
                .expect(sent(130, 11_001, 12_001), sent(130, 12_001, 13_001), sent(130, 13_001, 14_001));
        state(script, CaState.OPEN, 10, CongestionWindow.INFINITE);
        ack(script, 140, 10_001, "");
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(16);
        assertThat(script.connection.snapshot().loss().duplicates()).isEqualTo(1);
    }

    /** RFC 8985, 7.2 and 7.3: two round trips after the last segment it leaves again; then the usual time-out. */
    @Test
    void aProbeRepeatsTheLastSegment() {
        Script script = open().write(3000).forget();

        script.until(1000).expect(pushed(152, 2001, 3001), sent(402, 1, 1001), sent(902, 1, 1001));
        state(script, CaState.LOSS, 1, 5);
        assertThat(script.connection.snapshot().loss().lostOut()).isEqualTo(3);
    }

    /** RFC 8985, 7.2: where one segment is out its acknowledgment may be delayed; the time-out comes no later. */
    @Test
    void aProbeOfASingleSegmentWaitsForADelayedAcknowledgment() {
        Script script = open().write(1000).forget();

        script.until(1000).expect(pushed(300, 1, 1001), pushed(550, 1, 1001));
    }

    @Test
    void aProbeIsNewTextIfThereIsSome() {
        Script script = open().write(30_000).forget();

        script.until(500).expect(sent(152, 10_001, 11_001), sent(402, 1, 1001));
    }

    /** RFC 8985, 7.4.2: the original and the probe arrived. */
    @Test
    void aProbeThatWasNeedlessCostsNothing() {
        Script script = open().write(3000).forget();
        script.until(160);

        ack(script, 170, 3001, "2001:3001");

        state(script, CaState.OPEN, 10, CongestionWindow.INFINITE);
    }

    /** RFC 8985, 7.4.2: what was sent after the probe is acknowledged, and no duplicate was told of: it was a loss. */
    @Test
    void aProbeThatRepairedALossHalvesTheWindow() {
        Script script = open().write(3000).until(160).write(1000);

        ack(script, 180, 4001, "");

        state(script, CaState.OPEN, 5, 5);
    }

    /** RFC 5682, 3.1: new text instead of old after the first acknowledgment; the next is for what was sent once. */
    @Test
    void aSpuriousTimeoutIsUndone() {
        Script script = open().write(30_000).until(450).forget();
        state(script, CaState.LOSS, 1, 5);

        ack(script, 450, 1001, "").expect(sent(450, 11_001, 12_001), sent(450, 12_001, 13_001));
        state(script, CaState.LOSS, 2, 5);
        ack(script, 460, 2001, "").expect();
        state(script, CaState.OPEN, 11, CongestionWindow.INFINITE);
        assertThat(script.connection.snapshot().loss().lostOut()).isZero();
    }

    /** RFC 5682, 2.1, without SACK: a duplicate shows that the time-out was right. */
    @Test
    void aRealTimeoutIsRepairedAfterADuplicate() {
        Script script = Script.connecting(Configs.plain().make()).until(50);
        script.in("S. 0:0(0) ack 1" + WIN + " <mss 1000>")
                .write(30_000)
                .until(450)
                .forget();

        ack(script, 450, 1001, "").expect(sent(450, 10_001, 11_001), sent(450, 11_001, 12_001));
        ack(script, 460, 1001, "").expect(sent(460, 1001, 2001));
        ack(script, 470, 1001, "").expect(sent(470, 2001, 3001));
        LossSnapshot loss = script.connection.snapshot().loss();
        assertThat(loss.sackedOut()).isEqualTo(2);
        assertThat(loss.lostOut()).isEqualTo(9);
        assertThat(loss.retransOut()).isEqualTo(2);
    }

    /** Linux joins what was sent in small segments when it is sent again. */
    @Test
    void smallSegmentsAreRepeatedAsOne() {
        Script script =
                Script.connecting(Configs.plain().sack().noDelay().make()).until(50);
        script.in("S. 0:0(0) ack 1" + WIN + " <mss 1000,sackOK>");
        for (int i = 0; i < 6; i++) {
            script.write(100);
        }
        script.forget().until(600).expect(pushed(152, 501, 601), pushed(402, 1, 601));
        assertThat(script.connection.snapshot().loss().packetsOut()).isEqualTo(1);
    }

    /** RFC 3522, 3.2: the acknowledgment echoes a timestamp from before the repetition. */
    @Test
    void anOldEchoGivesTheWindowBack() {
        Script script =
                Script.connecting(Configs.plain().sack().timestamps().make()).until(50);
        script.in("S. 0:0(0) ack 1" + WIN + " <mss 1012,sackOK,TS val 1 ecr 1000>")
                .write(30_000);
        script.forget().until(100);
        script.in(". 1:1(0) ack 1" + WIN + " <TS val 2 ecr 1050,sack 1001:4001>");
        state(script, CaState.RECOVERY, 8, 5);
        assertThat(script.sent()).hasSize(2);

        script.until(120).in(". 1:1(0) ack 4001" + WIN + " <TS val 3 ecr 1050>");

        assertThat(script.connection.snapshot().loss().state()).isEqualTo(CaState.OPEN);
        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(CongestionWindow.INFINITE);
        assertThat(script.connection.snapshot().cwnd()).isGreaterThanOrEqualTo(10);
    }
}
