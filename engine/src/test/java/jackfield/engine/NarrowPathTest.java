package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.endpoint.Options;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.Bytes;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1191 and 8201 beside live connections: a router tells of a narrow link, and the link goes away again. */
class NarrowPathTest {
    private static final int TOLD = 1300;

    private final Net net = new Net(91);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");
    private final TcpEndpoint listener = b.engine.tcp(true);

    private TcpEndpoint connect(boolean ipv6, int discovery) {
        if (listener.state() == TcpState.CLOSED) {
            listener.bind(net.now, Bits.at("::", 7));
            listener.listen(net.now, 8);
        }
        TcpEndpoint client = a.engine.tcp(ipv6);
        client.options().mtuDiscovery(discovery);
        client.connect(net.now, Bits.at(ipv6 ? "fd00::2" : "10.0.0.2", 7));
        net.run(100 * MILLISECOND);
        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        return client;
    }

    private static TcpSnapshot snapshot(TcpEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.snapshot());
    }

    /** The router's word comes about the first segment in flight. */
    private void tell(TcpEndpoint client, boolean ipv6, int mtu) {
        byte[] upper = new byte[8];
        Bytes.put16(upper, 0, client.localAddress().port());
        Bytes.put16(upper, 2, 7);
        Bytes.put32(upper, 4, snapshot(client).sndUna());
        String us = ipv6 ? "fd00::1" : "10.0.0.1";
        byte[] about = Bits.ip(us, ipv6 ? "fd00::2" : "10.0.0.2", IpProtocol.TCP, upper);
        byte[] word = ipv6
                ? Bits.icmp("fd00::99", us, IcmpMessage.V6_PACKET_TOO_BIG, 0, mtu, about)
                : Bits.icmp("10.0.0.254", us, IcmpMessage.V4_UNREACHABLE, 4, mtu, about);
        a.receive(Bits.frame(b.mac, a.mac, word));
    }

    private List<TcpSegment> sent() {
        var segments = new ArrayList<TcpSegment>();
        for (byte[] frame : a.sent) {
            if (IpPacket.decode(frame, 14, frame.length) instanceof IpPacket ip
                    && ip.protocol() == IpProtocol.TCP
                    && TcpSegment.decodeUnverified(frame, frame.length - ip.payloadLength(), frame.length)
                            instanceof TcpSegment segment) {
                segments.add(segment);
            }
        }
        a.sent.clear();
        return segments;
    }

    private int longest() {
        return a.sent.stream().mapToInt(frame -> frame.length - 14).max().orElse(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNarrowPathIsKeptToForTenMinutesAndThenTriedAgain(boolean ipv6) {
        TcpEndpoint client = connect(ipv6, Options.MTU_WANT);
        net.fate = (from, frame) -> from == a && frame.length > TOLD + 14 ? List.of() : List.of(frame);
        client.send(net.now, Bits.pattern(8000), 0, 8000);
        net.run(0);
        assertThat(longest()).isEqualTo(1500);
        tell(client, ipv6, TOLD);
        a.sent.clear();
        net.run(100 * MILLISECOND);
        assertThat(snapshot(client).unacked()).as("at once, without a time-out").isZero();
        assertThat(longest()).isEqualTo(TOLD);

        net.run(599 * SECOND);
        a.sent.clear();
        client.send(net.now, Bits.pattern(8000), 0, 8000);
        net.run(100 * MILLISECOND);
        assertThat(longest()).isEqualTo(TOLD);

        net.fate = (from, frame) -> List.of(frame);
        net.run(2 * SECOND);
        a.sent.clear();
        client.send(net.now, Bits.pattern(8000), 0, 8000);
        net.run(100 * MILLISECOND);
        assertThat(longest()).isEqualTo(1500);
        assertThat(snapshot(client).pathMtu()).isEqualTo(1500);
        assertThat(snapshot(client).unacked()).isZero();
        assertThat(snapshot(client).loss().allTimeouts().total()).isZero();
    }

    /** RFC 1191, 3.1; as Linux, whose SYN bears the MSS of the path. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theNextSynBearsTheMssOfTheNarrowPath(boolean ipv6) {
        TcpEndpoint first = connect(ipv6, Options.MTU_WANT);
        assertThat(sent())
                .filteredOn(it -> it.has(TcpFlags.SYN))
                .allMatch(it -> it.options().mss() == 1500 - (ipv6 ? 60 : 40));
        net.fate = (from, frame) -> List.of();
        first.send(net.now, Bits.pattern(8000), 0, 8000);
        net.run(0);
        tell(first, ipv6, TOLD);
        net.fate = (from, frame) -> List.of(frame);
        sent();

        connect(ipv6, Options.MTU_WANT);

        assertThat(sent())
                .filteredOn(it -> it.has(TcpFlags.SYN))
                .isNotEmpty()
                .allMatch(it -> it.options().mss() == TOLD - (ipv6 ? 60 : 40));
    }

    /** RFC 1191, 5: an old router tells 0. */
    @ParameterizedTest
    @CsvSource({"0, 552", "68, 552", "551, 552", "552, 552", "600, 600"})
    void aRouterThatTellsNoMtuOrAVerySmallOneMeans552(int told, int mtu) {
        TcpEndpoint client = connect(false, Options.MTU_WANT);
        net.fate = (from, frame) -> List.of();
        client.send(net.now, Bits.pattern(8000), 0, 8000);
        net.run(0);
        a.sent.clear();

        tell(client, false, told);
        net.run(0);

        assertThat(longest()).isEqualTo(mtu);
        boolean isLocked = told < 552;
        assertThat(a.sent).allMatch(frame -> (frame[14 + 6] & 0x40) == 0 == isLocked, "DF unless routers must cut");
    }

    /** Whoever set IP_PMTUDISC_DONT lets routers cut: an error must be forged or late, and nothing leaves again. */
    @Test
    void whoLetsRoutersCutSendsNothingAgain() {
        TcpEndpoint client = connect(false, 0);
        net.fate = (from, frame) -> List.of();
        client.send(net.now, Bits.pattern(8000), 0, 8000);
        net.run(0);
        assertThat(a.sent).filteredOn(frame -> frame.length > 1000).allMatch(frame -> (frame[14 + 6] & 0x40) == 0);
        a.sent.clear();

        tell(client, false, TOLD);
        net.run(0);

        assertThat(a.sent).isEmpty();
    }
}
