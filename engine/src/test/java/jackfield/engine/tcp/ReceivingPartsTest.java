package jackfield.engine.tcp;

import static jackfield.engine.tcp.Segments.MS;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import org.junit.jupiter.api.Test;

/** {@link ReceiveWindow}, {@link AckPolicy}, {@link Timestamps}. */
class ReceivingPartsTest {
    private static final int MSS = 1000;

    private final ReceiveSpace space =
            new ReceiveSpace(Configs.plain().receiveBuffer(8000).make());

    private ReceiveWindow window(int initial, int scale) {
        var window = new ReceiveWindow();
        window.start(-100, initial);
        window.scale(scale);
        space.offer(new InitialWindow(initial, scale, 4000));
        return window;
    }

    @Test
    void aClosedWindowOpensByASegment() {
        ReceiveWindow window = window(4000, 0);
        window.advanceTo(window.rcvNxt() + 4000);

        assertThat(window.advertise(space, 8000, MSS)).isZero();
        assertThat(window.advertise(space, 6002, MSS)).isZero();
        assertThat(window.advertise(space, 6000, MSS)).isEqualTo(1000);
    }

    @Test
    void neverGoesBackThoughMemoryFills() {
        ReceiveWindow window = window(4000, 0);
        int edge = window.rightEdge();

        assertThat(window.advertise(space, 7000, MSS)).isEqualTo(4000);
        assertThat(window.rightEdge()).isEqualTo(edge);
        assertThat(window.isTight()).isTrue();
    }

    @Test
    void aScaledWindowIsRoundedUp() {
        ReceiveWindow window = window(2001, 7);

        assertThat(window.advertise(space, 0, MSS)).isEqualTo(16);
        assertThat(window.toldBytes()).isEqualTo(2048);
    }

    @Test
    void acknowledgesAtOnceInTheBeginningThenLater() {
        var policy = new AckPolicy(40 * MS, LossConfig.DEFAULT);
        policy.start(0);
        for (int i = 0; i < 4; i++) {
            text(policy, 0, 4);
            assertThat(policy.isDue()).isTrue();
            policy.onAckSent();
        }

        text(policy, MS, 4);

        assertThat(policy.isDue()).isFalse();
        assertThat(policy.deadline()).isEqualTo(41 * MS);
        policy.decide(2 * MS, true, false, false, 0, 0);
        assertThat(policy.isDue()).isTrue();
        assertThat(policy.deadline()).isEqualTo(Deadline.NEVER);
    }

    private static void text(AckPolicy policy, long now, int mostQuick) {
        policy.onText(now, mostQuick, 200 * MS);
        policy.decide(now, false, false, false, 0, 0);
    }

    /** As Linux 6.18 answered: 40 ms, and longer after each delay that nothing used. */
    @Test
    void theDelayGrowsWithThePausesBetweenSegments() {
        var policy = new AckPolicy(40 * MS, LossConfig.DEFAULT);
        policy.start(0);
        policy.onText(0, 2, 200 * MS);
        policy.leaveQuick();
        policy.onAckSent();
        long now = 0;
        long[] delays = new long[4];
        for (int i = 0; i < delays.length; i++) {
            now += 100 * MS;
            text(policy, now, 2);
            delays[i] = (policy.deadline() - now) / MS;
            policy.onTime(policy.deadline(), 200 * MS);
            policy.onAckSent();
        }

        assertThat(delays).containsExactly(40, 80, 180, 199);
    }

    @Test
    void learnsHowLongThePeersSegmentsAre() {
        var segments = new PeerSegments(1460);
        segments.start(1460, 65_535);
        assertThat(segments.fullBytes()).isEqualTo(536);

        assertThat(segments.onText(1000, true)).isFalse();
        assertThat(segments.fullBytes()).isEqualTo(1000);
        assertThat(segments.onText(700, true)).isTrue();
        assertThat(segments.onText(700, true)).isFalse();

        assertThat(segments.fullBytes()).isEqualTo(700);
        assertThat(segments.onText(50, true)).isTrue();
        assertThat(segments.onText(50, true)).isTrue();
    }

    @Test
    void waitsForAnswersOfAnInteractiveApplication() {
        var policy = new AckPolicy(40 * MS, LossConfig.DEFAULT);
        policy.start(0);
        text(policy, 0, 16);
        policy.onTextSent(MS);
        policy.onAckSent();

        text(policy, 2 * MS, 16);
        assertThat(policy.isDue()).isFalse();

        policy.enterQuick(16);
        policy.decide(2 * MS, false, false, false, 0, 0);
        assertThat(policy.isDue()).isTrue();
    }

    @Test
    void manySegmentsOutOfOrderShareAcknowledgmentsFromTheFourthOn() {
        var policy = new AckPolicy(40 * MS, LossConfig.DEFAULT);
        policy.start(0);
        policy.onText(0, 2, 200 * MS);
        policy.leaveQuick();
        policy.onAckSent();
        for (int i = 0; i < 3; i++) {
            outOfOrder(policy, i);
            assertThat(policy.isDue()).as("%d", i).isTrue();
            policy.onAckSent();
        }

        outOfOrder(policy, 10);
        assertThat(policy.isDue()).isFalse();
        outOfOrder(policy, 20);

        assertThat(policy.deadline()).isEqualTo(10 + MS / 2);
        policy.onTime(10 + MS / 2, 200 * MS);
        assertThat(policy.isDue()).isTrue();
    }

    private static void outOfOrder(AckPolicy policy, long now) {
        policy.schedule();
        policy.decide(now, false, true, true, 77, 10 * MS);
    }

    @Test
    void pawsRejectsWhatIsOlderUnlessTooMuchTimeHasPassed() {
        var timestamps = new Timestamps(-3);
        timestamps.start(0, 5);
        long days = 24L * 3600 * Segments.SECOND;

        assertThat(timestamps.value(10 * MS)).isEqualTo(7);
        assertThat(timestamps.rejects(0, 3)).isTrue();
        assertThat(timestamps.rejects(0, 4)).isFalse();
        assertThat(timestamps.rejects(24 * days, 3)).isTrue();
        assertThat(timestamps.rejects(24 * days + 1, 3)).isFalse();
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
