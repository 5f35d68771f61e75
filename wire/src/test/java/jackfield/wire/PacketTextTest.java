package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTextTest {
    private static final IpAddress A = IpAddress.parse("10.0.0.1");
    private static final IpAddress B = IpAddress.parse("10.0.0.2");
    private static final IpAddress A6 = IpAddress.parse("2001:db8::1");
    private static final IpAddress B6 = IpAddress.parse("2001:db8::2");
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:02");
    private static final int ISN_A = 0xFFFF_FFFE;
    private static final int ISN_B = 0x7FFF_FFFF;

    private final PacketText plain = PacketText.ofIp();
    private final PacketText relative = PacketText.ofIp().relative(new RelativeSequence());

    @Test
    void aSynReadsAsInPacketdrill() {
        TcpOptions options = TcpOptions.syn(1460, 7, true, true, 1, 0);

        assertThat(relative.line(segment(true, ISN_A, 0, TcpFlags.SYN, 64_240, options, 0)))
                .isEqualTo("S 0:0(0) win 64240 <mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7>");
        assertThat(plain.line(segment(true, ISN_A, 0, TcpFlags.SYN, 64_240, TcpOptions.NONE, 0)))
                .isEqualTo("S 4294967294:4294967294(0) win 64240");
    }

    @Test
    void aConversationIsCountedFromItsSyns() {
        int both = TcpFlags.SYN | TcpFlags.ACK;
        int psh = TcpFlags.PSH | TcpFlags.ACK;
        int fin = TcpFlags.FIN | TcpFlags.ACK;

        assertThat(relative.line(segment(true, ISN_A, 0, TcpFlags.SYN, 9, TcpOptions.NONE, 0)))
                .isEqualTo("S 0:0(0) win 9");
        assertThat(relative.line(segment(false, ISN_B, ISN_A + 1, both, 9, TcpOptions.NONE, 0)))
                .isEqualTo("S. 0:0(0) ack 1 win 9");
        assertThat(relative.line(segment(true, ISN_A + 1, ISN_B + 1, psh, 9, TcpOptions.NONE, 5)))
                .isEqualTo("P. 1:6(5) ack 1 win 9");
        assertThat(relative.line(segment(false, ISN_B + 1, ISN_A + 6, fin, 9, TcpOptions.NONE, 0)))
                .isEqualTo("F. 1:1(0) ack 6 win 9");
        int[] sack = {ISN_A + 10, ISN_A + 20};
        TcpOptions options = TcpOptions.established(false, 0, 0, sack);
        assertThat(relative.line(segment(false, ISN_B + 2, ISN_A + 6, TcpFlags.ACK, 9, options, 0)))
                .isEqualTo(". 2:2(0) ack 6 win 9 <nop,nop,sack 10:20>");
    }

    @Test
    void aConversationJoinedLateCountsFromOne() {
        assertThat(relative.line(segment(true, 1000, 5000, TcpFlags.ACK, 9, TcpOptions.NONE, 10)))
                .isEqualTo(". 1:11(10) ack 1 win 9");
        assertThat(relative.line(segment(false, 5000, 1010, TcpFlags.ACK, 9, TcpOptions.NONE, 0)))
                .isEqualTo(". 1:1(0) ack 11 win 9");
    }

    @Test
    void aRefusalReadsAsInPacketdrill() {
        relative.line(segment(true, ISN_A, 0, TcpFlags.SYN, 9, TcpOptions.NONE, 0));

        int refusal = TcpFlags.RST | TcpFlags.ACK;
        assertThat(relative.line(segment(false, 0, ISN_A + 1, refusal, 0, TcpOptions.NONE, 0)))
                .isEqualTo("R. 0:0(0) ack 1 win 0");
    }

    @Test
    void aNewSynBeginsANewCount() {
        relative.line(segment(true, 5, 0, TcpFlags.SYN, 9, TcpOptions.NONE, 0));

        assertThat(relative.line(segment(true, 500, 0, TcpFlags.SYN, 9, TcpOptions.NONE, 0)))
                .isEqualTo("S 0:0(0) win 9");
        assertThat(relative.line(segment(true, 501, 1, TcpFlags.ACK, 9, TcpOptions.NONE, 1)))
                .startsWith(". 1:2(1)");
    }

    @Test
    void ofTooManyConversationsTheOldestIsForgotten() {
        var numbers = new RelativeSequence();
        for (int port = 1; port <= 20_000; port++) {
            var segment = new TcpSegment(port, 7, 100, 0, TcpFlags.SYN, 0, 0, TcpOptions.NONE, new byte[0], 0, 0);
            assertThat(numbers.bases(ip(A, B), segment).seq()).isEqualTo(100);
        }
        TcpSegment late = new TcpSegment(1, 7, 150, 0, 0, 0, 0, TcpOptions.NONE, new byte[0], 0, 0);
        TcpSegment recent = new TcpSegment(20_000, 7, 150, 0, 0, 0, 0, TcpOptions.NONE, new byte[0], 0, 0);

        assertThat(numbers.bases(ip(A, B), late).seq()).isEqualTo(149);
        assertThat(numbers.bases(ip(A, B), recent).seq()).isEqualTo(100);
    }

    @Test
    void urgentEcnAndBadChecksumsShow() {
        int flags = TcpFlags.SYN | TcpFlags.ECE | TcpFlags.CWR | TcpFlags.URG;
        PacketBuffer packet = segment(true, 1, 0, flags, 9, TcpOptions.NONE, 1);
        packet.completeChecksum();
        assertThat(plain.line(packet)).isEqualTo("SUEW 1:2(1) win 9 urg 0");

        packet.bytes()[packet.end() - 1] ^= 1;

        assertThat(plain.line(packet)).isEqualTo("SUEW 1:2(1) win 9 urg 0 [bad checksum]");
    }

    @Test
    void aDatagramTellsItsLength() {
        PacketText ends = plain.withAddresses();
        PacketBuffer v4 = Property.holding(new byte[5]);
        UdpDatagram.prepend(v4, A, 4000, B, 53);
        prependIp(v4, A, B, IpProtocol.UDP);
        PacketBuffer v6 = Property.holding(new byte[0]);
        UdpDatagram.prepend(v6, A6, 4000, B6, 53);
        prependIp(v6, A6, B6, IpProtocol.UDP);

        assertThat(plain.line(v4)).isEqualTo("udp (5)");
        assertThat(ends.line(v4)).isEqualTo("10.0.0.1:4000 > 10.0.0.2:53: udp (5)");
        assertThat(ends.line(v6)).isEqualTo("[2001:db8::1]:4000 > [2001:db8::2]:53: udp (0)");
        v4.completeChecksum();
        v4.bytes()[v4.end() - 1] ^= 1;
        assertThat(ends.line(v4)).isEqualTo("10.0.0.1:4000 > 10.0.0.2:53: udp (5) [bad checksum]");
    }

    @ParameterizedTest
    @CsvSource({
        "8,0,0x00010002,icmp echo_request id 1 seq 2",
        "0,0,0xffffffff,icmp echo_reply id 65535 seq 65535",
        "3,0,0,icmp unreachable net_unreachable",
        "3,1,0,icmp unreachable host_unreachable",
        "3,2,0,icmp unreachable protocol_unreachable",
        "3,3,0,icmp unreachable port_unreachable",
        "3,4,1400,icmp unreachable frag_needed mtu 1400",
        "3,13,0,icmp unreachable code 13",
        "4,0,0,icmp source_quench",
        "5,1,0,icmp redirect",
        "11,0,0,icmp time_exceeded",
        "12,0,0x14000000,icmp parameter_problem at 20",
        "42,1,0,icmp type 42 code 1",
    })
    void icmpIsNamed(int type, int code, String rest, String text) {
        PacketBuffer packet = Property.holding(new byte[4]);
        IcmpMessage.prepend(packet, type, code, Long.decode(rest).intValue());
        IcmpMessage.finishV4(packet);
        prependIp(packet, A, B, IpProtocol.ICMP);

        assertThat(plain.line(packet)).isEqualTo(text);
        packet.bytes()[packet.end() - 1] ^= 1;
        assertThat(plain.line(packet)).isEqualTo(text + " [bad checksum]");
    }

    @ParameterizedTest
    @CsvSource({
        "128,0,0x00010002,icmpv6 echo_request id 1 seq 2",
        "129,0,0x00010002,icmpv6 echo_reply id 1 seq 2",
        "1,0,0,icmpv6 unreachable no_route",
        "1,3,0,icmpv6 unreachable address_unreachable",
        "1,4,0,icmpv6 unreachable port_unreachable",
        "1,1,0,icmpv6 unreachable code 1",
        "2,0,1280,icmpv6 packet_too_big mtu 1280",
        "3,0,0,icmpv6 time_exceeded",
        "4,1,40,icmpv6 parameter_problem code 1 at 40",
        "133,0,0,icmpv6 router_solicitation",
        "134,0,0,icmpv6 router_advertisement",
        "143,0,0,icmpv6 type 143 code 0",
        "135,0,0,malformed nd truncated (12)",
    })
    void icmpv6IsNamed(int type, int code, String rest, String text) {
        PacketBuffer packet = Property.holding(new byte[4]);
        IcmpMessage.prepend(packet, type, code, Long.decode(rest).intValue());
        IcmpMessage.finishV6(packet, A6, B6);
        prependIp(packet, A6, B6, IpProtocol.ICMPV6);

        assertThat(plain.line(packet)).isEqualTo(text);
    }

    @Test
    void questionsForAHardwareAddressReadAlike() {
        PacketText frames = PacketText.ofEthernet();
        var request = new ArpPacket(ArpPacket.REQUEST, MAC, A, MacAddress.NONE, B);
        var reply = new ArpPacket(ArpPacket.REPLY, MAC, B, MAC, A);

        assertThat(frames.line(frame(EtherType.ARP, request::append))).isEqualTo("arp who-has 10.0.0.2 tell 10.0.0.1");
        assertThat(frames.line(frame(EtherType.ARP, reply::append))).isEqualTo("arp 10.0.0.2 is-at 02:00:00:00:00:02");
        assertThat(plain.line(neighbor(IcmpMessage.V6_NEIGHBOR_SOLICITATION, MAC)))
                .isEqualTo("nd who-has 2001:db8::2 tell 2001:db8::1");
        assertThat(plain.line(neighbor(IcmpMessage.V6_NEIGHBOR_ADVERTISEMENT, MAC)))
                .isEqualTo("nd 2001:db8::2 is-at 02:00:00:00:00:02");
        assertThat(plain.line(neighbor(IcmpMessage.V6_NEIGHBOR_ADVERTISEMENT, MacAddress.NONE)))
                .isEqualTo("nd 2001:db8::2 is here");
    }

    @Test
    void whatIsNoPacketIsCalledMalformed() {
        PacketText frames = PacketText.ofEthernet();

        assertThat(frames.line(PacketBuffer.copyOf(new byte[3]))).isEqualTo("malformed ethernet truncated (3)");
        assertThat(frames.line(frame(EtherType.ARP, packet -> packet.append(5))))
                .isEqualTo("malformed arp truncated (5)");
        assertThat(frames.line(frame(0x88CC, packet -> packet.append(5)))).isEqualTo("ethertype 0x88cc (5)");
        assertThat(plain.line(PacketBuffer.copyOf(new byte[0]))).isEqualTo("malformed ip truncated (0)");
        assertThat(plain.line(PacketBuffer.copyOf(new byte[20]))).isEqualTo("malformed ip version (20)");
        PacketBuffer tcp = Property.holding(new byte[19]);
        prependIp(tcp, A, B, IpProtocol.TCP);
        assertThat(plain.line(tcp)).isEqualTo("malformed tcp truncated (19)");
        PacketBuffer gre = Property.holding(new byte[9]);
        prependIp(gre, A, B, 47);
        assertThat(plain.withAddresses().line(gre)).isEqualTo("10.0.0.1 > 10.0.0.2: ip proto 47 (9)");
        PacketBuffer stray = Property.holding(new byte[9]);
        prependIp(stray, A6, B6, IpProtocol.ICMP);
        assertThat(plain.line(stray)).isEqualTo("ip proto 1 (9)");
    }

    @Test
    void fragmentsTellTheirPlace() {
        PacketBuffer packet = Property.holding(new byte[16]);
        Ipv4Header.prependFragment(
                packet, A.ipv4Bits(), B.ipv4Bits(), IpProtocol.UDP, 64, 0, 77, Ipv4Header.fragmentWord(1480, true));
        PacketBuffer last = Property.holding(new byte[3]);
        Ipv6Header.prependFragment(last, IpProtocol.TCP, 8, false, -1);
        prependIp(last, A6, B6, IpProtocol.FRAGMENT);

        assertThat(plain.line(packet)).isEqualTo("udp frag id 77 1480:1496 more");
        assertThat(plain.line(last)).isEqualTo("tcp frag id 4294967295 8:11");
    }

    @Test
    void neverThrows() {
        PacketText[] all = {PacketText.ofEthernet().withAddresses(), relative.withAddresses(), plain};
        Property.holds(20_000, random -> {
            byte[] bytes = Property.bytes(random, random.nextInt(100));
            if (bytes.length > 0) {
                bytes[0] = (byte) (random.nextBoolean() ? 0x45 : 0x60);
            }
            for (PacketText text : all) {
                assertThat(text.line(PacketBuffer.copyOf(bytes))).isNotEmpty().doesNotContain("\n");
            }
        });
    }

    private static PacketBuffer segment(
            boolean fromA, int seq, int ack, int flags, int window, TcpOptions options, int textLength) {
        PacketBuffer packet = Property.holding(new byte[textLength]);
        IpAddress source = fromA ? A : B;
        IpAddress destination = fromA ? B : A;
        TcpHeader.prepend(
                packet,
                new TcpSegment(
                        fromA ? 40_000 : 7,
                        fromA ? 7 : 40_000,
                        seq,
                        ack,
                        flags,
                        window,
                        0,
                        options,
                        packet.bytes(),
                        packet.start(),
                        textLength),
                source,
                destination);
        prependIp(packet, source, destination, IpProtocol.TCP);
        return packet;
    }

    private static IpPacket ip(IpAddress source, IpAddress destination) {
        PacketBuffer packet = Property.holding(new byte[0]);
        prependIp(packet, source, destination, IpProtocol.TCP);
        return (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());
    }

    private static void prependIp(PacketBuffer packet, IpAddress source, IpAddress destination, int protocol) {
        if (source.isIpv4()) {
            Ipv4Header.prepend(packet, source.ipv4Bits(), destination.ipv4Bits(), protocol, 64, 0, 1, true);
        } else {
            Ipv6Header.prepend(packet, source, destination, protocol, 255, 0, 0);
        }
    }

    private static PacketBuffer neighbor(int type, MacAddress linkLayer) {
        PacketBuffer packet = Property.holding(new byte[32]);
        packet.clear(PacketBuffer.HEADROOM);
        new NeighborMessage(type, false, true, true, B6, linkLayer).append(packet);
        IcmpMessage.finishV6(packet, A6, B6);
        prependIp(packet, A6, B6, IpProtocol.ICMPV6);
        return packet;
    }

    private static PacketBuffer frame(int type, Consumer<PacketBuffer> body) {
        var packet = new PacketBuffer(PacketPool.SMALL);
        body.accept(packet);
        EthernetFrame.prepend(packet, MacAddress.BROADCAST, MAC, type);
        return packet;
    }
}
