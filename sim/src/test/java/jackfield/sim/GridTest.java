package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.tcp.TcpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The quality of TCP as one table, {@code docs/quality/grid.txt}, and the floors it must not fall below.
 *
 * <p>Where a change is meant, {@code mvn -pl sim test -Dtest=GridTest -Djackfield.golden=write} writes the file anew;
 * the diff is what there is to review.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GridTest {
    private static final Path FILE = Path.of("../docs/quality/grid.txt");
    private static final boolean WRITES = "write".equals(System.getProperty("jackfield.golden"));
    private static final List<Integer> FLOWS = List.of(2, 8);

    private List<Grid.Result> results;

    @BeforeAll
    void measure() {
        results = Grid.cells().parallelStream().map(Grid::measure).toList();
    }

    @Test
    void theTableIsAsItWas() throws IOException {
        String table = Grid.document(results, FLOWS);

        if (WRITES) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, table);
        }
        assertThat(table).isEqualTo(Files.readString(FILE));
    }

    @Test
    void aCleanLinkIsUsedToItsCapacity() {
        assertThat(results)
                .filteredOn(result -> result.cell().isClean())
                .hasSize(Grid.CONTROLLERS.size() * Grid.RTTS.size() * Grid.BUFFERS.size())
                .allSatisfy(result ->
                        assertThat(result.use()).as("%s", result.cell()).isGreaterThanOrEqualTo(floor(result)));
    }

    /**
     * Where the peer's window is the bound, BBR's pace puts the two segments apart whose acknowledgment waits for the
     * second: up to 12 ms of 300.
     */
    private static double floor(Grid.Result result) {
        return result.isWindowBound() && result.cell().controller().equals("bbr") ? 0.95 : 0.97;
    }

    @Test
    void reorderingCausesNoTimeout() {
        assertThat(results)
                .filteredOn(result -> result.cell().loss().equals("0")
                        && result.cell().reorder().equals("5"))
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.timeouts()).as("%s", result.cell()).isZero());
    }

    /** RFC 9438, 5.2, equation 6, or where it is more the AIMD of 4.3; a loss each thousandth segment. */
    @Test
    void cubicReachesTheTextbookResponse() {
        double p = 0.001;
        double cubic = Math.pow(0.4 * 3.7 / (4 * 0.3), 0.25) * Math.pow(0.1 / p, 0.75);
        double reno = Math.sqrt(1.5 / p);
        double textbook = Math.max(cubic, reno) * 1448 / 0.1;
        TcpConfig config = Grid.config("cubic", 4 << 20);
        Weather there = Grid.there(100, "rate 1gbit");
        try (var streams = new Streams(5, config, there, Grid.there(100, ""))) {
            int[] count = new int[1];
            streams.link.rule("each thousandth", streams.client, packet -> {
                boolean isText = packet.frame().length > 1000;
                count[0] += isText ? 1 : 0;
                return isText && count[0] % 1000 == 0 ? Fate.DROP : Fate.PASS;
            });
            streams.open(1);
            streams.measure(Duration.ofSeconds(30));

            double bytesPerSecond = streams.measure(Duration.ofMinutes(5))[0] / 300.0;

            assertThat(bytesPerSecond / textbook).isBetween(0.9, 1.5);
        }
    }

    @Test
    void equalFlowsShareFairly() {
        for (String controller : Grid.CONTROLLERS) {
            for (int flows : FLOWS) {
                assertThat(Grid.fairness(controller, flows)[flows])
                        .as("%d of %s", flows, controller)
                        .isGreaterThan(0.95);
            }
        }
    }
}
