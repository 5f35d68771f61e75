package jackfield.engine.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** HyStart++ in CUBIC's first slow start: RFC 9406, 4.2. */
class HyStartTest {
    private final Acks acks = new Acks(new Cubic(), 10);

    private void rounds(int count, long rttMillis) {
        for (int i = 0; i < count; i++) {
            acks.round(rttMillis * Acks.MS);
        }
    }

    @Test
    void doublesWhileTheRoundTripTimeStands() {
        rounds(5, 100);

        assertThat(acks.window.cwnd()).isEqualTo(320);
        assertThat(acks.window.isInSlowStart()).isTrue();
    }

    @Test
    void growsAQuarterAsFastOnceTheRoundTripTimeHasGrown() {
        rounds(3, 100);

        rounds(1, 113);
        int first = acks.window.cwnd();
        rounds(1, 113);

        // The first eight samples of the round still count in full.
        assertThat(first).isBetween(80 + 20, 80 + 30);
        assertThat(acks.window.cwnd()).isBetween(first + first / 4 - 2, first + first / 4 + 2);
        assertThat(acks.window.isInSlowStart()).isTrue();
    }

    @Test
    void aSmallGrowthIsNoise() {
        rounds(3, 100);

        rounds(1, 111);

        assertThat(acks.window.cwnd()).isEqualTo(160);
    }

    @Test
    void onShortPathsFourMillisecondsAreNoise() {
        rounds(3, 1);
        rounds(1, 4);
        assertThat(acks.window.cwnd()).isEqualTo(160);

        rounds(1, 8);
        rounds(1, 8);

        assertThat(acks.window.cwnd()).isLessThan(320);
    }

    @Test
    void onLongPathsSixteenAreEnough() {
        rounds(3, 300);

        rounds(1, 317);

        assertThat(acks.window.cwnd()).isLessThan(120);
    }

    @Test
    void endsSlowStartAfterFiveConservativeRounds() {
        rounds(3, 100);

        rounds(5, 120);
        assertThat(acks.window.isInSlowStart()).isTrue();
        rounds(1, 120);

        assertThat(acks.window.isInSlowStart()).isFalse();
        assertThat(acks.window.ssthresh()).isBetween(200, 320);
    }

    @Test
    void goesOnIfTheRoundTripTimeFallsAgain() {
        rounds(3, 100);
        rounds(2, 120);

        rounds(1, 100);
        int before = acks.window.cwnd();
        rounds(1, 100);

        assertThat(acks.window.cwnd()).isEqualTo(2 * before);
    }

    @Test
    void aLaterSlowStartIsPlain() {
        rounds(3, 100);
        acks.timeOut();
        rounds(1, 100);

        rounds(3, 150);

        assertThat(acks.window.cwnd()).isEqualTo(16);
    }
}
