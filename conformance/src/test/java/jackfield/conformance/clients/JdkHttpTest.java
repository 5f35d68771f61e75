package jackfield.conformance.clients;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's HTTP client and HTTP server. */
class JdkHttpTest {
    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void http11(String weather) throws Exception {
        try (var lab = new Lab(weather);
                var server = new EchoHttpServer(lab)) {
            lab.onClient(() -> {
                try (HttpClient client = HttpClient.newHttpClient()) {
                    requests(client, server.address());
                }
                return null;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void https(String weather) throws Exception {
        try (var lab = new Lab(weather);
                var server = new EchoHttpServer(lab, true)) {
            lab.onClient(() -> {
                try (HttpClient client =
                        HttpClient.newBuilder().sslContext(TestTls.context()).build()) {
                    requests(client, server.address());
                }
                return null;
            });
        }
    }

    static void requests(HttpClient client, String address) throws Exception {
        Load.requests(50, (n, text) -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + n))
                    .POST(BodyPublishers.ofByteArray(text))
                    .build();
            return client.send(request, BodyHandlers.ofByteArray()).body();
        });
    }
}
