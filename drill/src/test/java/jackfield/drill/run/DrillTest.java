package jackfield.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.report.TextReport;
import jackfield.drill.setting.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that are right pass, those that are wrong fail with what is wrong, those that are not known are skipped. */
class DrillTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/scripts");
    private static final String LISTENING = """
            0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 32792 <mss 1000>
            """;

    private static ScriptResult run(String source) {
        return new Drill(DrillOptions.DEFAULT).run("test.pkt", source, SCRIPTS).getFirst();
    }

    private static Verdict.Failed failure(String source) {
        ScriptResult result = run(source);
        assertThat(result.verdict()).as("verdict").isInstanceOf(Verdict.Failed.class);
        return (Verdict.Failed) result.verdict();
    }

    private static String skip(String source) {
        Verdict verdict = run(source).verdict();
        assertThat(verdict).isInstanceOf(Verdict.Skipped.class);
        return ((Verdict.Skipped) verdict).reason();
    }

    static Stream<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        try (Stream<Path> found = Files.list(SCRIPTS)) {
            found.filter(file -> file.toString().endsWith(".pkt")).sorted().forEach(scripts::add);
        }
        return scripts.stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aRightScriptPassesInEveryFamily(Path script) throws IOException {
        var drill = new Drill(DrillOptions.DEFAULT.families(List.of(Family.values())));

        List<ScriptResult> results = drill.run(script);

        assertThat(results)
                .hasSize(3)
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(() -> String.join("\n", TextReport.lines(result, true)))
                        .isInstanceOf(Verdict.Passed.class));
    }

    @Test
    void theSameScriptGivesTheSameBytes() throws IOException {
        Path script = SCRIPTS.resolve("client-handshake.pkt");

        List<String> first =
                TextReport.lines(new Drill(DrillOptions.DEFAULT).run(script).getFirst(), true);
        List<String> second =
                TextReport.lines(new Drill(DrillOptions.DEFAULT).run(script).getFirst(), true);

        assertThat(second).isEqualTo(first).hasSizeGreaterThan(10);
    }

    @Test
    void aWrongAcknowledgmentFailsWithBothPackets() {
        Verdict.Failed failed = failure(LISTENING + "+0 > S. 0:0(0) ack 2 <...>");

        assertThat(failed.line()).isEqualTo(5);
        assertThat(failed.reason()).isEqualTo("acknowledgment: expected 2, was 1");
        assertThat(failed.expected()).isEqualTo("> S. 0:0(0) ack 2 <...>");
        assertThat(failed.actual()).startsWith("> S. 0:0(0) ack 1 win ").contains("<mss 1460");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> S 0:0(0) ack 1 <...>",
                "> S. 0:1(1) ack 1 <...>",
                "> S. 0:0(0) ack 1",
                "> S. 0:0(0) ack 1 <mss 1>",
                "> S. 0:0(0) ack 1 win 1 <...>",
                "> [ce] S. 0:0(0) ack 1 <...>",
                "> [ttl 1] S. 0:0(0) ack 1 <...>",
                "> [tos 0x10] S. 0:0(0) ack 1 <...>",
                "> 8080 > 9 S. 0:0(0) ack 1 <...>",
                "> udp (10)",
                "> icmp unreachable port_unreachable"
            })
    void aPacketUnlikeTheScriptsFails(String expected) {
        assertThat(failure(LISTENING + "+0 " + expected).line()).isEqualTo(5);
    }

    @Test
    void aPacketThatNeverComesFails() {
        Verdict.Failed failed = failure("0 < . 1:1(0) win 10\n+0 > R 0:0(0)\n+.1 > R 0:0(0)\n");

        assertThat(failed.line()).isEqualTo(3);
        assertThat(failed.reason()).contains("no packet came out").contains("0.100000 s");
    }

    @Test
    void aPacketOutOfTimeFailsWithTheDifference() {
        Verdict.Failed failed = failure(LISTENING + "+0 > S. 0:0(0) ack 1 <...>\n+.5 > S. 0:0(0) ack 1 <...>");

        assertThat(failed.reason())
                .contains("not in time")
                .contains("happened at 1.0")
                .contains(" late, tolerance 0.00");
    }

    @Test
    void anUnexpectedPacketBeforeTheExpectedOneFails() {
        Verdict.Failed failed = failure(LISTENING + "+.1 < . 1:1(0) ack 1 win 10\n+0 > . 1:1(0) ack 1");

        assertThat(failed.reason()).contains("flags: expected ., was S.");
    }

    @Test
    void aWrongResultOfACallFails() {
        Verdict.Failed failed =
                failure("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 listen(3, 1) = -1 EINVAL (x)\n");

        assertThat(failed.line()).isEqualTo(2);
        assertThat(failed.expected()).isEqualTo("listen(3, 1) = -1 EINVAL (Invalid argument)");
        assertThat(failed.actual()).isEqualTo("listen(3, 1) = 0");
    }

    @Test
    void aCallThatReturnsTooLateFails() {
        Verdict.Failed failed = failure("""
                0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3
                +0 bind(3, ..., ...) = 0
                +0...+.1 recv(3, ..., 10, 0) = 5
                +.2 < udp (5)
                """);

        assertThat(failed.line()).isEqualTo(3);
        assertThat(failed.reason()).contains("did not return in time");
    }

    @Test
    void aCallThatNeverReturnsFails() {
        Verdict.Failed failed = failure(
                "0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3\n+0 bind(3, ..., ...) = 0\n+0 recv(3, ..., 10, 0) = 5\n");

        assertThat(failed.reason()).contains("blocks and never returns");
    }

    @Test
    void aWrongAssertionFailsWithTheValues() {
        Verdict.Failed failed =
                failure("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 %{ assert tcpi_state == 1, tcpi_state }%\n");

        assertThat(failed.reason()).contains("AssertionError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 mmap(1, 2) = 0",
                "0 socket(..., SOCK_NO_SUCH, 0) = 3",
                "0 `sysctl -q net.ipv4.tcp_no_such=1`",
                "0 `rm -rf /`",
                "--no_such_option=1\n0 close(3) = -1 EBADF (x)",
                "0 < sctp DATA[flgs=BE]",
                "0 `sysctl -q net.ipv4.tcp_app_win=7`"
            })
    void theUnknownIsSkippedAndNeverPasses(String source) {
        assertThat(skip(source + "\n")).isNotBlank();
    }

    @Test
    void theReasonOfASkipNamesTheSysctl() {
        assertThat(skip("0 `sysctl -q net.ipv4.tcp_sack=1 net.ipv4.tcp_no_such=1`\n"))
                .contains("net.ipv4.tcp_no_such");
    }

    @Test
    void aScriptThatCannotBeReadIsUnusable() {
        assertThat(run("0 < S 0:0(0 win 1\n").verdict()).isInstanceOf(Verdict.Unusable.class);
    }

    @Test
    void theReportMarksTheStepThatFailed() {
        ScriptResult result = run(LISTENING + "+0 > S. 0:0(0) ack 2 <...>");

        assertThat(TextReport.lines(result, false))
                .anyMatch(line -> line.startsWith("FAILED  test.pkt:5 [ipv4]"))
                .anyMatch(line -> line.startsWith("  expected  > S. 0:0(0) ack 2"))
                .anyMatch(line -> line.startsWith("  actual    > S. 0:0(0) ack 1"))
                .anyMatch(line -> line.startsWith("  !!    0.000000  line 5"));
        assertThat(TextReport.summary(List.of(result))).isEqualTo("0 passed, 1 failed, 0 skipped");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    setsockopt(3, SOL_TCP, TCP_ULP, [1], 4) = 0       | socket option SOL_TCP TCP_ULP (line 2)
                    setsockopt(3, SOL_TCP, TCP_NONSENSE, [1], 4) = 0  | symbol TCP_NONSENSE (line 2)
                    send(3, ..., 10, MSG_DONTROUTE) = 10              | send with flags 0x4 (line 2)
                    close(3) = -1 ENONSENSE                           | error ENONSENSE (line 2)
                    """)
    void whatTheSocketsLackSkipsTheScriptBeforeItsFirstStep(String call, String reason) {
        ScriptResult result = run("0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 " + call);

        assertThat(result.verdict()).isEqualTo(new Verdict.Skipped(reason));
        assertThat(result.transcript()).isEmpty();
    }

    @Test
    void aWrongControlMessageIsSaid() {
        Verdict.Failed failed = failure("""
                0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 setsockopt(3, SOL_TCP, TCP_INQ, [1], 4) = 0
                +0 bind(3, ..., ...) = 0
                +0 listen(3, 1) = 0
                +0 < S 0:0(0) win 32792 <mss 1000>
                +0 > S. 0:0(0) ack 1 <mss 1460>
                +0 < . 1:11(10) ack 1 win 1000
                +0 accept(3, ..., ...) = 4
                +0 recvmsg(4, {msg_name(...)=..., msg_iov(1)=[{..., 4}], msg_flags=0,
                     msg_control=[{cmsg_level=SOL_TCP, cmsg_type=TCP_CM_INQ, cmsg_data=7}]}, 0) = 4
                """);

        assertThat(failed.reason()).isEqualTo("cmsg_data: expected 7, was 6");
    }
}
