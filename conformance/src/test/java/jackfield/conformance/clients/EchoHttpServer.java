package jackfield.conformance.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server on the server's host: answers each text with {@link Load#answer}. */
final class EchoHttpServer implements AutoCloseable {
    private static final int PORT = 8080;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final boolean isTls;

    EchoHttpServer(Lab lab) throws Exception {
        this(lab, false);
    }

    EchoHttpServer(Lab lab, boolean isTls) throws Exception {
        this.isTls = isTls;
        server = lab.onServer(this::start);
    }

    private HttpServer start() throws Exception {
        var address = new InetSocketAddress(Lab.SERVER, PORT);
        HttpServer http;
        if (isTls) {
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(TestTls.context()));
            http = https;
        } else {
            http = HttpServer.create(address, 0);
        }
        http.createContext("/", EchoHttpServer::answer);
        http.setExecutor(threads);
        http.start();
        return http;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] answer = Load.answer(exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(200, answer.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    /** {@return where it listens, with a slash at the end} */
    String address() {
        return (isTls ? "https://" : "http://") + Lab.SERVER + ":" + PORT + "/";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
