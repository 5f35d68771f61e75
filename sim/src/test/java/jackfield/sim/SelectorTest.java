package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jackfield.engine.base.Poll;
import jackfield.socket.Family;
import jackfield.socket.Readiness;
import jackfield.socket.Socket;
import jackfield.socket.Type;
import jackfield.socket.nio.LayerProvider;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors in virtual time: a selection is an actor's wait. */
class SelectorTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress("10.0.0.2", 7);
    private static final long MS = 1_000_000;

    private static void echo(SimHost host) throws Exception {
        LayerProvider provider = LayerProvider.of(host.layer());
        try (Selector selector = provider.openSelector();
                ServerSocketChannel listener = provider.openServerSocketChannel()) {
            listener.bind(new InetSocketAddress(7)).configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable()) {
                        SocketChannel channel = listener.accept();
                        channel.configureBlocking(false);
                        channel.register(selector, SelectionKey.OP_READ);
                    } else {
                        ByteBuffer buffer = ByteBuffer.allocate(4096);
                        SocketChannel channel = (SocketChannel) key.channel();
                        if (channel.read(buffer) < 0) {
                            channel.close();
                        } else {
                            channel.write(buffer.flip());
                        }
                    }
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private static String run(long seed) throws Exception {
        var done = new ArrayList<String>();
        try (World world = World.seeded(seed)) {
            SimHost client = world.host("client", "10.0.0.1/24");
            SimHost server = world.host("server", "10.0.0.2/24");
            world.link(client, server, Weather.parse("delay 20ms 5ms loss 5%"));
            server.start("echo", () -> echo(server));
            List<Actor> actors = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                actors.add(client.start("client " + i, () -> {
                    try (SocketChannel channel =
                            LayerProvider.of(client.layer()).openSocketChannel()) {
                        channel.connect(SERVER);
                        ByteBuffer back = ByteBuffer.allocate(1000);
                        for (int round = 0; round < 10; round++) {
                            channel.write(ByteBuffer.allocate(1000));
                            back.clear();
                            while (back.hasRemaining() && channel.read(back) >= 0) {
                                // Until all is back.
                            }
                        }
                        done.add(number + " at " + world.now());
                    }
                }));
            }
            for (Actor actor : actors) {
                actor.join();
            }
        }
        assertThat(done).as("seed " + seed).hasSize(8);
        return done.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSelectorServerIsTheSameForTheSameSeed(long seed) throws Exception {
        assertThat(run(seed)).isEqualTo(run(seed));
    }

    @Test
    void timeJumpsToTheEndOfASelection() throws Exception {
        try (World world = World.seeded(4)) {
            SimHost host = world.host("host", "10.0.0.1/24");
            try (Selector selector = LayerProvider.of(host.layer()).openSelector()) {
                assertThat(selector.select(3_600_000)).isZero();
                assertThat(world.now()).isEqualTo(Duration.ofHours(1).toNanos());
                selector.wakeup();
                assertThat(selector.select()).isZero();
            }
        }
    }

    @Test
    void aSelectionEndsWhenThePacketArrives() throws Exception {
        try (World world = World.seeded(5)) {
            SimHost client = world.host("client", "10.0.0.1/24");
            SimHost server = world.host("server", "10.0.0.2/24");
            world.link(client, server, Weather.parse("delay 20ms"));
            server.start("echo", () -> echo(server));
            LayerProvider provider = LayerProvider.of(client.layer());
            try (Selector selector = provider.openSelector();
                    SocketChannel channel = provider.openSocketChannel()) {
                channel.connect(SERVER);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                long start = world.now();
                channel.write(ByteBuffer.allocate(10));
                assertThat(selector.select()).isEqualTo(1);
                assertThat(world.now() - start).isCloseTo(40 * MS, within(MS));
            }
        }
    }

    @Test
    void anActorWakesAndInterruptsAnothersSelection() throws Exception {
        try (World world = World.seeded(6)) {
            SimHost host = world.host("host", "10.0.0.1/24");
            Selector selector = LayerProvider.of(host.layer()).openSelector();
            var told = new ArrayList<String>();
            Actor selecting = host.start("selecting", () -> {
                told.add("woken " + selector.select() + " at " + world.now() / MS);
                told.add("interrupted " + selector.select() + " " + Thread.interrupted());
            });
            world.sleep(Duration.ofMillis(5));
            selector.wakeup();
            world.sleep(Duration.ofMillis(5));
            world.interrupt(selecting);
            selecting.join();
            selector.close();
            assertThat(told).containsExactly("woken 0 at 5", "interrupted 0 true");
        }
    }

    @Test
    void aReadinessSetWaitsInVirtualTime() throws Exception {
        try (World world = World.seeded(7)) {
            SimHost client = world.host("client", "10.0.0.1/24");
            SimHost server = world.host("server", "10.0.0.2/24");
            world.link(client, server, Weather.parse("delay 10ms"));
            server.start("echo", () -> echo(server));
            try (Readiness set = client.layer().readiness();
                    Socket socket = client.layer().socket(Family.INET, Type.STREAM)) {
                socket.connect(SERVER);
                set.add(socket, Poll.IN);
                assertThat(set.await(Duration.ofMillis(50))).isEmpty();
                long start = world.now();
                socket.sendAll(new byte[3]);
                assertThat(set.await(Duration.ofSeconds(9))).containsExactly(new Readiness.Ready(socket, Poll.IN));
                assertThat(world.now() - start).isCloseTo(20 * MS, within(MS));
            }
        }
    }
}
