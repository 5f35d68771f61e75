package jackfield.socket.nio;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors raced by many threads: nothing that became ready is overlooked, and nothing returns for no reason. */
@Timeout(60)
final class SelectorRaceTest {
    private static final int CONNECTIONS = 16;

    /** Connections from a host to another, or over a layer's own loopback. */
    private record Lines(List<SocketChannel> clients, List<SocketChannel> servers) implements AutoCloseable {
        static Lines open(LayerProvider from, LayerProvider to, InetSocketAddress address) throws Exception {
            var lines = new Lines(new ArrayList<>(), new ArrayList<>());
            try (ServerSocketChannel listener = to.openServerSocketChannel()) {
                listener.bind(new InetSocketAddress(address.getAddress(), 0));
                int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
                for (int i = 0; i < CONNECTIONS; i++) {
                    SocketChannel client = from.openSocketChannel();
                    client.connect(new InetSocketAddress(address.getAddress(), port));
                    lines.clients.add(client);
                    SocketChannel server = listener.accept();
                    server.configureBlocking(false);
                    lines.servers.add(server);
                }
            }
            return lines;
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : clients) {
                channel.close();
            }
            for (SocketChannel channel : servers) {
                channel.close();
            }
        }
    }

    /**
     * Each client sends one byte and waits for its echo, so that one overlooked wake-up stops its line for ever;
     * meanwhile interest is switched off and on from another thread, and the selector is woken at random.
     */
    private static void pingsAllComeBack(Lines lines, LayerProvider provider, long seed) throws Exception {
        int rounds = 400;
        var left = new AtomicInteger(CONNECTIONS);
        try (Selector selector = provider.openSelector();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (SocketChannel server : lines.servers) {
                server.register(selector, SelectionKey.OP_READ);
            }
            Future<?> echoing = threads.submit(() -> {
                while (left.get() > 0) {
                    selector.select();
                    for (SelectionKey key : selector.selectedKeys()) {
                        echo((SocketChannel) key.channel());
                    }
                    selector.selectedKeys().clear();
                }
                return null;
            });
            Future<?> switching = threads.submit(() -> {
                var random = new SplittableRandom(seed);
                while (left.get() > 0) {
                    SocketChannel server = lines.servers.get(random.nextInt(CONNECTIONS));
                    SelectionKey key = server.keyFor(selector);
                    key.interestOpsAnd(~SelectionKey.OP_READ);
                    Thread.onSpinWait();
                    key.interestOpsOr(SelectionKey.OP_READ);
                    if (random.nextInt(16) == 0) {
                        selector.wakeup();
                    }
                }
                return null;
            });
            var pings = new ArrayList<Future<?>>();
            for (SocketChannel client : lines.clients) {
                pings.add(threads.submit(() -> {
                    ByteBuffer one = ByteBuffer.allocate(1);
                    for (int i = 0; i < rounds; i++) {
                        client.write(one.clear());
                        assertThat(client.read(one.clear())).isEqualTo(1);
                    }
                    left.decrementAndGet();
                    selector.wakeup();
                    return null;
                }));
            }
            for (Future<?> ping : pings) {
                ping.get(40, TimeUnit.SECONDS);
            }
            echoing.get(20, TimeUnit.SECONDS);
            switching.get(20, TimeUnit.SECONDS);
        }
    }

    private static void echo(SocketChannel channel) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(16);
        while (channel.read(buffer) > 0) {
            channel.write(buffer.flip());
            buffer.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pingsOverALinkAllComeBack(long seed) throws Exception {
        try (var hosts = new TwoHosts();
                Lines lines = Lines.open(hosts.client, hosts.server, TwoHosts.server(0))) {
            pingsAllComeBack(lines, hosts.server, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void pingsOverTheKernelAllComeBack(long seed) throws Exception {
        var kernel = LayerProvider.of(SocketLayer.kernel());
        try (Lines lines = Lines.open(kernel, kernel, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            pingsAllComeBack(lines, kernel, seed);
        }
    }

    @Test
    void everyWakeupEndsASelection() throws Exception {
        try (var hosts = new TwoHosts();
                Selector selector = hosts.client.openSelector();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5_000; i++) {
                var ready = new CountDownLatch(1);
                Future<Integer> selecting = threads.submit(() -> {
                    ready.countDown();
                    return selector.select();
                });
                if (i % 2 == 0) {
                    ready.await();
                }
                selector.wakeup();
                assertThat(selecting.get(20, TimeUnit.SECONDS)).isZero();
            }
        }
    }

    @Test
    void keysMayBeCancelledAndChannelsClosedWhileOthersSelect() throws Exception {
        try (var hosts = new TwoHosts();
                Selector selector = hosts.server.openSelector();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var isOver = new CountDownLatch(1);
            Future<?> selecting = threads.submit(() -> {
                while (isOver.getCount() > 0) {
                    selector.select(1);
                    for (SelectionKey key : selector.selectedKeys()) {
                        drain(key);
                    }
                    selector.selectedKeys().clear();
                }
                return null;
            });
            for (int round = 0; round < 20; round++) {
                try (Lines lines = Lines.open(hosts.client, hosts.server, TwoHosts.server(0))) {
                    for (int i = 0; i < CONNECTIONS; i++) {
                        SocketChannel server = lines.servers.get(i);
                        SelectionKey key = server.register(selector, SelectionKey.OP_READ);
                        lines.clients.get(i).write(ByteBuffer.allocate(10));
                        if (i % 3 == 0) {
                            key.cancel();
                        } else if (i % 3 == 1) {
                            server.close();
                        }
                    }
                }
            }
            isOver.countDown();
            selecting.get(20, TimeUnit.SECONDS);
            selector.selectNow();
            assertThat(selector.keys()).isEmpty();
        }
    }

    private static void drain(SelectionKey key) throws Exception {
        try {
            if (key.isReadable()) {
                ((SocketChannel) key.channel()).read(ByteBuffer.allocate(100));
            }
        } catch (CancelledKeyException e) {
            assertThat(key.isValid()).isFalse();
        } catch (java.nio.channels.ClosedChannelException e) {
            assertThat(key.channel().isOpen()).isFalse();
        } catch (java.io.IOException e) {
            key.cancel();
        }
    }

    @Test
    void bytesThroughAPipeWakeTheSelector() throws Exception {
        try (var hosts = new TwoHosts();
                Selector selector = hosts.client.openSelector();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Pipe pipe = hosts.client.openPipe();
            pipe.source().configureBlocking(false);
            pipe.source().register(selector, SelectionKey.OP_READ);
            int bytes = 20_000;
            Future<?> writing = threads.submit(() -> {
                for (int i = 0; i < bytes; i++) {
                    pipe.sink().write(ByteBuffer.allocate(1));
                }
                return null;
            });
            int all = 0;
            ByteBuffer into = ByteBuffer.allocate(64);
            while (all < bytes) {
                selector.select();
                for (int n; (n = pipe.source().read(into.clear())) > 0; ) {
                    all += n;
                }
                selector.selectedKeys().clear();
            }
            writing.get(20, TimeUnit.SECONDS);
            assertThat(all).isEqualTo(bytes);
            pipe.sink().close();
            pipe.source().close();
        }
    }
}
