package jackfield.conformance.interop;

import static jackfield.conformance.interop.KernelHost.OURS4;
import static jackfield.conformance.interop.KernelHost.OURS6;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.cli.http.HttpServer;
import jackfield.engine.EngineConfig;
import jackfield.engine.EngineSnapshot;
import jackfield.engine.tcp.TcpConfig;
import jackfield.socket.Accepted;
import jackfield.socket.Family;
import jackfield.socket.Shutdown;
import jackfield.socket.Socket;
import jackfield.socket.Type;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two hundred connections at once, and nothing left of them in the stack afterwards. */
@Tag("interop")
@Timeout(180)
class ManyConnectionsInteropTest {
    private static final int CONNECTIONS = 200;
    private static final long BODY = 300_000;
    private static final int PORT = 8080;

    /** Where we close first TIME_WAIT is ours: a tenth of a second of it is enough to see it end. */
    private static final EngineConfig SHORT_TIME_WAIT =
            new EngineConfig(TcpConfig.DEFAULT.timeWaitNanos(TimeUnit.MILLISECONDS.toNanos(100)), 64);

    @TempDir
    private Path folder = Path.of("");

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({OURS4 + ", false", "[" + OURS6 + "], false", OURS4 + ", true"})
    void allBodiesAreRightAndNothingLeaks(String host, boolean weCloseFirst) throws Exception {
        Blob blob = Blob.make(folder.resolve("blob"), BODY, 3);
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel, SHORT_TIME_WAIT)) {
            var threads = new ArrayList<Thread>();
            try (Socket listener = ours.sockets().socket(Family.INET6, Type.STREAM)) {
                listener.bind(new InetSocketAddress("::", PORT));
                listener.listen(CONNECTIONS);
                Program curl = kernel.start(curl(host));
                // Nobody is served before all are connected: that is what makes them so many at once.
                var allAreHere = new CountDownLatch(CONNECTIONS);
                var server = new HttpServer(folder, false, line -> {});
                for (int i = 0; i < CONNECTIONS; i++) {
                    Accepted accepted = listener.accept();
                    allAreHere.countDown();
                    threads.add(Thread.startVirtualThread(() -> serve(accepted, server, allAreHere, weCloseFirst)));
                }
                assertThat(established(ours)).isEqualTo(CONNECTIONS);
                curl.succeeds();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(failures).isEmpty();
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(Blob.sha256(folder.resolve("copy" + i))).isEqualTo(blob.sha256());
            }
            EngineSnapshot end = ours.await(snapshot -> snapshot.endpoints().isEmpty());
            assertThat(end.buffersOutstanding()).isZero();
            // A neighbour that is being confirmed has a timer for three seconds at most; an idle engine has none.
            assertThat(ours.await(snapshot -> snapshot.timers() == 0).buffersOutstanding())
                    .isZero();
        }
    }

    private static int established(OurHost ours) {
        return (int) ours.snapshot().endpoints().stream()
                .filter(row -> row.state().equals("ESTABLISHED"))
                .count();
    }

    private String[] curl(String host) {
        var arguments = new ArrayList<>(
                List.of("curl", "-sSfgZ", "--parallel-immediate", "--parallel-max", Integer.toString(CONNECTIONS)));
        for (int i = 0; i < CONNECTIONS; i++) {
            arguments.addAll(List.of("-o", folder.resolve("copy" + i).toString()));
            arguments.add("http://" + host + ":" + PORT + "/blob");
        }
        return arguments.toArray(String[]::new);
    }

    private void serve(Accepted accepted, HttpServer server, CountDownLatch allAreHere, boolean weCloseFirst) {
        try (Socket conn = accepted.conn()) {
            allAreHere.await();
            if (weCloseFirst) {
                answerAndClose(conn);
            } else {
                server.serve(conn, accepted.addr().toString());
            }
        } catch (IOException | InterruptedException e) {
            failures.add(e);
        }
    }

    /** HTTP's oldest way of ending a body: with the connection. */
    private void answerAndClose(Socket conn) throws IOException {
        var request = new byte[4096];
        assertThat(conn.recv(request)).isPositive();
        conn.sendAll("HTTP/1.0 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        conn.sendAll(Files.readAllBytes(folder.resolve("blob")));
        conn.shutdown(Shutdown.WR);
        assertThat(conn.recv(request)).isZero();
    }
}
