package jackfield.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.report.CaptureReport;
import jackfield.drill.report.JunitReport;
import jackfield.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves for programs. */
class ReportsTest {
    private static final String CLOSED_PORT = "0 < S 0:0(0) win 1000 <mss 1000>\n+0 > R. 0:0(0) ack 1\n";

    @TempDir
    Path directory;

    private static List<ScriptResult> results() {
        var drill = new Drill(DrillOptions.DEFAULT);
        List<ScriptResult> results = new ArrayList<>();
        results.addAll(drill.run("good.pkt", CLOSED_PORT, Path.of(".")));
        results.addAll(drill.run("bad.pkt", CLOSED_PORT + "+0 > R 7:7(0)\n", Path.of(".")));
        results.addAll(drill.run("odd.pkt", "0 mmap(\"<&>\") = 0\n", Path.of(".")));
        results.addAll(drill.run("broken.pkt", "0 <\n", Path.of(".")));
        return results;
    }

    @Test
    void junitsXmlCountsAndQuotes() {
        String xml = JunitReport.of(results());

        assertThat(xml)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\"")
                .contains("<failure message=\"line 3: no packet came out")
                .contains("expected  &gt; R 7:7(0)")
                .contains("<skipped message=\"system call mmap")
                .endsWith("</testsuite>\n");
        assertThat(xml.replaceAll("</?[a-z]+( [a-z]+=\"[^\"<>]*\")*/?>|<\\?[^>]*>", ""))
                .doesNotContain("<", ">");
    }

    @Test
    void aCaptureHasEveryPacketBothWays() throws IOException {
        Path file = directory.resolve("all.pcapng");

        CaptureReport.write(results(), file);

        assertThat(count(Files.readAllBytes(file), 6)).isEqualTo(4);
    }

    @Test
    void aDirectoryGetsAFileForEachScript() throws IOException {
        CaptureReport.write(results(), directory);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "good.ipv4.pcapng", "bad.ipv4.pcapng", "odd.ipv4.pcapng", "broken.ipv4.pcapng");
        }
    }

    /** {@return how many blocks of a type a pcapng file has} */
    private static int count(byte[] file, int type) {
        int found = 0;
        for (int at = 0; at < file.length; at += Bytes.i32(file, at + 4)) {
            found += Bytes.i32(file, at) == type ? 1 : 0;
        }
        return found;
    }
}
