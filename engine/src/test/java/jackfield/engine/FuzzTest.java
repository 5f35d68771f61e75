package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.wire.EtherType;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives: nothing is thrown, nothing grows without bound, nothing is left behind. */
class FuzzTest {
    private static final int FRAMES = 6000;

    @ParameterizedTest
    @ValueSource(
            longs = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38,
                39, 40
            })
    void randomAndMutatedFramesAreSurvivedAndCounted(long seed) {
        var net = new Net(seed);
        Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
        Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");
        List<Endpoint> open = new ArrayList<>();
        List<byte[]> corpus = conversation(net, a, b, open);
        var random = new SplittableRandom(seed);
        a.sent.clear();
        b.engine.setInterfaceUp(net.now, 1, false);
        long before = Heap.usedBytes();

        long bytesIn = 0;
        long bytesOut = 0;
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = random.nextInt(8) == 0
                    ? random(random)
                    : mutated(corpus.get(random.nextInt(corpus.size())), random);
            bytesIn += frame.length;
            a.receive(frame);
            bytesOut += clear(a);
            if (random.nextInt(4) == 0) {
                net.run(random.nextInt((int) (3 * MILLISECOND)));
            }
        }
        net.run(SECOND);

        bytesOut += clear(a);
        assertThat(Heap.usedBytes() - before).as("seed " + seed + ": heap held").isLessThan(8 << 20);
        assertThat(bytesOut).as("seed " + seed + ": no amplifier").isLessThan(2 * bytesIn);
        assertThatAGoodClientIsServed(net, a, b, open);
        for (Endpoint endpoint : open) {
            endpoint.close(net.now);
        }
        net.run(3000 * SECOND);
        EngineSnapshot after = a.engine.snapshot();
        assertThat(after.endpoints()).as("seed " + seed).isEmpty();
        assertThat(after.timers()).as("seed " + seed).isZero();
        assertThat(after.buffersOutstanding()).as("seed " + seed).isZero();
        assertThat(after.drops().values().stream().mapToLong(count -> count).sum())
                .isGreaterThan(FRAMES / 10);
        assertThat(after.malformed().values().stream().mapToLong(count -> count).sum())
                .isEqualTo(after.drops().get(DropReason.MALFORMED));
    }

    private static long clear(Net.Host host) {
        long bytes = host.sent.stream().mapToLong(frame -> frame.length).sum();
        host.sent.clear();
        return bytes;
    }

    /** Whatever addresses the frames have claimed, the true ones are found again. */
    private static void assertThatAGoodClientIsServed(Net net, Net.Host a, Net.Host b, List<Endpoint> open) {
        b.engine.setInterfaceUp(net.now, 1, true);
        List<TcpEndpoint> servers = List.of((TcpEndpoint) open.get(0), (TcpEndpoint) open.get(4));
        for (TcpEndpoint server : servers) {
            for (TcpEndpoint conn = server.accept(net.now); conn != null; conn = server.accept(net.now)) {
                conn.close(net.now);
            }
            boolean ipv6 = server == servers.getLast();
            TcpEndpoint client = b.engine.tcp(ipv6);
            client.connect(net.now, Bits.at(ipv6 ? "fd00::1" : "10.0.0.1", 7));
            TcpEndpoint conn = null;
            for (int second = 0; second < 60 && conn == null; second++) {
                net.run(SECOND);
                conn = server.accept(net.now);
            }
            assertThat(conn).as("seed %d, IPv6 %s", net.seed, ipv6).isNotNull();
            client.send(net.now, Bits.pattern(3000), 0, 3000);
            net.run(10 * SECOND);
            byte[] got = new byte[3000];
            int count = conn == null ? 0 : conn.receive(net.now, got, 0, 3000);
            assertThat(count).as("seed %d, IPv6 %s", net.seed, ipv6).isEqualTo(3000);
            assertThat(got).isEqualTo(Bits.pattern(3000));
            client.abort(net.now);
            client.close(net.now);
            if (conn != null) {
                conn.close(net.now);
            }
        }
        clear(a);
    }

    /** Frames of a real conversation of every kind, whose sockets stay open. */
    private static List<byte[]> conversation(Net net, Net.Host a, Net.Host b, List<Endpoint> open) {
        for (boolean ipv6 : new boolean[] {false, true}) {
            String address = ipv6 ? "fd00::1" : "10.0.0.1";
            TcpEndpoint server = a.engine.tcp(ipv6);
            server.options().v6Only(true);
            server.bind(net.now, Bits.at(ipv6 ? "::" : "0.0.0.0", 7));
            server.listen(net.now, 16);
            UdpEndpoint udp = a.engine.udp(ipv6);
            udp.options().v6Only(true);
            udp.bind(net.now, Bits.at(ipv6 ? "::" : "0.0.0.0", 7));
            open.add(server);
            open.add(udp);
            open.add(a.engine.raw(ipv6, ipv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP));
            TcpEndpoint client = b.engine.tcp(ipv6);
            client.connect(net.now, Bits.at(address, 7));
            net.run(10 * MILLISECOND);
            client.send(net.now, Bits.pattern(5000), 0, 5000);
            UdpEndpoint sender = b.engine.udp(ipv6);
            sender.send(net.now, Bits.pattern(3000), 0, 3000, Bits.at(address, 7));
            sender.send(net.now, Bits.pattern(30), 0, 30, Bits.at(address, 9));
            byte[] echo = Bits.echoRequest(ipv6, 1, 2, Bits.pattern(100));
            b.engine
                    .raw(ipv6, ipv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP)
                    .send(net.now, echo, 0, echo.length, Bits.at(address, 0));
            net.run(10 * MILLISECOND);
            TcpEndpoint conn = server.accept(net.now);
            if (conn != null) {
                conn.send(net.now, Bits.pattern(2000), 0, 2000);
                open.add(conn);
            }
            net.run(10 * MILLISECOND);
            client.shutdown(net.now, false, true);
            net.run(10 * MILLISECOND);
        }
        open.add(a.engine.packet(EtherType.ALL));
        var corpus = new ArrayList<>(b.sent);
        corpus.addAll(a.sent);
        return corpus;
    }

    private static byte[] random(SplittableRandom random) {
        byte[] frame = new byte[random.nextInt(200)];
        random.nextBytes(frame);
        return frame;
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] frame = original.clone();
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(Math.min(frame.length, 90));
            frame[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (frame[at] ^ 1 << random.nextInt(8));
        }
        if (random.nextInt(5) == 0) {
            frame = Arrays.copyOf(frame, random.nextInt(frame.length + 1));
        }
        return random.nextBoolean() ? mended(frame) : frame;
    }

    /** Most mutations die at a checksum; mended ones get further in. */
    private static byte[] mended(byte[] frame) {
        PacketBuffer packet = PacketBuffer.copyOf(frame);
        Mending.mend(packet);
        return packet.toBytes();
    }
}
