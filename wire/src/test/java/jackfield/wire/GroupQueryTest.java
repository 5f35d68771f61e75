package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupQueryTest {
    private static final IpAddress ROUTER = IpAddress.parse("10.0.0.254");
    private static final IpAddress ROUTER_V6 = IpAddress.parse("fe80::99");
    private static final IpAddress GROUP = IpAddress.parse("239.1.2.3");
    private static final IpAddress GROUP_V6 = IpAddress.parse("ff15::123");

    private static PacketBuffer igmp(int length, int code, int count) {
        var packet = new PacketBuffer(512);
        int at = packet.append(length);
        byte[] bytes = packet.bytes();
        bytes[at] = GroupQuery.IGMP_QUERY;
        bytes[at + 1] = (byte) code;
        Bytes.put32(bytes, at + 4, GROUP.ipv4Bits());
        if (length >= 12) {
            Bytes.put16(bytes, at + 10, count);
        }
        Bytes.put16(bytes, at + 2, Checksum.of(bytes, at, length));
        Ipv4Header.prependRouterAlert(packet, ROUTER.ipv4Bits(), GROUP.ipv4Bits(), IpProtocol.IGMP);
        return packet;
    }

    private static PacketBuffer mld(int length, int code, int count, IpAddress source) {
        var packet = new PacketBuffer(512);
        int at = packet.append(length);
        byte[] bytes = packet.bytes();
        bytes[at] = (byte) IcmpMessage.V6_GROUP_QUERY;
        Bytes.put16(bytes, at + 4, code);
        Bytes.put64(bytes, at + 8, GROUP_V6.high());
        Bytes.put64(bytes, at + 16, GROUP_V6.low());
        if (length >= 28) {
            Bytes.put16(bytes, at + 26, count);
        }
        IcmpMessage.finishV6(packet, source, GROUP_V6);
        Ipv6Header.prependRouterAlert(packet, source, GROUP_V6, IpProtocol.ICMPV6);
        return packet;
    }

    private static GroupDecoded decode(PacketBuffer packet) {
        IpPacket ip = (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());
        return ip.isIpv4() ? GroupQuery.decodeIgmp(packet.bytes(), ip) : GroupQuery.decodeMld(packet.bytes(), ip);
    }

    @ParameterizedTest
    @CsvSource({"8, 0, 1, 10000", "8, 20, 2, 2000", "12, 20, 3, 2000", "12, 127, 3, 12700", "12, 128, 3, 12800"})
    @CsvSource({"12, 255, 3, 3174400"})
    void theTimeForAnAnswerMayBeAFloatingPointNumber(int length, int code, int version, long millis) {
        assertThat(decode(igmp(length, code, 0)))
                .isEqualTo(new GroupQuery(version, millis * 1_000_000, GROUP, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"24, 500, 1, 500", "28, 32767, 2, 32767", "28, 32768, 2, 32768", "28, 65535, 2, 8387584"})
    void theTimeForAnAnswerOfMldMayBeOneToo(int length, int code, int version, long millis) {
        assertThat(decode(mld(length, code, 0, ROUTER_V6)))
                .isEqualTo(new GroupQuery(version, millis * 1_000_000, GROUP_V6, List.of()));
    }

    @Test
    void sourcesMustBeThere() {
        assertThat(decode(igmp(16, 20, 1)))
                .isEqualTo(new GroupQuery(3, 2_000_000_000L, GROUP, List.of(IpAddress.ANY_IPV4)));
        assertThat(decode(igmp(16, 20, 2))).isEqualTo(Malformed.TRUNCATED);
        assertThat(decode(igmp(16, 20, 0xFFFF))).isEqualTo(Malformed.TRUNCATED);
        assertThat(decode(igmp(10, 20, 0))).isEqualTo(Malformed.TRUNCATED);
        assertThat(decode(mld(44, 20, 1, ROUTER_V6))).isInstanceOf(GroupQuery.class);
        assertThat(decode(mld(44, 20, 2, ROUTER_V6))).isEqualTo(Malformed.TRUNCATED);
        assertThat(decode(mld(26, 20, 0, ROUTER_V6))).isEqualTo(Malformed.TRUNCATED);
    }

    @Test
    void aWrongChecksumIsSeen() {
        PacketBuffer four = igmp(12, 20, 0);
        four.bytes()[four.end() - 1] ^= 1;
        PacketBuffer six = mld(28, 20, 0, ROUTER_V6);
        six.bytes()[six.end() - 1] ^= 1;

        assertThat(decode(four)).isEqualTo(Malformed.CHECKSUM);
        assertThat(decode(six)).isEqualTo(Malformed.CHECKSUM);
    }

    @Test
    void aQueryOfMldMustComeFromThisLink() {
        PacketBuffer far = mld(28, 20, 0, ROUTER_V6);
        far.bytes()[far.start() + 7] = 2;

        assertThat(decode(mld(28, 20, 0, IpAddress.parse("fd00::99")))).isEqualTo(Malformed.ADDRESS);
        assertThat(decode(far)).isEqualTo(Malformed.HOP_LIMIT);
    }
}
