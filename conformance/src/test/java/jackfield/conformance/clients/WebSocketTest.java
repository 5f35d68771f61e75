package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's WebSocket client and Jetty's server. */
class WebSocketTest {
    private static final int PORT = 8082;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void messagesGoBothWays(String weather) throws Exception {
        try (var lab = new Lab(weather)) {
            Server server = lab.onServer(WebSocketTest::start);
            try {
                lab.onClient(() -> {
                    try (HttpClient client = HttpClient.newHttpClient()) {
                        // Each connection has one message under way at a time.
                        Load.inParallel(20, 20, n -> {
                            converse(client, n * Load.REQUESTS / 20, (n + 1) * Load.REQUESTS / 20);
                        });
                    }
                    return null;
                });
            } finally {
                server.stop();
            }
        }
    }

    private static void converse(HttpClient client, int from, int to) throws Exception {
        var answers = new Answers();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + Lab.SERVER + ":" + PORT + "/"), answers)
                .get(60, TimeUnit.SECONDS);
        for (int n = from; n < to; n++) {
            byte[] text = Load.text(n);
            CompletableFuture<byte[]> answer = answers.next();
            socket.sendBinary(ByteBuffer.wrap(text), true).get(60, TimeUnit.SECONDS);
            assertThat(answer.get(60, TimeUnit.SECONDS))
                    .as("answer to message %d", n)
                    .isEqualTo(Load.answer(text));
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").get(60, TimeUnit.SECONDS);
        assertThat(answers.closed.get(60, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }

    /** Puts messages together of their parts. */
    private static final class Answers implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private volatile CompletableFuture<byte[]> next = new CompletableFuture<>();

        CompletableFuture<byte[]> next() {
            next = new CompletableFuture<>();
            return next;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean isLast) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            message.writeBytes(part);
            if (isLast) {
                next.complete(message.toByteArray());
                message.reset();
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            next.completeExceptionally(error);
            closed.completeExceptionally(error);
        }
    }

    private static Server start() throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server);
        connector.setHost(Lab.SERVER);
        connector.setPort(PORT);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(
                server, container -> container.addMapping("/", (_, _, _) -> new Endpoint())));
        server.start();
        return server;
    }

    /** Answers each message with {@link Load#answer}. */
    public static final class Endpoint extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            byte[] text = new byte[payload.remaining()];
            payload.get(text);
            getSession().sendBinary(ByteBuffer.wrap(Load.answer(text)), callback);
        }
    }
}
