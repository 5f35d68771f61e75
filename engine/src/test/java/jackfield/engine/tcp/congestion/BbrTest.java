package jackfield.engine.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** BBR over a line of 1,000 segments a second and 100 ms: it holds 100. */
class BbrTest {
    private static final long MS = Bottleneck.MS;
    private static final long SECOND = 1000 * MS;
    private static final int RATE = 1000;
    private static final int BDP = 100;

    private final Bbr bbr = new Bbr();
    private final Bottleneck line = new Bottleneck(bbr, RATE, 100 * MS, 4 * BDP);

    private double goodput(long nanos) {
        long before = line.delivered;
        line.runFor(nanos);
        return (line.delivered - before) * 1e9 / nanos;
    }

    @Test
    void fillsThePipeAndDrainsTheQueueItMade() {
        assertThat(bbr.state()).isEqualTo(BbrState.STARTUP);

        line.runFor(2 * SECOND);

        assertThat(bbr.state()).isNotIn(BbrState.STARTUP, BbrState.DRAIN);
        assertThat(goodput(SECOND)).isGreaterThan(0.9 * RATE);
    }

    @Test
    void usesTheWholeLineWithLittleQueue() {
        line.runFor(3 * SECOND);

        assertThat(goodput(20 * SECOND)).isGreaterThan(0.985 * RATE);
        assertThat(line.lost).isZero();
        assertThat(line.inFlight()).isLessThan(2 * BDP);
    }

    @Test
    void goesThroughAllStatesOfTheCycle() {
        EnumSet<BbrState> seen = states(10 * SECOND);
        line.path(RATE, 110 * MS, 4 * BDP);
        seen.addAll(states(10 * SECOND));

        assertThat(seen).containsExactlyInAnyOrder(BbrState.values());
    }

    private EnumSet<BbrState> states(long nanos) {
        var seen = EnumSet.noneOf(BbrState.class);
        for (long until = line.now + nanos; line.now < until; line.runFor(MS)) {
            seen.add(bbr.state());
        }
        return seen;
    }

    private void runTo(BbrState state) {
        while (bbr.state() != state) {
            line.runFor(MS);
        }
    }

    @Test
    void doesNotProbeForARoundTripTimeThatItSees() {
        assertThat(states(60 * SECOND)).doesNotContain(BbrState.PROBE_RTT);
        assertThat(goodput(20 * SECOND)).isGreaterThan(0.985 * RATE);
    }

    @Test
    void noiseIsNoReasonToProbeForTheRoundTripTime() {
        line.runFor(3 * SECOND);
        line.path(RATE, 101 * MS, 4 * BDP);

        assertThat(states(20 * SECOND)).doesNotContain(BbrState.PROBE_RTT);
    }

    @Test
    void aPathThatBecomesLongerIsMeasuredAnew() {
        line.runFor(3 * SECOND);
        line.path(RATE, 120 * MS, 4 * BDP);

        assertThat(states(11 * SECOND)).contains(BbrState.PROBE_RTT);
        assertThat(states(20 * SECOND)).doesNotContain(BbrState.PROBE_RTT);
        assertThat(goodput(20 * SECOND)).isGreaterThan(0.985 * RATE);
    }

    @Test
    void emptiesTheQueueToMeasureTheRoundTripTime() {
        line.runFor(3 * SECOND);
        line.path(RATE, 110 * MS, 4 * BDP);
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < 6_000; i++) {
            line.runFor(MS);
            least = bbr.state() == BbrState.PROBE_RTT ? Math.min(least, line.inFlight()) : least;
        }

        assertThat(least).isLessThanOrEqualTo(BDP / 2 + 2);
    }

    @Test
    void findsBandwidthThatBecomesFree() {
        line.runFor(5 * SECOND);
        line.path(2 * RATE, 100 * MS, 8 * BDP);

        line.runFor(12 * SECOND);

        assertThat(goodput(10 * SECOND)).isGreaterThan(1.8 * RATE);
    }

    @Test
    void givesWayWhereTheLineNarrows() {
        line.runFor(5 * SECOND);
        line.path(RATE / 2, 100 * MS, 2 * BDP);
        line.runFor(12 * SECOND);

        long lostBefore = line.lost;
        double goodput = goodput(20 * SECOND);

        assertThat(goodput).isGreaterThan(0.9 * RATE / 2);
        assertThat(line.lost - lostBefore).isLessThan((long) (0.02 * 20 * RATE / 2));
    }

    @Test
    void keepsLossLowOnAShallowQueue() {
        var shallow = new Bottleneck(new Bbr(), RATE, 100 * MS, 10);
        shallow.runFor(5 * SECOND);
        long lostBefore = shallow.lost;
        long before = shallow.delivered;

        shallow.runFor(30 * SECOND);

        assertThat(shallow.delivered - before).isGreaterThan((long) (0.85 * 30 * RATE));
        assertThat(shallow.lost - lostBefore).isLessThan((long) (0.02 * 30 * RATE));
    }

    @Test
    void aMarkLowersTheBoundsAsALossDoes() {
        line.runFor(6 * SECOND);
        runTo(BbrState.DOWN);
        runTo(BbrState.CRUISE);
        line.runFor(150 * MS);
        int before = line.window.cwnd();

        bbr.ssthreshAfterMark(line.window);
        line.runFor(250 * MS);

        assertThat(bbr.state()).isEqualTo(BbrState.CRUISE);
        assertThat(line.window.cwnd()).isLessThanOrEqualTo(before * 3 / 4);
    }

    @Test
    void doesNotBurstAfterAPause() {
        line.runFor(6 * SECOND);
        runTo(BbrState.UP);

        bbr.onTransmitStart(line.now, line.window, SECOND);

        assertThat(bbr.pacingRate()).isBetween(RATE * 980L, RATE * 1010L);
    }

    @Test
    void bridgesHeapsOfAcknowledgments() {
        var aggregation = new AckAggregation();
        long bandwidth = 1_000_000;
        aggregation.restart(0);

        // A thousand segments a second, in heaps of fifty.
        for (int heap = 1; heap <= 20; heap++) {
            aggregation.onAck(heap * 50L * MS, 50, bandwidth, Bottleneck.SEGMENT_BYTES, 200);
        }
        assertThat(aggregation.extra()).isBetween(49, 51);

        for (int round = 0; round < 10; round++) {
            aggregation.onRound(true);
        }
        assertThat(aggregation.extra()).isZero();
    }

    @Test
    void theSameRunGivesTheSameBytes() {
        var other = new Bottleneck(new Bbr(), RATE, 100 * MS, 4 * BDP);

        line.runFor(20 * SECOND);
        other.runFor(20 * SECOND);

        assertThat(other.delivered).isEqualTo(line.delivered);
        assertThat(other.window.cwnd()).isEqualTo(line.window.cwnd());
    }

    @Test
    void findsWhereTwoInAHundredWereLost() {
        // 1000 in flight, 30 lost, the last 10 at once: 980 + x with 20 + x lost of them is 2 %.
        assertThat(BbrInflight.isTooHigh(21, 1000)).isTrue();
        assertThat(BbrInflight.isTooHigh(20, 1000)).isFalse();
        assertThat(BbrInflight.atLoss(1000, 30, 20)).isBetween(985, 992);
    }
}
