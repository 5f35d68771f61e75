package jackfield.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.OpeningConfig;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpPrefix;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** RFC 4987: a server under a flood of SYNs from addresses that are not there. */
class SynFloodTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress SERVER = IpAddress.parse("10.0.0.2");
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
    private static final TcpOptions OFFERED = TcpOptions.syn(1460, 7, true, true, 1, 0);

    private final Line line = new Line();
    private final SplittableRandom random = new SplittableRandom(1);

    /** A server and a client on a line; what the server sends to anybody else is lost. */
    private static final class Line {
        Engine server = engine(TcpConfig.DEFAULT, SERVER);
        final Engine client = engine(TcpConfig.DEFAULT, CLIENT);
        final PacketBuffer packet = new PacketBuffer(PacketBuffer.HEADROOM + 2048);
        long now = SECOND;
        long answers;

        static Engine engine(TcpConfig config, IpAddress address) {
            var engine = new Engine(new EngineConfig(config, 64), new SplittableRandom(7));
            int link = engine.addInterface(InterfaceConfig.ip("tun0", 1500));
            engine.addAddress(link, IpPrefix.parse(address + "/0"));
            return engine;
        }

        boolean drain(Engine from, Engine to, IpAddress peer) {
            List<byte[]> sent = new ArrayList<>();
            from.drain(now, new Outbox() {
                @Override
                public void transmit(int interfaceId, PacketBuffer out) {
                    var ip = (IpPacket) IpPacket.decode(out.bytes(), out.start(), out.end());
                    answers++;
                    if (ip.destination().equals(peer)) {
                        sent.add(out.toBytes());
                    }
                    from.pool().release(out);
                }

                @Override
                public void ready(Endpoint endpoint) {}
            });
            for (byte[] bytes : sent) {
                packet.clear(PacketBuffer.HEADROOM);
                packet.append(bytes, 0, bytes.length);
                to.onPacket(now, 1, packet);
            }
            return !sent.isEmpty();
        }

        void exchange() {
            boolean isBusy = true;
            while (isBusy) {
                isBusy = drain(client, server, SERVER);
                isBusy |= drain(server, client, CLIENT);
            }
        }

        /** Time goes on by {@code nanos}, in steps of 10 ms. */
        void run(long nanos) {
            for (long end = now + nanos; now < end; now += SECOND / 100) {
                server.onTime(now);
                client.onTime(now);
                exchange();
            }
        }
    }

    private TcpEndpoint listen(int port, int backlog) {
        TcpEndpoint listener = line.server.tcp(false);
        assertThat(listener.bind(line.now, Bits.at("0.0.0.0", port))).isZero();
        assertThat(listener.listen(line.now, backlog)).isZero();
        return listener;
    }

    private void spoof(int port) {
        int from = 0x0B00_0000 | random.nextInt(1 << 24);
        syn(from, random.nextInt(1024, 65536), port, TcpFlags.SYN, 0);
    }

    private void syn(int from, int fromPort, int port, int flags, int ack) {
        var segment =
                new TcpSegment(fromPort, port, random.nextInt(), ack, flags, 65535, 0, OFFERED, new byte[0], 0, 0);
        PacketBuffer packet = line.packet;
        packet.clear(PacketBuffer.HEADROOM);
        TcpHeader.prepend(packet, segment, IpAddress.ofIpv4(from), SERVER);
        packet.completeChecksum();
        Ipv4Header.prepend(packet, from, SERVER.ipv4Bits(), IpProtocol.TCP, 64, 0, 0, true);
        line.server.onPacket(line.now, 1, packet);
    }

    @Test
    void aClientIsServedAmidAMillionSpoofedSynsAndTheyCostNoMemory() {
        TcpEndpoint listener = listen(80, 128);
        for (int i = 0; i < 10_000; i++) {
            spoof(80);
            line.drain(line.server, line.client, CLIENT);
        }
        long before = Heap.usedBytes();

        var served = new ArrayList<TcpEndpoint>();
        for (int i = 0; i < 1_000_000; i++) {
            spoof(80);
            if (i % 100_000 == 0) {
                TcpEndpoint client = line.client.tcp(false);
                client.connect(line.now, Bits.at("10.0.0.2", 80));
                served.add(client);
                line.exchange();
            }
            if (i % 1000 == 0) {
                line.now += SECOND / 1000;
                line.drain(line.server, line.client, CLIENT);
            }
        }

        assertThat(Heap.usedBytes() - before).isLessThan(4 << 20);
        assertThat(line.server.snapshot().endpoints().size()).isLessThan(160);
        assertThat(line.answers).isGreaterThan(1_000_000);
        for (TcpEndpoint client : served) {
            TcpEndpoint accepted = Objects.requireNonNull(listener.accept(line.now));
            assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(accepted.remoteAddress()).isEqualTo(client.localAddress());
            // SACK, timestamps and the window scale have come through the cookie.
            assertThat(Objects.requireNonNull(accepted.snapshot()).sack()).isTrue();
            assertThat(Objects.requireNonNull(accepted.snapshot()).timestamps()).isTrue();
            assertThat(Objects.requireNonNull(accepted.snapshot()).sndWindScale())
                    .isEqualTo(Objects.requireNonNull(client.snapshot()).rcvWindScale());
            echo(client, accepted);
        }
    }

    private void echo(TcpEndpoint client, TcpEndpoint accepted) {
        byte[] text = Bits.pattern(5000);
        assertThat(client.send(line.now, text, 0, text.length)).isEqualTo(text.length);
        line.run(SECOND / 5);
        byte[] got = new byte[text.length];
        assertThat(accepted.receive(line.now, got, 0, got.length)).isEqualTo(text.length);
        assertThat(got).isEqualTo(text);
    }

    @Test
    void aGuessedCookieIsRefused() {
        TcpEndpoint listener = listen(80, 0);
        for (int i = 0; i < 10; i++) {
            spoof(80);
        }

        for (int i = 0; i < 100_000; i++) {
            syn(0x0B00_0001, 1024 + i % 60_000, 80, TcpFlags.ACK, random.nextInt());
            line.drain(line.server, line.client, CLIENT);
        }

        assertThat(listener.accept(line.now)).isNull();
        assertThat(line.server.snapshot().drops().get(DropReason.TCP_UNACCEPTABLE))
                .isEqualTo(100_000);
        TcpEndpoint client = line.client.tcp(false);
        client.connect(line.now, Bits.at("10.0.0.2", 80));
        line.exchange();
        echo(client, Objects.requireNonNull(listener.accept(line.now)));
    }

    @Test
    void oneHalfOpenConnectionCostsLessThanFourHundredBytes() {
        for (int port = 1; port <= 16; port++) {
            listen(port, 4096);
        }
        spoof(1);
        line.drain(line.server, line.client, CLIENT);
        long before = Heap.usedBytes();

        for (int i = 0; i < 64_000; i++) {
            spoof(1 + i % 16);
            line.drain(line.server, line.client, CLIENT);
        }

        long each = (Heap.usedBytes() - before) / 64_000;
        assertThat(line.server.snapshot().endpoints().size()).isGreaterThan(64_000);
        assertThat(each).isBetween(50L, 400L);
    }

    @Test
    void withoutCookiesTheFloodIsDroppedAndGoesAway() {
        line.server = Line.engine(TcpConfig.DEFAULT.opening(OpeningConfig.DEFAULT.synCookies(0)), SERVER);
        listen(80, 8);

        for (int i = 0; i < 10_000; i++) {
            spoof(80);
        }

        assertThat(line.server.snapshot().endpoints()).hasSize(1 + 9);
        assertThat(line.server.snapshot().drops().get(DropReason.BACKLOG_FULL)).isEqualTo(10_000 - 9);
        line.run(64 * SECOND);
        assertThat(line.server.snapshot().endpoints()).hasSize(1);
        assertThat(line.server.snapshot().timers()).isZero();
    }

    @Test
    void withCookiesAlwaysNothingIsEverKept() {
        line.server = Line.engine(TcpConfig.DEFAULT.opening(OpeningConfig.DEFAULT.synCookies(2)), SERVER);
        TcpEndpoint listener = listen(80, 8);
        spoof(80);
        assertThat(line.server.snapshot().endpoints()).hasSize(1);

        TcpEndpoint client = line.client.tcp(false);
        client.connect(line.now, Bits.at("10.0.0.2", 80));
        line.exchange();

        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        echo(client, Objects.requireNonNull(listener.accept(line.now)));
    }
}
