package jackfield.engine;

import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.endpoint.Datagram;
import jackfield.engine.endpoint.RawEndpoint;
import jackfield.wire.EtherType;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpProtocol;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PingTest {
    private final Net net = new Net(1);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2,false,0",
        "10.0.0.2,false,56",
        "10.0.0.2,false,1473",
        "10.0.0.2,false,65507",
        "fd00::2,true,0",
        "fd00::2,true,56",
        "fd00::2,true,1453",
        "fd00::2,true,65500",
        "127.0.0.1,false,56",
        "10.0.0.1,false,60000",
        "::1,true,56",
        "fd00::1,true,3000"
    })
    void anEchoRequestComesBackWithItsData(String to, boolean ipv6, int length) {
        RawEndpoint socket = a.engine.raw(ipv6, ipv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP);
        byte[] request = Bits.echoRequest(ipv6, 7, 1, Bits.pattern(length));

        int sent = socket.send(net.now, request, 0, request.length, Bits.at(to, 0));
        net.run(SECOND);

        assertThat(sent).isEqualTo(request.length);
        byte[] reply = replyOf(socket, ipv6);
        assertThat(Arrays.copyOfRange(reply, 4, reply.length))
                .isEqualTo(Arrays.copyOfRange(request, 4, request.length));
        socket.close(net.now);
        assertThat(a.engine.snapshot().buffersOutstanding()).isZero();
        assertThat(a.engine.snapshot().timers()).isZero();
        assertThat(a.engine.snapshot().endpoints()).isEmpty();
    }

    private byte[] replyOf(RawEndpoint socket, boolean ipv6) {
        while (true) {
            Datagram datagram = socket.receive(net.now);
            assertThat(datagram).as("an echo reply").isNotNull();
            if (datagram == null) {
                return new byte[0];
            }
            int at = ipv6 ? 0 : 20;
            if (datagram.data()[at] == (byte) (ipv6 ? IcmpMessage.V6_ECHO_REPLY : IcmpMessage.V4_ECHO_REPLY)) {
                return Arrays.copyOfRange(datagram.data(), at, datagram.data().length);
            }
        }
    }

    @Test
    void asksForTheHardwareAddressOnceAndThenNoMore() {
        RawEndpoint socket = a.engine.raw(false, IpProtocol.ICMP);
        byte[] request = Bits.echoRequest(false, 7, 1, new byte[8]);

        for (int i = 0; i < 5; i++) {
            socket.send(net.now, request, 0, request.length, Bits.at("10.0.0.2", 0));
        }
        net.run(SECOND);

        assertThat(a.sent).hasSize(6);
        assertThat(Bits.etherType(a.sent.get(0))).isEqualTo(EtherType.ARP);
        assertThat(a.sent.subList(1, 6)).allMatch(frame -> Bits.etherType(frame) == EtherType.IPV4);
        // b learned a's address from the question and has none of its own.
        assertThat(b.sent).hasSize(6);
        assertThat(b.sent.subList(1, 6)).allMatch(frame -> Bits.etherType(frame) == EtherType.IPV4);
        assertThat(b.engine.snapshot().neighbors())
                .singleElement()
                .matches(row -> row.mac().equals(a.mac) && row.state().equals("STALE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.99", "fd00::99"})
    void nobodyThereIsEhostunreachAfterThreeSeconds(String to) {
        boolean ipv6 = to.contains(":");
        RawEndpoint socket = a.engine.raw(ipv6, ipv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP);
        byte[] request = Bits.echoRequest(ipv6, 7, 1, new byte[8]);

        socket.send(net.now, request, 0, request.length, Bits.at(to, 0));
        net.run(3 * SECOND - 1);
        assertThat(socket.readiness()).isEqualTo(Poll.OUT);
        assertThat(a.sent).hasSize(3);
        a.ready.clear();
        net.run(1);

        assertThat(a.ready).containsExactly(socket);
        assertThat(socket.readiness() & Poll.ERR).isNotZero();
        assertThat(socket.takeError()).isEqualTo(Errno.EHOSTUNREACH);
        assertThat(socket.takeError()).isEqualTo(Errno.OK);
        assertThat(a.sent).hasSize(3);
        assertThat(a.engine.snapshot().neighbors()).isEmpty();
        assertThat(a.engine.snapshot().timers()).isZero();
        assertThat(a.engine.snapshot().buffersOutstanding()).isZero();
    }

    @Test
    void keepsSixtyFourPacketsWhileItAsksAndCountsTheRest() {
        RawEndpoint socket = a.engine.raw(false, IpProtocol.ICMP);
        byte[] request = Bits.echoRequest(false, 7, 1, new byte[8]);
        net.fate = (from, frame) -> List.of();

        for (int i = 0; i < 100; i++) {
            socket.send(net.now, request, 0, request.length, Bits.at("10.0.0.2", 0));
        }

        assertThat(a.dropped(DropReason.QUEUE_FULL)).isEqualTo(36);
        assertThat(a.engine.snapshot().buffersOutstanding()).isEqualTo(65);
    }

    @Test
    void noRouteIsEnetunreachAtOnce() {
        RawEndpoint socket = a.engine.raw(false, IpProtocol.ICMP);
        byte[] request = Bits.echoRequest(false, 7, 1, new byte[8]);

        int sent = socket.send(net.now, request, 0, request.length, Bits.at("192.0.2.1", 0));

        assertThat(sent).isEqualTo(Errno.ENETUNREACH.refusal());
    }
}
