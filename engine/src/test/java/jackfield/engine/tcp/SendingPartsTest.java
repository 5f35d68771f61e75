package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@link SendWindow}, {@link Transmitter}. */
class SendingPartsTest {
    private static final int MSS = 1000;

    @Test
    void aWindowKeepsItsVariablesAcrossTheWrap() {
        var window = new SendWindow(-10);
        window.onSent(90);
        window.open(5, -10, 500);

        assertThat(window.outstanding()).isEqualTo(100);
        assertThat(window.usable()).isEqualTo(400);
        assertThat(window.acknowledge(40)).isEqualTo(50);
        assertThat(window.acknowledge(-5)).isZero();
        assertThat(window.rightEdge()).isEqualTo(540);
    }

    @Test
    void anOldSegmentDoesNotTellTheWindow() {
        var window = new SendWindow(0);
        window.onSent(100);
        window.open(50, 20, 500);

        assertThat(window.acknowledge(20)).isEqualTo(20);

        assertThat(window.update(49, 20, 9)).isFalse();
        assertThat(window.update(50, 19, 9)).isFalse();
        assertThat(window.update(50, 20, 9)).isFalse();
        assertThat(window.update(50, 20, 0)).isTrue();
        assertThat(window.update(50, 20, 9)).isTrue();
        assertThat(window.update(51, 20, 9)).isFalse();
        assertThat(window.update(52, 20, 8)).isTrue();
        assertThat(window.maxSndWnd()).isEqualTo(500);
    }

    /** The peer's window is full up to 600, and what tells it is text that was lost and comes again. */
    @Test
    void textSentAgainTellsTheWindowIfItAcknowledgesMore() {
        var window = new SendWindow(0);
        window.onSent(100);
        window.open(50, 20, 580);

        assertThat(window.update(30, 80, 520)).isTrue();

        window.acknowledge(80);
        assertThat(window.rightEdge()).isEqualTo(600);
    }

    @Test
    void wholeSegmentsLeaveAndTheRestWaitsForTheSmallOneBefore() {
        var transmitter = new Transmitter(0);
        assertThat(last(transmitter, 2500, 1, false)).isEqualTo(1000);
        assertThat(last(transmitter, 500, 1, false)).isEqualTo(500);

        transmitter.onSent(500, 500, MSS);

        assertThat(last(transmitter, 500, 1, false)).isZero();
        assertThat(last(transmitter, 500, 1, true)).isEqualTo(500);
        assertThat(last(transmitter, 2500, 5, false)).isEqualTo(2000);
        assertThat(last(transmitter, 2500, 5, true)).isEqualTo(2500);
        transmitter.onAcknowledged(500);
        assertThat(transmitter.textToSend(500, true, false, 9999, MSS, 1, false, false, 500))
                .isEqualTo(500);
    }

    private static int last(Transmitter transmitter, int length, int segments, boolean isHurried) {
        return transmitter.textToSend(length, true, false, 9999, MSS, segments, isHurried, false, 0);
    }

    @Test
    void aSmallPieceThatIsNotTheLastDoesNotWait() {
        var transmitter = new Transmitter(0);
        transmitter.onSent(500, 500, MSS);

        assertThat(transmitter.textToSend(300, false, false, 9999, MSS, 5, false, false, 0))
                .isEqualTo(300);
        assertThat(transmitter.textToSend(300, true, true, 9999, MSS, 5, false, false, 0))
                .isEqualTo(300);
        assertThat(transmitter.textToSend(300, true, false, 9999, MSS, 5, false, true, 0))
                .isZero();
    }

    @Test
    void aWindowThatCutsASegmentHoldsItBack() {
        var transmitter = new Transmitter(0);

        assertThat(transmitter.textToSend(5000, true, false, 999, MSS, 5, true, false, 0))
                .isZero();
        assertThat(transmitter.textToSend(5000, true, false, 1500, MSS, 5, false, false, 0))
                .isEqualTo(1500);
        assertThat(transmitter.textToSend(5000, true, false, 1500, MSS, 5, false, true, 0))
                .isEqualTo(1000);
        assertThat(Transmitter.cutText(5000, 1, MSS)).isEqualTo(1);
        assertThat(Transmitter.cutText(5000, 0, MSS)).isZero();
    }
}
