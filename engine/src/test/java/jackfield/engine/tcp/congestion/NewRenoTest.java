package jackfield.engine.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewRenoTest {
    private final NewReno congestion = new NewReno();
    private final CongestionWindow window = new CongestionWindow(1000, 10);

    private void ack(int segments, boolean mayGrow) {
        var sample = new AckSample();
        sample.ackedSegments = segments;
        congestion.onAck(0, window, sample, mayGrow);
    }

    @Test
    void doublesInSlowStartAndAddsASegmentAWindowAfter() {
        window.ssthresh(12);
        ack(1, true);
        assertThat(window.cwnd()).isEqualTo(11);

        // One of these reaches the threshold, the other ten count towards the next segment.
        ack(11, true);
        assertThat(window.cwnd()).isEqualTo(12);
        ack(1, true);
        assertThat(window.cwnd()).isEqualTo(12);
        ack(1, true);

        assertThat(window.cwnd()).isEqualTo(13);
    }

    @Test
    void aWindowThatMayNotGrowDoesNot() {
        ack(5, false);

        assertThat(window.cwnd()).isEqualTo(10);
    }

    @Test
    void halvesTheThresholdButNeverBelowTwoSegments() {
        assertThat(congestion.ssthreshAfterLoss(window)).isEqualTo(5);
        window.cwnd(3);
        assertThat(congestion.ssthreshAfterLoss(window)).isEqualTo(2);
    }

    @Test
    void aMarkCostsLessThanALoss() {
        assertThat(new NewReno().ssthreshAfterMark(new CongestionWindow(1000, 100)))
                .isEqualTo(80);
        assertThat(new NewReno().ssthreshAfterMark(new CongestionWindow(1000, 2)))
                .isEqualTo(2);
    }
}
