package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.wire.EtherType;
import jackfield.wire.IpProtocol;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames lost, doubled and damaged on the hub: every byte still arrives once and in order, and nothing stays
 * behind.
 */
class WeatherTest {
    private static final int LENGTH = 100_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyByteArrivesOnceAndInOrder(long seed) {
        var net = new Net(seed);
        Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
        Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");
        boolean ipv6 = seed % 2 == 0;
        var random = new SplittableRandom(seed);
        net.fate = (from, frame) -> weather(random, frame);
        TcpEndpoint server = b.engine.tcp(ipv6);
        server.bind(net.now, Bits.at(ipv6 ? "::" : "0.0.0.0", 7));
        server.listen(net.now, 8);
        TcpEndpoint client = a.engine.tcp(ipv6);
        client.connect(net.now, Bits.at(ipv6 ? "fd00::2" : "10.0.0.2", 7));

        byte[] received = transfer(net, client, server);

        assertThat(received).as("seed " + seed).isEqualTo(Bits.pattern(LENGTH));
        client.close(net.now);
        server.close(net.now);
        net.run(2000 * SECOND);
        for (Net.Host host : net.hosts) {
            assertThat(host.engine.snapshot().endpoints()).as("seed " + seed).isEmpty();
            assertThat(host.engine.snapshot().timers()).as("seed " + seed).isZero();
            assertThat(host.engine.snapshot().buffersOutstanding())
                    .as("seed " + seed)
                    .isZero();
        }
    }

    /** Only segments suffer, and only behind the IP header: what is before it a real link's checksum protects. */
    private static List<byte[]> weather(SplittableRandom random, byte[] frame) {
        boolean isIpv6 = Bits.etherType(frame) == EtherType.IPV6;
        if (frame[isIpv6 ? 20 : 23] != IpProtocol.TCP) {
            return List.of(frame);
        }
        int upperAt = isIpv6 ? 54 : 34;
        return switch (random.nextInt(20)) {
            case 0 -> List.of();
            case 1 -> List.of(frame, frame);
            case 2 -> {
                byte[] damaged = frame.clone();
                damaged[random.nextInt(upperAt, frame.length)] ^= (byte) (1 << random.nextInt(8));
                yield List.of(damaged);
            }
            default -> List.of(frame);
        };
    }

    /** Sends from the client, accepts and reads at the server, and closes the accepted end when all has come. */
    private static byte[] transfer(Net net, TcpEndpoint client, TcpEndpoint server) {
        byte[] data = Bits.pattern(LENGTH);
        var received = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        TcpEndpoint conn = null;
        int sent = 0;
        for (int turn = 0; turn < 100_000 && received.size() < LENGTH; turn++) {
            int taken = client.send(net.now, data, sent, LENGTH - sent);
            assertThat(taken >= 0 ? Errno.EAGAIN : Errno.of(taken))
                    .as("seed " + net.seed)
                    .isEqualTo(Errno.EAGAIN);
            sent += Math.max(0, taken);
            net.run(10 * MILLISECOND);
            conn = conn == null ? server.accept(net.now) : conn;
            for (int n; conn != null && (n = conn.receive(net.now, chunk, 0, chunk.length)) > 0; ) {
                received.write(chunk, 0, n);
            }
        }
        if (conn != null) {
            conn.close(net.now);
        }
        return received.toByteArray();
    }
}
