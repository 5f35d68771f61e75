package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.SequenceNumber;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6191 on the side that connects: tcp_tw_reuse, and whoever binds on purpose. */
class TimeWaitReuseTest {
    private static final int EPHEMERAL = 60_999 - 32_768 + 1;
    private static final int REINCARNATION_GAP = 65_537;

    private final Net net = new Net(61);
    private final Net.Host a = net.host("a", "10.0.0.1/24");
    private final Net.Host b = net.host("b", "10.0.0.2/24");
    private int lastNxt;

    /** A connection that the client has closed first: it is in TIME_WAIT there. {@return its local port} */
    private int clientInTimeWait(Net.Host host, String address, int port, boolean timestamps) {
        TcpEndpoint listener = listener(address.equals("127.0.0.1") ? host : b);
        TcpEndpoint client = host.engine.tcp(false);
        client.configure(net.now, client.config().timestamps(timestamps));
        if (port != 0) {
            client.options().reuseAddress(true);
            assertThat(client.bind(net.now, Bits.at("0.0.0.0", port))).isZero();
        }
        client.connect(net.now, Bits.at(address, 7));
        net.run(100 * MILLISECOND);
        TcpEndpoint conn = Objects.requireNonNull(listener.accept(net.now));
        client.send(net.now, Bits.pattern(5000), 0, 5000);
        net.run(100 * MILLISECOND);
        int local = client.localAddress().port();
        lastNxt = snapshot(client).sndNxt() + 1;
        client.close(net.now);
        net.run(100 * MILLISECOND);
        conn.receive(net.now, new byte[5000], 0, 5000);
        conn.close(net.now);
        net.run(100 * MILLISECOND);
        listener.close(net.now);
        assertThat(host.engine.snapshot().endpoints())
                .anyMatch(row -> row.state().equals("TIME_WAIT"));
        return local;
    }

    private TcpEndpoint listener(Net.Host host) {
        TcpEndpoint listener = host.engine.tcp(false);
        listener.options().reuseAddress(true);
        listener.bind(net.now, Bits.at("0.0.0.0", 7));
        listener.listen(net.now, 4);
        return listener;
    }

    private int connect(TcpEndpoint client, String address, int reuse) {
        TcpConfig config = client.config();
        client.configure(net.now, config.path(config.path().timeWaitReuse(reuse)));
        return client.connect(net.now, Bits.at(address, 7));
    }

    /** Timestamps of what {@code a} sent over the wire, from the first on. */
    private List<Integer> timestamps() {
        return a.sent.stream()
                .map(frame -> TcpSegment.decodeUnverified(frame, 14 + 20, frame.length))
                .filter(TcpSegment.class::isInstance)
                .map(segment -> ((TcpSegment) segment).options())
                .filter(TcpOptions::hasTimestamps)
                .map(TcpOptions::tsVal)
                .toList();
    }

    private static TcpSnapshot snapshot(TcpEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.snapshot());
    }

    /** Takes every ephemeral port that is left, by SYNs that nobody answers. */
    private void takeAllPorts() {
        net.fate = (from, frame) -> List.of();
        for (int i = 0; i < EPHEMERAL - 1; i++) {
            assertThat(connect(a.engine.tcp(false), "10.0.0.2", 0)).isEqualTo(Errno.EINPROGRESS.refusal());
        }
        a.sent.clear();
    }

    /** One port is left, and is in TIME_WAIT: it serves only whom tcp_tw_reuse lets, and after a second. */
    @Test
    void onlyTheSettingLetsAPortInTimeWaitServeAnewAndOnlyAfterASecond() {
        int left = clientInTimeWait(a, "10.0.0.2", 0, true);
        takeAllPorts();

        TcpEndpoint client = a.engine.tcp(false);
        assertThat(connect(client, "10.0.0.2", 1)).as("too early").isEqualTo(Errno.EADDRNOTAVAIL.refusal());
        net.run(SECOND);
        assertThat(connect(client, "10.0.0.2", 0)).isEqualTo(Errno.EADDRNOTAVAIL.refusal());
        assertThat(connect(client, "10.0.0.2", 2)).as("not loopback").isEqualTo(Errno.EADDRNOTAVAIL.refusal());
        assertThat(connect(client, "10.0.0.2", 1)).isEqualTo(Errno.EINPROGRESS.refusal());
        assertThat(client.localAddress().port()).isEqualTo(left);
        assertThat(snapshot(client).iss()).isEqualTo(lastNxt + REINCARNATION_GAP);
    }

    /** Without timestamps nothing tells old segments from new: the minute is kept, bound or not. */
    @Test
    void withoutTimestampsTheMinuteIsKept() {
        clientInTimeWait(a, "10.0.0.2", 4000, false);

        TcpEndpoint client = a.engine.tcp(false);
        client.options().reuseAddress(true);
        assertThat(client.bind(net.now, Bits.at("10.0.0.1", 4000))).isZero();
        assertThat(connect(client, "10.0.0.2", 1)).isEqualTo(Errno.EADDRNOTAVAIL.refusal());
        net.run(61 * SECOND);
        assertThat(connect(client, "10.0.0.2", 0)).isEqualTo(Errno.EINPROGRESS.refusal());
    }

    /** RFC 6191, 3: the timestamps of all connections between two hosts are of one clock: a later SYN has a later. */
    @Test
    void timestampsGrowFromConnectionToConnection() {
        for (int i = 0; i < 20; i++) {
            clientInTimeWait(a, "10.0.0.2", 0, true);
        }

        List<Integer> all = timestamps();
        assertThat(all).hasSizeGreaterThan(100);
        for (int i = 1; i < all.size(); i++) {
            assertThat(SequenceNumber.isAtOrAfter(all.get(i), all.get(i - 1)))
                    .as("segment %d of seed %d", i, net.seed)
                    .isTrue();
        }
        assertThat(all.getLast() - all.getFirst()).isBetween(7000, 11_000);
    }

    /** As in Linux who binds on purpose need not wait, whatever the setting; and text flows, both ways. */
    @ParameterizedTest
    @CsvSource({"10.0.0.2, 0", "10.0.0.2, 1", "127.0.0.1, 0", "127.0.0.1, 2"})
    void whoBindsOnPurposeTakesOverAtOnce(String address, int reuse) {
        clientInTimeWait(a, address, 4000, true);
        TcpEndpoint listener = listener(address.equals("127.0.0.1") ? a : b);
        TcpEndpoint client = a.engine.tcp(false);
        client.options().reuseAddress(true);
        assertThat(client.bind(net.now, Bits.at("0.0.0.0", 4000))).isZero();

        assertThat(connect(client, address, reuse)).isEqualTo(Errno.EINPROGRESS.refusal());
        net.run(100 * MILLISECOND);

        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(snapshot(client).iss()).isEqualTo(lastNxt + REINCARNATION_GAP);
        TcpEndpoint conn = Objects.requireNonNull(listener.accept(net.now));
        assertThat(conn.send(net.now, Bits.pattern(1000), 0, 1000)).isEqualTo(1000);
        net.run(100 * MILLISECOND);
        assertThat(client.receive(net.now, new byte[2000], 0, 2000)).isEqualTo(1000);
        assertThat(a.engine.snapshot().endpoints()).noneMatch(row -> row.state().equals("TIME_WAIT"));
    }
}
