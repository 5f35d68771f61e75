package jackfield.conformance.clients;

import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.HttpEntities;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache's HTTP client, the one that blocks and the one that does not. */
class ApacheHttpTest {
    private static final int AT_ONCE = 25;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void classic(String weather) throws Exception {
        try (var lab = new Lab(weather);
                var server = new EchoHttpServer(lab)) {
            lab.onClient(() -> {
                var connections = PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(AT_ONCE)
                        .setMaxConnTotal(AT_ONCE)
                        .build();
                try (var client =
                        HttpClients.custom().setConnectionManager(connections).build()) {
                    Load.requests(AT_ONCE, (n, text) -> {
                        var request = new HttpPost(server.address() + n);
                        request.setEntity(HttpEntities.create(text, ContentType.APPLICATION_OCTET_STREAM));
                        return client.execute(request, response -> EntityUtils.toByteArray(response.getEntity()));
                    });
                }
                return null;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void async(String weather) throws Exception {
        try (var lab = new Lab(weather);
                var server = new EchoHttpServer(lab)) {
            lab.onClient(() -> {
                try (var client = HttpAsyncClients.createDefault()) {
                    client.start();
                    Load.requests(AT_ONCE, (n, text) -> {
                        SimpleHttpRequest request = SimpleRequestBuilder.post(server.address() + n)
                                .setBody(text, ContentType.APPLICATION_OCTET_STREAM)
                                .build();
                        Future<SimpleHttpResponse> answer = client.execute(request, null);
                        return Objects.requireNonNull(
                                answer.get(60, TimeUnit.SECONDS).getBodyBytes());
                    });
                }
                return null;
            });
        }
    }
}
