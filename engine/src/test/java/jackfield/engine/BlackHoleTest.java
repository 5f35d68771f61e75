package jackfield.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.PathConfig;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.wire.MacAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router that drops long packets and says nothing: RFC 4821, 7.7. */
class BlackHoleTest {
    private static final int TEXT = 200_000;
    private static final int ETHERNET = 14;

    private final Net net = new Net(7);
    private int longest = 1200;

    private TcpEndpoint client(int mtuProbing) {
        TcpConfig config = TcpConfig.DEFAULT.path(PathConfig.DEFAULT.mtuProbing(mtuProbing));
        var engine = new EngineConfig(config, EngineConfig.DEFAULT.hopLimit());
        Net.Host a = net.host(
                "a", engine, InterfaceConfig.ethernet("eth0", new MacAddress(0x0200_0000_0001L), 1500), "10.0.0.1/24");
        Net.Host b = net.host("b", "10.0.0.2/24");
        TcpEndpoint listener = b.engine.tcp(false);
        listener.bind(net.now, Bits.at("0.0.0.0", 7));
        listener.listen(net.now, 1);
        TcpEndpoint client = a.engine.tcp(false);
        client.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(Net.SECOND);
        server = Objects.requireNonNull(listener.accept(net.now));
        net.fate = (from, frame) -> frame.length > longest + ETHERNET ? List.of() : List.of(frame);
        return client;
    }

    private @Nullable TcpEndpoint server;

    private int transfer(TcpEndpoint client, int seconds) {
        byte[] text = Bits.pattern(TEXT);
        byte[] into = new byte[65_536];
        int sent = 0;
        int got = 0;
        for (int i = 0; i < seconds * 100 && got < TEXT; i++) {
            sent += Math.max(0, client.send(net.now, text, sent, TEXT - sent));
            net.run(10 * Net.MILLISECOND);
            got += Math.max(0, Objects.requireNonNull(server).receive(net.now, into, 0, into.length));
        }
        return got;
    }

    private static TcpSnapshot snapshot(TcpEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.snapshot());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void probingFindsAWayThroughABlackHole(int mtuProbing) {
        assertThat(transfer(client(mtuProbing), 60)).isEqualTo(TEXT);
    }

    @Test
    void withoutProbingNothingPasses() {
        assertThat(transfer(client(0), 60)).isZero();
    }

    @Test
    void probesFindTheLongestPacketsThatPass() {
        TcpEndpoint client = client(2);

        assertThat(transfer(client, 60)).isEqualTo(TEXT);

        assertThat(snapshot(client).mss()).isBetween(1200 - 40 - 60, 1200 - 40);
    }
}
