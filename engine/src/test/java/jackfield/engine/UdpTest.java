package jackfield.engine;

import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.endpoint.Datagram;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdpTest {
    private final Net net = new Net(2);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    private int send(UdpEndpoint from, String data, @Nullable SockAddr to) {
        return from.send(net.now, Bits.text(data), 0, data.length(), to);
    }

    private Datagram receive(UdpEndpoint endpoint) {
        Datagram datagram = endpoint.receive(net.now);
        if (datagram == null) {
            throw new AssertionError("no datagram; error " + endpoint.takeError());
        }
        return datagram;
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2,5",
        "fd00::2,5",
        "10.0.0.2,0",
        "fd00::2,0",
        "10.0.0.2,1472",
        "10.0.0.2,1473",
        "10.0.0.2,65507",
        "fd00::2,1453",
        "fd00::2,65527"
    })
    void aDatagramArrivesWholeAndIsAnswered(String to, int length) {
        boolean ipv6 = to.contains(":");
        UdpEndpoint server = b.engine.udp(ipv6);
        assertThat(server.bind(net.now, Bits.at(ipv6 ? "::" : "0.0.0.0", 53))).isZero();
        UdpEndpoint client = a.engine.udp(ipv6);

        assertThat(client.send(net.now, Bits.pattern(length), 0, length, Bits.at(to, 53)))
                .isEqualTo(length);
        net.run(SECOND);
        Datagram question = receive(server);
        assertThat(question.data()).isEqualTo(Bits.pattern(length));
        assertThat(question.from())
                .isEqualTo(Bits.at(
                        ipv6 ? "fd00::1" : "10.0.0.1", client.localAddress().port()));
        send(server, "answer", question.from());
        net.run(SECOND);

        assertThat(receive(client)).matches(datagram -> datagram.from().equals(Bits.at(to, 53)));
        assertThat(client.localAddress().port()).isBetween(32768, 60999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "fd00::2", "127.0.0.1", "::1"})
    void nobodyAtThePortIsEconnrefusedOnAConnectedEndpoint(String to) {
        UdpEndpoint client = a.engine.udp(to.contains(":"));
        assertThat(client.connect(net.now, Bits.at(to, 9))).isZero();

        send(client, "x", null);
        net.run(SECOND);

        assertThat(client.readiness() & (Poll.ERR | Poll.IN)).isEqualTo(Poll.ERR | Poll.IN);
        assertThat(client.readyCause()).isPositive();
        assertThat(send(client, "y", null)).isEqualTo(Errno.ECONNREFUSED.refusal());
        assertThat(send(client, "y", null)).isEqualTo(1);
    }

    @Test
    void anUnconnectedEndpointHearsNothingOfIt() {
        UdpEndpoint client = a.engine.udp(false);

        send(client, "x", Bits.at("10.0.0.2", 9));
        net.run(SECOND);

        assertThat(client.takeError()).isEqualTo(Errno.OK);
        assertThat(b.dropped(DropReason.NO_ENDPOINT)).isEqualTo(1);
    }

    @Test
    void refusesWhatNoDatagramHolds() {
        UdpEndpoint client = a.engine.udp(false);

        assertThat(client.send(net.now, new byte[65508], 0, 65508, Bits.at("10.0.0.2", 9)))
                .isEqualTo(Errno.EMSGSIZE.refusal());
        assertThat(send(client, "x", null)).isEqualTo(Errno.EDESTADDRREQ.refusal());
        assertThat(send(client, "x", Bits.at("192.0.2.1", 9))).isEqualTo(Errno.ENETUNREACH.refusal());
        assertThat(send(client, "x", Bits.at("fd00::2", 9))).isEqualTo(Errno.EAFNOSUPPORT.refusal());
    }

    @Test
    void aFullReceiveQueueDropsAndCounts() {
        UdpEndpoint server = b.engine.udp(false);
        server.bind(net.now, Bits.at("10.0.0.2", 53));
        UdpEndpoint client = a.engine.udp(false);
        send(client, "", Bits.at("10.0.0.2", 53));
        net.run(SECOND);

        for (int i = 0; i < 1000; i++) {
            client.send(net.now, new byte[1000], 0, 1000, Bits.at("10.0.0.2", 53));
        }
        net.run(SECOND);

        assertThat(b.dropped(DropReason.QUEUE_FULL)).isBetween(800L, 900L);
    }

    @Test
    void onlyAConnectedPeerIsHeard() {
        UdpEndpoint server = b.engine.udp(false);
        server.bind(net.now, Bits.at("10.0.0.2", 53));
        server.connect(net.now, Bits.at("10.0.0.1", 1000));
        UdpEndpoint friend = a.engine.udp(false);
        friend.bind(net.now, Bits.at("10.0.0.1", 1000));
        UdpEndpoint stranger = a.engine.udp(false);

        send(stranger, "no", Bits.at("10.0.0.2", 53));
        send(friend, "yes", Bits.at("10.0.0.2", 53));
        net.run(SECOND);

        assertThat(receive(server).data()).isEqualTo(Bits.text("yes"));
        assertThat(server.receive(net.now)).isNull();
    }

    @Test
    void aDualStackEndpointHearsBothFamilies() {
        UdpEndpoint server = b.engine.udp(true);
        server.bind(net.now, Bits.at("::", 53));
        UdpEndpoint four = a.engine.udp(false);
        UdpEndpoint six = a.engine.udp(true);

        send(four, "4", Bits.at("10.0.0.2", 53));
        send(six, "6", Bits.at("fd00::2", 53));
        net.run(SECOND);

        Datagram first = receive(server);
        Datagram second = receive(server);
        assertThat(first.from().address().isIpv4() ^ second.from().address().isIpv4())
                .isTrue();
        send(server, "back", first.from().address().isIpv4() ? first.from() : second.from());
        net.run(SECOND);
        assertThat(receive(four).data()).isEqualTo(Bits.text("back"));
    }

    @Test
    void aV6OnlyEndpointLeavesIpv4ToOthers() {
        UdpEndpoint six = b.engine.udp(true);
        six.options().v6Only(true);
        UdpEndpoint four = b.engine.udp(false);

        assertThat(six.bind(net.now, Bits.at("::", 53))).isZero();
        assertThat(four.bind(net.now, Bits.at("0.0.0.0", 53))).isZero();
        assertThat(send(six, "x", Bits.at("10.0.0.1", 9))).isEqualTo(Errno.ENETUNREACH.refusal());
    }

    @Test
    void portsConflictAsOnLinux() {
        UdpEndpoint any = b.engine.udp(false);
        assertThat(any.bind(net.now, Bits.at("0.0.0.0", 53))).isZero();
        UdpEndpoint specific = b.engine.udp(false);
        assertThat(specific.bind(net.now, Bits.at("10.0.0.2", 53))).isEqualTo(Errno.EADDRINUSE.refusal());
        UdpEndpoint dual = b.engine.udp(true);
        assertThat(dual.bind(net.now, Bits.at("::", 53))).isEqualTo(Errno.EADDRINUSE.refusal());
        assertThat(specific.bind(net.now, Bits.at("10.0.0.77", 54))).isEqualTo(Errno.EADDRNOTAVAIL.refusal());

        any.options().reuseAddress(true);
        assertThat(specific.bind(net.now, Bits.at("10.0.0.2", 53))).isEqualTo(Errno.EADDRINUSE.refusal());
        specific.options().reuseAddress(true);
        assertThat(specific.bind(net.now, Bits.at("10.0.0.2", 53))).isZero();

        UdpEndpoint client = a.engine.udp(false);
        send(client, "specific first", Bits.at("10.0.0.2", 53));
        net.run(SECOND);
        assertThat(receive(specific).data()).isEqualTo(Bits.text("specific first"));
        assertThat(any.receive(net.now)).isNull();
        any.close(net.now);
        specific.close(net.now);
        assertThat(dual.bind(net.now, Bits.at("::", 53))).isZero();
    }

    @Test
    void broadcastNeedsPermissionAndReachesAll() {
        UdpEndpoint client = a.engine.udp(false);
        UdpEndpoint server = b.engine.udp(false);
        server.bind(net.now, Bits.at("0.0.0.0", 67));

        assertThat(send(client, "x", Bits.at("255.255.255.255", 67))).isEqualTo(Errno.EACCES.refusal());
        assertThat(send(client, "x", Bits.at("10.0.0.255", 67))).isEqualTo(Errno.EACCES.refusal());
        client.options().broadcast(true);
        send(client, "limited", Bits.at("255.255.255.255", 67));
        send(client, "directed", Bits.at("10.0.0.255", 67));
        send(client, "nobody", Bits.at("10.0.0.255", 68));
        net.run(SECOND);

        assertThat(receive(server).data()).isEqualTo(Bits.text("limited"));
        assertThat(receive(server).data()).isEqualTo(Bits.text("directed"));
        // RFC 1122, 3.2.2: no error about a broadcast.
        assertThat(b.sent).isEmpty();
    }

    @Test
    void reusePortSharesTheConversations() {
        var servers = new UdpEndpoint[4];
        for (int i = 0; i < servers.length; i++) {
            servers[i] = b.engine.udp(false);
            servers[i].options().reusePort(true);
            assertThat(servers[i].bind(net.now, Bits.at("0.0.0.0", 53))).isZero();
        }

        for (int i = 0; i < 64; i++) {
            send(a.engine.udp(false), "x", Bits.at("10.0.0.2", 53));
            net.run(Net.MILLISECOND * 10);
        }

        for (UdpEndpoint server : servers) {
            assertThat(server.receive(net.now)).isNotNull();
        }
    }

    @Test
    void theOutgoingQueueIsBoundedAndSaysWhenThereIsRoomAgain() {
        UdpEndpoint client = a.engine.udp(false);
        send(client, "x", Bits.at("10.0.0.2", 9));
        net.run(SECOND);

        int taken = 0;
        while (send(client, "x", Bits.at("10.0.0.2", 9)) == 1) {
            taken++;
        }
        assertThat(taken).isEqualTo(4096);
        assertThat(client.readiness() & Poll.OUT).isZero();
        a.ready.clear();
        a.drain();

        assertThat(a.ready).containsExactly(client);
        assertThat(client.readiness() & Poll.OUT).isNotZero();
    }
}
