package jackfield.engine;

import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.EngineSnapshot.NeighborRow;
import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Frame;
import jackfield.engine.endpoint.PacketEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.wire.ArpPacket;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.NeighborMessage;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighborTest {
    private static final MacAddress STRANGER = MacAddress.parse("02:00:00:00:00:99");

    private final Net net = new Net(6);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    private static byte[] arp(int operation, MacAddress mac, String sender, MacAddress targetMac, String target) {
        var packet = new PacketBuffer(256);
        new ArpPacket(operation, mac, IpAddress.parse(sender), targetMac, IpAddress.parse(target)).append(packet);
        boolean isRequest = operation == ArpPacket.REQUEST;
        EthernetFrame.prepend(packet, isRequest ? MacAddress.BROADCAST : targetMac, mac, EtherType.ARP);
        return packet.toBytes();
    }

    private void ping(Net.Host from, String to) {
        UdpEndpoint client = from.engine.udp(to.contains(":"));
        client.send(net.now, new byte[1], 0, 1, Bits.at(to, 9));
        net.run(SECOND);
        client.close(net.now);
    }

    @Test
    void aPacketEndpointSpeaksArpByItself() {
        PacketEndpoint arp = a.engine.packet(EtherType.ARP);
        PacketEndpoint all = a.engine.packet(EtherType.ALL);
        PacketEndpoint other = a.engine.packet(0x88B5);
        byte[] request = arp(ArpPacket.REQUEST, a.mac, "10.0.0.1", MacAddress.NONE, "10.0.0.2");

        assertThat(arp.send(net.now, 1, request, 0, request.length)).isEqualTo(request.length);
        net.run(SECOND);

        Frame reply = arp.receive(net.now);
        assertThat(reply == null ? new byte[0] : reply.data())
                .isEqualTo(arp(ArpPacket.REPLY, b.mac, "10.0.0.2", a.mac, "10.0.0.1"));
        assertThat(all.receive(net.now)).isNotNull();
        assertThat(other.receive(net.now)).isNull();
        assertThat(arp.send(net.now, 7, request, 0, request.length)).isEqualTo(Errno.ENODEV.refusal());
        assertThat(arp.send(net.now, 1, request, 0, 3)).isEqualTo(Errno.EINVAL.refusal());
        assertThat(arp.send(net.now, 1, new byte[1519], 0, 1519)).isEqualTo(Errno.EMSGSIZE.refusal());
        a.engine.setInterfaceUp(net.now, 1, false);
        assertThat(arp.send(net.now, 1, request, 0, request.length)).isEqualTo(Errno.ENETDOWN.refusal());
    }

    @Test
    void anUnsolicitedReplyMakesNoEntryButChangesOne() {
        a.receive(arp(ArpPacket.REPLY, STRANGER, "10.0.0.9", a.mac, "10.0.0.1"));
        a.receive(arp(ArpPacket.REQUEST, STRANGER, "10.0.0.9", MacAddress.NONE, "10.0.0.9"));
        assertThat(a.engine.snapshot().neighbors()).isEmpty();

        ping(a, "10.0.0.2");
        // Gratuitous: b has moved to another card.
        a.receive(arp(ArpPacket.REQUEST, STRANGER, "10.0.0.2", MacAddress.NONE, "10.0.0.2"));

        assertThat(a.engine.snapshot().neighbors())
                .singleElement()
                .matches(row -> row.mac().equals(STRANGER) && row.state().equals("STALE"));
    }

    @Test
    void nobodyTakesOurAddressFromUs() {
        a.receive(arp(ArpPacket.REQUEST, STRANGER, "10.0.0.1", MacAddress.NONE, "10.0.0.1"));
        a.receive(arp(ArpPacket.REPLY, MacAddress.BROADCAST, "10.0.0.2", a.mac, "10.0.0.1"));

        assertThat(a.dropped(DropReason.MARTIAN)).isEqualTo(2);
        assertThat(a.engine.snapshot().neighbors()).isEmpty();
    }

    @Test
    void aProbeIsAnsweredAndNothingLearned() {
        a.receive(arp(ArpPacket.REQUEST, STRANGER, "0.0.0.0", MacAddress.NONE, "10.0.0.1"));
        net.run(SECOND);

        assertThat(a.sent).hasSize(1);
        assertThat(a.engine.snapshot().neighbors()).isEmpty();
    }

    @Test
    void anOldEntryInUseIsProbedByUnicastAndGoesIfNobodyAnswers() {
        ping(a, "10.0.0.2");
        assertThat(a.engine.snapshot().neighbors())
                .singleElement()
                .matches(row -> row.state().equals("REACHABLE"));
        net.run(31 * SECOND);
        assertThat(a.engine.snapshot().neighbors())
                .singleElement()
                .matches(row -> row.state().equals("STALE"));
        assertThat(a.engine.snapshot().timers()).isZero();
        a.sent.clear();

        b.engine.setInterfaceUp(net.now, 1, false);
        ping(a, "10.0.0.2");

        assertThat(a.sent.get(0)).startsWith(0x02, 0, 0, 0, 0, 0x02);
        assertThat(Bits.etherType(a.sent.get(0))).isEqualTo(EtherType.ARP);
        assertThat(Bits.etherType(a.sent.get(1))).isEqualTo(EtherType.IPV4);
        net.run(3 * SECOND);
        assertThat(a.engine.snapshot().neighbors()).isEmpty();
        assertThat(a.engine.snapshot().timers()).isZero();
    }

    /** RFC 4861, 7.2.5. */
    @Test
    void anAnswerThatLeavesTheAddressOutConfirmsTheOneKnown() {
        ping(a, "fd00::2");
        net.run(31 * SECOND);
        net.fate = (from, frame) -> from == a ? List.of() : List.of(frame);
        ping(a, "fd00::2");
        assertThat(stateOf("fd00::2")).isEqualTo("PROBE");
        byte[] body = IpAddress.parse("fd00::2").toBytes();

        a.receive(Bits.frame(b.mac, a.mac, advertisement(body)));

        assertThat(stateOf("fd00::2")).isEqualTo("REACHABLE");
        assertThat(a.engine.snapshot().timers()).isZero();
    }

    private String stateOf(String address) {
        return a.engine.snapshot().neighbors().stream()
                .filter(row -> row.address().equals(IpAddress.parse(address)))
                .map(NeighborRow::state)
                .findFirst()
                .orElse("none");
    }

    /** Solicited, without the option for the hardware address, and as no router has passed it on. */
    private static byte[] advertisement(byte[] target) {
        byte[] packet = Bits.icmp("fd00::2", "fd00::1", 136, 0, 0x4000_0000, target);
        packet[7] = (byte) 255;
        return packet;
    }

    @Test
    void theTableIsBounded() {
        for (int i = 0; i < 5000; i++) {
            String sender = "10.0." + (i >>> 8) + "." + (i & 255);
            if (!sender.equals("10.0.0.1") && !sender.endsWith(".255") && !sender.endsWith(".0")) {
                a.receive(arp(ArpPacket.REQUEST, STRANGER, sender, MacAddress.NONE, "10.0.0.1"));
                a.drain();
            }
        }

        assertThat(a.engine.snapshot().neighbors()).hasSize(1024);
        UdpEndpoint server = b.engine.udp(false);
        server.bind(net.now, Bits.at("10.0.0.2", 9));
        ping(a, "10.0.0.2");
        assertThat(server.receive(net.now))
                .as("a good neighbour is found all the same")
                .isNotNull();
    }

    /** RFC 1122, 2.3.2.2: the latest packet for each is kept even then. */
    @Test
    void whatWaitsForAllTogetherIsBounded() {
        UdpEndpoint client = a.engine.udp(false);
        for (int host = 100; host < 150; host++) {
            for (int i = 0; i < 64; i++) {
                client.send(net.now, new byte[1], 0, 1, Bits.at("10.0.0." + host, 9));
                a.drain();
            }
        }

        assertThat(a.engine.snapshot().buffersOutstanding()).isBetween(1024, 1024 + 50);
        assertThat(a.dropped(DropReason.QUEUE_FULL)).isGreaterThanOrEqualTo(64 * 50 - 1024 - 50);
        net.run(4 * SECOND);
        assertThat(a.engine.snapshot().buffersOutstanding()).isZero();
        assertThat(a.dropped(DropReason.NO_NEIGHBOR)).isBetween(1024L, 1024L + 50);
    }

    @Test
    void linkLocalAddressesComeFromTheHardwareAddressAndAreFound() {
        UdpEndpoint server = b.engine.udp(true);
        server.bind(net.now, Bits.at("fe80::ff:fe00:2", 7));
        UdpEndpoint client = a.engine.udp(true);

        client.send(net.now, new byte[3], 0, 3, Bits.at("fe80::ff:fe00:2", 7));
        net.run(SECOND);

        var datagram = server.receive(net.now);
        assertThat(datagram == null ? IpAddress.ANY_IPV6 : datagram.from().address())
                .isEqualTo(IpAddress.parse("fe80::ff:fe00:1"));
    }

    @Test
    void packetsForFarAwayGoToTheGateway() {
        a.engine.addRoute(IpPrefix.parse("0.0.0.0/0"), IpAddress.parse("10.0.0.2"), 1);
        a.engine.addRoute(IpPrefix.parse("192.0.2.0/24"), IpAddress.parse("10.0.0.3"), 1);

        ping(a, "198.51.100.1");
        ping(a, "192.0.2.1");

        assertThat(a.engine.snapshot().neighbors())
                .anyMatch(row -> row.address().equals(IpAddress.parse("10.0.0.2")));
        assertThat(a.engine.snapshot().neighbors())
                .anyMatch(row -> row.address().equals(IpAddress.parse("10.0.0.3")));
        assertThat(b.dropped(DropReason.NOT_OUR_ADDRESS)).isEqualTo(1);
    }

    @Test
    void allNodesAnswerAnIpv6Ping() {
        var socket = a.engine.raw(true, 58);
        byte[] request = Bits.echoRequest(true, 1, 1, new byte[4]);

        socket.send(net.now, request, 0, request.length, Bits.at("ff02::1", 0));
        net.run(SECOND);

        var repliers = new ArrayList<IpAddress>();
        for (var reply = socket.receive(net.now); reply != null; reply = socket.receive(net.now)) {
            if ((reply.data()[0] & 0xFF) == 129) {
                repliers.add(reply.from().address());
            }
        }
        // We are one of them: what goes to a group that we are in goes round, too.
        assertThat(repliers).containsExactly(IpAddress.parse("fe80::ff:fe00:1"), IpAddress.parse("fe80::ff:fe00:2"));
    }

    private static byte[] neighbor(Net.Host from, Net.Host to, String source, String target, NeighborMessage message) {
        var packet = new PacketBuffer(256);
        message.append(packet);
        IpAddress destination = IpAddress.parse(target);
        IcmpMessage.finishV6(packet, IpAddress.parse(source), destination);
        Ipv6Header.prepend(packet, IpAddress.parse(source), destination, IpProtocol.ICMPV6, 255, 0, 0);
        return Bits.frame(from.mac, to.mac, packet.toBytes());
    }

    @Test
    void aUnicastQuestionWithoutAHardwareAddressIsAnsweredToItsAsker() {
        ping(b, "fd00::1");
        net.run(40 * SECOND);
        a.sent.clear();
        var question = new NeighborMessage(135, false, false, false, IpAddress.parse("fd00::1"), MacAddress.NONE);

        a.receive(neighbor(b, a, "fd00::2", "fd00::1", question));
        net.run(0);

        byte[] answer = a.sent.getLast();
        byte[] packet = Bits.inside(answer);
        assertThat(answer).startsWith(0x02, 0, 0, 0, 0, 0x02);
        assertThat(IpAddress.ofIpv6(packet, 24)).isEqualTo(IpAddress.parse("fd00::2"));
        assertThat(packet[40]).isEqualTo((byte) 136);
        assertThat(packet[44] & 0xE0).as("R, S and O").isEqualTo(0x60);
    }

    @Test
    void anAnswerToAProbeMayLeaveOutTheHardwareAddress() {
        ping(a, "fd00::2");
        net.run(31 * SECOND);
        net.fate = (from, frame) -> List.of();
        ping(a, "fd00::2");
        assertThat(a.engine.snapshot().neighbors()).anyMatch(row -> row.state().equals("PROBE"));
        var answer = new NeighborMessage(136, false, true, false, IpAddress.parse("fd00::2"), MacAddress.NONE);

        a.receive(neighbor(b, a, "fd00::2", "fd00::1", answer));

        assertThat(a.engine.snapshot().neighbors())
                .singleElement()
                .matches(row -> row.state().equals("REACHABLE") && row.mac().equals(b.mac));
        assertThat(a.engine.snapshot().timers()).isZero();
    }

    @Test
    void whoDetectsDuplicatesIsAnsweredToAllNodes() {
        var question = new NeighborMessage(135, false, false, false, IpAddress.parse("fd00::1"), MacAddress.NONE);

        a.receive(neighbor(b, a, "::", "ff02::1:ff00:1", question));
        net.run(0);

        byte[] packet = Bits.inside(a.sent.getLast());
        assertThat(IpAddress.ofIpv6(packet, 24)).isEqualTo(IpAddress.parse("ff02::1"));
        assertThat(packet[40]).isEqualTo((byte) 136);
        assertThat(packet[44] & 0xE0).as("R, S and O").isEqualTo(0x20);
    }

    @Test
    void questionsAndAnswersAgainstTheRulesAreDropped() {
        IpAddress own = IpAddress.parse("fd00::1");
        IpAddress other = IpAddress.parse("fd00::77");
        var question = new NeighborMessage(135, false, false, false, own, MacAddress.NONE);
        var toldQuestion = new NeighborMessage(135, false, false, false, own, STRANGER);
        var foreignQuestion = new NeighborMessage(135, false, false, false, other, STRANGER);
        var answer = new NeighborMessage(136, false, true, true, other, STRANGER);

        a.receive(neighbor(b, a, "::", "fd00::1", question));
        a.receive(neighbor(b, a, "::", "ff02::1:ff00:1", toldQuestion));
        a.receive(neighbor(b, a, "fd00::2", "ff02::1", answer));
        a.receive(neighbor(b, a, "fd00::2", "fd00::1", foreignQuestion));
        a.receive(neighbor(b, a, "fd00::2", "fd00::1", answer));
        net.run(SECOND);

        assertThat(a.dropped(DropReason.MARTIAN)).isEqualTo(1);
        assertThat(a.dropped(DropReason.MALFORMED)).isEqualTo(2);
        assertThat(a.dropped(DropReason.NOT_OUR_ADDRESS)).isEqualTo(1);
        assertThat(a.sent).isEmpty();
        assertThat(a.engine.snapshot().neighbors()).isEmpty();
    }
}
