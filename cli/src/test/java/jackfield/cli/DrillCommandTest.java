package jackfield.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** {@code jackfield drill} as a stranger meets it: what it says, what it writes, and how it ends. */
class DrillCommandTest {
    private static final String PASSES = """
            0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 32792 <mss 1000>
            +0 > S. 0:0(0) ack 1 <mss 1460>
            """;
    private static final String FAILS = "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 listen(3, 1) = -1 EBADF\n";
    private static final String SKIPPED = "`iptables -F < \"a&b\"`\n0 close(3) = 0\n";
    private static final String UNUSABLE = "0 clo<se>(3) = 0\n";
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int PACKET_BLOCK = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

    @TempDir
    Path folder;

    @BeforeEach
    void writeScripts() throws IOException {
        Files.writeString(folder.resolve("1-passes.pkt"), PASSES);
        Files.writeString(folder.resolve("2-fails.pkt"), FAILS);
        Files.writeString(folder.resolve("3-skipped.pkt"), SKIPPED);
        Files.writeString(folder.resolve("4-unusable.pkt"), UNUSABLE);
        Files.writeString(folder.resolve("notes.txt"), "no script");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandRun run(int exitCode, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("drill"));
        line.addAll(List.of(arguments));
        CommandRun run = CommandRun.start(line.toArray(String[]::new));
        assertThat(run.await()).as(() -> run.out() + run.err()).isEqualTo(exitCode);
        return run;
    }

    @ParameterizedTest
    @CsvSource({
        "1-passes.pkt, 0, '1 passed, 0 failed, 0 skipped'",
        "2-fails.pkt, 1, '0 passed, 1 failed, 0 skipped'",
        "3-skipped.pkt, 0, '0 passed, 0 failed, 1 skipped'",
        "4-unusable.pkt, 2, '0 passed, 0 failed, 0 skipped, 1 unusable'"
    })
    void theExitCodeAndTheLastLineTellWhatCameOfIt(String script, int exitCode, String last) throws Exception {
        assertThat(run(exitCode, path(script)).out().lines().toList().getLast()).isEqualTo(last);
    }

    @Test
    void ofAFolderEveryScriptRunsAndTheWorstCounts() throws Exception {
        CommandRun run = run(2, folder.toString());

        assertThat(run.out()).contains("1 passed, 1 failed, 1 skipped");
        assertThat(run.out()).doesNotContain("notes.txt");
    }

    @Test
    void strictMakesASkippedScriptAFailure() throws Exception {
        assertThat(run(1, "--strict", path("3-skipped.pkt")).out()).contains("iptables -F");
    }

