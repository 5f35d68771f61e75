package jackfield.socket.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.LiveHost;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's TLS, layered over our sockets at both ends. */
@Timeout(60)
final class NetTlsTest {
    private static final char[] PASSWORD = "jackfield".toCharArray();
    private static final int TEXT_BYTES = 1 << 20;

    @TempDir
    static Path folder;

    private final LiveHost host =
            LiveHost.builder("tls").random(new SplittableRandom(6)).start();
    private final NetSockets net = NetSockets.on(host.sockets());

    private SSLContext context;

    @BeforeEach
    void makeKey() throws Exception {
        Path store = folder.resolve("keys.p12");
        if (!Files.exists(store)) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            "host",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            String.valueOf(PASSWORD),
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            assertThat(keytool.waitFor()).as(said).isZero();
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        var own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD);
        var trusted = TrustManagerFactory.getInstance("PKIX");
        trusted.init(keys);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** The two ends, before their handshake. */
    private record Ends(SSLSocket client, SSLSocket server) {}

    private Ends ends(String version) throws Exception {
        try (ServerSocket listener = net.serverSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Socket plain = net.socketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
            Socket accepted = listener.accept();
            var client = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
            var server = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, accepted.getPort(), true);
            server.setUseClientMode(false);
            client.setEnabledProtocols(new String[] {version});
            return new Ends(client, server);
        }
    }

    private static FutureTask<byte[]> reading(SSLSocket from) {
        var task = new FutureTask<>(() -> from.getInputStream().readAllBytes());
        Thread.ofVirtual().start(task);
        return task;
    }

    private static byte[] text(int seed) {
        var text = new byte[TEXT_BYTES];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (i * 31 + seed);
        }
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMegabyteGoesEachWay(String version) throws Exception {
        Ends ends = ends(version);
        try (SSLSocket client = ends.client();
                SSLSocket server = ends.server()) {
            FutureTask<byte[]> atServer = reading(server);
            FutureTask<byte[]> atClient = reading(client);
            FutureTask<Void> writing = new FutureTask<>(() -> {
                server.getOutputStream().write(text(2));
                server.shutdownOutput();
                return null;
            });
            client.getOutputStream().write(text(1));
            Thread.ofVirtual().start(writing);
            client.shutdownOutput();

            assertThat(Arrays.equals(atServer.get(30, TimeUnit.SECONDS), text(1)))
                    .isTrue();
            assertThat(Arrays.equals(atClient.get(30, TimeUnit.SECONDS), text(2)))
                    .isTrue();
            writing.get(30, TimeUnit.SECONDS);
            assertThat(client.getSession().getProtocol()).isEqualTo(version);
        }
        assertThat(host.sockets().openSockets()).isEmpty();
    }

    @Test
    void aTimeOutOfOurSocketIsTlsTimeOut() throws Exception {
        Ends ends = ends("TLSv1.3");
        try (SSLSocket client = ends.client();
                SSLSocket server = ends.server()) {
            var handshake = new FutureTask<Void>(() -> {
                server.startHandshake();
                return null;
            });
            Thread.ofVirtual().start(handshake);
            client.startHandshake();
            handshake.get(30, TimeUnit.SECONDS);
            client.setSoTimeout(30);
            InputStream in = client.getInputStream();

            assertThat(org.assertj.core.api.Assertions.catchThrowable(in::read))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("Read timed out");

            server.getOutputStream().write(42);
            client.setSoTimeout(20_000);
            assertThat(in.read()).isEqualTo(42);
        }
    }
}
