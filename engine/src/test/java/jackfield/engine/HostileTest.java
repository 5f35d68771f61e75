package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.RawEndpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.Bytes;
import jackfield.wire.EtherType;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpProtocol;
import jackfield.wire.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that lie: who they come from, whom they are for, what they are about. */
class HostileTest {
    private static final MacAddress STRANGER = MacAddress.parse("02:00:00:00:00:99");

    private final Net net = new Net(4);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    private void inject(Net.Host to, byte[] ipPacket) {
        to.receive(Bits.frame(STRANGER, to.mac, ipPacket));
        net.run(MILLISECOND * 10);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,10.0.0.1",
        "127.0.0.1,10.0.0.1",
        "224.0.0.5,10.0.0.1",
        "255.255.255.255,10.0.0.1",
        "10.0.0.255,10.0.0.1",
        "0.0.0.0,10.0.0.1",
        "10.0.0.2,127.0.0.1",
        "10.0.0.2,0.0.0.0",
        "0.1.2.3,10.0.0.1",
        "fd00::1,fd00::1",
        "::1,fd00::1",
        "ff02::1,fd00::1",
        "::,fd00::1",
        "fd00::2,::1",
        "fd00::2,::"
    })
    void aMartianIsDroppedAndNeverAnswered(String source, String destination) {
        UdpEndpoint server = a.engine.udp(true);
        server.bind(net.now, Bits.at("::", 7));

        inject(a, Bits.ip(source, destination, IpProtocol.UDP, Bits.udp(source, 7, destination, 7, new byte[1])));
        inject(a, Bits.ip(source, destination, IpProtocol.UDP, Bits.udp(source, 7, destination, 9, new byte[1])));

        assertThat(server.peek()).isNull();
        assertThat(a.dropped(DropReason.MARTIAN)).isEqualTo(2);
        assertThat(a.sent).isEmpty();
        b.engine.udp(true).send(net.now, new byte[3], 0, 3, Bits.at("fd00::1", 7));
        b.engine.udp(false).send(net.now, new byte[4], 0, 4, Bits.at("10.0.0.1", 7));
        net.run(SECOND);
        assertThat(server.receive(net.now)).as("of a true neighbour").isNotNull();
        assertThat(server.receive(net.now)).isNotNull();
    }

    @Test
    void whatIsForOthersIsCountedAndLeftAlone() {
        byte[] packet = Bits.ip("10.0.0.2", "10.0.0.3", IpProtocol.UDP, new byte[8]);
        inject(a, packet);
        a.receive(Bits.frame(STRANGER, b.mac, packet));
        a.receive(Bits.frame(MacAddress.BROADCAST, a.mac, packet));
        a.engine.setInterfaceUp(net.now, 1, false);
        inject(a, packet);

        assertThat(a.dropped(DropReason.NOT_OUR_ADDRESS)).isEqualTo(1);
        assertThat(a.dropped(DropReason.NOT_OUR_FRAME)).isEqualTo(1);
        assertThat(a.dropped(DropReason.MARTIAN)).isEqualTo(1);
        assertThat(a.dropped(DropReason.INTERFACE_DOWN)).isEqualTo(1);
        assertThat(a.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2,10.0.0.1,3,2", "fd00::2,fd00::1,4,1"})
    void anUnknownProtocolIsToldUnlessARawSocketTakesIt(String from, String to, int type, int code) {
        boolean ipv6 = to.contains(":");
        RawEndpoint watcher = b.engine.raw(ipv6, ipv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP);
        RawEndpoint sender = b.engine.raw(ipv6, 253);

        sender.send(net.now, new byte[20], 0, 20, Bits.at(to, 0));
        net.run(SECOND);

        int icmpAt = ipv6 ? 0 : 20;
        var told = watcher.receive(net.now);
        while (told != null && told.data()[icmpAt] != type) {
            told = watcher.receive(net.now);
        }
        assertThat(told).isNotNull();
        assertThat(told == null ? -1 : told.data()[icmpAt + 1]).isEqualTo((byte) code);
        if (ipv6 && told != null) {
            assertThat(Bytes.i32(told.data(), 4))
                    .as("pointer to the next header field")
                    .isEqualTo(6);
        }
        a.engine.raw(ipv6, 253);
        long errors = a.sent.size();
        sender.send(net.now, new byte[20], 0, 20, Bits.at(to, 0));
        net.run(SECOND);
        assertThat(a.sent).hasSize((int) errors);
        assertThat(from).isNotEmpty();
    }

    @Test
    void errorsAreRateLimitedForEachDestination() {
        UdpEndpoint client = b.engine.udp(false);
        client.send(net.now, new byte[1], 0, 1, Bits.at("10.0.0.1", 9));
        net.run(10 * SECOND);
        long before = ipFrames();

        for (int i = 0; i < 100; i++) {
            client.send(net.now, new byte[1], 0, 1, Bits.at("10.0.0.1", 9));
        }
        net.run(10 * MILLISECOND);

        assertThat(ipFrames() - before).isEqualTo(6);
        assertThat(a.dropped(DropReason.NO_ERROR_ALLOWED)).isEqualTo(94);
        net.run(2 * SECOND);
        client.send(net.now, new byte[1], 0, 1, Bits.at("10.0.0.1", 9));
        net.run(10 * MILLISECOND);
        assertThat(ipFrames() - before).isEqualTo(7);
    }

    private long ipFrames() {
        return a.sent.stream()
                .filter(frame -> Bits.etherType(frame) == EtherType.IPV4)
                .count();
    }

    @Test
    void anErrorIsNeverAnsweredByAnError() {
        byte[] about = Bits.ip(
                "10.0.0.1", "10.0.0.2", IpProtocol.UDP, Bits.udp("10.0.0.1", 5, "10.0.0.2", 6, Bits.pattern(1)));
        inject(a, Bits.icmp("10.0.0.2", "10.0.0.1", IcmpMessage.V4_UNREACHABLE, 3, 0, about));
        inject(a, Bits.icmp("10.0.0.2", "10.0.0.1", IcmpMessage.V4_UNREACHABLE, 3, 0, new byte[3]));
        inject(a, Bits.icmp("10.0.0.2", "10.0.0.1", 42, 0, 0, new byte[30]));

        assertThat(a.sent).isEmpty();
        assertThat(a.dropped(DropReason.NO_ENDPOINT)).isEqualTo(1);
        assertThat(a.dropped(DropReason.MALFORMED)).isEqualTo(1);
        assertThat(a.dropped(DropReason.NO_PROTOCOL)).isEqualTo(1);
    }

    private TcpEndpoint connected() {
        TcpEndpoint server = b.engine.tcp(true);
        server.bind(net.now, Bits.at("::", 7));
        server.listen(net.now, 8);
        TcpEndpoint client = a.engine.tcp(false);
        client.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(SECOND);
        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        return client;
    }

    private TcpSnapshot snapshot(TcpEndpoint endpoint) {
        TcpSnapshot snapshot = endpoint.snapshot();
        if (snapshot == null) {
            throw new AssertionError("no connection");
        }
        return snapshot;
    }

    /** A quoted TCP header: ports and sequence number only. */
    private byte[] quote(TcpEndpoint client, int seq) {
        byte[] upper = new byte[8];
        Bytes.put16(upper, 0, client.localAddress().port());
        Bytes.put16(upper, 2, 7);
        Bytes.put32(upper, 4, seq);
        return Bits.ip("10.0.0.1", "10.0.0.2", IpProtocol.TCP, upper);
    }

    @Test
    void aForgedFragmentationNeededMustKnowWhatIsInFlight() {
        TcpEndpoint client = connected();
        int mss = snapshot(client).mss();
        byte[] data = Bits.pattern(3000);
        net.fate = (from, frame) -> List.of();
        client.send(net.now, data, 0, data.length);
        net.run(0);
        int sndUna = snapshot(client).sndUna();
        int sndNxt = snapshot(client).sndNxt();

        for (int seq : new int[] {sndUna - 1, sndNxt, sndUna + 0x4000_0000}) {
            inject(a, Bits.icmp("10.0.0.254", "10.0.0.1", 3, 4, 1000, quote(client, seq)));
            assertThat(snapshot(client).mss()).isEqualTo(mss);
        }
        inject(a, Bits.icmp("10.0.0.254", "10.0.0.1", 3, 4, 1000, quote(client, sndUna)));

        assertThat(snapshot(client).mss()).isLessThanOrEqualTo(960);
        assertThat(snapshot(client).pathMtu()).isEqualTo(1000);
        inject(
                a,
                Bits.icmp(
                        "10.0.0.254",
                        "10.0.0.1",
                        3,
                        4,
                        68,
                        quote(client, snapshot(client).sndUna())));
        assertThat(snapshot(client).mss()).isEqualTo(512);
        net.fate = (from, frame) -> List.of(frame);
        net.run(20 * SECOND);
        assertThat(snapshot(client).unacked()).isZero();
    }

    @Test
    void hardErrorsDoNotEndAnEstablishedConnectionButOneThatIsConnecting() {
        TcpEndpoint client = connected();
        net.fate = (from, frame) -> List.of();
        client.send(net.now, new byte[1], 0, 1);
        net.run(0);
        inject(
                a,
                Bits.icmp(
                        "10.0.0.2",
                        "10.0.0.1",
                        3,
                        3,
                        0,
                        quote(client, snapshot(client).sndUna())));
        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(client.takeError()).isEqualTo(Errno.OK);

        TcpEndpoint connecting = a.engine.tcp(false);
        connecting.connect(net.now, Bits.at("10.0.0.2", 7));
        net.run(0);
        inject(
                a,
                Bits.icmp(
                        "10.0.0.2",
                        "10.0.0.1",
                        3,
                        3,
                        0,
                        quote(connecting, snapshot(connecting).iss() + 1)));
        assertThat(connecting.state()).isEqualTo(TcpState.SYN_SENT);
        inject(
                a,
                Bits.icmp(
                        "10.0.0.2",
                        "10.0.0.1",
                        3,
                        3,
                        0,
                        quote(connecting, snapshot(connecting).iss())));
        assertThat(connecting.takeError()).isEqualTo(Errno.ECONNREFUSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aPacketTooBigMakesUdpSendSmallerFragments(int datagrams) {
        UdpEndpoint client = a.engine.udp(true);
        client.bind(net.now, Bits.at("fd00::1", 5));
        UdpEndpoint server = b.engine.udp(true);
        server.bind(net.now, Bits.at("fd00::2", 6));
        byte[] about = Bits.ip("fd00::1", "fd00::2", IpProtocol.UDP, Bits.udp("fd00::1", 5, "fd00::2", 6, new byte[9]));
        inject(a, Bits.icmp("fd00::99", "fd00::1", IcmpMessage.V6_PACKET_TOO_BIG, 0, 1280, about));
        // RFC 8201 4: less than 1280 is discarded, and more than is known widens nothing.
        inject(a, Bits.icmp("fd00::99", "fd00::1", IcmpMessage.V6_PACKET_TOO_BIG, 0, 100, about));
        inject(a, Bits.icmp("fd00::99", "fd00::1", IcmpMessage.V6_PACKET_TOO_BIG, 0, 1400, about));
        a.sent.clear();

        for (int i = 0; i < datagrams; i++) {
            client.send(net.now, Bits.pattern(1400), 0, 1400, Bits.at("fd00::2", 6));
        }
        net.run(SECOND);

        assertThat(a.sent.stream().mapToInt(frame -> frame.length).max().orElse(0))
                .isEqualTo(14 + 1280);
        for (int i = 0; i < datagrams; i++) {
            var datagram = server.receive(net.now);
            assertThat(datagram == null ? new byte[0] : datagram.data()).isEqualTo(Bits.pattern(1400));
        }
    }

    @Test
    void aSynForAGroupIsNotAnswered() {
        byte[] syn = Bits.syn("10.0.0.2", 9, "10.0.0.255", 7);

        a.receive(Bits.frame(b.mac, MacAddress.BROADCAST, syn));
        net.run(SECOND);

        assertThat(a.dropped(DropReason.MARTIAN)).isEqualTo(1);
        assertThat(a.sent).isEmpty();
    }
}
