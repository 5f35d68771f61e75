package jackfield.socket.nio;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.SocketLayer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An echo server with a selector, and many clients at once. */
@Timeout(60)
final class SelectorEchoTest {
    private static boolean talk(SocketChannel channel, long seed, int rounds) throws Exception {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < rounds; i++) {
            byte[] bytes = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(bytes);
            channel.write(ByteBuffer.wrap(bytes));
            ByteBuffer back = ByteBuffer.allocate(bytes.length);
            while (back.hasRemaining() && channel.read(back) >= 0) {
                // Until all is back.
            }
            assertThat(Arrays.equals(back.array(), bytes)).as("seed " + seed).isTrue();
        }
        return true;
    }

    @Test
    void sixtyFourClientsGetBackWhatTheySend() throws Exception {
        try (var hosts = new TwoHosts();
                var server = new EchoServer(hosts.server, new InetSocketAddress(7)).start(Thread.ofPlatform());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> talks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                long seed = i;
                talks.add(threads.submit(() -> {
                    try (SocketChannel channel = hosts.client.openSocketChannel()) {
                        channel.connect(TwoHosts.server(7));
                        return talk(channel, seed, 30);
                    }
                }));
            }
            for (Future<Boolean> talk : talks) {
                assertThat(talk.get()).isTrue();
            }
            assertThat(server.stop()).isEqualTo(64);
        }
    }

    @Test
    void theSameServerRunsOverTheKernelsSockets() throws Exception {
        var kernel = LayerProvider.of(SocketLayer.kernel());
        try (var server = new EchoServer(kernel, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start(Thread.ofVirtual())) {
            for (int i = 0; i < 8; i++) {
                try (SocketChannel channel = kernel.openSocketChannel()) {
                    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                    assertThat(talk(channel, i, 20)).isTrue();
                }
            }
            assertThat(server.stop()).isEqualTo(8);
        }
    }

    @Test
    void oneSelectorTakesChannelsOfSeveralLayers() throws Exception {
        try (var hosts = new TwoHosts();
                var selector = hosts.client.openSelector();
                var listener = hosts.server.openServerSocketChannel();
                var kernels = LayerProvider.of(SocketLayer.kernel()).openServerSocketChannel()) {
            listener.bind(new InetSocketAddress(9)).configureBlocking(false);
            kernels.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            SelectionKey ours = listener.register(selector, SelectionKey.OP_ACCEPT);
            SelectionKey theirs = kernels.register(selector, SelectionKey.OP_ACCEPT);
            assertThat(selector.selectNow()).isZero();

            try (SocketChannel client = hosts.client.openSocketChannel()) {
                client.connect(TwoHosts.server(9));
                assertThat(selector.select()).isEqualTo(1);
                assertThat(selector.selectedKeys()).containsExactly(ours);
                selector.selectedKeys().clear();
                try (SocketChannel taken = listener.accept();
                        SocketChannel other = SocketChannel.open(kernels.getLocalAddress())) {
                    assertThat(taken).isNotNull();
                    assertThat(other.isConnected()).isTrue();
                    assertThat(selector.select()).isEqualTo(1);
                    assertThat(selector.selectedKeys()).containsExactly(theirs);
                }
            }
        }
    }
}
