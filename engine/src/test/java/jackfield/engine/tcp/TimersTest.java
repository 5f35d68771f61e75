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
        var rtt = new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos());
        assertThat(rtt.rtoNanos(SECOND, 120 * SECOND)).isEqualTo(SECOND);

        rtt.onSample(800 * MS, 1, 1, 200 * MS);
        assertThat(rtt.rtoNanos(SECOND, 120 * SECOND)).isEqualTo(2400 * MS);
        rtt.onSample(1200 * MS, 1, 1, 200 * MS);

        assertThat(rtt.rttvarNanos()).isEqualTo(400 * MS);
        assertThat(rtt.srttNanos()).isEqualTo(850 * MS);
        assertThat(rtt.rtoNanos(SECOND, SECOND)).isEqualTo(SECOND);
    }

    @Test
    void aRoundTripTimeThatFallsDoesNotRaiseTheTimeout() {
        var rtt = new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos());
        rtt.onSample(800 * MS, 1, 1, 200 * MS);
        rtt.onSample(100 * MS, 1, 1, 200 * MS);

        // mdev grows by an eighth of what it would: (700 - 400) / 8 / 4.
        assertThat(rtt.rttvarNanos()).isEqualTo(409_375_000);
        assertThat(rtt.srttNanos()).isEqualTo(712_500_000);
    }

    @Test
    void theVarianceFallsByAQuarterOfTheDifferenceFromRoundToRound() {
        var rtt = new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos());
        rtt.onSample(800 * MS, 1, 1, 200 * MS);
        assertThat(rtt.rtoNanos(SECOND, 120 * SECOND)).isEqualTo(2400 * MS);

        rtt.onSample(800 * MS, 2, 3, 200 * MS);
        rtt.onSample(800 * MS, 4, 5, 200 * MS);

        // The first round had a deviation of 1600 ms, the second of 1200: 1600 - (1600 - 1200) / 4.
        assertThat(rtt.rtoNanos(SECOND, 120 * SECOND)).isEqualTo(800 * MS + 1425 * MS);
    }

    @Test
    void theMinimumStandsForTheVariance() {
        var rtt = new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos());
        for (int i = 0; i < 100; i++) {
            rtt.onSample(10 * MS, 1, 1, 200 * MS);
        }

        assertThat(rtt.rtoNanos(SECOND, 120 * SECOND)).isEqualTo(210 * MS);
    }

    @Test
    void theLeastRoundTripTimeIsForgottenAfterFiveMinutes() {
        var rtt = new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos());
        rtt.onLeast(0, 10 * MS, false);
        rtt.onLeast(SECOND, 30 * MS, false);
        rtt.onLeast(100 * SECOND, 20 * MS, false);
        assertThat(rtt.minNanos()).isEqualTo(10 * MS);
        rtt.onLeast(200 * SECOND, 40 * MS, true);

        rtt.onLeast(301 * SECOND, 50 * MS, false);

        assertThat(rtt.minNanos()).isEqualTo(20 * MS);
    }

    @Test
    void backsOffUntilThereIsASample() {
        var table = new TcpTimer.Table();
        var timer = new RetransmitTimer(
                Configs.plain().make(), table, new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos()));
        timer.onTimeout(0);
        timer.onTimeout(0);
        assertThat(timer.rtoNanos()).isEqualTo(4 * SECOND);

        timer.onProgress();
        assertThat(timer.timeouts()).isZero();
        assertThat(timer.rtoNanos()).isEqualTo(4 * SECOND);
        timer.onSample();
        assertThat(timer.rtoNanos()).isEqualTo(SECOND);

        for (int i = 0; i < 100; i++) {
            timer.onTimeout(0);
        }
        assertThat(timer.rtoNanos()).isEqualTo(120 * SECOND);
    }

    @Test
    void oneTimerTakesThePlaceOfTheOthersAndTheRtoIsCountedFromTheHead() {
        var table = new TcpTimer.Table();
        var rtt = new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos());
        rtt.onSample(100 * MS, 1, 1, 200 * MS);
        var timer = new RetransmitTimer(Configs.plain().make(), table, rtt);

        timer.armProbe(0, 5, 0, false);
        assertThat(table).hasToString("LOSS_PROBE@202ms");
        timer.rearm(50 * MS, 10 * MS);
        assertThat(table).hasToString("RETRANSMIT@310ms");
        timer.rearm(60 * MS, 10 * MS);
        assertThat(table).hasToString("RETRANSMIT@360ms");
        timer.armProbe(60 * MS, 1, 10 * MS, false);
        assertThat(table).hasToString("LOSS_PROBE@310ms");
        timer.stop();
        assertThat(timer.isArmed()).isFalse();
    }

    @Test
    void theFirstSynsAreNotSpacedMoreWidely() {
        var timer = new RetransmitTimer(
                Configs.plain().make(), new TcpTimer.Table(), new RttEstimator(LossConfig.DEFAULT.minRttWindowNanos()));
        for (int i = 0; i < 4; i++) {
            timer.onSynTimeout(0, 4);
            assertThat(timer.rtoNanos()).isEqualTo(SECOND);
        }

        timer.onSynTimeout(0, 4);

        assertThat(timer.rtoNanos()).isEqualTo(2 * SECOND);
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
