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
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that cheat: to be served faster than others, or to make each of our bytes cost us more. */
class GreedyPeerTest {
    private static final IpAddress MALLORY = IpAddress.parse("10.6.6.6");
    private static final int IRS = -3000;
    private static final int TEXT = 200_000;

    private final Puppet puppet = new Puppet(EngineConfig.DEFAULT);
    private final Puppet.Peer peer = puppet.new Peer(MALLORY, 4000, 80, IRS);
    private final TcpEndpoint server = puppet.engine.tcp(false);
    private long heapBefore;

    /** A connection whose peer has said {@code options}, with text waiting to be sent; the first flight has left. */
    private TcpEndpoint sending(TcpOptions options) {
        server.bind(0, Bits.at("0.0.0.0", 80));
        server.listen(0, 8);
        assertThat(peer.connect(65_535, options)).isTrue();
        TcpEndpoint conn = Objects.requireNonNull(server.accept(0));
        puppet.run(100 * MILLISECOND);
        write(conn);
        heapBefore = Heap.usedBytes();
        return conn;
    }

    /** Bounded memory, and a good client is served beside the bad. */
    private void assertThatNobodyElseIsHarmed() {
        assertThat(Heap.usedBytes() - heapBefore).as("heap held").isLessThan(1 << 20);
        Alice.isServed(puppet, server, 5000);
    }

    private int write(TcpEndpoint conn) {
        int taken = conn.send(puppet.now, new byte[TEXT], 0, TEXT);
        puppet.engine.drain(puppet.now, puppet);
        return taken;
    }

