package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.IpProtocol;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine tells while it works, and that it works the same way twice. */
class TraceTest {
    /** Writes everything down. */
    private static final class Recorder implements Trace {
        final List<String> lines = new ArrayList<>();

        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public void received(long now, int interfaceId, long number, PacketBuffer packet) {
            lines.add("received " + number);
        }

        @Override
        public void sent(long now, int interfaceId, PacketBuffer packet) {
            lines.add("sent " + packet.length());
        }

        @Override
        public void stateChanged(long now, Endpoint endpoint, TcpState from, TcpState to, long cause) {
            lines.add(endpoint.id() + " " + from + " " + to + " " + cause);
        }

        @Override
        public void dropped(long now, int interfaceId, long number, DropReason reason) {
            lines.add("dropped " + number + " " + reason);
        }

        List<String> states() {
            return lines.stream().filter(line -> line.matches("[0-9].*")).toList();
        }
    }

    private static TcpEndpoint listen(Net net, Net.Host host) {
        TcpEndpoint server = host.engine.tcp(false);
        server.bind(net.now, Bits.at("0.0.0.0", 7));
        server.listen(net.now, 8);
        return server;
    }

    @Test
    void namesTheStatesAndTheSegmentThatCausedThem() {
        var net = new Net(7);
        Net.Host a = net.host("a", "10.0.0.1/24");
        Net.Host b = net.host("b", "10.0.0.2/24");
        var ofA = new Recorder();
        var ofB = new Recorder();
        a.engine.trace(ofA);
        b.engine.trace(ofB);

        TcpEndpoint server = listen(net, b);
        TcpEndpoint client = a.engine.tcp(false);
        assertThat(client.connect(net.now, Bits.at("10.0.0.2", 7))).isEqualTo(Errno.EINPROGRESS.refusal());
        net.run(10 * MILLISECOND);
        TcpEndpoint conn = server.accept(net.now);
        client.close(net.now);
        net.run(SECOND);
        if (conn != null) {
            conn.close(net.now);
        }
        net.run(SECOND);

        // Packet 1 is the ARP reply, 2 the SYN+ACK, 3 the ACK of the FIN, 4 the FIN.
        assertThat(ofA.states())
                .containsExactly(
                        "1 CLOSED SYN_SENT 0",
                        "1 SYN_SENT ESTABLISHED 2",
                        "1 ESTABLISHED FIN_WAIT_1 0",
                        "1 FIN_WAIT_1 FIN_WAIT_2 3",
                        "1 FIN_WAIT_2 TIME_WAIT 4");
        assertThat(ofB.states())
                .containsExactly(
                        "1 CLOSED LISTEN 0",
                        "2 CLOSED SYN_RCVD 2",
                        "2 SYN_RCVD ESTABLISHED 3",
                        "2 ESTABLISHED CLOSE_WAIT 4",
                        "2 CLOSE_WAIT LAST_ACK 0",
                        "2 LAST_ACK CLOSED 5");
        // The ACK that completed the handshake; the accept that followed took the readiness, not its cause.
        assertThat(server.readyCause()).isEqualTo(3);
    }

    @Test
    void theReadinessOfAListenerNamesTheAckThatCompletedTheHandshake() {
        var net = new Net(8);
        Net.Host a = net.host("a", "10.0.0.1/24");
        Net.Host b = net.host("b", "10.0.0.2/24");
        TcpEndpoint server = listen(net, b);
        // A listener is told at once that it is not writable, as an unconnected socket is.
        b.drain();
        b.ready.clear();
        TcpEndpoint client = a.engine.tcp(false);
        client.connect(net.now, Bits.at("10.0.0.2", 7));

        net.run(10 * MILLISECOND);

        assertThat(b.ready).containsOnlyOnce(server).doesNotContain(client);
        assertThat(server.readyCause()).isEqualTo(3);
        assertThat(client.readyCause()).isEqualTo(2);
    }

    @Test
    void aDropIsToldWithItsNumberAndReason() {
        var net = new Net(9);
        Net.Host a = net.host("a", "10.0.0.1/24");
        var trace = new Recorder();
        a.engine.trace(trace);

        byte[] packet = Bits.ip("10.0.0.2", "10.0.0.3", IpProtocol.UDP, new byte[8]);
        a.receive(Bits.frame(MacAddress.parse("02:00:00:00:00:09"), a.mac, packet));
        a.receive(new byte[5]);

        assertThat(trace.lines)
                .containsExactly("received 1", "dropped 1 NOT_OUR_ADDRESS", "received 2", "dropped 2 MALFORMED");
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        List<byte[]> first = run(11);
        List<byte[]> second = run(11);
        List<byte[]> other = run(12);

        assertThat(Arrays.deepEquals(first.toArray(), second.toArray())).isTrue();
        assertThat(Arrays.deepEquals(first.toArray(), other.toArray())).isFalse();
    }

    private static List<byte[]> run(long seed) {
        var net = new Net(seed);
        Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
        Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");
        TcpEndpoint server = listen(net, b);
        for (int i = 0; i < 10; i++) {
            TcpEndpoint client = a.engine.tcp(false);
            client.connect(net.now, Bits.at("10.0.0.2", 7));
            a.engine.udp(true).send(net.now, new byte[3000], 0, 3000, Bits.at("fd00::2", 9));
            net.run(10 * MILLISECOND);
            client.send(net.now, Bits.pattern(4000), 0, 4000);
            net.run(10 * MILLISECOND);
            client.close(net.now);
        }
        server.close(net.now);
        net.run(100 * SECOND);
        var all = new ArrayList<>(a.sent);
        all.addAll(b.sent);
        return all;
    }

    @Test
    void aSynFloodStaysWithinTheBacklogAndGoesAway() {
        var net = new Net(10);
        net.host("a", "10.0.0.1/24");
        Net.Host b = net.host("b", "10.0.0.2/24");
        TcpEndpoint server = listen(net, b);

        for (int i = 0; i < 10_000; i++) {
            b.receive(Bits.frame(
                    MacAddress.parse("02:00:00:00:00:09"),
                    b.mac,
                    Bits.syn("10.0.0." + (i % 100 + 50), i, "10.0.0.2", 7)));
            b.drain();
        }

        assertThat(b.engine.snapshot().endpoints()).hasSize(1 + 9);
        assertThat(b.dropped(DropReason.BACKLOG_FULL)).isZero();
        net.run(300 * SECOND);
        assertThat(b.engine.snapshot().endpoints()).hasSize(1);
        server.close(net.now);
        assertThat(b.engine.snapshot().timers()).isZero();
    }
}
