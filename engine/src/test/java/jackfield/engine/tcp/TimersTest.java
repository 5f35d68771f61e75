package jackfield.engine.tcp;

import static jackfield.engine.tcp.Segments.MS;
import static jackfield.engine.tcp.Segments.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import org.junit.jupiter.api.Test;

/** {@link TcpTimer}, {@link RttEstimator}, {@link RetransmitTimer}, {@link ZeroWindowProbe}, {@link KeepAlive}. */
class TimersTest {
    @Test
    void theTableKnowsTheEarliestAndTakesWhatIsDue() {
        var table = new TcpTimer.Table();
        assertThat(table.earliest()).isEqualTo(Deadline.NEVER);

        table.arm(TcpTimer.RETRANSMIT, 20 * MS);
        table.arm(TcpTimer.DELAYED_ACK, 10 * MS);

        assertThat(table.earliest()).isEqualTo(10 * MS);
        assertThat(table).hasToString("RETRANSMIT@20ms DELAYED_ACK@10ms");
        assertThat(table.takeIfDue(TcpTimer.DELAYED_ACK, 10 * MS - 1)).isFalse();
        assertThat(table.takeIfDue(TcpTimer.DELAYED_ACK, 10 * MS)).isTrue();
        assertThat(table.isArmed(TcpTimer.DELAYED_ACK)).isFalse();
    }

    @Test
    void estimatesAsTheRfcSays() {
        var rtt = new RttEstimator();
        assertThat(rtt.rtoNanos(SECOND, 200 * MS, 120 * SECOND)).isEqualTo(SECOND);

        rtt.onSample(800 * MS);
        assertThat(rtt.rtoNanos(SECOND, 200 * MS, 120 * SECOND)).isEqualTo(2400 * MS);
        rtt.onSample(400 * MS);

        assertThat(rtt.rttvarNanos()).isEqualTo(400 * MS);
        assertThat(rtt.srttNanos()).isEqualTo(750 * MS);
        assertThat(rtt.rtoNanos(SECOND, 200 * MS, SECOND)).isEqualTo(SECOND);
    }

    @Test
    void theMinimumStandsForTheVariance() {
        var rtt = new RttEstimator();
        for (int i = 0; i < 100; i++) {
            rtt.onSample(10 * MS);
        }

        assertThat(rtt.rtoNanos(SECOND, 200 * MS, 120 * SECOND)).isEqualTo(210 * MS);
    }

    @Test
    void backsOffUntilThereIsASample() {
        var timer = new RetransmitTimer();
        timer.onTimeout();
        timer.onTimeout();
        assertThat(timer.intervalNanos(SECOND, 120 * SECOND)).isEqualTo(4 * SECOND);

        timer.onProgress(false);
        assertThat(timer.timeouts()).isZero();
        assertThat(timer.intervalNanos(SECOND, 120 * SECOND)).isEqualTo(4 * SECOND);
        timer.onProgress(true);
        assertThat(timer.intervalNanos(SECOND, 120 * SECOND)).isEqualTo(SECOND);

        for (int i = 0; i < 100; i++) {
            timer.onTimeout();
        }
        assertThat(timer.intervalNanos(SECOND, 120 * SECOND)).isEqualTo(120 * SECOND);
    }

    @Test
    void probesEverMoreSlowlyAndCountsThoseUnanswered() {
        var probe = new ZeroWindowProbe();
        probe.onSent();
        probe.onSent();
        probe.onAnswer();

        assertThat(probe.intervalNanos(SECOND, 3 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(probe.intervalNanos(SECOND, 120 * SECOND)).isEqualTo(4 * SECOND);
        assertThat(probe.unanswered()).isZero();
        probe.onOpen();
        assertThat(probe.intervalNanos(SECOND, 120 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void keepsAliveByIdleTimeIntervalAndCount() {
        TcpConfig config = Configs.plain().keepAlive().make();
        var keepAlive = new KeepAlive();
        keepAlive.onHeard(SECOND);
        assertThat(keepAlive.deadline(config)).isEqualTo(7201 * SECOND);

        assertThat(keepAlive.onTime(7200 * SECOND, config, false)).isEqualTo(KeepAlive.Verdict.WAIT);
        long now = 7201 * SECOND;
        for (int i = 0; i < 9; i++, now += 75 * SECOND) {
            assertThat(keepAlive.onTime(now, config, false)).isEqualTo(KeepAlive.Verdict.PROBE);
        }
        assertThat(keepAlive.onTime(now, config, false)).isEqualTo(KeepAlive.Verdict.GIVE_UP);
        keepAlive.onHeard(now);
        assertThat(keepAlive.deadline(config)).isEqualTo(now + 7200 * SECOND);
    }

    @Test
    void doesNotProbeWhileTextIsOutstanding() {
        TcpConfig config = Configs.plain().keepAlive().make();
        var keepAlive = new KeepAlive();
        keepAlive.onHeard(0);

        assertThat(keepAlive.onTime(7200 * SECOND, config, true)).isEqualTo(KeepAlive.Verdict.WAIT);
        assertThat(keepAlive.deadline(config)).isEqualTo(14_400 * SECOND);
    }

    @Test
    void theUserTimeoutShortensKeepAlive() {
        TcpConfig config =
                Configs.plain().keepAlive().userTimeout(7250 * SECOND).make();
        var keepAlive = new KeepAlive();
        keepAlive.onHeard(0);

        assertThat(keepAlive.onTime(7200 * SECOND, config, false)).isEqualTo(KeepAlive.Verdict.PROBE);
        assertThat(keepAlive.onTime(7275 * SECOND, config, false)).isEqualTo(KeepAlive.Verdict.GIVE_UP);
    }

    @Test
    void aChallengeIsAnsweredTwiceASecondAtMost() {
        var challenge = new ChallengeAck();

        assertThat(challenge.permits(0)).isTrue();
        assertThat(challenge.permits(ChallengeAck.INTERVAL_NANOS - 1)).isFalse();
        assertThat(challenge.permits(ChallengeAck.INTERVAL_NANOS)).isTrue();
    }
}
