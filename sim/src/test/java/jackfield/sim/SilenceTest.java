package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer that is gone: the blocked call returns with the right error at the documented time, hours in milliseconds. */
class SilenceTest {
    private static final double SECOND = 1e9;

    private final World world = World.seeded(5);
    private final SimHost client = world.host("client", "10.0.0.1/24");
    private final SimHost server = world.host("server", "10.0.0.2/24");
    private final SimLink link = world.link(client, server, Weather.parse("delay 10ms"));
    private final SockAddr port = new SockAddr(server.address(), 7);

    @AfterEach
    void close() {
        world.close();
    }

    private void serve() {
        server.start("server", () -> {
            var calls = new Calls(server);
            TcpEndpoint listener = calls.listen(7);
            while (true) {
                TcpEndpoint conn = calls.accept(listener);
                byte[] buffer = new byte[100];
                for (int n; (n = calls.recv(conn, buffer)) > 0; ) {
                    assertThat(n).isPositive();
                }
                calls.close(conn);
            }
        });
        world.run(Duration.ZERO);
    }

    /** {@return a connection whose handshake is done at both ends} */
    private TcpEndpoint connect(Calls calls) throws InterruptedException {
        serve();
        TcpEndpoint conn = calls.connect(port);
        world.sleep(Duration.ofSeconds(1));
        return conn;
    }

    /** From now on only neighbour resolution passes, as if the peer had died behind a router. */
    private void blackHole() {
        link.rule("no IP passes", PacketRule.all(packet -> packet.ip().isPresent(), Fate.DROP));
    }

    /** Seconds until {@code recv} fails with {@code errno}. */
    private double secondsUntilRecvFails(Calls calls, TcpEndpoint conn, String errno) {
        long start = world.now();
        assertThatThrownBy(() -> calls.recv(conn, new byte[10]))
                .isInstanceOf(Calls.Refused.class)
                .hasMessage(errno);
        return (world.now() - start) / SECOND;
    }

    @Test
    void keepAliveFindsOutAboutADeadPeerAfterTwoHours() throws Exception {
        var calls = new Calls(client);
        TcpEndpoint conn = connect(calls);
        calls.configure(conn, conn.config().keepAlive(true));
        blackHole();

        double seconds = secondsUntilRecvFails(calls, conn, "ETIMEDOUT");

        // tcp(7): idle for tcp_keepalive_time = 7200 s, then tcp_keepalive_probes = 9, tcp_keepalive_intvl = 75 s
        // apart; one second had passed.
        assertThat(seconds).isBetween(7200.0 + 9 * 75 - 1.1, 7200.0 + 9 * 75 - 0.9);
    }

    @Test
    void withoutKeepAliveAReaderWaitsForever() throws Exception {
        var calls = new Calls(client);
        TcpEndpoint conn = connect(calls);
        Actor reader = client.start("reader", () -> calls.recv(conn, new byte[10]));
        server.kill();

        world.run(Duration.ofDays(30));

        assertThat(reader.isDone()).isFalse();
    }

    @Test
    void unacknowledgedTextTimesOutAfterFifteenBackOffs() throws Exception {
        var calls = new Calls(client);
        TcpEndpoint conn = connect(calls);
        blackHole();

        calls.sendAll(conn, new byte[10]);
        double seconds = secondsUntilRecvFails(calls, conn, "ETIMEDOUT");

        // tcp(7), tcp_retries2 = 15: at least 924.6 s, by back-off from the RTO that was measured.
        assertThat(seconds).isBetween(924.5, 1_000.0);
    }

    @Test
    void connectToAHostThatNeverAnswersTimesOut() throws Exception {
        serve();
        var calls = new Calls(client);
        calls.close(calls.connect(port));
        link.rule("no SYN passes", client, PacketRule.all(LinkPacket::isSyn, Fate.DROP));
        long start = world.now();

        assertThatThrownBy(() -> calls.connect(port)).hasMessage("ETIMEDOUT");

        // tcp_syn_retries = 6 and tcp_syn_linear_timeouts = 4: 4 x 1 + 1 + 2 + 4 + ... + 64 = 131 s.
        assertThat((world.now() - start) / SECOND).isBetween(131.0, 132.0);
    }

    @Test
    void connectToAHostThatIsNotThereFindsNoRoute() {
        var calls = new Calls(client);

        assertThatThrownBy(() -> calls.connect(new SockAddr(IpAddress.parse("10.0.0.77"), 7)))
                .hasMessage("EHOSTUNREACH");
        // Three neighbour solicitations a second apart; one second had passed.
        assertThat(world.now() / SECOND).isBetween(2.9, 3.2);
    }

    @Test
    void connectToAPortThatNobodyListensOnIsRefusedAtOnce() {
        var calls = new Calls(client);

        assertThatThrownBy(() -> calls.connect(port)).hasMessage("ECONNREFUSED");
        // Two round trips: neighbour resolution, SYN and RST.
        assertThat(world.now()).isEqualTo(40_000_000L);
    }

    @Test
    void aPulledLinkThatIsMendedInTimeIsOnlySlow() throws Exception {
        var calls = new Calls(client);
        TcpEndpoint conn = connect(calls);
        link.cut();
        world.after(Duration.ofMinutes(10), link::restore);

        calls.sendAll(conn, new byte[10]);
        world.run(Duration.ofMinutes(15));

        assertThat(Objects.requireNonNull(conn.snapshot()).unacked()).isZero();
        assertThat(conn.state().name()).isEqualTo("ESTABLISHED");
    }

    @Test
    void aDeadNeighborIsAHostThatCannotBeReachedWhenTheRetransmissionsRunOut() throws Exception {
        var calls = new Calls(client);
        TcpEndpoint conn = connect(calls);
        server.kill();

        calls.sendAll(conn, new byte[10]);

        // As on Linux: the soft error of neighbour resolution is told in place of ETIMEDOUT.
        assertThat(secondsUntilRecvFails(calls, conn, "EHOSTUNREACH")).isBetween(924.5, 1_000.0);
    }

    @Test
    void aRebootedPeerResetsTheHalfOpenConnection() throws Exception {
        var calls = new Calls(client);
        TcpEndpoint conn = connect(calls);
        server.reboot();
        long start = world.now();

        calls.sendAll(conn, new byte[10]);

        // Two round trips: the fresh stack has to resolve its neighbour before it can send the reset.
        assertThat(secondsUntilRecvFails(calls, conn, "ECONNRESET")).isLessThan(1);
        assertThat(world.now() - start).isEqualTo(40_000_000L);
    }

    @Test
    void aReaderBlockedOnAHalfOpenConnectionIsReleasedByTheResetThatAKeepAliveProbeDraws() throws Exception {
        var calls = new Calls(client);
        TcpEndpoint conn = connect(calls);
        calls.configure(conn, conn.config().keepAlive(true));
        server.reboot();

        assertThat(secondsUntilRecvFails(calls, conn, "ECONNRESET")).isBetween(7198.9, 7200.2);
    }
}
