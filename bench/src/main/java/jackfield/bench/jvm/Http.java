package jackfield.bench.jvm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The JDK's HTTP client and server: 64 virtual threads, each with one request under way. */
final class Http implements Figure {
    private static final int PORT = 9003;
    private static final int AT_ONCE = 64;
    private static final int ANSWER_BYTES = 1024;

    @Override
    public double measure(Side side, long seconds) throws Exception {
        side.route();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            HttpServer server = HttpServer.create(side.server(PORT), AT_ONCE);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, ANSWER_BYTES);
                try (exchange) {
                    exchange.getResponseBody().write(new byte[ANSWER_BYTES]);
                }
            });
            server.start();
            try (HttpClient client = HttpClient.newHttpClient()) {
                var answers = new LongAdder();
                long begin = System.nanoTime();
                long end = begin + TimeUnit.SECONDS.toNanos(2 * seconds);
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://" + side.server(PORT).getHostString() + ":" + PORT + "/"))
                        .build();
                List<Future<Long>> askers = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    askers.add(threads.submit(() -> ask(client, request, end, answers)));
                }
                TimeUnit.SECONDS.sleep(seconds);
                long before = answers.sum();
                long middle = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(end - middle);
                double rate = (answers.sum() - before) * 1e9 / (System.nanoTime() - middle);
                for (Future<Long> asker : askers) {
                    asker.get();
                }
                return rate;
            } finally {
                server.stop(0);
            }
        }
    }

    /** {@return how often it asked} */
    private static long ask(HttpClient client, HttpRequest request, long end, LongAdder answers)
            throws IOException, InterruptedException {
        long count = 0;
        while (System.nanoTime() < end) {
            byte[] body = client.send(request, BodyHandlers.ofByteArray()).body();
            if (body.length != ANSWER_BYTES) {
                throw new IOException("an answer of " + body.length + " bytes");
            }
            answers.increment();
            count++;
        }
        return count;
    }
}
