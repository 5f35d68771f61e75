package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.IpEcn;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9768: marks counted to the packet, agreed on with every kind of peer. */
class AccEcnScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();
    private static final TcpConfig ASKS = PLAIN.congestion(PLAIN.congestion().ecn(3));

    private static Script agreed(String synAck) {
        return Script.connecting(ASKS)
                .expect("0 SEWA 0:0(0) win 65535 <mss 1460>")
                .in(synAck + " 0:0(0) ack 1 win 65535 <mss 1000>");
    }

    private static String marked(String mark) {
        return mark.isEmpty() ? "" : mark + " ";
    }

    private static String first(Script script) {
        return script.sent().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        // What the SYN+ACK says of our SYN, which was not marked: mode and mark of the first text.
        "SW.,[ect0]",
        "S.,''",
        "SEWA.,''",
        "SE.,[ect0]",
        // Reserved: as if all were well.
        "SEA.,[ect0]",
        // Falsified on the way: accurate, but nothing is marked any more.
        "SEW.,''",
        "SA.,''",
        "SWA.,''",
    })
    void fallsBackAsTheTableOfAnswersSays(String synAck, String mark) {
        Script script = agreed(synAck).forget().write(1000);

        assertThat(first(script)).startsWith(mark.isEmpty() ? "0 P" : "0 " + mark + " P");
    }

    @ParameterizedTest
    @CsvSource({"'',W.", "[ect1],EW.", "[ect0],A.", "[ce],WA."})
    void theThirdSegmentTellsWhatMarkTheSynAckBore(String mark, String flags) {
        Script script = Script.connecting(ASKS).forget().in(marked(mark) + "SW. 0:0(0) ack 1 win 65535 <mss 1000>");

        assertThat(first(script)).startsWith("0 [ect0] " + flags + " 1:1(0) ack 1");
    }

    @ParameterizedTest
    @CsvSource({"'',SW.", "[ect1],SEW.", "[ect0],SA.", "[ce],SWA."})
    void theSynAckTellsWhatMarkTheSynBore(String mark, String flags) {
        Script script = Script.answering(ASKS, marked(mark) + "SEWA 0:0(0) win 1000 <mss 1000>");

        assertThat(first(script)).startsWith("0 " + flags + " 0:0(0) ack 1");
        assertThat(first(script)).endsWith("<mss 1460,ECN e1b 1 ceb 0 e0b 1>");
    }

    @ParameterizedTest
    @CsvSource({"SEW,SE.", "S,S.", "SA,SW.", "SEA,SW.", "SWA,SW."})
    void aServerGrantsClassicEcnToWhoAsksForItAndAccurateToAllWhoAskForMore(String asked, String granted) {
        Script script = Script.answering(ASKS, asked + " 0:0(0) win 1000 <mss 1000>");

        assertThat(first(script)).startsWith("0 " + granted + " 0:0(0)");
    }

    @Test
    void aServerThatOnlyKnowsClassicEcnGrantsThatToWhoAsksForMore() {
        Script script = Script.answering(PLAIN, "SEWA 0:0(0) win 1000 <mss 1000>");

        assertThat(first(script)).startsWith("0 SE. 0:0(0)");
    }

    @Test
    void countsMarkedPacketsFromFiveModuloEight() {
        Script script = agreed("SW.").forget();
        int seq = 1;
        for (int marked = 1; marked <= 9; marked++) {
            script.in("[ce] P. " + seq + ":" + (seq + 1000) + "(1000) ack 1 win 65535");
            seq += 1000;
            int ace = 5 + marked & 7;
            String flags = ((ace & 1) != 0 ? "E" : "") + ((ace & 2) != 0 ? "W" : "") + ((ace & 4) != 0 ? "A" : "");
            assertThat(script.sent().getLast()).startsWith("0 [ect0] " + flags + ". 1:1(0) ack " + seq);
        }
    }

    @Test
    void theOptionTellsBytesOnceThePeerHasSentOne() {
        Script.connecting(ASKS)
                .forget()
                .in("SW. 0:0(0) ack 1 win 65535 <mss 1000,ECN e1b 1 ceb 0 e0b 1>")
                .expect("0 [ect0] W. 1:1(0) ack 1 win 65535 <ECN e1b 1 ceb 0 e0b 1>")
                .in("[ce] P. 1:1001(1000) ack 1 win 65535 <ECN e1b 1 ceb 0 e0b 1>")
                .expect("0 [ect0] WA. 1:1(0) ack 1001 win 65535 <ECN e1b 1 ceb 1000 e0b 1>")
                .in("[ect0] P. 1001:1501(500) ack 1 win 65535 <ECN e1b 1 ceb 0 e0b 1>")
                .expect("0 [ect0] WA. 1:1(0) ack 1501 win 65535 <ECN e1b 1 ceb 1000 e0b 501>");
    }

    @Test
    void anOptionOfZerosIsNotBelievedButAnswered() {
        Script script =
                Script.connecting(ASKS).forget().in("SW. 0:0(0) ack 1 win 65535 <mss 1000,ECN e1b 0 ceb 0 e0b 0>");

        assertThat(first(script)).isEqualTo("0 [ect0] W. 1:1(0) ack 1 win 65535 <ECN e1b 1 ceb 0 e0b 1>");
        assertThat(script.connection.snapshot().ecn().failures()).isEqualTo(EcnSnapshot.OPTION_FALSIFIED);
    }

    @Test
    void aThirdSegmentOfZerosEndsTheMarking() {
        Script script = Script.answering(ASKS, "SEWA 0:0(0) win 65535 <mss 1000>")
                .in(". 1:1(0) ack 1 win 65535")
                .forget()
                .write(1000);

        assertThat(first(script)).isEqualTo("0 PEA. 1:1001(1000) ack 1 win 65535");
    }

    @Test
    void aLostSynAsksOnceMore() {
        Script.connecting(ASKS)
                .until(3000)
                .expect(
                        "0 SEWA 0:0(0) win 65535 <mss 1460>",
                        "1000 SEWA 0:0(0) win 65535 <mss 1460>",
                        "2000 S 0:0(0) win 65535 <mss 1460>",
                        "3000 S 0:0(0) win 65535 <mss 1460>");
    }

    @Test
    void aSynAckThatIsLostComesAgainWithoutTheOptionAndThenWithoutTheFlags() {
        HalfOpen half =
                HalfOpen.of(ASKS, Script.parse("SEWA 0:0(0) win 65535 <mss 1000>", 0, Script.IRS), 0, Script.ISS, 0);

        assertThat(half.synAck(0, ASKS).options().accEcn().isGiven()).isTrue();
        TcpSegment second = half.synAck(1, ASKS);
        TcpSegment third = half.synAck(2, ASKS);

        assertThat(second.options().accEcn().isGiven()).isFalse();
        assertThat(AccEcn.ace(second.flags())).isEqualTo(2);
        assertThat(AccEcn.ace(third.flags())).isZero();
        var agreed = new Ecn(ASKS.congestion());
        half.settle(agreed);
        assertThat(agreed.mode()).isEqualTo(Ecn.Mode.ACCURATE);
        assertThat(agreed.mark(true)).isEqualTo(IpEcn.NOT_ECT);
    }

    @Test
    void aPlainSynBesideOneThatAskedEndsTheMarking() {
        HalfOpen half =
                HalfOpen.of(ASKS, Script.parse("SEWA 0:0(0) win 65535 <mss 1000>", 0, Script.IRS), 0, Script.ISS, 0);
        half.onSegment(1, ASKS, Script.parse("S 0:0(0) win 65535 <mss 1000>", 0, Script.IRS), IpEcn.ECT_0);

        assertThat(AccEcn.ace(half.synAck(2, ASKS).flags())).isEqualTo(4);
        var agreed = new Ecn(ASKS.congestion());
        half.settle(agreed);
        assertThat(agreed.mode()).isEqualTo(Ecn.Mode.ACCURATE);
        assertThat(agreed.mark(true)).isEqualTo(IpEcn.NOT_ECT);
    }

    @Test
    void aLongPieceIsCutHereAsEachSegmentBearsTheCounter() {
        Script script = Script.connecting(ASKS.superSegmentBytes(60_000))
                .in("SW. 0:0(0) ack 1 win 65535 <mss 1000>")
                .in("[ce] P. 1:1001(1000) ack 1 win 65535")
                .forget()
                .write(2500);

        script.expect(
                "0 [ect0] WA. 1:1001(1000) ack 1001 win 65535",
                "0 [ect0] WA. 1001:2001(1000) ack 1001 win 65535",
                "0 [ect0] PWA. 2001:2501(500) ack 1001 win 65535");
    }

    @Test
    void marksThatThePeerCountsReduceTheWindowOnceForEachWindow() {
        Script script = agreed("SW.").write(10_000).forget();
        int before = script.connection.snapshot().cwnd();

        // 5 + 1, 5 + 2, and the same again.
        script.in("WA. 1:1(0) ack 1001 win 65535").in("EWA. 1:1(0) ack 2001 win 65535");
        int reduced = script.connection.snapshot().ssthresh();
        script.in("EWA. 1:1(0) ack 3001 win 65535");

        assertThat(reduced).isLessThan(before).isGreaterThan(before / 3);
        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(reduced);
    }

    @Test
    void everyMarkIsCountedAtBothEnds() {
        TcpConfig full = Configs.full().make();
        var pair = new Pair(full.congestion(full.congestion().ecn(3)));
        int[] marked = new int[1];
        pair.marks = (fromClient, nth, ecn) -> {
            boolean marks = fromClient && ecn == IpEcn.ECT_0 && nth > 3 && nth % 7 == 0;
            marked[0] += marks ? 1 : 0;
            return marks ? IpEcn.CE : ecn;
        };
        pair.runFor(25 * Segments.MS);
        byte[] text = new byte[80_000];
        pair.client.write(pair.now, text, 0, text.length);

        pair.runFor(10 * Segments.SECOND);

        assertThat(pair.server().readable()).isEqualTo(text.length);
        assertThat(marked[0]).isGreaterThan(5);
        assertThat(pair.log)
                .noneMatch(
                        sent -> sent.fromClient() && sent.segment().has(TcpFlags.SYN) && sent.ecn() != IpEcn.NOT_ECT);
        String last = pair.log.getLast().segment().options().toString();
        assertThat(last).contains("ceb");
    }
}
