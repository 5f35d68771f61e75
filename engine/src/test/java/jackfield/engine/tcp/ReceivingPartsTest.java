package jackfield.engine.tcp;

import static jackfield.engine.tcp.Segments.MS;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import org.junit.jupiter.api.Test;

/** {@link ReceiveWindow}, {@link AckPolicy}, {@link Timestamps}. */
class ReceivingPartsTest {
    private static final int MSS = 1000;

    private static ReceiveWindow window(int initial, int scale) {
        var window = new ReceiveWindow();
        window.start(-100, initial);
        window.scale(scale);
        return window;
    }

    @Test
    void theRightEdgeMovesByASegmentOrHalfTheBuffer() {
        ReceiveWindow window = window(4000, 0);
        window.advanceTo(window.rcvNxt() + 4000);

        assertThat(window.advertise(4000, 4000, MSS)).isZero();
        assertThat(window.advertise(4000, 3001, MSS)).isZero();
        assertThat(window.advertise(4000, 3000, MSS)).isEqualTo(1000);
    }

    @Test
    void neverGoesBackThoughTheBufferShrinks() {
        ReceiveWindow window = window(4000, 0);
        int edge = window.rightEdge();

        assertThat(window.advertise(1000, 0, MSS)).isEqualTo(4000);
        assertThat(window.rightEdge()).isEqualTo(edge);
    }

    @Test
    void aScaledWindowIsRoundedUpButDoesNotCreepBeyondTheBuffer() {
        int buffer = 1 << 20;
        ReceiveWindow window = window(60_000, Negotiation.scaleFor(buffer));
        window.advertise(buffer, 0, MSS);
        int start = window.rcvNxt();

        for (int held = 1; held <= 3000; held++) {
            window.advanceTo(start + held);
            window.advertise(buffer, held, MSS);
        }

        assertThat(window.rightEdge() - start).isBetween(buffer - 32, buffer + 32);
    }

    @Test
    void tellsOfRoomWhenItHasDoubled() {
        ReceiveWindow window = window(4000, 0);
        window.advanceTo(window.rcvNxt() + 3000);

        assertThat(window.deservesUpdate(4000, 2500, MSS)).isFalse();
        assertThat(window.deservesUpdate(4000, 2000, MSS)).isTrue();
        assertThat(window(4000, 0).deservesUpdate(4000, 0, MSS)).isFalse();
    }

    @Test
    void acknowledgesAtOnceInTheBeginningThenLater() {
        var policy = new AckPolicy(MSS);
        policy.start(0, 8 * 536);
        for (int i = 0; i < 4; i++) {
            policy.onText(0, 536, 536);
            assertThat(policy.isDue()).isTrue();
            policy.onAckSent();
        }

        policy.onText(MS, 100, 100);

        assertThat(policy.isDue()).isFalse();
        assertThat(policy.deadline(40 * MS)).isEqualTo(41 * MS);
        policy.onText(2 * MS, 500, 600);
        assertThat(policy.isDue()).isTrue();
        assertThat(policy.deadline(40 * MS)).isEqualTo(Deadline.NEVER);
    }

    @Test
    void learnsHowLongThePeersSegmentsAre() {
        var policy = new AckPolicy(MSS);
        policy.onText(0, MSS, MSS);
        assertThat(policy.isDue()).isFalse();

        policy.onText(0, MSS, 2 * MSS);

        assertThat(policy.isDue()).isTrue();
    }

    @Test
    void waitsForAnswersOfAnInteractiveApplication() {
        var policy = new AckPolicy(MSS);
        policy.start(0, 65535);
        policy.onText(0, 10, 10);
        policy.onTextSent(MS, 40 * MS);
        policy.onAckSent();

        policy.onText(2 * MS, 10, 10);
        assertThat(policy.isDue()).isFalse();

        policy.nowAndNext();
        assertThat(policy.isDue()).isTrue();
    }

    @Test
    void pawsRejectsWhatIsOlderUnlessTooMuchTimeHasPassed() {
        var timestamps = new Timestamps(-3);
        timestamps.start(0, 5);
        long days = 24L * 3600 * Segments.SECOND;

        assertThat(timestamps.value(10 * MS)).isEqualTo(7);
        assertThat(timestamps.rejects(0, 4)).isTrue();
        assertThat(timestamps.rejects(0, 5)).isFalse();
        assertThat(timestamps.rejects(24 * days, 4)).isTrue();
        assertThat(timestamps.rejects(24 * days + 1, 4)).isFalse();
    }

    @Test
    void onlyASegmentThatCoversTheLastAckIsEchoed() {
        var timestamps = new Timestamps(0);
        timestamps.start(0, 5);

        timestamps.onSegment(0, 101, 9, 100);
        assertThat(timestamps.echo()).isEqualTo(5);
        timestamps.onSegment(0, 100, 8, 100);
        assertThat(timestamps.echo()).isEqualTo(8);
        timestamps.onSegment(0, 100, 7, 100);
        assertThat(timestamps.echo()).isEqualTo(8);
    }

    @Test
    void anEchoFromTheFutureIsNoSample() {
        var timestamps = new Timestamps(0);
        timestamps.start(0, 5);

        assertThat(timestamps.echoedNanos(30 * MS, 10)).isEqualTo(10 * MS);
        assertThat(timestamps.echoedNanos(30 * MS, 31)).isEqualTo(AckNews.NONE);
        assertThat(timestamps.echoedNanos(30 * MS, 30)).isEqualTo(30 * MS);
    }
}
