package jackfield.socket.parity;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.parity.ParityPage.Difference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page is read as it is written. */
final class ParityPageTest {
    private static final List<String> PAGE = """
            # Parity
            Prose.

            ## net

            Prose about all.

            ### a read of no bytes

            Ours is
            better.

            ```diff
            - read = 0
            + read = -1
            + again = -1
            ```

            ## nio
            ### another
            Because.
            ```diff
            - x
            + y
            ```
            """.lines().toList();

    @Test
    void aDifferenceHasItsLinesAndItsReason() {
        assertThat(ParityPage.differences("net", PAGE))
                .containsOnlyKeys("a read of no bytes")
                .containsEntry(
                        "a read of no bytes",
                        new Difference(List.of("read = 0"), List.of("read = -1", "again = -1"), "Ours is better."));
    }

    @Test
    void eachSuiteHasItsOwn() {
        assertThat(ParityPage.differences("nio", PAGE)).containsOnlyKeys("another");
        assertThat(ParityPage.differences("dns", PAGE)).isEmpty();
    }

    @Test
    void portsAndHashesAreReplacedAndNothingElse() {
        var out = new Transcript();
        out.port("server", 40123);

        out.note("address", "/127.0.0.1:40123 from 127.0.0.1:50001 port=40123 localport=9 :80 x@1a2b3c4d");
        out.does("throws", () -> {
            throw new IllegalStateException("no", new java.io.IOException("why"));
        });

        assertThat(out.lines())
                .containsExactly(
                        "address = /127.0.0.1:server from 127.0.0.1:PORT port=server localport=9 :80 x@HASH",
                        "throws ! java.lang.IllegalStateException: no <- java.io.IOException: why");
    }
}
