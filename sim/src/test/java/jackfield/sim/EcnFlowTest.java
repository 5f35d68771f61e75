package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.EngineConfig;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A flow through a router that marks what finds a queue: it slows down without loss. RFC 3168; RFC 9768; RFC 8311. */
class EcnFlowTest {
    private static final long SEED = 20_261_122;
    /** Five seconds of the line: the double reduction that may end slow start weighs little. */
    private static final int TEXT_BYTES = 12_000_000;

    private static final long RATE_BITS = 20_000_000L;
    private static final long ROUND_TRIP_NANOS = 20_000_000L;
    private static final int QUEUE_PACKETS = 60;
    private static final long LIMIT_NANOS = 60_000_000_000L;

    /** What is seen of a flow. */
    private record Flow(
            long nanos, long retransmits, int mostCwnd, int reductions, long leastBetweenNanos, long marks, int mode) {
        double goodput() {
            return TEXT_BYTES * 8e9 / nanos / RATE_BITS;
        }
    }

    private static Flow flow(String controller, int ecn, String marking) {
        var congestion = TcpConfig.DEFAULT.congestion().ecn(ecn).algorithm(controller);
        var config = new EngineConfig(
                TcpConfig.DEFAULT
                        .congestion(congestion)
                        .sendBufferBytes(1_000_000)
                        .receiveBufferBytes(1_000_000),
                EngineConfig.DEFAULT.hopLimit());
        byte[] text = new byte[TEXT_BYTES];
        new SplittableRandom(SEED).nextBytes(text);
        try (World world = World.seeded(SEED)) {
            SimHost client = world.host("client", config, "10.0.0.1/24");
            SimHost server = world.host("server", config, "10.0.0.2/24");
            world.link(client, server, Weather.parse("delay 10ms rate 20mbit limit " + QUEUE_PACKETS + marking));
            var transfer = new Transfer(world, client, server, text, new byte[0], 65_536);
            int ssthresh = Integer.MAX_VALUE;
            int mostCwnd = 0;
            int reductions = 0;
            long last = Long.MIN_VALUE / 2;
            long least = Long.MAX_VALUE;
            TcpSnapshot snapshot = null;
            while (!transfer.isDone()) {
                assertThat(world.now() < LIMIT_NANOS && world.step())
                        .as("%s: %s", world, transfer)
                        .isTrue();
                TcpSnapshot now = transfer.client().snapshot();
                if (now == null) {
                    continue;
                }
                snapshot = now;
                mostCwnd = Math.max(mostCwnd, now.cwnd());
                if (now.ssthresh() < ssthresh) {
                    reductions++;
                    least = Math.min(least, world.now() - last);
                    last = world.now();
                }
                ssthresh = now.ssthresh();
            }
            assertThat(transfer.server().received()).as("seed %d", SEED).isEqualTo(text);
            assertThat(snapshot).isNotNull();
            long marks = java.util.Objects.requireNonNull(snapshot).loss().deliveredMarked();
            int mode = snapshot.ecn().mode();
            return new Flow(world.now(), snapshot.retransmits(), mostCwnd, reductions, least, marks, mode);
        }
    }

    @ParameterizedTest
    @CsvSource({"reno,1", "cubic,1", "reno,3", "cubic,3"})
    void marksSlowAFlowDownWithoutLossAndOnceARoundTrip(String controller, int ecn) {
        Flow flow = flow(controller, ecn, " ecn 15");

        assertThat(flow.mode).isEqualTo(ecn == 3 ? 2 : 1);
        assertThat(flow.retransmits).as("%s", flow).isZero();
        assertThat(flow.marks).as("%s", flow).isPositive();
        assertThat(flow.reductions).as("%s", flow).isPositive();
        // RFC 3168 6.1.2, RFC 9768 3.3: many marks of one round trip are one sign of congestion.
        assertThat(flow.leastBetweenNanos).as("%s", flow).isGreaterThanOrEqualTo(ROUND_TRIP_NANOS);
        assertThat(flow.goodput()).as("%s", flow).isGreaterThan(0.8);
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void bbrKeepsALinkThatMarksBusy(int ecn) {
        Flow flow = flow("bbr", ecn, " ecn 15");

        assertThat(flow.marks).as("%s", flow).isPositive();
        assertThat(flow.goodput()).as("%s", flow).isGreaterThan(0.7);
    }

    @ParameterizedTest
    @CsvSource({"reno", "cubic"})
    void withoutEcnTheSameRouterHasToDrop(String controller) {
        Flow flow = flow(controller, 0, " ecn 15");

        assertThat(flow.mode).isZero();
        assertThat(flow.marks).isZero();
        assertThat(flow.retransmits).as("%s", flow).isPositive();
    }
}
