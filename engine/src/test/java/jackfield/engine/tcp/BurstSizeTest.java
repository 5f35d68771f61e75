package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BurstSizeTest {
    private static final long MS = Segments.MS;
    private static final int MSS = 1000;
    private static final int LIMIT = 2 * MSS;
    private static final int UNSENT = 30 * MSS;

    private final BurstSize burst = new BurstSize();

    private boolean waits(long now, int room, int cwnd, boolean endsStream, long headSentNanos) {
        return burst.waits(
                now,
                100 * MSS,
                (long) room * MSS,
                LIMIT,
                (long) cwnd * MSS,
                endsStream ? MSS : UNSENT,
                endsStream,
                headSentNanos,
                100 * MS);
    }

    @Test
    void atLeastTwoPiecesAreInFlight() {
        assertThat(BurstSize.mostSegments(10, 10)).isEqualTo(5);
        assertThat(BurstSize.mostSegments(3, 10)).isEqualTo(3);
        assertThat(BurstSize.mostSegments(1, 1)).isEqualTo(1);
        assertThat(BurstSize.mostSegments(0, 10)).isZero();
    }

    @Test
    void nothingWaitsWhenNothingLeftLately() {
        assertThat(waits(100 * MS, 1, 10, false, 0)).isFalse();
        burst.onSent(98 * MS);
        assertThat(waits(100 * MS, 1, 10, false, 0)).isFalse();
    }

    @Test
    void oneSegmentWaitsForTheNextAcknowledgment() {
        burst.onSent(100 * MS);
        assertThat(waits(100 * MS, 1, 10, false, 0)).isTrue();
        assertThat(waits(101 * MS, 1, 10, false, MS)).isTrue();
    }

    @Test
    void aWholePieceOrAThirdOfTheWindowDoesNotWait() {
        burst.onSent(100 * MS);
        assertThat(waits(100 * MS, 2, 10, false, 0)).isFalse();
        assertThat(waits(100 * MS, 1, 3, false, 0)).isFalse();
    }

    @Test
    void nothingWaitsWhereTheAcknowledgmentIsFar() {
        burst.onSent(100 * MS);
        assertThat(waits(100 * MS, 1, 10, false, 2 * MS)).isFalse();
    }

    @Test
    void theEndOfTheStreamDoesNotWaitIfItFits() {
        burst.onSent(100 * MS);
        assertThat(waits(100 * MS, 1, 10, true, 0)).isTrue();
        assertThat(burst.waits(100 * MS, 100 * MSS, 2 * MSS, 9 * MSS, 10 * MSS, MSS, true, 0, 100 * MS))
                .isFalse();
    }
}
