package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9293, 3.8.6.2.2-3; RFC 2018, 4; RFC 7323, 4-5: text in any order, acknowledgments, windows and timestamps. */
class ReceivingScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    /** A connection that answers, so that acknowledgments wait for its text. */
    private static Script interactive() {
        Script script = Script.established(PLAIN);
        script.in("P. 1:11(10) ack 1 win 65535")
                .write(1)
                .until(100)
                .in("P. 11:21(10) ack 2 win 65535")
                .write(1);
        return script.until(200).in(". 21:21(0) ack 3 win 65535").forget();
    }

    @Test
    void acknowledgesTheFirstSegmentsAtOnce() {
        Script.established(PLAIN).in("P. 1:11(10) ack 1 win 65535").expect("0 . 1:1(0) ack 11 win 65535");
    }

    @Test
    void delaysTheAckOfOneSmallSegment() {
        Script script = interactive().in("P. 21:31(10) ack 3 win 65535");

        script.until(239).expect().until(240);

        assertThat(script.sent()).hasSize(1);
        assertThat(script.sent().getFirst()).startsWith("240 . 3:3(0) ack 31");
    }

    @Test
    void acknowledgesEverySecondFullSegment() {
        Script script = interactive().in(". 21:1021(1000) ack 3 win 65535").expect();

        script.in(". 1021:2021(1000) ack 3 win 65535");

        assertThat(script.sent()).hasSize(1);
        assertThat(script.sent().getFirst()).startsWith("200 . 3:3(0) ack 2021");
    }

    @Test
    void segmentsThatCameTogetherShareOneAck() {
        Script script = Script.established(PLAIN);
        for (int i = 0; i < 5; i++) {
            int seq = 1000 * i + 1;
            String segment = ". " + seq + ":" + (seq + 1000) + "(1000) ack 1 win 9";
            script.connection.onSegment(0, Script.parse(segment, Script.ISS, Script.IRS), 0);
        }

        script.pull();

        script.expect("0 . 1:1(0) ack 5001 win 65535");
    }

    @Test
    void theAckRidesOnText() {
        Script script = interactive().in("P. 21:31(10) ack 3 win 65535");

        script.write(5);

        assertThat(script.sent()).hasSize(1);
        assertThat(script.sent().getFirst()).startsWith("200 P. 3:8(5) ack 31");
        script.forget().until(399).expect();
    }

    @Test
    void everyOrderOfFiveOverlappingSegmentsGivesTheSameText() {
        String[] segments = {
            "P. 1:101(100) ack 1 win 9",
            "P. 81:201(120) ack 1 win 9",
            "P. 201:301(100) ack 1 win 9",
            "P. 250:401(151) ack 1 win 9",
            "FP. 390:500(110) ack 1 win 9"
        };
        for (List<String> order : orders(List.of(segments))) {
            Script script = Script.established(TcpConfig.DEFAULT);
            order.forEach(script::in);

            byte[] text = new byte[600];
            assertThat(script.connection.read(0, text, 0, 600)).as("%s", order).isEqualTo(499);
            for (int i = 0; i < 499; i++) {
                assertThat(text[i]).as("%s at %d", order, i).isEqualTo((byte) (i + 1));
            }
            script.in(TcpState.CLOSE_WAIT);
            assertThat(script.connection.read(0, text, 0, 600)).isZero();
        }
    }

    private static List<List<String>> orders(List<String> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<String>>();
        for (int i = 0; i < items.size(); i++) {
            var rest = new ArrayList<>(items);
            String first = rest.remove(i);
            for (List<String> order : orders(rest)) {
                var whole = new ArrayList<String>();
                whole.add(first);
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }

    @Test
    void tellsTheNewestBlockFirst() {
        Script script = Script.connecting(Configs.plain().sack().make());
        script.in("S. 0:0(0) ack 1 win 65535 <mss 1000,sackOK>").forget();

        script.in("P. 101:201(100) ack 1 win 9")
                .in("P. 301:401(100) ack 1 win 9")
                .in("P. 201:211(10) ack 1 win 9");

        script.expect(
                "0 . 1:1(0) ack 1 win 65535 <sack 101:201>",
                "0 . 1:1(0) ack 1 win 65535 <sack 301:401 101:201>",
                "0 . 1:1(0) ack 1 win 65535 <sack 101:211 301:401>");
        script.in("P. 1:101(100) ack 1 win 9").expect("0 . 1:1(0) ack 211 win 65535 <sack 301:401>");
    }

    @Test
    void sendsNoBlocksToAPeerThatHasNotPermittedThem() {
        Script.established(Configs.plain().sack().make())
                .in("P. 101:201(100) ack 1 win 9")
                .expect("0 . 1:1(0) ack 1 win 65535");
    }

    @Test
    void avoidsSillyWindowsAndTellsWhenTheWindowOpens() {
        Script script = Script.established(Configs.plain().receiveBuffer(8000).make());
        script.in(". 1:1001(1000) ack 1 win 9").in(". 1001:2001(1000) ack 1 win 9");
        script.in(". 2001:3001(1000) ack 1 win 9").until(40);
        assertThat(script.sent().getLast()).isEqualTo("40 . 1:1(0) ack 3001 win 0");
        script.forget();

        assertThat(script.read(900)).isEqualTo(900);
        script.expect();
        assertThat(script.read(200)).isEqualTo(200);

        script.expect("40 . 1:1(0) ack 3001 win 1000");
    }

    @Test
    void answersTheProbeOfAClosedWindow() {
        Script script = Script.established(Configs.plain().receiveBuffer(2304).make());
        script.in(". 1:1153(1152) ack 1 win 9").forget().until(1000);

        script.in(". 1152:1152(0) ack 1 win 9").until(2000).in("P. 1153:1154(1) ack 1 win 9");

        script.expect("1000 . 1:1(0) ack 1153 win 0", "2000 . 1:1(0) ack 1153 win 0");
    }

    @Test
    void takesAFinThatFitsBehindAFullWindow() {
        Script.established(Configs.plain().receiveBuffer(2304).make())
                .in("P. 1:1153(1152) ack 1 win 9")
                .in("F. 1153:1153(0) ack 1 win 9")
                .in(TcpState.CLOSE_WAIT);
    }

    @Test
    void processesTheAckOfASegmentAtTheEdgeOfAFullWindow() {
        Script script =
                Script.established(Configs.plain().receiveBuffer(2304).make()).write(10);

        script.in(". 1153:1153(0) ack 11 win 9");

        assertThat(script.connection.snapshot().sndUna()).isEqualTo(Script.ISS + 11);
    }

    @Test
    void rejectsOldTimestampsButNotAfterTwentyFourDays() {
        Script script = Script.connecting(Configs.plain().timestamps().make());
        script.in("S. 0:0(0) ack 1 win 65535 <mss 1000,TS val 500 ecr 1000>").forget();

        script.in("P. 1:11(10) ack 1 win 9 <TS val 498 ecr 1000>");
        script.expect("0 . 1:1(0) ack 1 win 65535 <TS val 1000 ecr 500>");
        script.in("R 1:1(0) win 0 <TS val 499 ecr 0>".replace("R 1", "R 9"));
        script.until(25L * 24 * 3600 * 1000).in("P. 1:11(10) ack 1 win 9 <TS val 400 ecr 1000>");

        assertThat(script.connection.readable()).isEqualTo(10);
        assertThat(script.sent().getLast()).contains("ack 11").contains("ecr 400");
    }

    @Test
    void echoesTheTimestampOfTheFirstUnacknowledgedSegment() {
        Script script = Script.connecting(Configs.plain().timestamps().make());
        script.in("S. 0:0(0) ack 1 win 65535 <mss 1000,TS val 500 ecr 1000>").forget();

        script.in("P. 11:21(10) ack 1 win 9 <TS val 510 ecr 1000>");
        assertThat(script.sent().getLast()).endsWith("ecr 500>");
        script.in("P. 1:11(10) ack 1 win 9 <TS val 520 ecr 1000>");
        assertThat(script.sent().getLast()).endsWith("ecr 520>");
    }

    @Test
    void neverTakesTheRightEdgeBack() {
        Script script =
                Script.established(Configs.plain().receiveBuffer(100_000).make());
        script.in(". 1:1001(1000) ack 1 win 9").expect("0 . 1:1(0) ack 1001 win 48640");
        script.connection.configure(0, Configs.plain().receiveBuffer(5000).make());

        script.in(". 1001:2001(1000) ack 1 win 9").expect("0 . 1:1(0) ack 2001 win 47640");
    }
}
