package jackfield.engine.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewRenoTest {
    private final NewReno congestion = new NewReno(1000, NewReno.INITIAL_SEGMENTS);

    @Test
    void doublesInSlowStartAndAddsASegmentAWindowAfter() {
        congestion.onLoss(20_000);
        assertThat(congestion.cwndBytes()).isEqualTo(10_000);

        congestion.onAck(9_999, true, false);
        assertThat(congestion.cwndBytes()).isEqualTo(10_000);
        congestion.onAck(1, true, false);
        assertThat(congestion.cwndBytes()).isEqualTo(11_000);

        congestion.onTimeout(8000, true);
        assertThat(congestion.cwndBytes()).isEqualTo(1000);
        assertThat(congestion.ssthreshBytes()).isEqualTo(4000);
        congestion.onAck(2000, true, false);
        assertThat(congestion.cwndBytes()).isEqualTo(3000);
    }

    @Test
    void aWindowThatIsNotUsedDoesNotGrow() {
        congestion.onAck(5000, false, false);

        assertThat(congestion.cwndBytes()).isEqualTo(10_000);
    }

    @Test
    void growsByOneSegmentAnAckAfterATimeout() {
        congestion.onTimeout(10_000, true);

        congestion.onAck(9000, true, true);

        assertThat(congestion.cwndBytes()).isEqualTo(2000);
    }

    @Test
    void aSecondTimeoutKeepsTheThreshold() {
        congestion.onTimeout(10_000, true);

        congestion.onTimeout(1000, false);

        assertThat(congestion.ssthreshBytes()).isEqualTo(5000);
    }

    @Test
    void neverFallsBelowTwoSegmentsOnLoss() {
        congestion.onLoss(1000);

        assertThat(congestion.cwndBytes()).isEqualTo(2000);
    }
}
