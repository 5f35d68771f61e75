package jackfield.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --pcapng} writes is read by Wireshark's dissectors without a complaint. */
@Tag("interop")
@Timeout(120)
class CaptureInteropTest {
    private static final int PORT = 8080;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"tap:tap0, 10.9.0.2", "tap:tap0, [fd09::2]", "tun:tun0, 10.9.0.2"})
    void tsharkReadsACaptureOfOurs(String device, String host) throws Exception {
        assumeTrue(Namespace.isInstalled("tshark"), "tshark is not installed");
        Path capture = folder.resolve("capture.pcapng");
        Files.writeString(folder.resolve("hello"), "hello from a file\n");

        try (var kernel = new KernelHost()) {
            String[] command =
                    kernel.command(device, "serve", "http", folder.toString(), "--pcapng", capture.toString());
            try (OurCommand _ = OurCommand.start(command).awaitTalk("serving at")) {
                assertThat(kernel.run("curl", "-sSfg", "http://" + host + ":" + PORT + "/hello"))
                        .isEqualTo("hello from a file\n");
                kernel.run("ping", "-c", "1", "-s", "3000", "-W", "5", host.replaceAll("[\\[\\]]", ""));
            }
        }

        assertThat(tshark(capture, "_ws.malformed || _ws.expert.severity == error", "frame.number"))
                .isEmpty();
        String handshake = "tcp.stream == 0 && (tcp.flags.syn == 1 || tcp.seq == 1 && tcp.ack == 1 && tcp.len == 0)";
        assertThat(tshark(capture, handshake, "tcp.flags.str").subList(0, 3))
                .satisfiesExactly(
                        syn -> assertThat(syn).contains("S").doesNotContain("A"),
                        synAck -> assertThat(synAck).contains("A").contains("S"),
                        ack -> assertThat(ack).contains("A").doesNotContain("S"));
        assertThat(tshark(capture, "http.response.code == 200", "http.file_data"))
                .hasSize(1);
        assertThat(tshark(capture, "icmp.type == 0 || icmpv6.type == 129", "frame.number"))
                .isNotEmpty();
    }

    /** {@return one field of the packets that pass the filter} */
    private static List<String> tshark(Path capture, String filter, String field) {
        var command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-Y", filter));
        command.addAll(List.of("-T", "fields", "-e", field));
        String printed = Namespace.command(command.toArray(String[]::new));
        return Arrays.stream(printed.split("\n"))
                .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
                .toList();
    }
}
