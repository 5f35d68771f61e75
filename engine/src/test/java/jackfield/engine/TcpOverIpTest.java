package jackfield.engine;

import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.Bytes;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9293, 3.7.1 and 3.9.2: what TCP asks of IP and hears from it. */
class TcpOverIpTest {
    private final Net net = new Net(7);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    private TcpEndpoint listener() {
        TcpEndpoint server = b.engine.tcp(true);
        server.bind(net.now, Bits.at("::", 7));
        server.listen(net.now, 8);
        return server;
    }

    private TcpEndpoint connecting(String to) {
        TcpEndpoint client = a.engine.tcp(to.contains(":"));
        assertThat(client.connect(net.now, Bits.at(to, 7))).isEqualTo(Errno.EINPROGRESS.refusal());
        return client;
    }

    /** The last IP packet that {@code host} has sent. */
    private static IpPacket last(Net.Host host) {
        byte[] packet = Bits.inside(host.sent.getLast());
        return (IpPacket) IpPacket.decode(packet, 0, packet.length);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2,1460", "fd00::2,1440"})
    void theMssIsTheMtuLessTheFixedHeaders(String to, int mss) {
        listener();
        connecting(to);

        net.run(SECOND);

        byte[] syn = a.sent.stream()
                .map(Bits::inside)
                .filter(sent -> sent[to.contains(":") ? 6 : 9] == IpProtocol.TCP)
                .findFirst()
                .orElseThrow();
        PacketBuffer packet = PacketBuffer.copyOf(syn);
        var ip = (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());
        var segment = (TcpSegment) TcpSegment.decode(packet, ip);
        assertThat(segment.options().mss()).isEqualTo(mss);
    }

    @ParameterizedTest
    @ValueSource(strings = {"255.255.255.255", "10.0.0.255", "224.0.0.1", "ff02::1"})
    void nobodyConnectsToAGroup(String to) {
        TcpEndpoint client = a.engine.tcp(to.contains(":"));

        assertThat(client.connect(net.now, Bits.at(to, 7))).isEqualTo(Errno.ENETUNREACH.refusal());

        net.run(SECOND);
        assertThat(a.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "fd00::2"})
    void hopLimitAndTrafficClassAreTheApplicationsAndMayChange(String to) {
        listener();
        TcpEndpoint client = connecting(to);
        net.run(SECOND);
        assertThat(last(a))
                .extracting(IpPacket::hopLimit, IpPacket::trafficClass)
                .containsExactly(64, 0);

        client.options().hopLimit(9);
        client.options().trafficClass(0xB8);
        client.send(net.now, new byte[1], 0, 1);
        net.run(0);

        assertThat(last(a))
                .extracting(IpPacket::hopLimit, IpPacket::trafficClass)
                .containsExactly(9, 0xB8);
    }

    @Test
    void aSourceQuenchChangesNothing() {
        TcpEndpoint client = connecting("10.0.0.2");
        net.run(0);
        byte[] header = new byte[8];
        Bytes.put16(header, 0, client.localAddress().port());
        Bytes.put16(header, 2, 7);
        byte[] about = Bits.ip("10.0.0.1", "10.0.0.2", IpProtocol.TCP, header);

        byte[] quench = Bits.icmp("10.0.0.2", "10.0.0.1", IcmpMessage.V4_SOURCE_QUENCH, 0, 0, about);
        int before = a.sent.size();
        a.receive(Bits.frame(b.mac, a.mac, quench));
        net.run(0);

        assertThat(client.state()).isEqualTo(TcpState.SYN_SENT);
        assertThat(client.takeError()).isEqualTo(Errno.OK);
        assertThat(a.sent).hasSize(before);
    }
}
