package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import org.junit.jupiter.api.Test;

/** RFC 9293, 3.7.4, 3.8.4 and 3.8.6; RFC 5482: when text leaves, and how closed windows and silent peers are probed. */
class SendingScriptTest {
    private static final TcpConfig PLAIN = Configs.plain().make();

    @Test
    void holdsASmallSegmentWhileOneIsOutstanding() {
        Script.established(PLAIN)
                .write(100)
                .write(50)
                .write(50)
                .expect("0 P. 1:101(100) ack 1 win 65535")
                .until(10)
                .in(". 1:1(0) ack 101 win 65535")
                .expect("10 P. 101:201(100) ack 1 win 65535");
    }

    @Test
    void aFullSegmentDoesNotWait() {
        Script.established(PLAIN)
                .write(100)
                .write(1050)
                .expect("0 P. 1:101(100) ack 1 win 65535", "0 . 101:1101(1000) ack 1 win 65535");
    }

    @Test
    void noDelaySendsAtOnce() {
        Script.established(Configs.plain().noDelay().make())
                .write(1)
                .write(2)
                .expect("0 P. 1:2(1) ack 1 win 65535", "0 P. 2:4(2) ack 1 win 65535");
    }

    @Test
    void sendsAnInitialWindowOfTenSegments() {
        Script script = Script.established(PLAIN).write(20_000);

        assertThat(script.sent()).hasSize(10);
        assertThat(script.sent().getLast()).isEqualTo("0 . 9001:10001(1000) ack 1 win 65535");
    }

    @Test
    void slowStartAddsWhatIsAcknowledged() {
        Script script = Script.established(PLAIN).write(40_000).forget().until(10);

        script.in(". 1:1(0) ack 2001 win 65535");

        assertThat(script.sent()).hasSize(4);
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(12);
    }

    @Test
    void handsDownSeveralSegmentsAtOnce() {
        Script script = Script.established(Configs.plain().superSegments(4500).make());

        script.write(9100);

        script.expect("0 P. 1:4001(4000) ack 1 win 65535", "0 P. 4001:8001(4000) ack 1 win 65535");
        assertThat(script.superSegments()).endsWith(1000, 1000);

        // Two segments of room are less than a third of the window: they wait for the next acknowledgment.
        script.forget().in(". 1:1(0) ack 4001 win 65535").expect("0 P. 8001:9101(1100) ack 1 win 65535");
    }

    @Test
    void avoidsSillyWindows() {
        // 5000 were offered once; now 1500 are left beside what is outstanding.
        Script script = Script.established(PLAIN, 1000, 5000).write(10_000);
        assertThat(script.sent()).hasSize(5);

        script.forget().until(10).in(". 1:1(0) ack 5001 win 1500").expect("10 . 5001:6001(1000) ack 1 win 65535");
        script.until(20).in(". 1:1(0) ack 6001 win 900").expect();
        script.until(30).in(". 1:1(0) ack 6001 win 2600");

        script.expect("30 P. 6001:7001(1000) ack 1 win 65535", "30 . 7001:8001(1000) ack 1 win 65535");
    }

    @Test
    void overridesSillyWindowAvoidanceAfterAWhile() {
        Script.established(PLAIN, 1000, 5000)
                .write(10_000)
                .until(10)
                .in(". 1:1(0) ack 5001 win 900")
                .forget()
                .until(211)
                .expect()
                .until(212)
                .expect("211 P. 5001:5901(900) ack 1 win 65535");
    }

    @Test
    void sendsHalfOfTheLargestWindow() {
        Script.established(PLAIN, 1000, 1200)
                .write(3000)
                .expect("0 . 1:601(600) ack 1 win 65535", "0 P. 601:1201(600) ack 1 win 65535")
                .until(10)
                .in(". 1:1(0) ack 1201 win 600")
                .expect("10 . 1201:1801(600) ack 1 win 65535");
    }

    @Test
    void probesAClosedWindowEverMoreSlowlyAndGoesOnWhenItOpens() {
        Script script = Script.established(PLAIN, 1000, 1000).write(3000).until(10);
        script.in(". 1:1(0) ack 1001 win 0").forget();

        script.until(1500);

        script.expect(
                "211 . 1000:1000(0) ack 1 win 65535",
                "613 . 1000:1000(0) ack 1 win 65535",
                "1418 . 1000:1000(0) ack 1 win 65535");
        script.in(". 1:1(0) ack 1001 win 5000")
                .expect("1500 P. 1001:2001(1000) ack 1 win 65535", "1500 P. 2001:3001(1000) ack 1 win 65535");
    }

