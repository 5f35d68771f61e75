package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.wire.SockAddr;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The same seed gives the same bytes at the same times. */
class DeterminismTest {
    private static String text(Recorder recorder) {
        var text = new StringBuilder();
        for (Observation observation : recorder.all()) {
            if (observation instanceof Observation.PacketSent sent) {
                text.append(sent.nanos())
                        .append(' ')
                        .append(sent.packet().from())
                        .append(' ')
                        .append(HexFormat.of().formatHex(sent.packet().frame()))
                        .append('\n');
            } else if (!(observation instanceof Observation.PacketDelivered)) {
                text.append(observation).append('\n');
            }
        }
        return text.toString();
    }

    /** Three clients echo at once with one server that has a thread for each, through bad weather. */
    private static String run(long seed) {
        var recorder = new Recorder();
        try (World world = World.seeded(seed)) {
            world.observe(recorder);
            SimHost server = world.host("server", "10.0.0.100/24");
            SimHost one = world.host("one", "10.0.0.1/24");
            SimHost two = world.host("two", "10.0.0.2/24");
            world.segment(1500, Weather.parse("delay 20ms 10ms loss 5% duplicate 1% reorder 1%"), server, one, two);
            server.start("listener", () -> {
                var calls = new Calls(server);
                TcpEndpoint listener = calls.listen(7);
                for (int i = 0; i < 3; i++) {
                    TcpEndpoint conn = calls.accept(listener);
                    server.start("echo " + i, () -> echo(calls, conn));
                }
                calls.close(listener);
            });
            for (SimHost host : new SimHost[] {one, two, one}) {
                host.start("client", () -> talk(world, new Calls(host), new SockAddr(server.address(), 7)));
            }
            world.run();
            world.runUntilIdle();
        }
        return text(recorder);
    }

    private static void echo(Calls calls, TcpEndpoint conn) throws InterruptedException {
        byte[] buffer = new byte[2000];
        for (int n; (n = calls.recv(conn, buffer)) > 0; ) {
            byte[] copy = new byte[n];
            System.arraycopy(buffer, 0, copy, 0, n);
            calls.sendAll(conn, copy);
        }
        calls.close(conn);
    }

    private static void talk(World world, Calls calls, SockAddr to) throws InterruptedException {
        world.sleep(Duration.ofMillis(1));
        TcpEndpoint conn = calls.connect(to);
        byte[] sent = new byte[10_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) (i * 31);
        }
        calls.sendAll(conn, sent);
        byte[] buffer = new byte[3000];
        int received = 0;
        while (received < sent.length) {
            int n = calls.recv(conn, buffer);
            assertThat(n).isPositive();
            for (int i = 0; i < n; i++) {
                assertThat(buffer[i]).isEqualTo(sent[received + i]);
            }
            received += n;
        }
        calls.close(conn);
    }

    @Test
    void theSameSeedGivesTheSameBytesAtTheSameTimes() {
        String first = run(11);

        assertThat(run(11)).isEqualTo(first);
        assertThat(first.lines().count()).isGreaterThan(100);
    }

    @Test
    void anotherSeedGivesOthers() {
        assertThat(run(12)).isNotEqualTo(run(11));
    }
}
