package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.script.Event.Direction;
import jackfield.drill.script.Event.Encapsulation;
import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.IpFields.Ecn;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.Ports;
import jackfield.drill.script.Packet.Quoted.QuotedTcp;
import jackfield.drill.script.Packet.Quoted.QuotedUdp;
import jackfield.drill.script.Packet.RawPacket;
import jackfield.drill.script.Packet.SequenceRange;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.Packet.UdpPacket;
import jackfield.drill.script.TcpOption.AccEcn;
import jackfield.drill.script.TcpOption.Block;
import jackfield.drill.script.TcpOption.Counter;
import jackfield.drill.script.TcpOption.FastOpen;
import jackfield.wire.TcpFlags;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PacketParserTest {
    @Test
    void readsEveryFieldOfATcpSegment() {
        PacketEvent event = event("> P. 1:1001(1000) ack 4294967295 win 257 urg 3 <nop>");

        assertThat(event.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(event.ip()).isEqualTo(IpFields.NONE);
        assertThat(event.packet())
                .isEqualTo(new TcpPacket(
                        Optional.empty(),
                        TcpFlags.PSH | TcpFlags.ACK,
                        new SequenceRange(1, 1001, 1000),
                        OptionalLong.of(0xFFFF_FFFFL),
                        OptionalInt.of(257),
                        OptionalInt.of(3),
                        new TcpOptionList.Listed(List.of(new TcpOption.Nop()))));
    }

    @Test
    void absentFieldsAreEmpty() {
        TcpPacket packet = tcp("> R 0:0(0)");

        assertThat(packet.ack()).isEmpty();
        assertThat(packet.window()).isEmpty();
        assertThat(packet.urgent()).isEmpty();
        assertThat(packet.options()).isEqualTo(new TcpOptionList.Absent());
    }

    @Test
    void readsEveryFlag() {
        assertThat(tcp("< SFRPUEWA. 0:0(0)").flags()).isEqualTo(0x1FF);
        assertThat(tcp("< - 0:0(0)").flags()).isZero();
        assertThat(tcp("< . 0:0(0)").flags()).isEqualTo(TcpFlags.ACK);
        assertThat(tcp("< SEWA 0:0(0)").flags()).isEqualTo(TcpFlags.SYN | TcpFlags.ECE | TcpFlags.CWR | TcpFlags.AE);
    }

    @Test
    void aDigitIsTheNumberInTheThreeAccEcnBits() {
        assertThat(tcp("< P5. 1:1(0)").flags()).isEqualTo(TcpFlags.PSH | TcpFlags.ACK | TcpFlags.AE | TcpFlags.ECE);
        assertThat(tcp("< .2 1:1(0)").flags()).isEqualTo(TcpFlags.ACK | TcpFlags.CWR);
        assertThat(tcp("< 7. 1:1(0)").flags()).isEqualTo(tcp("< AWE. 1:1(0)").flags());
    }

    @Test
    void absentEmptyAndAnyOptionsAreThreeThings() {
        assertThat(tcp("> . 1:1(0)").options()).isEqualTo(new TcpOptionList.Absent());
        assertThat(tcp("> . 1:1(0) <>").options()).isEqualTo(new TcpOptionList.Listed(List.of()));
        assertThat(tcp("> . 1:1(0) <...>").options()).isEqualTo(new TcpOptionList.Any());
    }

    @Test
    void readsEveryOption() {
        assertThat(options("<mss 1460,sackOK,TS val 100 ecr 0,nop,wscale 7,eol>"))
                .containsExactly(
                        new TcpOption.Mss(1460),
                        new TcpOption.SackPermitted(),
                        new TcpOption.Timestamps(100, 0),
                        new TcpOption.Nop(),
                        new TcpOption.WindowScale(7),
                        new TcpOption.EndOfList());
        assertThat(options("<sack 1:2 3001:4001, md5 00ff, FO, FO 0aBc, FOEXP, FOEXP 00>"))
                .containsExactly(
                        new TcpOption.Sack(List.of(new Block(1, 2), new Block(3001, 4001))),
                        new TcpOption.Md5("00ff"),
                        new FastOpen(false, ""),
                        new FastOpen(false, "0aBc"),
                        new FastOpen(true, ""),
                        new FastOpen(true, "00"));
        assertThat(options("<253 f989, 30>"))
                .containsExactly(new TcpOption.Numbered(253, "f989"), new TcpOption.Numbered(30, ""));
    }

    @Test
    void accEcnCountersKeepTheirOrder() {
        assertThat(options("<ECN e1b 1 ceb 0 e0b 16777215,AccECN e0b 5,ECN>"))
                .containsExactly(
                        new AccEcn(
                                List.of(new Counter("e1b", 1), new Counter("ceb", 0), new Counter("e0b", 0xFF_FFFF))),
                        new AccEcn(List.of(new Counter("e0b", 5))),
                        new AccEcn(List.of()));
    }

    @Test
    void anOptionNobodyKnowsIsKeptAsItStands() {
        assertThat(options("<mp_capable v1 key,nop,FO not_hex>"))
                .containsExactly(
                        new TcpOption.Unknown("mp_capable v1 key"),
                        new TcpOption.Nop(),
                        new TcpOption.Unknown("FO not_hex"));
    }

    @Test
    void readsIpFieldsInEitherBracket() {
        assertThat(event("< [ect0] . 1:1(0)").ip().ecn()).contains(Ecn.ECT0);
        assertThat(event("< [ECT(0)] . 1:1(0)").ip().ecn()).contains(Ecn.ECT0);
        assertThat(event("< [ECT(1)] . 1:1(0)").ip().ecn()).contains(Ecn.ECT1);
        assertThat(event("< [CE] . 1:1(0)").ip().ecn()).contains(Ecn.CE);
        assertThat(event("< [noecn] . 1:1(0)").ip().ecn()).contains(Ecn.NOT_ECT);
        assertThat(event("< (ect01) . 1:1(0)").ip().ecn()).contains(Ecn.ECT01);
        assertThat(event("< (tos 0x10, ttl 64) [flowlabel 0x12345] . 1:1(0)").ip())
                .isEqualTo(new IpFields(
                        Optional.empty(), OptionalInt.of(16), OptionalInt.of(64), OptionalInt.of(0x12345)));
    }

    @Test
    void readsPorts() {
        assertThat(tcp("< 8080 > 1234 S 0:0(0)").ports()).contains(new Ports(8080, 1234));
        assertThat(tcp("< port 8080 > 1234 S 0:0(0)").ports()).contains(new Ports(8080, 1234));
        assertThat(event("> 53 > 1024 udp (10)").packet())
                .isEqualTo(new UdpPacket(Optional.of(new Ports(53, 1024)), 10));
    }

    @Test
    void readsUdpAndRaw() {
        assertThat(event("> udp (1000)").packet()).isEqualTo(new UdpPacket(Optional.empty(), 1000));
        assertThat(event("> raw (60)").packet()).isEqualTo(new RawPacket(60));
    }

    @Test
    void readsIcmp() {
        assertThat(event("< icmp unreachable frag_needed mtu 1200 [1:1461(1460)]")
                        .packet())
                .isEqualTo(new IcmpPacket(
                        false,
                        "unreachable",
                        "frag_needed",
                        OptionalLong.of(1200),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.of(new QuotedTcp(OptionalInt.empty(), new SequenceRange(1, 1461, 1460)))));
        assertThat(event("< icmpv6 packet_too_big mtu 1280 [udp (7)]").packet())
                .isEqualTo(new IcmpPacket(
                        true,
                        "packet_too_big",
                        "",
                        OptionalLong.of(1280),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.of(new QuotedUdp(7))));
        assertThat(event("< icmp echo_request id 7 seq 2").packet())
                .isEqualTo(new IcmpPacket(
                        false,
                        "echo_request",
                        "",
                        OptionalLong.empty(),
                        OptionalInt.of(7),
                        OptionalInt.of(2),
                        Optional.empty()));
    }

    @Test
    void theNextTimeIsNoIcmpCode() {
        Script script = ScriptParser.parse("a", "0 < icmp echo_reply\n0.5 < icmp 3 4\n1 > . 1:1(0)");

        assertThat(script.steps()).hasSize(3);
        assertThat(((IcmpPacket) ((PacketEvent) script.steps().get(1).event()).packet()).code())
                .isEqualTo("4");
    }

    @Test
    void readsOuterHeaders() {
        PacketEvent event = event(
                "> ipv6 2001:db8::1 > 2001:db8::2: gre: mpls (label 16, tc 0, [S], ttl 64): [ce] R. 1:1(0) ack 1");

        assertThat(event.encapsulations())
                .containsExactly(
                        new Encapsulation("ipv6", "2001:db8::1 > 2001:db8::2"),
                        new Encapsulation("gre", ""),
                        new Encapsulation("mpls", "(label 16, tc 0, [S], ttl 64)"));
        assertThat(event.ip().ecn()).contains(Ecn.CE);
    }

    private static List<TcpOption> options(String options) {
        return ((TcpOptionList.Listed) tcp("< . 1:1(0) " + options).options()).options();
    }

    private static TcpPacket tcp(String packet) {
        return (TcpPacket) event(packet).packet();
    }

    private static PacketEvent event(String packet) {
        return (PacketEvent)
                ScriptParser.parse("a", "+0 " + packet).steps().getFirst().event();
    }
}
