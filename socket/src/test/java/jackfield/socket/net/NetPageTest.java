package jackfield.socket.net;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.LiveHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/JVM-SOCKETS.md shows what {@link PageSnippets} has, and that does what the page says. */
final class NetPageTest {
    private final LiveHost host =
            LiveHost.builder("page").random(new SplittableRandom(12)).start();

    @AfterEach
    void close() {
        host.close();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/STYLE.md"))) {
            folder = folder.getParent();
        }
        assertThat(folder).isNotNull();
        return Objects.requireNonNull(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"factories", "datagrams", "options", "leaks"})
    void thePageShowsTheExampleToTheLetter(String name) throws IOException {
        String source = Files.readString(root().resolve("socket/src/test/java/jackfield/socket/net/PageSnippets.java"));
        Matcher mark = Pattern.compile("    // " + name + "\n(.*?)\n    // " + name + "\n", Pattern.DOTALL)
                .matcher(source);
        assertThat(mark.find()).isTrue();

        assertThat(Files.readString(root().resolve("docs/JVM-SOCKETS.md")))
                .contains("```java\n" + mark.group(1).stripIndent() + "\n```\n");
    }

    @Test
    void theExamplesDoWhatTheyShow() throws Exception {
        assertThat(PageSnippets.greet(host)).isEqualTo("hello");
        assertThat(PageSnippets.ask(host)).isEqualTo("who?");
        NetSockets net = NetSockets.on(host.sockets());
        try (ServerSocket listener = net.serverSocketFactory().createServerSocket(0);
                Socket client =
                        net.socketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            assertThat(PageSnippets.tune(client)).isEqualTo("bbr, ESTABLISHED");
        }
        assertThat(PageSnippets.leaks(host)).singleElement().satisfies(here -> {
            assertThat(here).hasMessageContaining("(INET6 STREAM) opened by");
            assertThat(List.of(here.getStackTrace()))
                    .anyMatch(frame -> frame.getMethodName().equals("leaks"));
        });
        assertThat(host.sockets().openSockets()).hasSize(1);
    }
}
