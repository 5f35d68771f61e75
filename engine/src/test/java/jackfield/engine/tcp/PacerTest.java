package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MS = Segments.MS;
    private static final int MSS = 1000;
    private static final CongestionConfig LIMITED = CongestionConfig.DEFAULT.maxPacingRate(1_000_000);
    private static final CongestionConfig HIGH = CongestionConfig.DEFAULT.maxPacingRate(1_000_000_000);
    private static final int INFINITE = Integer.MAX_VALUE;

    private final Pacer pacer = new Pacer();

    private void update(CongestionConfig config, int cwnd, int ssthresh, int out, long srttNanos) {
        pacer.update(config, false, 0, cwnd, ssthresh, out, MSS, srttNanos);
    }

    @Test
    void holdsNothingUnlessItIsAskedTo() {
        update(CongestionConfig.DEFAULT, 10, INFINITE, 10, 100 * MS);
        pacer.onSent(0, 20 * MSS, 20);
        pacer.onSent(0, 20 * MSS, 20);

        assertThat(pacer.holds(0)).isFalse();
        assertThat(pacer.rate()).isEqualTo(200_000);
        assertThat(pacer.superSegmentBytes(MSS, 64_000, 100 * MS)).isEqualTo(2_000);
    }

    @Test
    void paysTwiceTheWindowInSlowStartAndAFifthMoreAfter() {
        update(HIGH, 20, INFINITE, 10, 100 * MS);
        assertThat(pacer.rate()).isEqualTo(400_000);

        update(HIGH, 20, 40, 10, 100 * MS);
        assertThat(pacer.rate()).isEqualTo(240_000);

        update(HIGH, 20, 41, 10, 100 * MS);
        assertThat(pacer.rate()).isEqualTo(240_000);

        update(HIGH, 20, 42, 10, 100 * MS);
        assertThat(pacer.rate()).isEqualTo(400_000);

        update(HIGH, 20, 10, 30, 100 * MS);
        assertThat(pacer.rate()).isEqualTo(360_000);
    }

    @Test
    void isNeverFasterThanItsLimit() {
        update(LIMITED, 1000, INFINITE, 1000, MS);

        assertThat(pacer.rate()).isEqualTo(1_000_000);
    }

    @Test
    void letsTheFirstTenSegmentsGoAtOnce() {
        update(LIMITED, 100, INFINITE, 0, MS);

        pacer.onSent(5 * MS, 4 * MSS, 4);
        pacer.onSent(5 * MS, 6 * MSS, 6);
        assertThat(pacer.holds(5 * MS)).isFalse();

        pacer.onSent(5 * MS, 2 * MSS, 2);
        assertThat(pacer.holds(5 * MS)).isTrue();
    }

    @Test
    void spacesWhatFollows() {
        update(LIMITED, 100, INFINITE, 0, MS);
        pacer.onSent(5 * MS, 10 * MSS, 10);
        pacer.onSent(5 * MS, 2 * MSS, 2);

        assertThat(pacer.nextNanos()).isEqualTo(7 * MS);
        assertThat(pacer.holds(7 * MS - 1)).isTrue();
        assertThat(pacer.holds(7 * MS)).isFalse();
    }

    @Test
    void makesUpForBeingLateByHalfAGap() {
        update(LIMITED, 100, INFINITE, 0, MS);
        pacer.onSent(5 * MS, 10 * MSS, 10);
        pacer.onSent(5 * MS, 2 * MSS, 2);

        pacer.onSent(7 * MS + MS / 2, 2 * MSS, 2);
        assertThat(pacer.nextNanos()).isEqualTo(9 * MS);

        pacer.onSent(20 * MS, 2 * MSS, 2);
        assertThat(pacer.nextNanos()).isEqualTo(21 * MS);
    }

    @Test
    void cutsSuperSegmentsToAMillisecondsWorth() {
        update(CongestionConfig.DEFAULT.maxPacingRate(10_240_000), 1000, INFINITE, 1000, MS);

        assertThat(pacer.superSegmentBytes(MSS, 64_000, 100 * MS)).isEqualTo(10_000);
        assertThat(pacer.superSegmentBytes(MSS, 4_000, 100 * MS)).isEqualTo(4_000);
        // On a path of a millisecond half of the longest is added: 1000 us >> 9 = 1.
        assertThat(pacer.superSegmentBytes(MSS, 64_000, MS)).isEqualTo(42_000);
    }

    @Test
    void handsDownTwoSegmentsAtLeast() {
        update(CongestionConfig.DEFAULT.maxPacingRate(10_000), 1000, INFINITE, 1000, MS);

        assertThat(pacer.superSegmentBytes(MSS, 64_000, 100 * MS)).isEqualTo(2_000);
    }

    @Test
    void obeysTheController() {
        pacer.update(CongestionConfig.DEFAULT, true, 500_000, 10, INFINITE, 10, MSS, 100 * MS);
        assertThat(pacer.rate()).isEqualTo(500_000);

        // As Linux's bbr: until the controller has measured anything, twice the window in a round trip.
        pacer.update(CongestionConfig.DEFAULT, true, 0, 10, INFINITE, 10, MSS, 100 * MS);
        assertThat(pacer.rate()).isEqualTo(10L * MSS * 2 * 10);
    }
}
