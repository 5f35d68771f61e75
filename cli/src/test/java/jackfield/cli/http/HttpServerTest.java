package jackfield.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryLink;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.Accepted;
import jackfield.socket.Family;
import jackfield.socket.LiveHost;
import jackfield.socket.Shutdown;
import jackfield.socket.Socket;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as bytes and answers as bytes, between two hosts in memory. */
@Timeout(60)
class HttpServerTest {
    private static final String HOST = "Host: x\r\n";
    private static final InetSocketAddress PLACE = new InetSocketAddress("10.0.0.2", 80);

    @TempDir
    private Path outside = Path.of("");

    private Path folder = Path.of("");
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final List<MemoryLink> wire = MemoryNetwork.pair(MemoryConfig.ofEthernet());
    private final LiveHost client = LiveHost.builder("client")
            .random(new SplittableRandom(1))
            .link(wire.getFirst(), "10.0.0.1/24")
            .start();
    private final LiveHost server = LiveHost.builder("server")
            .random(new SplittableRandom(2))
            .link(wire.getLast(), "10.0.0.2/24")
            .start();

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("site"));
        Files.writeString(folder.resolve("hello.txt"), "hello\n");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a & <b>.txt"), "in a folder\n");
        Files.writeString(outside.resolve("secret"), "not for you\n");
        Files.createSymbolicLink(folder.resolve("way-out"), outside.resolve("secret"));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    /** Sends bytes, ends its direction. {@return all that comes back} */
    private String exchange(boolean mayUpload, String... requests) throws Exception {
        var http = new HttpServer(folder, mayUpload, log::add);
        try (Socket listener = server.sockets().socket(Family.INET, Type.STREAM);
                Socket socket = client.sockets().socket(Family.INET, Type.STREAM)) {
            // Where the server closes first, its end of the exchange before stays in TIME_WAIT.
            listener.setsockopt(SocketOptions.SO_REUSEADDR, true);
            listener.bind(PLACE);
            listener.listen(1);
            socket.connect(PLACE);
            Accepted accepted = listener.accept();
            Thread serving = Thread.startVirtualThread(() -> {
                try (Socket conn = accepted.conn()) {
                    http.serve(conn, "client");
                } catch (IOException e) {
                    log.add(e.toString());
                }
            });
            for (String request : requests) {
                socket.sendAll(request.getBytes(StandardCharsets.ISO_8859_1));
            }
            socket.shutdown(Shutdown.WR);
            var answer = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            for (int n; (n = socket.recv(buffer)) > 0; ) {
                answer.write(buffer, 0, n);
            }
            serving.join();
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private String get(String target, String... fields) throws Exception {
        return exchange(false, "GET " + target + " HTTP/1.1\r\n" + HOST + String.join("", fields) + "\r\n");
    }

    @Test
    void answersAFileWithItsLength() throws Exception {
        assertThat(get("/hello.txt"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\r\nContent-Length: 6\r\n", "\r\nContent-Type: text/plain\r\n")
                .containsPattern("\r\nDate: ..., \\d\\d ... \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n")
                .endsWith("\r\n\r\nhello\n");
        assertThat(log).singleElement().asString().startsWith("client \"GET /hello.txt HTTP/1.1\" 200 ");
    }

    @Test
    void answersHeadWithoutTheFile() throws Exception {
        assertThat(exchange(false, "HEAD /hello.txt HTTP/1.1\r\n" + HOST + "\r\n"))
                .contains("\r\nContent-Length: 6\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws Exception {
        String answer = exchange(
                false,
                "GET /hello.txt HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /none HTTP/1.1\r\n" + HOST + "\r\nGET /hello.txt HTTP/1.1\r\n",
                HOST + "Connection: close\r\n\r\n");

        assertThat(answer.split("HTTP/1.1 ", -1))
                .satisfiesExactly(
                        nothing -> assertThat(nothing).isEmpty(),
                        first -> assertThat(first).startsWith("200").contains("Connection: keep-alive"),
                        second -> assertThat(second).startsWith("404").contains("Connection: keep-alive"),
                        third -> assertThat(third).startsWith("200").contains("Connection: close"));
    }

    @ParameterizedTest
    @CsvSource({"bytes=1-3, 1-3, ell", "bytes=4-, 4-5, 'o\n'", "bytes=-2, 4-5, 'o\n'", "bytes=4-99, 4-5, 'o\n'"})
    void answersAPartOfAFile(String range, String told, String text) throws Exception {
        assertThat(get("/hello.txt", "Range: " + range + "\r\n"))
                .startsWith("HTTP/1.1 206 ")
                .contains("\r\nContent-Range: bytes " + told + "/6\r\n")
                .endsWith("\r\n\r\n" + text);
    }

    @Test
    void refusesAPartThatIsNotThere() throws Exception {
        assertThat(get("/hello.txt", "Range: bytes=6-\r\n")).startsWith("HTTP/1.1 416 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=3-1", "bytes=-", "lines=1-2"})
    void ignoresRangesItDoesNotKnow(String range) throws Exception {
        assertThat(get("/hello.txt", "Range: " + range + "\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/%2e%2e/secret",
                "/sub/../../secret",
                "/..%2fsecret",
                "/sub/..%5c..%5csecret",
                "/hello.txt%00",
                "/way-out",
                "//etc/passwd"
            })
    void nothingOutsideTheFolderIsServed(String target) throws Exception {
        assertThat(get(target)).matches("(?s)HTTP/1.1 (400|403|404) .*").doesNotContain("not for you", "root:");
    }

    @Test
    void listsAFolder() throws Exception {
        assertThat(get("/")).contains("<a href=\"./hello.txt\">hello.txt</a>", "<a href=\"./sub/\">sub/</a>");
        assertThat(get("/sub/"))
                .contains("<a href=\"./a%20%26%20%3Cb%3E.txt\">a &amp; &lt;b&gt;.txt</a>", "<a href=\"../\">");
        assertThat(get("/sub/a%20%26%20%3Cb%3E.txt")).endsWith("\r\n\r\nin a folder\n");
        assertThat(get("/sub")).startsWith("HTTP/1.1 301 ").contains("\r\nLocation: sub/\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'GET /hello.txt HTTP/1.1\r\n\r\n', 400",
        "'GET /hello.txt HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400",
        "'GET /hello.txt\r\n\r\n', 400",
        "'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n', 400",
        "'GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n', 400",
        "'GET /hello.txt HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n', 400",
        "'GET /hello.txt HTTP/2.0\r\nHost: x\r\n\r\n', 505",
        "'BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n', 501",
        "'PUT /new HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx', 405",
        "'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n', 501"
    })
    void refusesWhatIsWrong(String request, int status) throws Exception {
        assertThat(exchange(false, request)).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void refusesAHeadWithoutEnd() throws Exception {
        assertThat(exchange(false, "GET / HTTP/1.1\r\nHost: " + "x".repeat(9000)))
                .startsWith("HTTP/1.1 431 ");
        assertThat(exchange(false, "GET / HTTP/1.1\r\n" + HOST + "A: b\r\n".repeat(200)))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void speaksTheOldVersionToo() throws Exception {
        assertThat(exchange(false, "GET /hello.txt HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Connection: close")
                .endsWith("hello\n");
    }

    @Test
    void takesAFileOfStatedLength() throws Exception {
        String head = "PUT /new.bin HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\n";

        assertThat(exchange(true, head + "first")).startsWith("HTTP/1.1 201 ");
        assertThat(exchange(true, head + "again")).startsWith("HTTP/1.1 200 ");

        assertThat(folder.resolve("new.bin")).hasContent("again");
    }

    @Test
    void takesAFileInChunks() throws Exception {
        String head = "POST /new.bin HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";

        String answer = exchange(true, head, "6\r\nhello \r\n", "A;x=y\r\nchunked wo\r\n3\r\nrld\r\n0\r\nT: 1\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 201 ").contains("keep-alive");
        assertThat(folder.resolve("new.bin")).hasContent("hello chunked world");
    }

    @Test
    void tellsAClientThatWaitsToGoOn() throws Exception {
        String head = "PUT /new.bin HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";

        assertThat(exchange(true, head + "ok")).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n");
    }

    @Test
    void keepsNothingOfAnUploadThatBreaksOff() throws Exception {
        exchange(true, "PUT /new.bin HTTP/1.1\r\n" + HOST + "Content-Length: 5000\r\n\r\nonly this");

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("hello.txt", "sub", "way-out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../new", "/", "/sub", "/sub/", "/none/new"})
    void takesNoFileForAPlaceThatIsNone(String target) throws Exception {
        String answer = exchange(true, "PUT " + target + " HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n\r\nx");

        assertThat(answer).matches("(?s)HTTP/1.1 (403|404) .*");
        assertThat(outside.resolve("new")).doesNotExist();
    }
}
