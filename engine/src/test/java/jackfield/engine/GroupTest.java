package jackfield.engine;

import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.group.Memberships.SourceChange;
import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Multicast groups: who hears, and what routers and switches are told. */
class GroupTest {
    private static final IpAddress GROUP = IpAddress.parse("239.1.2.3");
    private static final IpAddress GROUP_V6 = IpAddress.parse("ff15::123");
    private static final IpAddress ROUTER = IpAddress.parse("10.0.0.254");
    private static final IpAddress ROUTER_V6 = IpAddress.parse("fe80::99");
    private static final MacAddress ROUTER_MAC = MacAddress.parse("02:00:00:00:00:99");
    private static final int PORT = 5000;

    private final Net net = new Net(8);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");

    private static IpAddress groupOf(boolean isIpv4) {
        return isIpv4 ? GROUP : GROUP_V6;
    }

    private UdpEndpoint member(Net.Host host, boolean isIpv4) {
        UdpEndpoint socket = host.engine.udp(!isIpv4);
        assertThat(socket.bind(net.now, Bits.at(isIpv4 ? "0.0.0.0" : "::", PORT)))
                .isZero();
        return socket;
    }

    private void join(UdpEndpoint socket, IpAddress group) {
        assertThat(socket.memberships().join(net.now, group, 1, group.any())).isZero();
    }

    private void leave(UdpEndpoint socket, IpAddress group) {
        assertThat(socket.memberships().leave(net.now, group, 1, group.any())).isZero();
    }

    private void send(UdpEndpoint from, IpAddress group) {
        assertThat(from.send(net.now, new byte[3], 0, 3, Bits.at(group.toString(), PORT)))
                .isEqualTo(3);
        net.run(SECOND / 10);
    }

    /** A report as one line: who it is to, and each group's type with its sources. */
    private static List<String> reports(Net.Host host) {
        var told = new ArrayList<String>();
        for (byte[] frame : host.sent) {
            if (IpPacket.decode(frame, EthernetFrame.HEADER_LENGTH, frame.length) instanceof IpPacket ip
                    && (ip.protocol() == IpProtocol.IGMP || isMld(frame, ip))) {
                assertThat(ip.hopLimit()).isOne();
                assertThat(MacAddress.of(frame, 0)).isEqualTo(MacAddress.ofMulticast(ip.destination()));
                long pseudo = ip.isIpv4() ? 0 : ip.pseudoHeader(ip.payloadLength());
                long sum = Checksum.sum(frame, ip.payloadAt(), ip.payloadLength());
                assertThat(Checksum.isIntact(pseudo + sum)).isTrue();
                told.add(text(frame, ip));
            }
        }
        host.sent.clear();
        return told;
    }

    private static boolean isMld(byte[] frame, IpPacket ip) {
        int type = Bytes.u8(frame, ip.payloadAt());
        return ip.protocol() == IpProtocol.ICMPV6
                && (type == IcmpMessage.V6_GROUP_REPORT_2
                        || type == IcmpMessage.V6_GROUP_REPORT
                        || type == IcmpMessage.V6_GROUP_DONE);
    }

    private static String text(byte[] frame, IpPacket ip) {
        int at = ip.payloadAt();
        int type = Bytes.u8(frame, at);
        int size = ip.isIpv4() ? 4 : 16;
        var text = new StringBuilder(ip.destination() + " " + type);
        if (type != 0x22 && type != IcmpMessage.V6_GROUP_REPORT_2) {
            return text.append(' ')
                    .append(address(frame, ip.end() - size, size))
                    .toString();
        }
        int record = at + 8;
        for (int left = Bytes.u16(frame, at + 6); left > 0; left--) {
            int sources = Bytes.u16(frame, record + 2);
            text.append(' ').append(Bytes.u8(frame, record)).append(':').append(address(frame, record + 4, size));
            for (int i = 1; i <= sources; i++) {
                text.append(',').append(address(frame, record + 4 + i * size, size));
            }
            record += 4 + size * (1 + sources);
        }
        assertThat(record).as("the records fill the report").isEqualTo(ip.end());
        return text.toString();
    }

