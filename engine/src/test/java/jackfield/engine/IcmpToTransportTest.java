package jackfield.engine;

import static jackfield.engine.Net.MILLISECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.Bytes;
import jackfield.wire.IpProtocol;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 1122, 3.2.2 and RFC 4443, 3: every kind of error reaches the transport, and which error it is there. */
class IcmpToTransportTest {
    private final Net net = new Net(3);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    private void tell(boolean ipv6, int type, int code, int protocol, byte[] upper) {
        String us = ipv6 ? "fd00::1" : "10.0.0.1";
        String router = ipv6 ? "fd00::99" : "10.0.0.254";
        byte[] about = Bits.ip(us, ipv6 ? "fd00::2" : "10.0.0.2", protocol, upper);
        a.receive(Bits.frame(b.mac, a.mac, Bits.icmp(router, us, type, code, 0, about)));
        net.run(MILLISECOND);
    }

    /** An opening connection ends at each, as in Linux. */
    @ParameterizedTest
    @CsvSource({
        "false, 11, 0, EHOSTUNREACH",
        "false, 12, 0, EPROTO",
        "false, 3, 0, ENETUNREACH",
        "false, 3, 1, EHOSTUNREACH",
        "false, 3, 2, ENOPROTOOPT",
        "false, 3, 3, ECONNREFUSED",
        "false, 3, 5, EOPNOTSUPP",
        "false, 3, 13, EHOSTUNREACH",
        "true, 3, 0, EHOSTUNREACH",
        "true, 4, 1, EPROTO",
        "true, 1, 0, ENETUNREACH",
        "true, 1, 1, EACCES",
        "true, 1, 3, EHOSTUNREACH",
        "true, 1, 4, ECONNREFUSED"
    })
    void anOpeningConnectionLearnsEveryError(boolean ipv6, int type, int code, Errno error) {
        TcpEndpoint client = a.engine.tcp(ipv6);
        client.connect(net.now, Bits.at(ipv6 ? "fd00::2" : "10.0.0.2", 7));
        b.engine.setInterfaceUp(net.now, 1, false);
        net.run(0);
        byte[] upper = new byte[8];
        Bytes.put16(upper, 0, client.localAddress().port());
        Bytes.put16(upper, 2, 7);
        Bytes.put32(upper, 4, Objects.requireNonNull(client.snapshot()).iss());

        tell(ipv6, type, code, IpProtocol.TCP, upper);

        assertThat(client.state()).isEqualTo(TcpState.CLOSED);
        assertThat(client.takeError()).isEqualTo(error);
    }

    /** A connected UDP socket learns the hard ones. */
    @ParameterizedTest
    @CsvSource({
        "false, 11, 0, OK",
        "false, 12, 0, EPROTO",
        "false, 3, 1, OK",
        "false, 3, 3, ECONNREFUSED",
        "true, 3, 0, OK",
        "true, 4, 1, EPROTO",
        "true, 1, 0, OK",
        "true, 1, 1, EACCES",
        "true, 1, 4, ECONNREFUSED"
    })
    void aConnectedDatagramSocketLearnsHardErrors(boolean ipv6, int type, int code, Errno error) {
        UdpEndpoint client = a.engine.udp(ipv6);
        String peer = ipv6 ? "fd00::2" : "10.0.0.2";
        client.connect(net.now, Bits.at(peer, 7));
        String us = ipv6 ? "fd00::1" : "10.0.0.1";

        tell(
                ipv6,
                type,
                code,
                IpProtocol.UDP,
                Bits.udp(us, client.localAddress().port(), peer, 7, new byte[1]));

        assertThat(client.takeError()).isEqualTo(error);
    }
}
