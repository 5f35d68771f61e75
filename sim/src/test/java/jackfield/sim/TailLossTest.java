package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How soon a lost tail is there after all, as one table, {@code docs/quality/tail-loss.txt}; written anew as {@link
 * GridTest}'s.
 *
 * <pre>
 *   flight |1 2 3 4 5 6 7 8 x x|        RTT: its acknowledgment is due
 *                                       .. 2 RTT: the probe, segment 10, leaves
 *                                          .. RTT: its SACK, segment 9 leaves      half a RTT: all is there
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-7">RFC 8985, 7</a>
 */
class TailLossTest {
    private static final Path FILE = Path.of("../docs/quality/tail-loss.txt");
    private static final boolean WRITES = "write".equals(System.getProperty("jackfield.golden"));
    private static final int SEGMENT_BYTES = 1448;
    private static final double MS = 1e6;

    /** Linux's least time-out, which a single segment is given for the delay of its acknowledgment. */
    private static final double DELAYED_MILLIS = 200;

    /** What rounding to milliseconds adds, and the 2 ms of Linux's TCP_TIMEOUT_MIN. */
    private static final double SLACK_MILLIS = 5;

    private static final String HEAD = """
            A lost tail, as TailLossTest measures it: the last of the segments of a first flight are lost

            Milliseconds, and round trips, after the acknowledgment of the whole flight was due: until the probe of
            RFC 8985, 7 leaves, and until all has arrived.

              RTT     lost     probe leaves  all is there: cubic             reno              bbr
            """;

    /** Measured by hand: scripts as conformance/scripts/rfc8985/7.2-*.pkt, with --kernel and --verbose. */
    private static final String FOOT = """

            Linux 6.18 does the same. Asked over a TUN device, it sent its probe so long after the acknowledgment of
            what was not lost (its SRTT and RTO are what tcp_info said; HZ is 250):

              lost       SRTT      RTO     probe after
              1 of 10    29.7 ms   232 ms  234 ms   RTO
              1 of 10    66.2 ms   268 ms  299 ms   RTO; its timer wheel turns by 32 ms there
              1 of 10   273.1 ms   816 ms  755 ms   2 SRTT + 200 ms
              2 of 10    79.5 ms   280 ms  165 ms   2 SRTT
              2 of 10   270.8 ms   812 ms  550 ms   2 SRTT

            A single segment gets min(2 SRTT + 200 ms, RTO), as its acknowledgment may be delayed (tcp_rto_min in
            tcp_schedule_loss_probe; RFC 8985, 7.2, asks for the worst-case delay). Of three and more, cubic and reno
            send one again a round trip at first, as nothing is in flight any more (RFC 9937, 6.2); so does Linux:
            conformance/scripts/rfc8985/7-tail-loss-of-five.pkt.
            """;

    /** The last {@code lost} of {@code sent} segments are lost. */
    private record Case(String controller, int rttMillis, int lost, int sent) {}

    /** When the probe left and when all was there, after the acknowledgment of the flight was due. */
    private record Result(Case of, double probeMillis, double thereMillis, long timeouts) {
        String probe() {
            return "%4d ms %3d of %-2d %s".formatted(of.rttMillis, of.lost, of.sent, text(probeMillis));
        }

        String there() {
            return text(thereMillis);
        }

        private String text(double millis) {
            return "%8.0f %5.2f RTT".formatted(millis, millis / of.rttMillis);
        }
    }

    private static List<Case> cases(String controller) {
        List<Case> cases = new ArrayList<>();
        for (int rtt : List.of(20, 100, 300)) {
            for (int lost : List.of(1, 2, 3, 5, 10)) {
                cases.add(new Case(controller, rtt, lost, 10));
            }
            cases.add(new Case(controller, rtt, 2, 2));
            cases.add(new Case(controller, rtt, 1, 1));
        }
        return cases;
    }

    private static Result measure(Case of) {
        Weather delay = Grid.there(of.rttMillis, "");
        try (var streams = new Streams(5, Grid.config(of.controller, 1 << 20), delay, delay)) {
            Streams.Stream stream = streams.openQuiet();
            List<Long> texts = new ArrayList<>();
            streams.link.rule("the tail", streams.client, packet -> {
                texts.add(packet.sentNanos());
                return texts.size() > of.sent - of.lost && texts.size() <= of.sent ? Fate.DROP : Fate.PASS;
            });
            long due = streams.world.now() + of.rttMillis * 1_000_000L;

            streams.send(stream, of.sent * SEGMENT_BYTES);
            while (stream.received < stream.sent) {
                streams.measure(Duration.ofNanos(100_000));
            }

            return new Result(
                    of,
                    (texts.get(of.sent) - due) / MS,
                    (streams.world.now() - due) / MS,
                    stream.snapshot().loss().allTimeouts().total());
        }
    }

    private static List<Result> results(String controller) {
        return cases(controller).stream().map(TailLossTest::measure).toList();
    }

    @Test
    void theTableIsAsItWas() throws IOException {
        List<List<Result>> all =
                Grid.CONTROLLERS.stream().map(TailLossTest::results).toList();
        var table = new StringBuilder(HEAD);
        for (int row = 0; row < all.getFirst().size(); row++) {
            table.append(all.getFirst().get(row).probe());
            for (List<Result> results : all) {
                table.append(results.get(row).there());
            }
            table.append('\n');
        }
        table.append(FOOT);

        if (WRITES) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, table);
        }
        assertThat(table.toString()).isEqualTo(Files.readString(FILE));
    }

    /**
     * RFC 8985, 7.2: the probe leaves two round trips after the last acknowledgment; where only one segment is
     * outstanding its acknowledgment may be delayed, and it is given the least time-out more.
     */
    @Test
    void theProbeLeavesWithinTwoRoundTrips() {
        for (String controller : Grid.CONTROLLERS) {
            assertThat(results(controller)).allSatisfy(result -> {
                double delayed = result.of.lost == 1 ? DELAYED_MILLIS : 0;
                assertThat(result.probeMillis).isLessThanOrEqualTo(twoRoundTrips(result) + delayed);
                assertThat(result.timeouts).isZero();
            });
        }
    }

    /** RFC 8985, 7.4.2: the probe shows all losses. RFC 9937, 6.2: where nothing is in flight they leave one by one. */
    @Test
    void oneOrTwoAreThereTwoRoundTripsAfterTheProbe() {
        for (String controller : Grid.CONTROLLERS) {
            assertThat(results(controller))
                    .filteredOn(result -> result.of.lost <= 2)
                    .hasSize(12)
                    .allSatisfy(result -> assertThat(result.thereMillis - result.probeMillis)
                            .isLessThanOrEqualTo(twoRoundTrips(result)));
        }
    }

    private static double twoRoundTrips(Result result) {
        return 2.0 * result.of.rttMillis + SLACK_MILLIS;
    }
}
