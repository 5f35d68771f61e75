package jackfield.conformance.interop;

import static jackfield.conformance.interop.KernelHost.KERNEL4;
import static jackfield.conformance.interop.KernelHost.KERNEL6;
import static jackfield.conformance.interop.KernelHost.OURS4;
import static jackfield.conformance.interop.KernelHost.OURS6;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long transfers between programs of the Linux kernel's side and commands of ours, both ways; prints how fast. */
@Tag("interop")
@Timeout(180)
class TransferInteropTest {
    private static final long LONG = 100_000_000;
    private static final long ECHOED = 20_000_000;
    private static final int PORT = 8080;

    @TempDir
    private static Path folder = Path.of("");

    private static Blob blob = new Blob(Path.of(""), 0, "");

    @BeforeAll
    static void makeTheBlob() {
        blob = Blob.make(folder.resolve("blob"), LONG, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "tap:tap0, 10.9.0.2, ''",
        "tap:tap0, [fd09::2], ''",
        "tap:tap0, 10.9.0.2, --no-offload",
        "tun:tun0, 10.9.0.2, ''",
        "tun:tun0, [fd09::2], --no-offload"
    })
    void curlDownloadsFromOurServer(String device, String host, String option) throws Exception {
        Path copy = folder.resolve("downloaded");
        try (var kernel = new KernelHost();
                OurCommand server = serveHttp(kernel, device, option)) {
            long began = System.nanoTime();
            kernel.run("curl", "-sSfg", "-o", copy.toString(), "http://" + host + ":" + PORT + "/blob");
            report("curl from our server", device + " " + host + " " + option, kernel, LONG, began);

            assertThat(Blob.sha256(copy)).as(server::err).isEqualTo(blob.sha256());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tap:tap0, 10.9.0.2, ''",
        "tap:tap0, [fd09::2], ''",
        "tap:tap0, 10.9.0.2, --no-offload",
        "tun:tun0, 10.9.0.2, ''",
        "tun:tun0, [fd09::2], --no-offload"
    })
    void curlUploadsToOurServer(String device, String host, String option) throws Exception {
        Path copy = folder.resolve("uploaded");
        Files.deleteIfExists(copy);
        try (var kernel = new KernelHost();
                OurCommand server = serveHttp(kernel, device, option)) {
            long began = System.nanoTime();
            kernel.run("curl", "-sSfg", "-T", blob.file().toString(), "http://" + host + ":" + PORT + "/uploaded");
            report("curl to our server", device + " " + host + " " + option, kernel, LONG, began);

            assertThat(Blob.sha256(copy)).as(server::err).isEqualTo(blob.sha256());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nc -N " + OURS4 + " 7000",
                "nc -N " + OURS6 + " 7000",
                "socat -u - TCP4:" + OURS4 + ":7000",
                "socat -u - TCP6:[" + OURS6 + "]:7000"
            })
    void ncAndSocatUploadToOurListener(String client) throws Exception {
        try (var kernel = new KernelHost();
                var sum = new Blob.Sum();
                OurCommand listener = OurCommand.start(
                                InputStream.nullInputStream(), sum, kernel.command("tap:tap0", "listen", "-v", "7000"))
                        .awaitTalk("listening at")) {
            long began = System.nanoTime();
            kernel.run("bash", "-c", "exec " + client + " < " + blob.file());
            listener.succeeds();
            report(client, "tap", kernel, LONG, began);

            assertThat(sum.hex()).as(listener::err).isEqualTo(blob.sha256());
            assertThat(listener.err()).contains("received " + LONG + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KERNEL4, KERNEL6})
    void ourConnectReadsFromAWebServerOfTheKernels(String host) throws Exception {
        Path answer = folder.resolve("answer");
        byte[] request = ("GET /blob HTTP/1.0\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (var kernel = new KernelHost()) {
            kernel.startServer(
                    PORT,
                    "python3",
                    "-m",
                    "http.server",
                    "--bind",
                    "::",
                    "--directory",
                    folder.toString(),
                    Integer.toString(PORT));
            long began = System.nanoTime();
            try (OutputStream out = Files.newOutputStream(answer);
                    OurCommand connect = OurCommand.start(
                            new ByteArrayInputStream(request),
                            out,
                            kernel.command("tap:tap0", "connect", "-v", host, Integer.toString(PORT)))) {
                connect.succeeds();
            }
            report("our connect from python3 http.server", host, kernel, LONG, began);

            assertThat(bodySum(answer)).isEqualTo(blob.sha256());
        }
    }

    @ParameterizedTest
    @CsvSource({"tap:tap0, 10.9.0.1", "tap:tap0, fd09::1", "tun:tun0, 10.9.0.1"})
    void bytesGoBothWaysAtOnce(String device, String host) throws Exception {
        Blob twenty = Blob.make(folder.resolve("twenty"), ECHOED, 2);
        try (var kernel = new KernelHost();
                InputStream in = Files.newInputStream(twenty.file());
                var sum = new Blob.Sum()) {
            kernel.startServer(7000, "socat", "TCP6-LISTEN:7000,reuseaddr,fork,ipv6only=0", "EXEC:cat");
            long began = System.nanoTime();
            try (OurCommand connect =
                    OurCommand.start(in, sum, kernel.command(device, "connect", "-v", host, "7000"))) {
                connect.succeeds();
                assertThat(connect.err()).contains("sent " + ECHOED + " bytes, received " + ECHOED + " bytes");
            }
            report("echoed by socat, both ways at once", device + " " + host, kernel, ECHOED, began);

            assertThat(sum.hex()).isEqualTo(twenty.sha256());
        }
    }

    @Test
    void datagramsAreEchoedByOurServer() throws Exception {
        try (var kernel = new KernelHost();
                OurCommand _ = OurCommand.start(kernel.command("tap:tap0", "serve", "echo"))
                        .awaitTalk("serving at")) {
            String echoed = kernel.run("bash", "-c", "echo over udp | nc -u -w 1 " + OURS6 + " 7");

            assertThat(echoed).isEqualTo("over udp\n");
        }
    }

    private static OurCommand serveHttp(KernelHost kernel, String device, String option) {
        var first = new ArrayList<>(List.of("serve", "http", folder.toString(), "--upload", "-v"));
        if (!option.isEmpty()) {
            first.add(option);
        }
        return OurCommand.start(kernel.command(device, first.toArray(String[]::new)))
                .awaitTalk("serving at");
    }

    private static String bodySum(Path answer) throws IOException {
        try (InputStream in = Files.newInputStream(answer);
                var sum = new Blob.Sum()) {
            var last = new StringBuilder();
            while (last.indexOf("\r\n\r\n") < 0) {
                last.append((char) in.read());
                assertThat(last.length()).isLessThan(4096);
            }
            in.transferTo(sum);
            return sum.hex();
        }
    }

    private static void report(String what, String where, KernelHost kernel, long bytes, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "interop: %s (%s, kernel's %s): %.0f MB/s, %.2f Gbit/s%n",
                what,
                where,
                kernel.congestionControl(),
                bytes / seconds / 1e6,
                bytes * 8 / seconds / 1e9);
    }
}
