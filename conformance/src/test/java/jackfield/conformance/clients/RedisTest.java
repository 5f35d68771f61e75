package jackfield.conformance.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis's server, with Lettuce and with Jedis. */
@Tag("interop")
class RedisTest {
    private static final int PORT = 6379;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void lettuce(String weather) throws Exception {
        try (var lab = new TapLab(weather)) {
            start(lab);
            lab.onClient(() -> {
                // Its other resolver, Netty's, sometimes leaves a datagram socket open after shutdown.
                ClientResources resources = ClientResources.builder()
                        .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                        .build();
                RedisClient client = RedisClient.create(resources, RedisURI.create(TapLab.SERVER, PORT));
                try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
                    Load.requests(50, (n, text) -> {
                        byte[] key = key(n);
                        connection.async().set(key, Load.answer(text)).get(60, TimeUnit.SECONDS);
                        return connection.async().get(key).get(60, TimeUnit.SECONDS);
                    });
                } finally {
                    client.shutdown(0, 5, TimeUnit.SECONDS);
                    resources.shutdown(0, 5, TimeUnit.SECONDS).sync();
                }
                return null;
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void jedis(String weather) throws Exception {
        try (var lab = new TapLab(weather)) {
            start(lab);
            lab.onClient(() -> {
                try (var client = redis.clients.jedis.RedisClient.create(TapLab.SERVER, PORT)) {
                    Load.requests(8, (n, text) -> {
                        client.set(key(n), Load.answer(text));
                        return client.get(key(n));
                    });
                }
                return null;
            });
        }
    }

    private static byte[] key(int n) {
        return ("key " + n).getBytes(US_ASCII);
    }

    private void start(TapLab lab) {
        lab.kernel()
                .startServer(
                        PORT,
                        "redis-server",
                        "--bind",
                        TapLab.SERVER,
                        "--port",
                        Integer.toString(PORT),
                        "--protected-mode",
                        "no",
                        "--save",
                        "",
                        "--dir",
                        folder.toString());
    }
}
