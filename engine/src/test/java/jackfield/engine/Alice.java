package jackfield.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.wire.IpAddress;
import jackfield.wire.TcpOptions;
import java.util.Objects;

/** A good client beside the bad: she connects, asks, and must be answered at once. */
final class Alice {
    private static final IpAddress ADDRESS = IpAddress.parse("10.0.0.2");
    private static final TcpOptions SYN_OPTIONS = TcpOptions.syn(1460, 7, true, false, 0, 0);
    private static final int IRS = -2000;

    private Alice() {}

    /** {@code server} listens at port 80; nobody else waits to be accepted. */
    static void isServed(Puppet puppet, TcpEndpoint server, int port) {
        puppet.heard.clear();
        Puppet.Peer alice = puppet.new Peer(ADDRESS, port, 80, IRS);
        assertThat(alice.connect(65_535, SYN_OPTIONS)).as("Alice connects").isTrue();
        alice.send(100, 512);
        TcpEndpoint conn = Objects.requireNonNull(server.accept(puppet.now), "Alice is not accepted");
        assertThat(conn.receive(puppet.now, new byte[200], 0, 200)).isEqualTo(100);
        assertThat(conn.send(puppet.now, new byte[300], 0, 300)).isEqualTo(300);
        puppet.take();
        puppet.run(0);
        assertThat(puppet.take()).anyMatch(it -> it.to().equals(ADDRESS) && it.length() == 300);
        alice.rcvNxt += 300;
        alice.acknowledge(alice.rcvNxt, 512);
        conn.abort(puppet.now);
        conn.close(puppet.now);
        puppet.run(0);
        puppet.take();
    }
}