    @Test
    void givesUpProbesThatAreNeverAnswered() {
        Script script =
                Script.established(Configs.plain().retries(3).make(), 1000, 0).write(10);

        script.until(2999).in(TcpState.ESTABLISHED).until(3000).in(TcpState.CLOSED);

        assertThat(script.connection.takeError()).isEqualTo(Errno.ETIMEDOUT);
    }

    @Test
    void keepsAClosedWindowOpenAsLongAsThePeerAnswers() {
        Script script =
                Script.established(Configs.plain().retries(3).make(), 1000, 0).write(10);

        while (script.now < 10_000 * Segments.SECOND) {
            script.until(script.connection.nextDeadline() / Segments.MS + 1).in(". 1:1(0) ack 1 win 0");
        }

        script.in(TcpState.ESTABLISHED);
        assertThat(script.sent()).hasSizeGreaterThan(80);
    }

    /** As Linux counts: from the first probe, at 200 ms. */
    @Test
    void theUserTimeoutCoversAClosedWindow() {
        Script script = Script.established(
                        Configs.plain().userTimeout(3 * Segments.SECOND).make(), 1000, 0)
                .write(10);

        while (script.connection.nextDeadline() < 3200 * Segments.MS) {
            script.until(script.connection.nextDeadline() / Segments.MS).in(". 1:1(0) ack 1 win 0");
        }

        script.in(TcpState.ESTABLISHED).until(3200).in(TcpState.CLOSED);
        assertThat(script.connection.takeError()).isEqualTo(Errno.ETIMEDOUT);
    }

    /** As Linux counts: the text leaves again at 309 ms, and five seconds later it was too long. */
    @Test
    void theUserTimeoutCountsFromTheFirstRepetitionAfterTheLastProgress() {
        Script script = Script.established(
                        Configs.plain().userTimeout(5 * Segments.SECOND).make())
                .write(2000)
                .until(100)
                .in(". 1:1(0) ack 1001 win 65535")
                .forget();

        script.until(313).expect("312 P. 1001:2001(1000) ack 1 win 65535");
        script.until(5311).in(TcpState.ESTABLISHED).until(5314).in(TcpState.CLOSED);
    }

    @Test
    void keepsAliveAndGivesUp() {
        Script script = Script.established(Configs.plain().keepAlive().make());

        script.until(7_199_999).expect();
        script.until(7_200_000).expect("7200000 . 0:0(0) ack 1 win 65535");
        script.until(7_200_010).in(". 1:1(0) ack 1 win 65535").until(14_400_009).expect();
        script.until(14_400_010 + 9 * 75_000 - 1);
        assertThat(script.sent()).hasSize(9);
        script.in(TcpState.ESTABLISHED).forget().until(14_400_010 + 9 * 75_000);

        script.in(TcpState.CLOSED).expect("15075010 R. 1:1(0) ack 1 win 65535");
        assertThat(script.connection.takeError()).isEqualTo(Errno.ETIMEDOUT);
    }

    @Test
    void isWritableWhileAThirdIsFree() {
        Script script = Script.established(Configs.plain().sendBuffer(3000).make(), 1000, 0);

        script.write(2000);
        assertThat(script.connection.readiness()).isEqualTo(Poll.OUT);
        script.write(1);
        assertThat(script.connection.readiness()).isZero();
        byte[] more = new byte[99_000];
        // As in Linux the piece that was begun is filled, here half of the peer's window; what may leave leaves.
        assertThat(script.connection.write(0, more, 0, 99_000)).isBetween(32_000, 66_000);
        assertThat(script.connection.write(0, more, 0, 5000)).isEqualTo(Errno.EAGAIN.refusal());
    }

    @Test
    void survivesAWindowThatIsTakenBack() {
        Script script = Script.established(PLAIN).write(3000).until(10);

        script.in(". 1:1(0) ack 1001 win 0").forget().until(300);

        script.expect("211 . 1001:2001(1000) ack 1 win 65535");
        script.in(". 1:1(0) ack 3001 win 5000").until(9999).expect();
        assertThat(script.connection.snapshot().timers()).isEmpty();
    }

    @Test
    void startsAgainSlowlyAfterAPause() {
        Script script = Script.established(PLAIN).write(10_000).until(10);
        script.in(". 1:1(0) ack 10001 win 65535").write(20_000).until(20).in(". 1:1(0) ack 30001 win 65535");
        assertThat(script.connection.snapshot().cwnd()).isGreaterThan(10);

        script.until(5000).write(1);

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(10);
    }
}
