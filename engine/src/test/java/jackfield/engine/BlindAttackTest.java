package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.io.ByteArrayOutputStream;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An attacker who is not on the path, but knows both addresses and both ports, and guesses the rest.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5961">RFC 5961</a>; RFC 5927
 */
class BlindAttackTest {
    private static final MacAddress STRANGER = MacAddress.parse("02:00:00:00:00:99");
    private static final int GUESSES = 20_000;

    /** Older than any window. */
    private static final int OLD_BYTES = 16 << 20;

    /** Both ends' buffers, and what the test has received. */
    private static final long HELD_BYTES = 3 << 20;

    private final Net net = new Net(12);
    private final Net.Host a = net.host("a", "10.0.0.1/24");
    private final Net.Host b = net.host("b", "10.0.0.2/24");
    private final TcpEndpoint server = b.engine.tcp(false);
    private final TcpEndpoint client = connect();
    private final TcpEndpoint conn = Objects.requireNonNull(server.accept(net.now));

    private TcpEndpoint connect() {
        server.bind(net.now, Bits.at("10.0.0.2", 7));
        server.listen(net.now, 8);
        TcpEndpoint endpoint = a.engine.tcp(false);
        endpoint.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(10 * MILLISECOND);
        return endpoint;
    }

    private static TcpSnapshot of(TcpEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.snapshot());
    }

    /** A segment to b's end that says it comes from a's. */
    private void forge(int seq, int ack, int flags, int length) {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + length);
        byte[] evil = new byte[length];
        packet.append(evil, 0, length);
        int port = client.localAddress().port();
        var segment = new TcpSegment(port, 7, seq, ack, flags, 1000, 0, TcpOptions.NONE, evil, 0, length);
        TcpHeader.prepend(packet, segment, IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"));
        packet.completeChecksum();
        b.receive(Bits.frame(STRANGER, b.mac, Bits.ip("10.0.0.1", "10.0.0.2", IpProtocol.TCP, packet.toBytes())));
        b.drain();
    }

    /** Sends 200,000 bytes from a to b and forges {@code GUESSES} segments meanwhile; every byte must arrive. */
    private void assertThatATransferSurvives(int flags, int length) {
        var random = new SplittableRandom(flags * 31 + length);
        byte[] data = Bits.pattern(200_000);
        var received = new ByteArrayOutputStream();
        byte[] chunk = new byte[70_000];
        int sent = 0;
        long before = Heap.usedBytes();
        for (int turn = 0; turn < 2000 && received.size() < data.length; turn++) {
            forgetFrames();
            sent += sent < data.length
                    ? Math.max(0, client.send(net.now, data, sent, Math.min(4000, data.length - sent)))
                    : 0;
            for (int i = 0; i < GUESSES / 100 && turn < 100; i++) {
                // Half of the guesses are in the window, as if the attacker had tried 10,000 times as often. A RST at
                // RCV.NXT, or an acknowledgment of what is in flight, would be believed: odds, not a rule, are against
                // it.
                int offset = 1 + random.nextInt(60_000);
                int seq = random.nextBoolean() ? of(conn).rcvNxt() + offset : of(conn).rcvNxt() + offset * 40_000;
                // RFC 5961 5.2: neither of what was never sent, nor of what is older than the largest window.
                int ack = random.nextBoolean()
                        ? of(conn).sndNxt() + 1 + random.nextInt(Integer.MAX_VALUE - 1_000_000)
                        : of(conn).sndUna() - OLD_BYTES - random.nextInt(Integer.MAX_VALUE - 2 * OLD_BYTES);
                forge(seq, ack, flags, length);
            }
            net.run(MILLISECOND);
            for (int n; (n = conn.receive(net.now, chunk, 0, chunk.length)) > 0; ) {
                received.write(chunk, 0, n);
            }
        }
        assertThat(received.toByteArray()).isEqualTo(data);
        assertThat(conn.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(Heap.usedBytes() - before).as("heap held").isLessThan(HELD_BYTES);
    }

    /** The test's own record of what was sent. */
    private void forgetFrames() {
        a.sent.clear();
        b.sent.clear();
    }

    @ParameterizedTest
    @CsvSource({"4,0", "20,0", "2,0", "18,0", "16,0", "1,0", "17,0"})
    void guessedControlSegmentsDoNotHarmATransfer(int flags, int length) {
        assertThatATransferSurvives(flags, length);
    }

    @Test
    void guessedTextDoesNotHarmATransferAsItsAcknowledgmentIsWrong() {
        assertThatATransferSurvives(TcpFlags.ACK, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 10_000, 60_000})
    void aRstInsideTheWindowIsChallengedWhereverItStands(int offset) {
        b.sent.clear();
        forge(of(conn).rcvNxt() + offset, 0, TcpFlags.RST, 0);

        assertThat(conn.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(b.sent).hasSize(1);
        assertThat(Bytes.i32(b.sent.getFirst(), 14 + 20 + 8))
                .as("its acknowledgment")
                .isEqualTo(of(conn).rcvNxt());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -1000, 300_000, 0x4000_0000, Integer.MIN_VALUE})
    void aRstOutsideTheWindowIsNotEvenAnswered(int offset) {
        b.sent.clear();
        forge(of(conn).rcvNxt() + offset, 0, TcpFlags.RST, 0);

        assertThat(conn.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(b.sent).isEmpty();
    }

    @Test
    void aFloodOfSuspiciousSegmentsDrawsTwoAnswersASecondAtMost() {
        b.sent.clear();
        var random = new SplittableRandom(5);
        int flood = 10_000;
        for (int i = 0; i < flood; i++) {
            int kind = random.nextInt(3);
            int flags = kind == 0 ? TcpFlags.SYN : kind == 1 ? TcpFlags.RST : TcpFlags.ACK;
            forge(of(conn).rcvNxt() + 1 + random.nextInt(1000), of(conn).sndNxt() + 1 + random.nextInt(1000), flags, 0);
            net.run(10 * SECOND / flood);
        }
        assertThat(b.sent.size()).isBetween(2, 21);
    }

    @Test
    void whatOneConnectionAnsweredDoesNotShowInAnother() {
        // CVE-2016-5696: a shared limit lets an attacker count the challenges of others.
        for (int i = 0; i < 1000; i++) {
            forge(of(conn).rcvNxt() + 1 + i, 0, TcpFlags.RST, 0);
        }
        TcpEndpoint other = a.engine.tcp(false);
        other.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(10 * MILLISECOND);
        assertThat(other.state()).isEqualTo(TcpState.ESTABLISHED);
        b.sent.clear();
        TcpSnapshot state = of(other);
        var packet = new PacketBuffer(PacketBuffer.HEADROOM);
        var rst = new TcpSegment(
                other.localAddress().port(),
                7,
                state.sndNxt() + 5,
                0,
                TcpFlags.RST,
                0,
                0,
                TcpOptions.NONE,
                new byte[0],
                0,
                0);
        TcpHeader.prepend(packet, rst, IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"));
        packet.completeChecksum();
        b.receive(Bits.frame(STRANGER, b.mac, Bits.ip("10.0.0.1", "10.0.0.2", IpProtocol.TCP, packet.toBytes())));
        b.drain();

        assertThat(b.sent).as("the first challenge of the other connection").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "3,0,0",
        "3,1,0",
        "3,2,0",
        "3,3,0",
        "3,4,68",
        "3,4,0",
        "3,4,1500",
        "3,13,0",
        "4,0,0",
        "5,1,0",
        "11,0,0",
        "12,0,0"
    })
    void icmpErrorsThatGuessDoNotHarmATransfer(int type, int code, int mtu) {
        var random = new SplittableRandom(type * 31 + code);
        byte[] data = Bits.pattern(100_000);
        var received = new ByteArrayOutputStream();
        byte[] chunk = new byte[70_000];
        int sent = 0;
        int mss = of(client).mss();
        long before = Heap.usedBytes();
        for (int turn = 0; turn < 2000 && received.size() < data.length; turn++) {
            forgetFrames();
            sent += sent < data.length
                    ? Math.max(0, client.send(net.now, data, sent, Math.min(4000, data.length - sent)))
                    : 0;
            for (int i = 0; i < 100; i++) {
                byte[] quoted = new byte[8];
                Bytes.put16(quoted, 0, client.localAddress().port());
                Bytes.put16(quoted, 2, 7);
                Bytes.put32(quoted, 4, of(client).sndNxt() + 1 + random.nextInt(Integer.MAX_VALUE - 100_000));
                byte[] quote = Bits.ip("10.0.0.1", "10.0.0.2", IpProtocol.TCP, quoted);
                byte[] error = Bits.icmp("10.0.0.2", "10.0.0.1", type, code, mtu, quote);
                a.receive(Bits.frame(STRANGER, a.mac, error));
            }
            net.run(MILLISECOND);
            for (int n; (n = conn.receive(net.now, chunk, 0, chunk.length)) > 0; ) {
                received.write(chunk, 0, n);
            }
        }
        assertThat(received.toByteArray()).isEqualTo(data);
        assertThat(Heap.usedBytes() - before).as("heap held").isLessThan(HELD_BYTES);
        assertThat(of(client).mss()).as("the path is as wide as before").isEqualTo(mss);
        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
    }
}
