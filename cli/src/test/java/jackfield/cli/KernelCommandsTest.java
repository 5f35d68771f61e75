package jackfield.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands over the kernel's own sockets, on its loopback, at ports that it chooses. */
@Timeout(120)
class KernelCommandsTest {
    private static final String LOCAL = "127.0.0.1";

    @BeforeAll
    static void needsLinux() {
        assumeTrue(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"),
                "the kernel's sockets are Linux's");
    }

    @Test
    void listenAndConnectTalkToEachOther() throws Exception {
        try (CommandRun listen = CommandRun.withInput("from the listener\n", "listen", "-v", LOCAL, "0");
                CommandRun connect = CommandRun.withInput("from the caller\n", "connect", "-v", LOCAL, listen.port())) {
            connect.succeeds();
            listen.succeeds();

            assertThat(connect.out()).isEqualTo("from the listener\n");
            assertThat(listen.out()).isEqualTo("from the caller\n");
            assertThat(listen.err()).contains("connection from 127.0.0.1:", "sent 18 bytes, received 16 bytes");
        }
    }

    @Test
    void theFirstDatagramsSenderBecomesThePeer() throws Exception {
        try (CommandRun listen = CommandRun.withInput("answer\n", "listen", "-u", "-w", "0.5", LOCAL, "0");
                CommandRun connect =
                        CommandRun.withInput("question\n", "connect", "-u", "-w", "0.5", LOCAL, listen.port())) {
            connect.succeeds();
            listen.succeeds();

            assertThat(listen.out()).isEqualTo("question\n");
            assertThat(connect.out()).isEqualTo("answer\n");
        }
    }

    @Test
    void listenCanServeOneAfterTheOther() throws Exception {
        try (CommandRun listen = CommandRun.start("listen", "-l", "-k", "-v", LOCAL, "0")) {
            String port = listen.port();
            for (String word : new String[] {"one ", "two ", "three"}) {
                try (CommandRun connect = CommandRun.withInput(word, "connect", LOCAL, port)) {
                    connect.succeeds();
                }
            }

            listen.awaitOut("one two three");

            listen.interrupt();

            assertThat(listen.await()).isEqualTo(130);
            assertThat(listen.err()).contains("received 13 bytes");
        }
    }

    @Test
    void ctrlCEndsAListenerThatWaits() throws Exception {
        try (CommandRun listen = CommandRun.start("listen", LOCAL, "0")) {
            listen.port();

            listen.interrupt();

            assertThat(listen.await()).isEqualTo(130);
            assertThat(listen.err()).contains("sent 0 bytes, received 0 bytes");
        }
    }

    @Test
    void nobodyListensIsOneSentence() throws Exception {
        try (CommandRun connect = CommandRun.start("connect", LOCAL, "1")) {
            assertThat(connect.await()).isEqualTo(1);

            assertThat(connect.err())
                    .isEqualTo("jackfield: cannot connect to 127.0.0.1:1: Connection refused (ECONNREFUSED)\n");
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentence() throws Exception {
        try (CommandRun first = CommandRun.start("serve", "discard", "--bind", LOCAL, "--port", "0");
                CommandRun second = CommandRun.start("serve", "discard", "--bind", LOCAL, "--port", first.port())) {
            assertThat(second.await()).isEqualTo(1);

            assertThat(second.err()).contains("cannot serve at 127.0.0.1:" + first.port(), "(EADDRINUSE)");
        }
    }

    @ParameterizedTest
    @CsvSource({"-4, 127.0.0.1", "-6, ::1"})
    void echoServesTcpAndUdpAtOnePort(String family, String host) throws Exception {
        try (CommandRun echo = CommandRun.start("serve", "echo", "--port", "0", "-v")) {
            String port = echo.port();
            try (CommandRun stream = CommandRun.withInput("stream", "connect", family, host, port)) {
                assertThat(stream.succeeds().out()).isEqualTo("stream");
            }
            try (CommandRun datagram =
                    CommandRun.withInput("datagram", "connect", "-u", "-w", "0.5", family, host, port)) {
                assertThat(datagram.succeeds().out()).isEqualTo("datagram");
            }

            echo.interrupt();

            assertThat(echo.await()).isEqualTo(130);
            assertThat(echo.err()).contains("1 connections, 14 bytes in, 14 bytes out");
        }
    }

    @Test
    void httpServesAFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("hello.txt"), "hello\n");
        try (CommandRun http =
                        CommandRun.start("serve", "http", folder.toString(), "--bind", LOCAL, "--port", "0", "-v");
                CommandRun get = CommandRun.withInput(
                        "GET /hello.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        "connect",
                        LOCAL,
                        http.port())) {
            get.succeeds();

            assertThat(get.out()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nhello\n");
            http.awaitTalk("127.0.0.1:\\d+ \"GET /hello.txt HTTP/1.1\" 200 \\d+ bytes out in [0-9.]+ s");
        }
    }
}
