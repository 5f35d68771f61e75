package jackfield.conformance.clients;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vert.x, server and client. */
class VertxTest {
    private static final int PORT = 8086;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void http(String weather) throws Exception {
        try (var lab = new Lab(weather)) {
            Vertx server = lab.onServer(VertxTest::start);
            try {
                lab.onClient(() -> {
                    Vertx vertx = vertx();
                    try {
                        HttpClient client = vertx.createHttpClient();
                        Load.requests(
                                50,
                                (n, text) -> got(client.request(HttpMethod.POST, PORT, Lab.SERVER, "/" + n)
                                                .compose(request -> send(request, text))
                                                .compose(HttpClientResponse::body))
                                        .getBytes());
                    } finally {
                        got(vertx.close());
                    }
                    return null;
                });
            } finally {
                got(server.close());
            }
        }
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, byte[] text) {
        return request.send(Buffer.buffer(text));
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(false).setEventLoopPoolSize(1));
    }

    private static Vertx start() throws Exception {
        Vertx vertx = vertx();
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.post().handler(context -> {
            Buffer text = Objects.requireNonNull(context.body().buffer(), "no text");
            context.response().end(Buffer.buffer(Load.answer(text.getBytes()))).onFailure(context::fail);
        });
        got(vertx.createHttpServer().requestHandler(router).listen(PORT, Lab.SERVER));
        return vertx;
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