    private static IpAddress address(byte[] frame, int at, int size) {
        return size == 4 ? IpAddress.ofIpv4(Bytes.i32(frame, at)) : IpAddress.ofIpv6(frame, at);
    }

    /** A router asks: about all groups if {@code group} is unspecified; {@code length} 8 is an old IGMP query. */
    private void ask(int length, int code, IpAddress group, IpAddress... sources) {
        var packet = new PacketBuffer(512);
        boolean isIpv4 = group.isIpv4();
        int at = packet.append(length);
        byte[] bytes = packet.bytes();
        byte[] raw = group.toBytes();
        bytes[at] = (byte) (isIpv4 ? 0x11 : IcmpMessage.V6_GROUP_QUERY);
        if (isIpv4) {
            bytes[at + 1] = (byte) code;
        } else {
            Bytes.put16(bytes, at + 4, code);
        }
        System.arraycopy(raw, 0, bytes, at + (isIpv4 ? 4 : 8), raw.length);
        if (sources.length > 0) {
            Bytes.put16(bytes, at + (isIpv4 ? 10 : 26), sources.length);
        }
        for (IpAddress source : sources) {
            byte[] one = source.toBytes();
            packet.append(one, 0, one.length);
        }
        IpAddress to = !group.isAny() ? group : IpAddress.parse(isIpv4 ? "224.0.0.1" : "ff02::1");
        if (isIpv4) {
            Bytes.put16(bytes, at + 2, Checksum.of(bytes, at, packet.length()));
            Ipv4Header.prependRouterAlert(packet, ROUTER.ipv4Bits(), to.ipv4Bits(), IpProtocol.IGMP);
        } else {
            IcmpMessage.finishV6(packet, ROUTER_V6, to);
            Ipv6Header.prependRouterAlert(packet, ROUTER_V6, to, IpProtocol.ICMPV6);
        }
        int etherType = isIpv4 ? EtherType.IPV4 : EtherType.IPV6;
        EthernetFrame.prepend(packet, MacAddress.ofMulticast(to), ROUTER_MAC, etherType);
        b.receive(packet.toBytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyWhoHasJoinedHears(boolean isIpv4) {
        IpAddress group = groupOf(isIpv4);
        UdpEndpoint member = member(b, isIpv4);
        UdpEndpoint sender = a.engine.udp(!isIpv4);
        send(sender, group);
        assertThat(member.receive(net.now)).isNull();
        assertThat(b.dropped(DropReason.NOT_OUR_FRAME)).as("not even the frame").isPositive();

        join(member, group);
        send(sender, group);
        assertThat(member.receive(net.now))
                .isNotNull()
                .matches(datagram -> datagram.to().equals(group));
        leave(member, group);
        send(sender, group);

        assertThat(member.receive(net.now)).isNull();
        assertThat(net.hosts.get(0).engine.pool().outstanding()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyAtThePortIsNotTold(boolean isIpv4) {
        join(b.engine.udp(!isIpv4), groupOf(isIpv4));
        net.run(2 * SECOND);
        b.sent.clear();

        send(a.engine.udp(!isIpv4), groupOf(isIpv4));

        assertThat(b.dropped(DropReason.NO_ENDPOINT)).isOne();
        assertThat(b.sent).isEmpty();
    }

    @Test
    void aGroupOfTheSameHardwareAddressIsNotTakenForAnother() {
        UdpEndpoint member = member(b, true);
        join(member, GROUP);

        send(a.engine.udp(false), IpAddress.parse("238.129.2.3"));

        assertThat(MacAddress.ofMulticast(IpAddress.parse("238.129.2.3"))).isEqualTo(MacAddress.ofMulticast(GROUP));
        assertThat(member.receive(net.now)).isNull();
        assertThat(b.dropped(DropReason.NOT_OUR_ADDRESS)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thisHostHearsItselfUnlessLoopIsOff(boolean isIpv4) {
        IpAddress group = groupOf(isIpv4);
        UdpEndpoint member = member(a, isIpv4);
        join(member, group);
        UdpEndpoint sender = a.engine.udp(!isIpv4);

        send(sender, group);
        assertThat(member.receive(net.now)).isNotNull().matches(datagram -> datagram.interfaceId() == 1);
        assertThat(member.receive(net.now)).as("once").isNull();
        sender.options().multicastLoop(false);
        send(sender, group);

        assertThat(member.receive(net.now)).isNull();
    }

    @Test
    void whatMayMakeNoHopStaysHere() {
        UdpEndpoint here = member(a, true);
        UdpEndpoint there = member(b, true);
        join(here, GROUP);
        join(there, GROUP);
        UdpEndpoint sender = a.engine.udp(false);
        sender.options().multicastHopLimit(0);

        send(sender, GROUP);

        assertThat(here.receive(net.now)).isNotNull();
        assertThat(there.receive(net.now)).isNull();
    }

    @Test
    void joiningAndLeavingIsToldTwice() {
        UdpEndpoint member = member(b, true);
        join(member, GROUP);
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("224.0.0.22 34 4:239.1.2.3", "224.0.0.22 34 4:239.1.2.3");

        UdpEndpoint other = b.engine.udp(false);
        join(other, GROUP);
        member.close(net.now);
        net.run(2 * SECOND);
        assertThat(reports(b)).as("another is still in it").isEmpty();
        other.close(net.now);
        net.run(2 * SECOND);

        assertThat(reports(b)).containsExactly("224.0.0.22 34 3:239.1.2.3", "224.0.0.22 34 3:239.1.2.3");
    }

    @Test
    void joiningAndLeavingAnIpv6GroupIsToldTwice() {
        UdpEndpoint member = member(b, false);
        join(member, GROUP_V6);
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("ff02::16 143 4:ff15::123", "ff02::16 143 4:ff15::123");

        leave(member, GROUP_V6);
        net.run(2 * SECOND);

        assertThat(reports(b)).containsExactly("ff02::16 143 3:ff15::123", "ff02::16 143 3:ff15::123");
    }

    @Test
    void leavingAtOnceIsToldAllTheSame() {
        UdpEndpoint member = member(b, true);
        join(member, GROUP);
        leave(member, GROUP);
        net.run(2 * SECOND);

        assertThat(reports(b))
                .containsExactly("224.0.0.22 34 4:239.1.2.3", "224.0.0.22 34 3:239.1.2.3", "224.0.0.22 34 3:239.1.2.3");
    }

    @Test
    void sourcesAreToldAsTheyComeAndGo() {
        UdpEndpoint member = member(b, true);
        IpAddress one = IpAddress.parse("10.0.0.1");
        IpAddress two = IpAddress.parse("10.0.0.77");
        change(member, SourceChange.JOIN, one);
        net.run(2 * SECOND);
        assertThat(reports(b)).hasSize(2).containsOnly("224.0.0.22 34 5:239.1.2.3,10.0.0.1");
        change(member, SourceChange.JOIN, two);
        net.run(2 * SECOND);
        assertThat(reports(b)).hasSize(2).containsOnly("224.0.0.22 34 5:239.1.2.3,10.0.0.77");
        change(member, SourceChange.LEAVE, one);
        net.run(2 * SECOND);
        assertThat(reports(b)).hasSize(2).containsOnly("224.0.0.22 34 6:239.1.2.3,10.0.0.1");

        UdpEndpoint all = b.engine.udp(false);
        join(all, GROUP);
        net.run(2 * SECOND);
        assertThat(reports(b)).hasSize(2).containsOnly("224.0.0.22 34 4:239.1.2.3");
        all.close(net.now);
        net.run(2 * SECOND);

        assertThat(reports(b)).hasSize(2).containsOnly("224.0.0.22 34 3:239.1.2.3,10.0.0.77");
    }

    private void change(UdpEndpoint member, SourceChange change, IpAddress source) {
        assertThat(member.memberships().change(net.now, change, GROUP, 1, GROUP.any(), source))
                .isZero();
    }

    @Test
    void aQueryIsAnsweredWithinItsTime() {
        UdpEndpoint member = member(b, true);
        join(member, GROUP);
        join(member, IpAddress.parse("239.1.2.4"));
        net.run(2 * SECOND);
        reports(b);

        ask(12, 20, IpAddress.ANY_IPV4);
        assertThat(b.engine.nextDeadline()).isBetween(net.now, net.now + 2 * SECOND);
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("224.0.0.22 34 2:239.1.2.3 2:239.1.2.4");
        ask(12, 20, GROUP);
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("224.0.0.22 34 2:239.1.2.3");
        ask(12, 20, GROUP, IpAddress.parse("10.0.0.5"));
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("224.0.0.22 34 1:239.1.2.3,10.0.0.5");
        ask(12, 20, IpAddress.parse("239.9.9.9"));
        net.run(2 * SECOND);

        assertThat(reports(b)).as("about a group that we are not in").isEmpty();
    }

    @Test
    void aQueryOfMldIsAnsweredWithOurOwnGroupsToo() {
        UdpEndpoint member = member(b, false);
        join(member, GROUP_V6);
        net.run(2 * SECOND);
        reports(b);

        ask(28, 2000, IpAddress.ANY_IPV6);
        net.run(2 * SECOND);

        assertThat(reports(b)).containsExactly("ff02::16 143 2:ff15::123 2:ff02::1:ff00:2");
    }

    @Test
    void anOlderRouterIsSpokenToInItsVersion() {
        UdpEndpoint member = member(b, true);
        join(member, GROUP);
        net.run(2 * SECOND);
        reports(b);

        ask(8, 20, IpAddress.ANY_IPV4);
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("239.1.2.3 22 239.1.2.3");
        leave(member, GROUP);
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("224.0.0.2 23 239.1.2.3", "224.0.0.2 23 239.1.2.3");
        net.run(300 * SECOND);
        join(member, GROUP);
        net.run(2 * SECOND);
        assertThat(reports(b)).as("it is gone").contains("224.0.0.22 34 4:239.1.2.3");
    }

    @Test
    void anOlderRouterOfMldIsSpokenToInItsVersion() {
        UdpEndpoint member = member(b, false);
        join(member, GROUP_V6);
        net.run(2 * SECOND);
        reports(b);

        ask(24, 2000, GROUP_V6);
        net.run(2 * SECOND);
        assertThat(reports(b)).containsExactly("ff15::123 131 ff15::123");
        leave(member, GROUP_V6);
        net.run(2 * SECOND);

        assertThat(reports(b)).containsExactly("ff02::2 132 ff15::123", "ff02::2 132 ff15::123");
    }

    @Test
    void groupsThatEveryHostIsInAndThoseOfTheLoopbackAreNotTold() {
        UdpEndpoint member = member(b, true);
        join(member, IpAddress.parse("224.0.0.1"));
        join(b.engine.udp(true), IpAddress.parse("ff02::1"));
        member.memberships().join(net.now, GROUP, Engine.LOOPBACK, GROUP.any());
        net.run(2 * SECOND);

        assertThat(reports(b)).isEmpty();
    }

    @Test
    void anInterfaceThatComesUpTellsItsGroupsAnew() {
        UdpEndpoint member = member(b, true);
        join(member, GROUP);
        net.run(2 * SECOND);
        reports(b);

        b.engine.setInterfaceUp(net.now, 1, false);
        b.engine.setInterfaceUp(net.now, 1, true);
        net.run(2 * SECOND);

        assertThat(reports(b)).hasSize(2).containsOnly("224.0.0.22 34 4:239.1.2.3");
    }
}