    private static TcpSnapshot of(TcpEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.snapshot());
    }

    private int inFlight(TcpEndpoint conn) {
        return of(conn).sndNxt() - of(conn).sndUna();
    }

    @Test
    void anAcknowledgmentOfWhatWasNotSentMovesNothingAndIsChallenged() {
        TcpEndpoint conn = sending(TcpOptions.syn(1000, 7, false, false, 0, 0));
        int first = inFlight(conn);
        puppet.take();
        for (int beyond : new int[] {1, 1000, 100_000}) {
            peer.acknowledge(of(conn).sndNxt() + beyond, 65_535);
        }
        assertThat(inFlight(conn)).as("optimistic acknowledgments").isEqualTo(first);
        List<Puppet.Heard> answers = puppet.take();
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().length()).isZero();
        for (int i = 0; i < 10_000; i++) {
            peer.acknowledge(of(conn).sndNxt() + 1 + i, 65_535);
        }
        assertThat(puppet.take()).isEmpty();
        assertThat(of(conn).cwnd()).isEqualTo(10);
        assertThatNobodyElseIsHarmed();
    }

    @Test
    void anAcknowledgmentCutIntoAThousandPiecesGrowsTheWindowNoMoreThanAWholeOne() {
        // Savage et al., 1999: ACK division; RFC 3465: count bytes, not acknowledgments.
        TcpEndpoint whole = sending(TcpOptions.syn(1000, 7, false, false, 0, 0));
        peer.acknowledge(of(whole).sndUna() + 1000, 65_535);
        int honest = inFlight(whole);

        var other = new GreedyPeerTest();
        TcpEndpoint conn = other.sending(TcpOptions.syn(1000, 7, false, false, 0, 0));
        int una = of(conn).sndUna();
        for (int i = 1; i <= 1000; i++) {
            other.peer.acknowledge(una + i, 65_535);
        }
        assertThat(other.inFlight(conn)).isLessThanOrEqualTo(honest);
        assertThat(of(conn).cwnd()).isEqualTo(of(whole).cwnd());
        other.assertThatNobodyElseIsHarmed();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 47})
    void aTinySegmentSizeIsRaisedToWhatLeavesRoomForText(int mss) {
        // CVE-2019-11479: headers many times as long as the text.
        TcpEndpoint conn = sending(TcpOptions.syn(mss, 7, true, true, 5, 0));
        List<Puppet.Heard> sent = puppet.take();
        assertThat(sent).isNotEmpty().allMatch(it -> it.length() >= 36);
        assertThat(of(conn).mss()).isGreaterThanOrEqualTo(48);
        // One for each ten bytes of text would be 20,000: the flight is ten, whatever they bear.
        assertThat(sent).hasSizeLessThanOrEqualTo(10);
        assertThatNobodyElseIsHarmed();
    }

    /** RFC 2018, 4: a block holds what was sent, from its first byte to its last; all else is passed over. */
    @Test
    void aBlockOfWhatWasNeverSentCountsForNothing() {
        TcpEndpoint conn = sending(TcpOptions.syn(1000, 14, true, false, 0, 0));
        int una = of(conn).sndUna();
        int nxt = of(conn).sndNxt();
        int[][] impossible = {
            {una + 1000, nxt + 1},
            {nxt, nxt + 1000},
            {una - 5000, nxt},
            {una + 5000, una + 1000},
            {una + 1000, una + 1000},
            {una + 1000, una + Integer.MIN_VALUE},
            {una + 1000, nxt + 1_000_000}
        };
        for (int[] block : impossible) {
            TcpOptions options = TcpOptions.established(false, 0, 0, block);
            puppet.say(MALLORY, 4000, 80, peer.sndNxt, una, TcpFlags.ACK, 65_535, options, 0);
            assertThat(of(conn).loss().sackedOut())
                    .as("%d to %d", block[0] - una, block[1] - una)
                    .isZero();
        }
        assertThat(inFlight(conn)).isEqualTo(nxt - una);
        TcpOptions possible = TcpOptions.established(false, 0, 0, new int[] {una + 1000, nxt});
        puppet.say(MALLORY, 4000, 80, peer.sndNxt, una, TcpFlags.ACK, 65_535, possible, 0);
        assertThat(of(conn).loss().sackedOut()).isPositive();
        assertThatNobodyElseIsHarmed();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void selectiveAcknowledgmentsOfSeventeenFragmentsAndOfNonsenseAreSurvived(long seed) {
        // SACK panic, CVE-2019-11477: blocks that merge and split super-segments of the least segment size. RFC 2018.
        TcpEndpoint conn = sending(TcpOptions.syn(8, 14, true, false, 0, 0));
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5000; i++) {
            int una = of(conn).sndUna();
            int flight = inFlight(conn);
            int[] blocks = new int[2 * (1 + random.nextInt(4))];
            for (int k = 0; k < blocks.length; k++) {
                blocks[k] = random.nextInt(8) == 0 ? random.nextInt() : una + random.nextInt(Math.max(flight, 1) + 64);
            }
            int ack = random.nextInt(20) == 0 && flight > 0 ? una + random.nextInt(flight) : una;
            puppet.say(
                    MALLORY,
                    4000,
                    80,
                    peer.sndNxt,
                    ack,
                    TcpFlags.ACK,
                    65_535,
                    TcpOptions.established(false, 0, 0, blocks),
                    0);
            puppet.run(random.nextInt(3) * MILLISECOND);
            write(conn);
            puppet.heard.clear();
        }
        assertThat(conn.state()).as("seed %d", seed).isEqualTo(TcpState.ESTABLISHED);
        assertThat(Heap.usedBytes() - heapBefore)
                .as("heap held, the send buffer included")
                .isLessThan(16 << 20);
        Alice.isServed(puppet, server, 5001);
        finish(conn, seed);
    }

    /** The peer turns honest: the text arrives. */
    private void finish(TcpEndpoint conn, long seed) {
        for (int turn = 0; turn < 20_000 && inFlight(conn) + of(conn).unacked() > 0; turn++) {
            puppet.run(SECOND / 10);
            for (Puppet.Heard heard : puppet.take()) {
                if (heard.seq() - of(conn).sndUna() <= 0 && heard.length() > 0) {
                    peer.acknowledge(heard.seq() + heard.length(), 65_535);
                }
            }
        }
        assertThat(of(conn).unacked()).as("seed %d", seed).isZero();
    }

    @Test
    void aWindowThatIsTakenBackIsRespected() {
        TcpEndpoint conn = sending(TcpOptions.syn(1000, TcpOptions.ABSENT, false, false, 0, 0));
        puppet.take();
        peer.acknowledge(of(conn).sndUna() + 1000, 2000);
        assertThat(puppet.take()).as("nothing new beyond the window").isEmpty();
        puppet.run(2 * SECOND);
        int edge = of(conn).sndUna() + 2000;
        // RFC 9293 3.8.6 (SHLD-15): nothing new, and of the old nothing but the first segment beyond the window.
        assertThat(puppet.take()).isNotEmpty().allMatch(it -> it.seq() + it.length() - edge <= 0);
        assertThatNobodyElseIsHarmed();
    }
}
