package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.IpAddress;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Peers that keep the protocol to the letter, to hold our memory or our time; a good client is served beside them. */
class StarvationTest {
    private static final IpAddress MALLORY = IpAddress.parse("10.6.6.6");
    private static final TcpOptions SYN_OPTIONS = TcpOptions.syn(1460, 7, true, false, 0, 0);
    private static final int IRS = -2000;

    private final Puppet puppet = new Puppet(EngineConfig.DEFAULT);
    private final TcpEndpoint server = listen();

    private TcpEndpoint listen() {
        TcpEndpoint endpoint = puppet.engine.tcp(false);
        assertThat(endpoint.bind(0, Bits.at("0.0.0.0", 80))).isZero();
        assertThat(endpoint.listen(0, 4096)).isZero();
        return endpoint;
    }

    private TcpEndpoint accept() {
        return Objects.requireNonNull(server.accept(puppet.now), "nothing to accept");
    }

    private static TcpSnapshot snapshot(TcpEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.snapshot());
    }

    @Test
    void tenThousandPeersThatCloseTheirWindowCostLittleAndTheApplicationMayEndThemAtAnyTime() {
        // Sockstress, CVE-2008-4609; RFC 6429: a peer that acknowledges probes holds the connection as long as it
        // likes.
        int crowd = 10_000;
        var conns = new ArrayList<TcpEndpoint>();
        var peers = new ArrayList<Puppet.Peer>();
        long before = Heap.usedBytes();
        for (int i = 0; i < crowd; i++) {
            Puppet.Peer peer = puppet.new Peer(MALLORY, 10_000 + i, 80, IRS);
            assertThat(peer.connect(0, SYN_OPTIONS)).isTrue();
            TcpEndpoint conn = accept();
            assertThat(conn.send(puppet.now, new byte[1000], 0, 1000)).isEqualTo(1000);
            puppet.run(MILLISECOND / 100);
            conns.add(conn);
            peers.add(peer);
        }
        long each = (Heap.usedBytes() - before) / crowd;
        assertThat(each)
                .as("bytes of heap that one such peer holds, its 1,000 bytes of text included")
                .isLessThan(8192);

        // All are probed and all answer, for ten minutes: no more than one probe each in two minutes by then.
        long probes = 0;
        for (int second = 0; second < 600; second++) {
            puppet.run(SECOND);
            for (Puppet.Heard probe : puppet.take()) {
                probes++;
                peers.get(probe.port() - 10_000).acknowledge(probe.seq() + 1 + probe.length(), 0);
            }
            puppet.take();
        }
        assertThat(probes).as("probes of ten minutes").isBetween(10L * crowd, 15L * crowd);
        assertThat(conns).allMatch(conn -> conn.state() == TcpState.ESTABLISHED);
        Alice.isServed(puppet, server, 5000);

        for (TcpEndpoint conn : conns) {
            conn.abort(puppet.now);
            conn.close(puppet.now);
        }
        puppet.run(SECOND);
        assertThat(puppet.take()).hasSize(crowd).allMatch(it -> it.has(TcpFlags.RST));
        assertThat(puppet.engine.snapshot().endpoints()).as("what is left").hasSize(1);
        assertThat(puppet.engine.snapshot().timers()).isZero();
    }

    @Test
    void aPeerThatClosesItsWindowIsGivenUpAfterTheUserTimeoutOrAfterOurClose() {
        List<TcpEndpoint> conns = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            assertThat(puppet.new Peer(MALLORY, 7000 + i, 80, IRS).connect(0, SYN_OPTIONS))
                    .isTrue();
            TcpEndpoint conn = accept();
            conn.send(puppet.now, new byte[1000], 0, 1000);
            conns.add(conn);
        }
        conns.get(0).configure(puppet.now, conns.get(0).config().userTimeoutNanos(30 * SECOND));
        conns.get(1).close(puppet.now);
        Alice.isServed(puppet, server, 5002);
        for (int second = 0; second < 600; second++) {
            puppet.run(SECOND);
            for (Puppet.Heard probe : puppet.take()) {
                if (!probe.has(TcpFlags.RST)) {
                    puppet.say(
                            MALLORY, probe.port(), 80, IRS + 1, probe.seq() + 1, TcpFlags.ACK, 0, TcpOptions.NONE, 0);
                }
            }
        }
        assertThat(conns.get(0).state()).isEqualTo(TcpState.CLOSED);
        conns.get(0).close(puppet.now);
        // Linux: an orphan is probed as often as tcp_orphan_retries says, whether the peer answers or not.
        assertThat(puppet.engine.snapshot().endpoints()).as("what is left").hasSize(1);
    }

    @Test
    void textBeyondAGapIsBoundedHoweverItIsCut() {
        Puppet.Peer peer = puppet.new Peer(MALLORY, 6000, 80, IRS);
        assertThat(peer.connect(65_535, SYN_OPTIONS)).isTrue();
        TcpEndpoint conn = accept();
        int window = snapshot(conn).rcvWnd();
        long before = Heap.usedBytes();

        // SegmentSmack, CVE-2018-5390: every second byte of the window, from its end to its beginning.
        for (int offset = window - 2; offset > 2; offset -= 2) {
            puppet.say(MALLORY, 6000, 80, peer.sndNxt + offset, peer.rcvNxt, TcpFlags.ACK, 512, TcpOptions.NONE, 1);
            puppet.heard.clear();
        }
        assertThat(Heap.usedBytes() - before).as("heap held").isLessThan(4L * window + 1_000_000);
        assertThat(conn.readable()).isZero();

        // And 20 MB beyond the window: not a byte is kept.
        for (int i = 0; i < 20_000; i++) {
            int seq = peer.sndNxt + window + 1 + 1000 * i;
            puppet.say(MALLORY, 6000, 80, seq, peer.rcvNxt, TcpFlags.ACK, 512, TcpOptions.NONE, 1000);
            puppet.heard.clear();
        }
        assertThat(Heap.usedBytes() - before).as("heap held").isLessThan(4L * window + 1_000_000);

        // The stream goes on, unharmed: the gaps are filled in order.
        int filled = 0;
        byte[] read = new byte[2 * window];
        while (filled < window) {
            int step = Math.min(1000, window - filled);
            peer.send(step, 512);
            filled += step;
        }
        puppet.heard.clear();
        int got = conn.receive(puppet.now, read, 0, read.length);
        assertThat(got).isGreaterThanOrEqualTo(window / 2);
        for (int i = 0; i < got; i++) {
            assertThat(read[i]).isEqualTo((byte) (IRS + 1 + i));
        }
        Alice.isServed(puppet, server, 5001);
    }
}
