package jackfield.conformance.clients;

import jackfield.socket.net.NetSockets;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp, by the JVM's own sockets and by its socketFactory. */
class OkHttpTest {
    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void byTheJvmsSockets(String weather) throws Exception {
        try (var lab = new Lab(weather);
                var server = new EchoHttpServer(lab)) {
            lab.onClient(() -> {
                requests(new OkHttpClient.Builder().build(), server.address());
                return null;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void byItsSocketFactory(String weather) throws Exception {
        try (var lab = new Lab(weather);
                var server = new EchoHttpServer(lab)) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .socketFactory(NetSockets.on(lab.client().sockets()).socketFactory())
                    .build();
            requests(client, server.address());
        }
    }

    private static void requests(OkHttpClient client, String address) throws Exception {
        try {
            Load.requests(50, (n, text) -> {
                Request request = new Request.Builder()
                        .url(address + n)
                        .post(RequestBody.create(text))
                        .build();
                try (Response response = client.newCall(request).execute()) {
                    return Objects.requireNonNull(response.body()).bytes();
                }
            });
        } finally {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }
}