    @Test
    void aFolderWithoutAScriptIsWrongUse() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(run(2, empty.toString()).err()).contains("no script");
    }

    @Test
    void aFileThatIsNotThereIsWrongUse() throws Exception {
        assertThat(run(2, path("none.pkt")).err()).startsWith("jackfield: there is no ");
    }

    @Test
    void aFamilyNobodyKnowsIsWrongUse() throws Exception {
        assertThat(run(2, "--family", "ipx", path("1-passes.pkt")).err()).contains("ipx");
    }

    @Test
    void everyFamilyAskedForIsRun() throws Exception {
        CommandRun run = run(0, "--family", "ipv4", "--family", "ipv6", "--family", "mapped", path("1-passes.pkt"));

        assertThat(run.out()).contains("3 passed");
    }

    @Test
    void jsonIsOneObjectALineAndTheTotals() throws Exception {
        List<String> lines = run(2, "--json", folder.toString()).out().lines().toList();

        assertThat(lines).hasSize(5).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(lines.get(0)).contains("\"verdict\":\"passed\"");
        assertThat(lines.get(1)).contains("\"verdict\":\"failed\"").contains("\"line\":2");
        assertThat(lines.get(2)).contains("\"verdict\":\"skipped\"");
        assertThat(lines.get(3)).contains("\"verdict\":\"unusable\"");
        assertThat(lines.get(4))
                .contains("\"passed\":1")
                .contains("\"failed\":1")
                .contains("\"skipped\":1")
                .contains("\"unusable\":1");
    }

    @Test
    void theJunitReportIsXmlThatAParserTakes() throws Exception {
        Path report = folder.resolve("report.xml");
        run(2, "--junit-xml", report.toString(), folder.toString());

        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(((Element) suite.getElementsByTagName("skipped").item(0)).getAttribute("message"))
                .contains("< \"a&b\"");
        assertThat(((Element) suite.getElementsByTagName("error").item(0)).getAttribute("message"))
                .contains("clo<se>");
    }

    @Test
    void aReportThatCannotBeWrittenIsTold() throws Exception {
        CommandRun run = run(2, "--junit-xml", path("no/such/folder.xml"), path("1-passes.pkt"));

        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("jackfield: ").contains("folder.xml");
    }

    @Test
    void aCaptureHoldsEveryPacket() throws Exception {
        Path capture = folder.resolve("all.pcapng");
        run(0, "--pcapng", capture.toString(), path("1-passes.pkt"));

        assertThat(packets(capture)).isEqualTo(2);
    }

    @Test
    void aFolderGetsACaptureForEachScript() throws Exception {
        Path captures = Files.createDirectory(folder.resolve("captures"));
        run(1, "--pcapng", captures.toString(), path("1-passes.pkt"), path("2-fails.pkt"));

        try (var files = Files.list(captures)) {
            assertThat(files).hasSize(2).allMatch(file -> file.toString().endsWith(".ipv4.pcapng"));
        }
    }

    /** {@return how many packets a capture has, every block of which is as long as it says twice} */
    private static int packets(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        assertThat(bytes.getInt(0)).isEqualTo(SECTION_HEADER);
        assertThat(bytes.getInt(8)).isEqualTo(BYTE_ORDER_MAGIC);
        int packets = 0;
        int at = 0;
        while (at < bytes.limit()) {
            int length = bytes.getInt(at + 4);
            assertThat(bytes.getInt(at + length - 4)).isEqualTo(length);
            packets += bytes.getInt(at) == PACKET_BLOCK ? 1 : 0;
            at += length;
        }
        return packets;
    }

    @Test
    void aDiagramIsDrawn() throws Exception {
        assertThat(run(0, "--diagram", path("1-passes.pkt")).out())
                .contains("listen")
                .contains("Passed.");
    }

    @Test
    void verboseTellsTheConversationOfAScriptThatPasses() throws Exception {
        assertThat(run(0, "--verbose", path("1-passes.pkt")).out()).contains("> S. 0:0(0) ack 1 win ");
        assertThat(run(0, path("1-passes.pkt")).out()).doesNotContain("> S.");
    }

    @Test
    void theToleranceOfTheCommandLineCountsInsteadOfTheScripts() throws Exception {
        Files.writeString(
                folder.resolve("late.pkt"), "--tolerance_usecs=4000\n" + PASSES + "+.95 > S. 0:0(0) ack 1 <...>\n");

        run(1, path("late.pkt"));
        run(0, "--tolerance_usecs", "60000", path("late.pkt"));
    }

    @Test
    void initScriptsAreReadFromBesideTheScript() throws Exception {
        Files.writeString(folder.resolve("off.sh"), "sysctl -q net.ipv4.tcp_sack=0\n");
        Files.writeString(folder.resolve("sack.pkt"), PASSES.replace("<mss 1000>", "<mss 1000,sackOK,nop,nop>"));

        run(1, path("sack.pkt"));
        run(0, "--init_scripts", "./off.sh", path("sack.pkt"));
    }

    @Test
    void aShellCommandRunsOnlyWhereThatIsAllowed() throws Exception {
        Files.writeString(folder.resolve("shell.pkt"), "`touch made`\n" + PASSES);

        assertThat(run(0, path("shell.pkt")).out()).contains("1 skipped");
        assertThat(folder.resolve("made")).doesNotExist();
        run(0, "--allow-shell", path("shell.pkt"));
        assertThat(folder.resolve("made")).exists();
    }

    @Test
    void whatADefineNamesIsReplaced() throws Exception {
        Files.writeString(folder.resolve("define.pkt"), PASSES.replace("listen(3, 1)", "listen(3, BACKLOG)"));

        run(0, "-D", "BACKLOG=5", path("define.pkt"));
    }
}
