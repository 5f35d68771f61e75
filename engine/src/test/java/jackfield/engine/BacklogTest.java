package jackfield.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.OpeningConfig;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.MacAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** listen(2) and tcp(7): what a listener does with those who are not yet accepted, seen from both ends. */
class BacklogTest {
    private static final long MS = Net.MILLISECOND;

    private final Net net = new Net(11);
    private final Net.Host client = net.host("client", "10.0.0.1/24");

    private TcpEndpoint listen(OpeningConfig opening, int backlog) {
        var config = new EngineConfig(TcpConfig.DEFAULT.opening(opening), 64);
        var link = InterfaceConfig.ethernet("eth0", MacAddress.parse("02:00:00:00:00:77"), 1500);
        TcpEndpoint listener =
                net.host("server", config, link, "10.0.0.2/24").engine.tcp(false);
        listener.bind(net.now, Bits.at("10.0.0.2", 7));
        assertThat(listener.listen(net.now, backlog)).isZero();
        return listener;
    }

    private TcpEndpoint connect() {
        TcpEndpoint endpoint = client.engine.tcp(false);
        assertThat(endpoint.connect(net.now, Bits.at("10.0.0.2", 7))).isEqualTo(Errno.EINPROGRESS.refusal());
        net.run(10 * MS);
        return endpoint;
    }

    @Test
    void aFullAcceptQueueMayAnswerWithRst() {
        listen(OpeningConfig.DEFAULT.abortOnOverflow(true), 1);
        connect();
        TcpEndpoint first = client.engine.tcp(false);
        first.connect(net.now, Bits.at("10.0.0.2", 7));
        TcpEndpoint second = client.engine.tcp(false);
        second.connect(net.now, Bits.at("10.0.0.2", 7));

        net.run(10 * MS);

        assertThat(first.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(second.takeError()).isEqualTo(Errno.ECONNRESET);
    }

    @Test
    void aListenerThatDefersWakesWithTheFirstText() {
        TcpEndpoint listener = listen(OpeningConfig.DEFAULT.deferAcceptTimeouts(3), 8);
        TcpEndpoint endpoint = connect();
        assertThat(endpoint.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(listener.accept(net.now)).isNull();

        endpoint.send(net.now, new byte[] {1, 2, 3}, 0, 3);
        net.run(10 * MS);

        TcpEndpoint accepted = Objects.requireNonNull(listener.accept(net.now));
        assertThat(accepted.readable()).isEqualTo(3);
    }

    @Test
    void aListenerThatDefersTakesASilentClientInTheEnd() {
        TcpEndpoint listener = listen(OpeningConfig.DEFAULT.deferAcceptTimeouts(3), 8);
        connect();

        net.run(6 * Net.SECOND);
        assertThat(listener.accept(net.now)).isNull();
        net.run(2 * Net.SECOND);

        assertThat(listener.accept(net.now)).isNotNull();
    }

    @Test
    void aClosedListenerForgetsItsHalfOpenConnections() {
        TcpEndpoint listener = listen(OpeningConfig.DEFAULT, 8);
        net.fate = (from, frame) -> from == client ? List.of(frame) : List.of();
        TcpEndpoint endpoint = client.engine.tcp(false);
        endpoint.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(10 * MS);
        net.fate = (from, frame) -> List.of(frame);

        listener.close(net.now);
        net.run(3 * Net.SECOND);

        assertThat(endpoint.takeError()).isEqualTo(Errno.ECONNREFUSED);
        assertThat(net.hosts.getLast().engine.snapshot().timers()).isZero();
    }
}
