package jackfield.conformance.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.conformance.architecture.Sources;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryLink;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.Family;
import jackfield.socket.LiveHost;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.Type;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the README to what the program does. {@code -Djackfield.golden=write} writes the README's blocks anew. */
class ReadmeTest {
    private static final Path README = Sources.root().resolve("README.md");

    @Test
    void showsWhatTheDemoPrints() throws Exception {
        assertThat(block("demo", demo())).isEqualTo(demo());
    }

    @Test
    void showsTheServerThatIsCompiledHere() throws IOException {
        Path example = Sources.java().stream()
                .filter(file -> file.endsWith("conformance/readme/EchoServer.java"))
                .findFirst()
                .orElseThrow();
        String shown = Sources.text(example)
                        .split("    // README\n", -1)[1]
                        .stripTrailing()
                        .stripIndent() + "\n";

        assertThat(block("server", shown)).isEqualTo(shown);
    }

    @Test
    void theServerEchoes() throws Exception {
        List<MemoryLink> cable = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        var over = new CountDownLatch(1);
        try (LiveHost client =
                LiveHost.builder("client").link(cable.get(1), "10.0.0.1/24").start()) {
            try (LiveHost server =
                    LiveHost.builder("server").link(cable.get(0), "10.0.0.2/24").start()) {
                Thread.ofVirtual().start(() -> {
                    try {
                        EchoServer.serve(server.sockets());
                    } catch (IOException e) {
                        over.countDown();
                    }
                });
                assertThat(echoed(client, "hello")).isEqualTo("hello");
            }
            // Closing the host ended the accept that waited.
            over.await();
        }
    }

    private static String echoed(LiveHost client, String text) throws IOException {
        while (true) {
            try (Socket socket = client.sockets().socket(Family.INET, Type.STREAM)) {
                socket.connect(new InetSocketAddress("10.0.0.2", 7));
                socket.sendAll(text.getBytes(UTF_8));
                byte[] answer = new byte[text.length()];
                for (int received = 0; received < answer.length; ) {
                    received += socket.recv(answer, received, answer.length - received);
                }
                return new String(answer, UTF_8);
            } catch (SocketException e) {
                // The server's thread has not come to listen yet.
                assertThat(e.errno().name()).isEqualTo("ECONNREFUSED");
            }
        }
    }

    private static String demo() throws IOException {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "jackfield.cli.Main",
                "demo",
                "--color=never",
                "--glyphs=unicode");
        command.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return printed.lines().map(String::stripTrailing).collect(joining("\n", "", "\n"));
    }

    /** {@return what stands in the fence between the comments of this name} */
    private static String block(String name, String current) throws IOException {
        Pattern fence = Pattern.compile(
                "(<!-- " + name + " -->\n```[a-z]*\n)(.*?)(```\n<!-- /" + name + " -->)", Pattern.DOTALL);
        String text = Sources.text(README);
        if ("write".equals(System.getProperty("jackfield.golden"))) {
            text = fence.matcher(text).replaceFirst("$1" + Matcher.quoteReplacement(current) + "$3");
            Files.writeString(README, text);
        }
        Matcher found = fence.matcher(text);
        assertThat(found.find()).as("a block named " + name).isTrue();
        return found.group(2);
    }
}
