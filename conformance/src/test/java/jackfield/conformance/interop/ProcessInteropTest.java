package jackfield.conformance.interop;

import static jackfield.conformance.interop.KernelHost.KERNEL4;
import static jackfield.conformance.interop.KernelHost.OURS4;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command line as a process of its own, inside the namespace: signals, exit codes and missing rights. */
@Tag("interop")
@Timeout(120)
class ProcessInteropTest {
    @Test
    void ctrlCEndsAServerWithItsSummary() throws Exception {
        try (var kernel = new KernelHost();
                Program server = jackfield(kernel, "serve", "echo", "-v", "--link", "tap:tap0")) {
            server.awaitOutput("serving at");
            assertThat(kernel.run("bash", "-c", "echo hello | nc -N -w 10 " + OURS4 + " 7"))
                    .isEqualTo("hello\n");

            server.signal("INT");

            assertThat(server.await()).isEqualTo(130);
            assertThat(server.output()).contains("1 connections, 6 bytes in, 6 bytes out");
        }
    }

    @Test
    void ctrlCEndsAConversationCleanly() throws Exception {
        try (var kernel = new KernelHost();
                Program peer = kernel.startServer(7000, "socat", "-u", "TCP-LISTEN:7000,reuseaddr", "-");
                Program connect = jackfield(kernel, "connect", "-v", KERNEL4, "7000", "--link", "tap:tap0")) {
            connect.in().write("some bytes\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            connect.in().flush();
            peer.awaitOutput("some bytes");

            connect.signal("INT");

            assertThat(connect.await()).isEqualTo(130);
            assertThat(connect.output()).contains("sent 11 bytes, received 0 bytes");
            assertThat(peer.await()).as("the kernel's side saw an orderly end").isZero();
        }
    }

    @Test
    void aMissingRightIsOneSentence() throws Exception {
        try (var kernel = new KernelHost();
                Program ping = new Program(kernel.namespace()
                        .start(command(
                                List.of("setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin"),
                                "ping",
                                KERNEL4,
                                "--link",
                                "tap:tap0",
                                "--address",
                                OURS4 + "/24")))) {
            assertThat(ping.await()).isEqualTo(1);
            assertThat(ping.output().strip().lines()).hasSize(1);
            assertThat(ping.output()).startsWith("jackfield: ").contains("tap0");
        }
    }

    @Test
    void aCommandLineThatIsWrongIsOneSentenceToo() throws Exception {
        try (var kernel = new KernelHost();
                Program ping = new Program(
                        kernel.namespace().start(command(List.of(), "ping", "10.0.0.1", "--link", "tun:tun0")))) {
            assertThat(ping.await()).isEqualTo(2);
            assertThat(ping.output().strip().lines()).hasSize(1);
        }
    }

    private static Program jackfield(KernelHost kernel, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--address", OURS4 + "/24", "--peer-address", KERNEL4 + "/24"));
        return new Program(kernel.namespace().start(command(List.of(), all.toArray(String[]::new))));
    }

    private static String[] command(List<String> before, String... arguments) {
        var all = new ArrayList<>(before);
        all.add(System.getProperty("java.home") + "/bin/java");
        all.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), "jackfield.cli.Main"));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }
}
