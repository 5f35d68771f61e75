package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jetty's server and the JDK's client: HTTP/1.1, and HTTP/2 with and without TLS. */
class JettyTest {
    private static final int PORT = 8081;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void http11(String weather) throws Exception {
        exchange(weather, false, Version.HTTP_1_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void http2InClear(String weather) throws Exception {
        exchange(weather, false, Version.HTTP_2);
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void http2OverTls(String weather) throws Exception {
        exchange(weather, true, Version.HTTP_2);
    }

    private static void exchange(String weather, boolean isTls, Version version) throws Exception {
        String address = (isTls ? "https://" : "http://") + Lab.SERVER + ":" + PORT + "/";
        try (var lab = new Lab(weather)) {
            Server server = lab.onServer(() -> start(isTls));
            try {
                lab.onClient(() -> {
                    try (HttpClient client = HttpClient.newBuilder()
                            .version(version)
                            .sslContext(TestTls.context())
                            .build()) {
                        // An upgrade in clear is asked for by the first request, which must have no body to be
                        // upgraded.
                        var first = client.send(
                                HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray());
                        assertThat(first.version()).isEqualTo(version);
                        JdkHttpTest.requests(client, address);
                    }
                    return null;
                });
            } finally {
                server.stop();
            }
        }
    }

    private static Server start(boolean isTls) throws Exception {
        var server = new Server();
        var config = new HttpConfiguration();
        ServerConnector connector;
        if (isTls) {
            var customizer = new SecureRequestCustomizer();
            customizer.setSniHostCheck(false);
            config.addCustomizer(customizer);
            var tls = new SslContextFactory.Server();
            tls.setSslContext(TestTls.context());
            var alpn = new ALPNServerConnectionFactory();
            alpn.setDefaultProtocol("http/1.1");
            connector = new ServerConnector(
                    server,
                    new SslConnectionFactory(tls, alpn.getProtocol()),
                    alpn,
                    new HTTP2ServerConnectionFactory(config),
                    new HttpConnectionFactory(config));
        } else {
            connector = new ServerConnector(
                    server, new HttpConnectionFactory(config), new HTTP2CServerConnectionFactory(config));
        }
        connector.setHost(Lab.SERVER);
        connector.setPort(PORT);
        server.addConnector(connector);
        server.setHandler(new Answer());
        server.start();
        return server;
    }

    /** Answers each text with {@link Load#answer}. */
    private static final class Answer extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            ByteBuffer body = Content.Source.asByteBuffer(request);
            byte[] answer = Load.answer(BufferUtil.toArray(body));
            response.write(true, ByteBuffer.wrap(answer), callback);
            return true;
        }
    }
}
