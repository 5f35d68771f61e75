package jackfield.engine.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CUBIC against the formulas of RFC 9438, computed here in floating point. */
class CubicTest {
    private static final double C = 0.4;
    private static final double BETA = 0.7;

    private static Acks atLoss(int cwnd) {
        var acks = new Acks(new Cubic(), cwnd);
        acks.now = 5 * Acks.SECOND;
        acks.lose();
        return acks;
    }

    @ParameterizedTest(name = "window {0}, RTT {1} ms")
    @CsvSource({"1000, 100", "1000, 200", "3000, 50", "400, 300", "10000, 20"})
    void followsTheCubicOfTheTimeSinceTheLoss(int maximum, int rttMillis) {
        Acks acks = atLoss(maximum);
        long begin = acks.now;
        double k = Math.cbrt(maximum * (1 - BETA) / C);
        assertThat(acks.window.cwnd()).isEqualTo(maximum * 717 / 1024);

        while (acks.now - begin < 1.5 * k * Acks.SECOND) {
            acks.round(rttMillis * Acks.MS);
            double t = (acks.now - begin) / 1e9;
            double cubic = C * Math.pow(t - k, 3) + maximum;
            // 4.3: the window of a Reno flow, which Linux takes to grow by 8/15 a round trip.
            double reno = maximum * BETA + t * 1000 / rttMillis * 8 / 15;
            double wanted = Math.max(cubic, reno);

            assertThat((double) acks.window.cwnd())
                    .as("after %s s of K = %s", t, k)
                    .isCloseTo(wanted, within(3 + wanted * 0.015));
        }
    }

    @Test
    void isNoSlowerThanRenoOnShortPaths() {
        Acks acks = atLoss(30);
        int begin = acks.window.cwnd();

        for (int round = 0; round < 60; round++) {
            acks.round(10 * Acks.MS);
        }

        assertThat((double) acks.window.cwnd()).isCloseTo(begin + 60 * 8.0 / 15, within(2.0));
    }

    @Test
    void growsByHalfARoundTripAtMost() {
        Acks acks = atLoss(20_000);
        acks.window.cwnd(20);
        acks.window.ssthresh(10);

        acks.round(100 * Acks.MS);

        assertThat(acks.window.cwnd()).isBetween(28, 30);
    }

    @Test
    void fallsToSevenTenthsButNotBelowTwo() {
        var cubic = new Cubic();

        assertThat(cubic.ssthreshAfterLoss(new CongestionWindow(1000, 100))).isEqualTo(70);
        assertThat(cubic.ssthreshAfterLoss(new CongestionWindow(1000, 10))).isEqualTo(7);
        assertThat(cubic.ssthreshAfterLoss(new CongestionWindow(1000, 2))).isEqualTo(2);
        assertThat(cubic.ssthreshAfterLoss(new CongestionWindow(1000, 1))).isEqualTo(2);
    }

    @Test
    void aMarkCostsLessThanALoss() {
        assertThat(new Cubic().ssthreshAfterMark(new CongestionWindow(1000, 100)))
                .isEqualTo(84);
    }

    @Test
    void makesRoomIfItCouldNotReachItsLastMaximum() {
        Acks acks = atLoss(1000);
        long begin = acks.now;
        acks.lose();
        // 4.7: the second maximum is 717 (1 + beta) / 2, so the plateau is lower and comes sooner.
        int lowered = 700 * (1024 + 717) / 2048;
        double k = Math.cbrt((lowered - 490) / C);

        while (acks.now - begin < k * Acks.SECOND) {
            acks.round(100 * Acks.MS);
        }

        assertThat(acks.window.cwnd()).isCloseTo(lowered, within(10));
    }

    @Test
    void standsStillWhileNothingIsSent() {
        Acks acks = atLoss(1000);
        for (int round = 0; round < 10; round++) {
            acks.round(100 * Acks.MS);
        }
        int before = acks.window.cwnd();
        long idleNanos = 60 * Acks.SECOND;
        acks.now += idleNanos;

        acks.controller.onTransmitStart(acks.now, acks.window, idleNanos);
        acks.round(100 * Acks.MS);

        // Without it the cubic would lie at 0.4 * 52^3, beyond 50,000.
        assertThat(acks.window.cwnd() - before).isBetween(1, 60);
    }

    @Test
    void forgetsTheMaximumAfterATimeout() {
        Acks acks = atLoss(1000);

        acks.timeOut();
        assertThat(acks.window.ssthresh()).isEqualTo(490);
        while (acks.window.isInSlowStart()) {
            acks.round(100 * Acks.MS);
        }
        int begin = acks.window.cwnd();
        for (int round = 0; round < 10; round++) {
            acks.round(100 * Acks.MS);
        }

        // No maximum: five per cent a round trip at least, where the plateau at 1000 would hold it back later.
        assertThat(acks.window.cwnd()).isBetween((int) (begin * 1.55), (int) (begin * 1.75));
    }

    @Test
    void aWindowThatMayNotGrowDoesNot() {
        Acks acks = atLoss(1000);
        int before = acks.window.cwnd();

        acks.sample.ackedSegments = 500;
        acks.controller.onAck(acks.now, acks.window, acks.sample, false);

        assertThat(acks.window.cwnd()).isEqualTo(before);
    }

    @Test
    void cubeRootsAreExact() {
        for (long root : new long[] {0, 1, 2, 3, 1000, 65_535, 1_000_003, 2_000_000}) {
            long cube = root * root * root;
            assertThat(Cubic.cubeRoot(cube)).isEqualTo(root);
            assertThat(Cubic.cubeRoot(cube + 1)).isEqualTo(root == 0 ? 1 : root);
            assertThat(Cubic.cubeRoot(Math.max(0, cube - 1))).isEqualTo(Math.max(0, root - 1));
        }
    }
}
