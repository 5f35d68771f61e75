package jackfield.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands over {@code --link memory}: our whole stack, and no rights. */
@Timeout(120)
class MemoryCommandsTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "fd00::2"})
    void whatGoesToEchoComesBack(String host) throws Exception {
        try (CommandRun run = CommandRun.withInput("hi\n", "connect", "-v", "--link", "memory", host, "7")) {
            run.succeeds();

            assertThat(run.out()).isEqualTo("hi\n");
            assertThat(run.err()).contains("connected to", "sent 3 bytes, received 3 bytes in");
        }
    }

    @Test
    void aMegabyteGoesBothWaysAtOnce() throws Exception {
        var text = new byte[1 << 20];
        new SplittableRandom(5).nextBytes(text);
        try (CommandRun run =
                CommandRun.start(new ByteArrayInputStream(text), "connect", "--link", "memory", "10.0.0.2", "7")) {
            run.succeeds();

            assertThat(run.bytes()).isEqualTo(text);
        }
    }

    @Test
    void whatGoesToDiscardIsGone() throws Exception {
        try (CommandRun run = CommandRun.withInput("hi\n", "connect", "-v", "--link", "memory", "10.0.0.2", "9")) {
            run.succeeds();

            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("sent 3 bytes, received 0 bytes");
        }
    }

    @Test
    void datagramsAreEchoedToo() throws Exception {
        try (CommandRun run =
                CommandRun.withInput("hi\n", "connect", "-u", "-w", "0.5", "--link", "memory", "10.0.0.2", "7")) {
            run.succeeds();

            assertThat(run.out()).isEqualTo("hi\n");
        }
    }

    @Test
    void ctrlCEndsAConversationWithItsSummary() throws Exception {
        try (var keyboard = new PipedOutputStream();
                var in = new PipedInputStream(keyboard);
                CommandRun run = CommandRun.start(in, "connect", "-v", "--link", "memory", "10.0.0.2", "7")) {
            run.awaitTalk("connected to 10.0.0.2:7 from 10.0.0.1:");

            run.interrupt();

            assertThat(run.await()).isEqualTo(130);
            assertThat(run.err()).contains("sent 0 bytes, received 0 bytes");
        }
    }

    @Test
    void nothingForTooLongIsAnEnd() throws Exception {
        try (var keyboard = new PipedOutputStream();
                var in = new PipedInputStream(keyboard);
                CommandRun run =
                        CommandRun.start(in, "connect", "-v", "-w", "0.1", "--link", "memory", "10.0.0.2", "7")) {
            run.succeeds();

            assertThat(run.err()).contains("sent 0 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "fd00::2"})
    void pingCountsTheReplies(String host) throws Exception {
        try (CommandRun run = CommandRun.start("ping", "--link", "memory", "-c", "3", "-i", "0.01", host)) {
            run.succeeds();

            assertThat(run.out())
                    .startsWith("PING " + host + " (" + host + ") 56")
                    .containsPattern("64 bytes from " + host + ": icmp_seq=1 (ttl=64 )?time=[0-9.]+ ms\\R")
                    .contains("--- " + host + " ping statistics ---")
                    .contains("3 packets transmitted, 3 received, 0% packet loss, time ")
                    .containsPattern("rtt min/avg/max/mdev = [0-9.]+/[0-9.]+/[0-9.]+/[0-9.]+ ms");
        }
    }

    @Test
    void pingOfNobodyFails() throws Exception {
        try (CommandRun run = CommandRun.start("ping", "--link", "memory", "-c", "1", "-W", "0.1", "10.0.0.99")) {
            assertThat(run.await()).isEqualTo(1);

            assertThat(run.out())
                    .contains("1 packets transmitted, 0 received, 100% packet loss")
                    .doesNotContain("rtt");
        }
    }

    @Test
    void ctrlCEndsAPingWithItsStatistics() throws Exception {
        try (CommandRun run = CommandRun.start("ping", "--link", "memory", "-i", "1000", "10.0.0.2")) {
            run.awaitOut("icmp_seq=1");

            run.interrupt();

            assertThat(run.await()).isEqualTo(130);
            assertThat(run.out()).contains("1 packets transmitted, 1 received");
        }
    }

    @Test
    void pingInJsonIsOneObjectALine() throws Exception {
        try (CommandRun run =
                CommandRun.start("ping", "--json", "--link", "memory", "-c", "2", "-i", "0.01", "10.0.0.2")) {
            run.succeeds();

            assertThat(run.out().lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).startsWith("{\"").endsWith("}"));
            assertThat(run.out()).contains("\"sequence\":2,\"ttl\":64,\"timeMillis\":", "\"received\":2");
        }
    }

    @Test
    void arpFindsTheHardwareAddress() throws Exception {
        try (CommandRun run = CommandRun.start(
                "arp", "--link", "memory", "-c", "1", "-i", "5", "--mac", "02:00:00:00:00:01", "10.0.0.2")) {
            run.succeeds();

            assertThat(run.out())
                    .contains("ARPING 10.0.0.2 from 10.0.0.1 eth0")
                    .containsPattern("Unicast reply from 10.0.0.2 \\[([0-9A-F]{2}:){5}[0-9A-F]{2}\\]  [0-9.]+ms")
                    .contains("Received 1 response(s)");
        }
    }

    @Test
    void addressesOfBothSidesCanBeChosen() throws Exception {
        try (CommandRun run = CommandRun.withInput(
                "hi\n",
                "connect",
                "--link",
                "memory",
                "--address",
                "192.0.2.1/24",
                "--peer-address",
                "192.0.2.9/24",
                "192.0.2.9",
                "7")) {
            run.succeeds();

            assertThat(run.out()).isEqualTo("hi\n");
        }
    }

    @Test
    void aCaptureIsAPcapngFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("capture.pcapng");
        try (CommandRun run = CommandRun.withInput(
                "hi\n", "connect", "--link", "memory", "--pcapng", file.toString(), "10.0.0.2", "7")) {
            run.succeeds();
        }

        // The block type of a section header, which is a palindrome on purpose.
        assertThat(Files.readAllBytes(file)).startsWith(0x0A, 0x0D, 0x0D, 0x0A).hasSizeGreaterThan(800);
    }
}
