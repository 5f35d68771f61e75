package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpState;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpTest {
    private final Net net = new Net(3);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    private TcpEndpoint listen(Net.Host host, String address, int port, int backlog) {
        TcpEndpoint server = host.engine.tcp(address.contains(":"));
        assertThat(server.bind(net.now, Bits.at(address, port))).isZero();
        assertThat(server.listen(net.now, backlog)).isZero();
        return server;
    }

    private TcpEndpoint connect(Net.Host host, String address, int port) {
        TcpEndpoint client = host.engine.tcp(address.contains(":"));
        assertThat(client.connect(net.now, Bits.at(address, port))).isEqualTo(Errno.EINPROGRESS.refusal());
        return client;
    }

    private TcpEndpoint accept(TcpEndpoint server) {
        TcpEndpoint conn = server.accept(net.now);
        if (conn == null) {
            throw new AssertionError("nothing to accept");
        }
        return conn;
    }

    /** Sends all of {@code data} from one end and reads it at the other, the net running meanwhile. */
    private byte[] transfer(TcpEndpoint from, TcpEndpoint to, byte[] data) {
        var received = new ByteArrayOutputStream();
        byte[] chunk = new byte[70_000];
        int sent = 0;
        for (int turn = 0; turn < 10_000 && received.size() < data.length; turn++) {
            if (sent < data.length) {
                int taken = from.send(net.now, data, sent, data.length - sent);
                assertThat(taken).isIn(taken > 0 ? taken : Errno.EAGAIN.refusal());
                sent += Math.max(taken, 0);
            }
            net.run(MILLISECOND);
            for (int n; (n = to.receive(net.now, chunk, 0, chunk.length)) > 0; ) {
                received.write(chunk, 0, n);
            }
        }
        return received.toByteArray();
    }

    private void assertClean() {
        net.run(400 * SECOND);
        for (Net.Host host : net.hosts) {
            EngineSnapshot snapshot = host.engine.snapshot();
            assertThat(snapshot.endpoints()).as(host.name).isEmpty();
            assertThat(snapshot.timers()).as(host.name).isZero();
            assertThat(snapshot.buffersOutstanding()).as(host.name).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2,0.0.0.0", "fd00::2,::", "10.0.0.2,::", "10.0.0.2,10.0.0.2"})
    void aConversationGoesBothWaysAndLeavesNothingBehind(String to, String at) {
        TcpEndpoint server = listen(b, at, 7, 8);
        TcpEndpoint client = connect(a, to, 7);
        assertThat(client.readiness() & Poll.OUT).isZero();

        net.run(10 * MILLISECOND);
        assertThat(b.ready).contains(server);
        assertThat(a.ready).contains(client);
        assertThat(client.readiness() & Poll.OUT).isNotZero();
        assertThat(client.connect(net.now, Bits.at(to, 7))).isZero();
        assertThat(client.connect(net.now, Bits.at(to, 7))).isEqualTo(Errno.EISCONN.refusal());
        TcpEndpoint conn = accept(server);
        assertThat(conn.remoteAddress()).isEqualTo(client.localAddress());
        assertThat(conn.localAddress()).isEqualTo(Bits.at(to, 7));

        assertThat(transfer(client, conn, Bits.pattern(500_000))).isEqualTo(Bits.pattern(500_000));
        assertThat(transfer(conn, client, Bits.pattern(1000))).isEqualTo(Bits.pattern(1000));
        client.close(net.now);
        net.run(SECOND);
        assertThat(conn.receive(net.now, new byte[1], 0, 1)).isZero();
        conn.close(net.now);
        net.run(SECOND);

        assertThat(a.engine.snapshot().endpoints())
                .singleElement()
                .matches(row -> row.state().equals("TIME_WAIT") && row.remote().endsWith(":7"));
        server.close(net.now);
        assertClean();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "fd00::1", "0.0.0.0", "::"})
    void aConversationThroughTheLoopback(String to) {
        TcpEndpoint server = listen(a, to.contains(":") ? "::" : "0.0.0.0", 7, 8);
        TcpEndpoint client = connect(a, to, 7);

        net.run(0);
        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        TcpEndpoint conn = accept(server);
        assertThat(transfer(client, conn, Bits.pattern(1_000_000))).isEqualTo(Bits.pattern(1_000_000));

        client.close(net.now);
        net.run(0);
        conn.close(net.now);
        server.close(net.now);
        assertThat(a.sent).isEmpty();
        assertClean();
    }

    @Test
    void tellsOfRoomThatOneTurnTookAndGaveBack() {
        TcpEndpoint server = listen(a, "0.0.0.0", 7, 8);
        TcpEndpoint client = connect(a, "127.0.0.1", 7);
        net.run(0);
        accept(server);
        client.configure(net.now, client.config().sendBufferBytes(90_000));
        byte[] much = Bits.pattern(1_000_000);

        int taken = client.send(net.now, much, 0, much.length);
        assertThat(client.send(net.now, much, taken, much.length - taken)).isEqualTo(Errno.EAGAIN.refusal());
        a.ready.clear();
        net.run(0);

        // Whoever was told EAGAIN waits, though the readiness is what it was before the turn.
        assertThat(client.readiness() & Poll.OUT).isEqualTo(Poll.OUT);
        assertThat(a.ready).contains(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "fd00::2", "127.0.0.1", "::1"})
    void nobodyListeningIsEconnrefused(String to) {
        TcpEndpoint client = connect(a, to, 9);

        net.run(SECOND);

        assertThat(client.state()).isEqualTo(TcpState.CLOSED);
        assertThat(client.readiness() & (Poll.ERR | Poll.HUP)).isEqualTo(Poll.ERR | Poll.HUP);
        assertThat(client.takeError()).isEqualTo(Errno.ECONNREFUSED);
        client.close(net.now);
        assertClean();
    }

    @Test
    void connectingAgainTellsHowTheFirstTryFailedAndThenMayTryAnew() {
        TcpEndpoint client = connect(a, "10.0.0.2", 9);
        assertThat(client.connect(net.now, Bits.at("10.0.0.2", 9))).isEqualTo(Errno.EALREADY.refusal());
        net.run(SECOND);

        assertThat(client.connect(net.now, Bits.at("10.0.0.2", 9))).isEqualTo(Errno.ECONNREFUSED.refusal());
        TcpEndpoint server = listen(b, "0.0.0.0", 9, 1);
        assertThat(client.connect(net.now, Bits.at("10.0.0.2", 9))).isEqualTo(Errno.EINPROGRESS.refusal());
        net.run(SECOND);

        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(server.accept(net.now)).isNotNull();
    }

    @Test
    void noRouteIsEnetunreachAndNoNeighborEhostunreach() {
        TcpEndpoint client = a.engine.tcp(false);
        assertThat(client.connect(net.now, Bits.at("192.0.2.1", 9))).isEqualTo(Errno.ENETUNREACH.refusal());
        assertThat(client.connect(net.now, Bits.at("10.0.0.99", 9))).isEqualTo(Errno.EINPROGRESS.refusal());

        net.run(4 * SECOND);

        assertThat(client.takeError()).isEqualTo(Errno.EHOSTUNREACH);
        assertThat(client.state()).isEqualTo(TcpState.CLOSED);
        client.close(net.now);
        assertClean();
    }

    @Test
    void aFullBacklogLetsOthersWaitUntilSomebodyIsAccepted() {
        TcpEndpoint server = listen(b, "0.0.0.0", 7, 1);
        TcpEndpoint first = connect(a, "10.0.0.2", 7);
        TcpEndpoint second = connect(a, "10.0.0.2", 7);
        net.run(10 * MILLISECOND);
        TcpEndpoint third = connect(a, "10.0.0.2", 7);
        net.run(10 * MILLISECOND);

        assertThat(first.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(second.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(third.state()).isEqualTo(TcpState.SYN_SENT);
        assertThat(b.dropped(DropReason.BACKLOG_FULL)).isPositive();
        accept(server);
        net.run(2 * SECOND);
        assertThat(third.state()).isEqualTo(TcpState.ESTABLISHED);
        accept(server);
        accept(server);
    }

    @Test
    void closingAListenerResetsWhoWasNotAccepted() {
        TcpEndpoint server = listen(b, "0.0.0.0", 7, 8);
        TcpEndpoint client = connect(a, "10.0.0.2", 7);
        net.run(10 * MILLISECOND);

        server.close(net.now);
        net.run(10 * MILLISECOND);

        assertThat(client.takeError()).isEqualTo(Errno.ECONNRESET);
        client.close(net.now);
        assertClean();
    }

    @Test
    void listenersAndBindsConflictAsOnLinux() {
        TcpEndpoint server = listen(b, "0.0.0.0", 7, 8);
        TcpEndpoint other = b.engine.tcp(false);
        other.options().reuseAddress(true);
        server.options().reuseAddress(true);

        assertThat(other.bind(net.now, Bits.at("10.0.0.2", 7))).isEqualTo(Errno.EADDRINUSE.refusal());
        assertThat(other.bind(net.now, Bits.at("10.0.0.77", 8))).isEqualTo(Errno.EADDRNOTAVAIL.refusal());
        assertThat(other.bind(net.now, Bits.at("10.0.0.2", 8))).isZero();
        assertThat(other.bind(net.now, Bits.at("10.0.0.2", 9))).isEqualTo(Errno.EINVAL.refusal());
        TcpEndpoint shared = b.engine.tcp(false);
        shared.options().reuseAddress(true);
        assertThat(shared.bind(net.now, Bits.at("0.0.0.0", 8))).isZero();
        assertThat(other.listen(net.now, 1)).isZero();
        assertThat(shared.listen(net.now, 1)).isEqualTo(Errno.EADDRINUSE.refusal());
        TcpEndpoint six = b.engine.tcp(true);
        assertThat(six.bind(net.now, Bits.at("::", 7))).isEqualTo(Errno.EADDRINUSE.refusal());
        six.options().v6Only(true);
        assertThat(six.bind(net.now, Bits.at("::", 7))).isZero();
    }

    @Test
    void theSpecificListenerComesBeforeTheWildcard() {
        TcpEndpoint any = b.engine.tcp(false);
        any.options().reusePort(true);
        any.bind(net.now, Bits.at("0.0.0.0", 7));
        any.listen(net.now, 8);
        TcpEndpoint specific = b.engine.tcp(false);
        specific.options().reusePort(true);
        assertThat(specific.bind(net.now, Bits.at("10.0.0.2", 7))).isZero();
        specific.listen(net.now, 8);

        connect(a, "10.0.0.2", 7);
        net.run(SECOND);

        assertThat(any.accept(net.now)).isNull();
        assertThat(specific.accept(net.now)).isNotNull();
    }

    /** Runs a conversation that {@code server}'s end closes first, so that it keeps TIME_WAIT. */
    private TcpEndpoint serverInTimeWait() {
        TcpEndpoint server = b.engine.tcp(false);
        server.options().reuseAddress(true);
        server.bind(net.now, Bits.at("0.0.0.0", 7));
        server.listen(net.now, 8);
        TcpEndpoint client = a.engine.tcp(false);
        client.bind(net.now, Bits.at("10.0.0.1", 4000));
        client.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(SECOND);
        accept(server).close(net.now);
        net.run(SECOND);
        client.close(net.now);
        net.run(SECOND);
        assertThat(b.engine.snapshot().endpoints()).anyMatch(row -> row.state().equals("TIME_WAIT"));
        return server;
    }

    @Test
    void timeWaitKeepsThePortFromThoseWhoDoNotAskToReuseIt() {
        serverInTimeWait().close(net.now);

        TcpEndpoint plain = b.engine.tcp(false);
        assertThat(plain.bind(net.now, Bits.at("0.0.0.0", 7))).isEqualTo(Errno.EADDRINUSE.refusal());
        TcpEndpoint reusing = b.engine.tcp(false);
        reusing.options().reuseAddress(true);
        assertThat(reusing.bind(net.now, Bits.at("0.0.0.0", 7))).isZero();
        assertThat(reusing.listen(net.now, 8)).isZero();
        reusing.close(net.now);
        net.run(61 * SECOND);
        assertThat(plain.bind(net.now, Bits.at("0.0.0.0", 7))).isZero();
    }

    @Test
    void aNewSynTakesOverATimeWait() {
        TcpEndpoint server = serverInTimeWait();
        TcpEndpoint client = a.engine.tcp(false);
        assertThat(client.bind(net.now, Bits.at("10.0.0.1", 4000))).isZero();

        client.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(SECOND);

        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        TcpEndpoint conn = accept(server);
        assertThat(transfer(client, conn, Bits.pattern(5000))).isEqualTo(Bits.pattern(5000));
        assertThat(b.engine.snapshot().endpoints()).noneMatch(row -> row.state().equals("TIME_WAIT"));
        client.close(net.now);
        net.run(SECOND);
        conn.close(net.now);
        server.close(net.now);
        assertClean();
    }

    @Test
    void connectsToItselfThroughTheLoopback() {
        TcpEndpoint self = a.engine.tcp(false);
        self.bind(net.now, Bits.at("127.0.0.1", 5000));

        self.connect(net.now, Bits.at("127.0.0.1", 5000));
        net.run(SECOND);

        assertThat(self.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(transfer(self, self, Bits.pattern(3000))).isEqualTo(Bits.pattern(3000));
        self.close(net.now);
        assertClean();
    }

    @Test
    void ephemeralPortsDifferAndStayInLinuxsRange() {
        listen(b, "0.0.0.0", 7, 4096);
        var ports = new TreeSet<Integer>();
        for (int i = 0; i < 2000; i++) {
            ports.add(connect(a, "10.0.0.2", 7).localAddress().port());
        }

        assertThat(ports).hasSize(2000);
        assertThat(ports.first()).isGreaterThanOrEqualTo(32768);
        assertThat(ports.last()).isLessThanOrEqualTo(60999);
        // Random, so spread over the range: nobody foretells them.
        assertThat(ports.last() - ports.first()).isGreaterThan(20_000);
    }

    @Test
    void whenAllEphemeralPortsAreTakenTheNextIsRefused() {
        net.fate = (from, frame) -> List.of();
        for (int i = 0; i < 60999 - 32768 + 1; i++) {
            connect(a, "10.0.0.2", 7);
        }

        TcpEndpoint tooMany = a.engine.tcp(false);
        assertThat(tooMany.connect(net.now, Bits.at("10.0.0.2", 7))).isEqualTo(Errno.EADDRNOTAVAIL.refusal());
        assertThat(tooMany.connect(net.now, Bits.at("10.0.0.2", 8))).isEqualTo(Errno.EINPROGRESS.refusal());
    }

    @Test
    void whoBeginsToConnectIsToldThatItIsWritableNoMore() {
        TcpEndpoint client = a.engine.tcp(false);
        assertThat(client.readiness()).isEqualTo(Poll.OUT | Poll.HUP);
        a.drain();
        assertThat(a.ready).isEmpty();

        client.connect(net.now, Bits.at("10.0.0.2", 7));
        a.drain();

        // Who keeps what it is told, as a selector does, would else take the connection for made.
        assertThat(client.readiness()).isZero();
        assertThat(a.ready).containsExactly(client);
    }

    @Test
    void theStrangerWhoGotAnAddressWrongIsToldByName() {
        TcpEndpoint client = a.engine.tcp(false);

        assertThat(client.connect(net.now, Bits.at("fd00::2", 7))).isEqualTo(Errno.EAFNOSUPPORT.refusal());
        assertThat(client.send(net.now, new byte[1], 0, 1)).isEqualTo(Errno.EPIPE.refusal());
        assertThat(client.receive(net.now, new byte[1], 0, 1)).isEqualTo(Errno.ENOTCONN.refusal());
        assertThat(client.shutdown(net.now, true, true)).isEqualTo(Errno.ENOTCONN.refusal());
        assertThat(client.accept(net.now)).isNull();
    }
}
