package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.IpEcn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3168, 6.1: what two ends say to each other of congestion that routers have marked. */
class EcnScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();
    private static final TcpConfig ASKS = asking(1);

    private static TcpConfig asking(int setting) {
        return PLAIN.congestion(PLAIN.congestion().ecn(setting));
    }

    private static Script agreed() {
        return Script.connecting(ASKS)
                .expect("0 SEW 0:0(0) win 65535 <mss 1460>")
                .in("SE. 0:0(0) ack 1 win 65535 <mss 1000>")
                .forget();
    }

    @Test
    void marksTextThatLeavesForTheFirstTimeAndNothingElse() {
        agreed().write(1000)
                .expect("0 [ect0] P. 1:1001(1000) ack 1 win 65535")
                .until(200)
                .expect("200 P. 1:1001(1000) ack 1 win 65535")
                .in("P. 1:101(100) ack 1001 win 65535")
                .until(240)
                .expect("200 . 1001:1001(0) ack 101 win 65535");
    }

    @Test
    void aPeerWithoutEcnIsSpokenToWithoutEcn() {
        Script.connecting(ASKS)
                .forget()
                .in("S. 0:0(0) ack 1 win 65535 <mss 1000>")
                .forget()
                .write(1000)
                .expect("0 P. 1:1001(1000) ack 1 win 65535");
    }

    @Test
    void aSynAckThatMirrorsBothFlagsGrantsNothing() {
        Script.connecting(ASKS)
                .forget()
                .in("SEW. 0:0(0) ack 1 win 65535 <mss 1000>")
                .forget()
                .write(1000)
                .expect("0 P. 1:1001(1000) ack 1 win 65535");
    }

    @Test
    void aSynThatIsLostComesAgainWithoutAsking() {
        Script.connecting(ASKS)
                .until(1000)
                .expect("0 SEW 0:0(0) win 65535 <mss 1460>", "1000 S 0:0(0) win 65535 <mss 1460>")
                .in("S. 0:0(0) ack 1 win 65535 <mss 1000>")
                .forget()
                .write(1000)
                .expect("1000 P. 1:1001(1000) ack 1 win 65535");
    }

    @Test
    void aSynThatIsLostAsksAgainIfTheFallbackIsOff() {
        Script.connecting(ASKS.congestion(ASKS.congestion().ecnFallback(false)))
                .until(1000)
                .expect("0 SEW 0:0(0) win 65535 <mss 1460>", "1000 SEW 0:0(0) win 65535 <mss 1460>");
    }

    @Test
    void grantsWhatIsAskedUnlessItIsOffOrTheSynWasMarked() {
        Script.answering(PLAIN, "SEW 0:0(0) win 1000 <mss 1000>").expect("0 SE. 0:0(0) ack 1 win 65535 <mss 1460>");
        Script.answering(PLAIN, "SE 0:0(0) win 1000 <mss 1000>").expect("0 S. 0:0(0) ack 1 win 65535 <mss 1460>");
        Script.answering(asking(0), "SEW 0:0(0) win 1000 <mss 1000>").expect("0 S. 0:0(0) ack 1 win 65535 <mss 1460>");
        Script.answering(PLAIN, "[ect0] SEW 0:0(0) win 1000 <mss 1000>")
                .expect("0 S. 0:0(0) ack 1 win 65535 <mss 1460>");
    }

    @Test
    void echoesAMarkAtOnceAndUntilThePeerSaysThatItHasHeeded() {
        agreed().in("[ce] P. 1:1001(1000) ack 1 win 65535")
                .expect("0 E. 1:1(0) ack 1001 win 65535")
                .in("[ect0] P. 1001:2001(1000) ack 1 win 65535")
                .expect("0 E. 1:1(0) ack 2001 win 65535")
                .write(100)
                .expect("0 [ect0] PE. 1:101(100) ack 2001 win 65535")
                .in("[ect0] PW. 2001:3001(1000) ack 101 win 65535")
                .expect("0 . 101:101(0) ack 3001 win 65535");
    }

    @Test
    void halvesTheWindowOnceForEachWindowAndTellsOfItOnce() {
        Script script = agreed().write(10_000).forget();
        int before = script.connection.snapshot().cwnd();

        script.in("E. 1:1(0) ack 1001 win 65535").in("E. 1:1(0) ack 2001 win 65535");

        assertThat(script.connection.snapshot().cwnd()).isLessThan(before).isGreaterThan(before / 3);
        int reduced = script.connection.snapshot().ssthresh();
        script.forget().in("E. 1:1(0) ack 9001 win 65535").write(4000);
        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(reduced);
        assertThat(script.sent().getFirst()).startsWith("0 [ect0] W. 10001:11001(1000)");
        assertThat(script.sent().get(1)).startsWith("0 [ect0] ").doesNotContain("W");
    }

    @ParameterizedTest
    @CsvSource({"reno,1,8", "cubic,1,8", "reno,3,8", "cubic,3,8"})
    void withAbeAMarkCostsLessThanALoss(String controller, int setting, int ssthresh) {
        TcpConfig asks = asking(setting);
        CongestionConfig eased = asks.congestion().abe(true).algorithm(controller);
        Script script = Script.connecting(asks.congestion(eased))
                .in((setting == 3 ? "SW." : "SE.") + " 0:0(0) ack 1 win 65535 <mss 1000>")
                .write(10_000);

        script.in((setting == 3 ? "WA." : "E.") + " 1:1(0) ack 1001 win 65535");

        assertThat(script.connection.snapshot().ssthresh()).isEqualTo(ssthresh);
    }

    @Test
    void aMarkMeansNothingWhereNothingWasAgreed() {
        Script.established(PLAIN)
                .in("[ce] P. 1:1001(1000) ack 1 win 65535")
                .expect("0 . 1:1(0) ack 1001 win 65535")
                .write(1000)
                .forget()
                .in("E. 1001:1001(0) ack 501 win 65535")
                .write(100)
                .expect("0 P. 1001:1101(100) ack 1001 win 65535");
    }

    @Test
    void everyMarkIsHeardByTheOtherEnd() {
        TcpConfig full = Configs.full().make();
        var pair = new Pair(full.congestion(full.congestion().ecn(1)));
        pair.marks = (fromClient, nth, ecn) -> ecn == IpEcn.ECT_0 && nth % 10 == 0 ? IpEcn.CE : ecn;
        pair.runFor(25 * Segments.MS);
        byte[] text = new byte[80_000];
        assertThat(pair.client.write(pair.now, text, 0, text.length)).isEqualTo(text.length);

        pair.runFor(10 * Segments.SECOND);

        assertThat(pair.server().readable()).isEqualTo(text.length);
        assertThat(pair.log)
                .anyMatch(sent -> !sent.fromClient() && sent.toString().contains(" E. "));
        assertThat(pair.log)
                .anyMatch(sent -> sent.fromClient() && sent.toString().contains("W. "));
        assertThat(pair.client.snapshot().retransmits()).isZero();
        assertThat(pair.client.snapshot().ssthresh()).isLessThan(1000);
    }
}
