package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.PacketBuffer.ChecksumState;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP, UDP, ICMP and neighbour discovery over both families: what is written is read, what is damaged is seen. */
class UpperHeaderTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSegmentThatIsWrittenIsRead(boolean ipv4) {
        Property.holds(300, random -> {
            byte[] text = Property.bytes(random, random.nextInt(40));
            TcpOptions options = random.nextBoolean()
                    ? TcpOptions.syn(1460, 7, true, random.nextBoolean(), 0, 0)
                    : TcpOptions.established(false, 0, 0, new int[] {random.nextInt(), random.nextInt()});
            PacketBuffer packet = Property.holding(text);
            TcpSegment segment = new TcpSegment(
                    random.nextInt(0x10000),
                    random.nextInt(0x10000),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt(0x200),
                    random.nextInt(0x10000),
                    random.nextInt(0x10000),
                    options,
                    packet.bytes(),
                    packet.start(),
                    text.length);
            IpAddress source = Property.address(random, ipv4);
            IpAddress destination = Property.address(random, ipv4);
            TcpHeader.prepend(packet, segment, source, destination);
            IpPacket ip = prependIp(packet, source, destination, IpProtocol.TCP);

            TcpSegment partial = (TcpSegment) TcpSegment.decode(packet, ip);
            packet.completeChecksum();
            TcpSegment complete = (TcpSegment) TcpSegment.decode(packet, ip);

            assertThat(partial).usingRecursiveComparison().isEqualTo(segment);
            assertThat(complete).usingRecursiveComparison().isEqualTo(segment);
            assertThat(naiveChecksumHolds(packet, ip)).isTrue();
            damageOneBit(random, packet, ip);
            assertThat(TcpSegment.decode(packet, ip)).isEqualTo(Malformed.CHECKSUM);
            packet.markChecksumVerified();
            assertThat(TcpSegment.decode(packet, ip)).isNotEqualTo(Malformed.CHECKSUM);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDatagramThatIsWrittenIsRead(boolean ipv4) {
        Property.holds(300, random -> {
            byte[] data = Property.bytes(random, random.nextInt(40));
            int sourcePort = random.nextInt(0x10000);
            int destinationPort = random.nextInt(0x10000);
            PacketBuffer packet = Property.holding(data);
            IpAddress source = Property.address(random, ipv4);
            IpAddress destination = Property.address(random, ipv4);
            UdpDatagram.prepend(packet, source, sourcePort, destination, destinationPort);
            IpPacket ip = prependIp(packet, source, destination, IpProtocol.UDP);
            var expected = new UdpDatagram(sourcePort, destinationPort, ip.payloadAt() + 8, data.length);

            assertThat(UdpDatagram.decode(packet, ip)).isEqualTo(expected);
            packet.completeChecksum();
            assertThat(UdpDatagram.decode(packet, ip)).isEqualTo(expected);
            assertThat(naiveChecksumHolds(packet, ip)).isTrue();
            assertThat(packet.checksumState()).isEqualTo(ChecksumState.COMPLETE);
        });
    }

    /** One of all the values that two bytes of data can have brings the checksum to zero. */
    @Test
    void aDatagramWhoseChecksumComesOutAsZeroIsSentWithOnes() {
        int zeros = 0;
        for (int value = 0; value <= 0xFFFF; value++) {
            PacketBuffer packet = Property.holding(new byte[] {(byte) (value >>> 8), (byte) value});
            UdpDatagram.prepend(packet, IpAddress.LOOPBACK_IPV4, 1, IpAddress.LOOPBACK_IPV4, 2);
            int field = packet.start() + UdpDatagram.CHECKSUM_OFFSET;
            int checksum = Checksum.of(packet.bytes(), packet.start(), packet.length());

            packet.completeChecksum();

            if (Bytes.u16(packet.bytes(), field) != (checksum == 0 ? 0xFFFF : checksum)) {
                throw new AssertionError("data " + value);
            }
            zeros += checksum == 0 ? 1 : 0;
        }
        assertThat(zeros).isEqualTo(1);
    }

    @Test
    void aDatagramWithoutChecksumIsTakenOverIpv4Only() {
        for (boolean ipv4 : new boolean[] {true, false}) {
            PacketBuffer packet = Property.holding(new byte[5]);
            IpAddress address = ipv4 ? IpAddress.LOOPBACK_IPV4 : IpAddress.LOOPBACK_IPV6;
            UdpDatagram.prepend(packet, address, 1, address, 2);
            IpPacket ip = prependIp(packet, address, address, IpProtocol.UDP);
            packet.completeChecksum();
            Bytes.put16(packet.bytes(), ip.payloadAt() + UdpDatagram.CHECKSUM_OFFSET, 0);

            UdpDecoded decoded = UdpDatagram.decode(packet, ip);

            assertThat(decoded instanceof UdpDatagram).isEqualTo(ipv4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7,8,TRUNCATED",
        "8,7,PACKET_LENGTH",
        "8,9,PACKET_LENGTH",
        "20,0,PACKET_LENGTH",
        "20,65535,PACKET_LENGTH"
    })
    void refusesDatagramsOfAnImpossibleLength(int given, int claimed, Malformed verdict) {
        byte[] udp = new byte[20];
        Bytes.put16(udp, 4, claimed);
        PacketBuffer packet = Property.holding(Arrays.copyOf(udp, given));
        IpPacket ip = prependIp(packet, IpAddress.LOOPBACK_IPV4, IpAddress.LOOPBACK_IPV4, IpProtocol.UDP);

        assertThat(UdpDatagram.decode(packet, ip)).isEqualTo(verdict);
    }

    @Test
    void aDatagramMayBeShorterThanItsPacket() {
        byte[] udp = HEX.parseHex("000100020009000041ffff");
        PacketBuffer packet = Property.holding(udp);
        IpPacket ip = prependIp(packet, IpAddress.LOOPBACK_IPV4, IpAddress.LOOPBACK_IPV4, IpProtocol.UDP);

        assertThat(UdpDatagram.decode(packet, ip)).isEqualTo(new UdpDatagram(1, 2, ip.payloadAt() + 8, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "19,5,TRUNCATED",
        "20,4,HEADER_LENGTH",
        "20,6,HEADER_LENGTH",
        "59,15,HEADER_LENGTH",
        "20,0,HEADER_LENGTH"
    })
    void refusesSegmentsOfAnImpossibleLength(int given, int words, Malformed verdict) {
        byte[] bytes = new byte[given];
        bytes[12] = (byte) (words << 4);

        assertThat(TcpSegment.decodeUnverified(bytes, 0, given)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,1", "3,2", "16,0"})
    void synAndFinTakeANumberEach(int flags, int extra) {
        var segment = new TcpSegment(1, 2, -3, 0, flags, 0, 0, TcpOptions.NONE, new byte[0], 0, 5);

        assertThat(segment.length()).isEqualTo(5 + extra);
        assertThat(segment.end()).isEqualTo(2 + extra);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anIcmpMessageThatIsWrittenIsRead(boolean ipv4) {
        Property.holds(300, random -> {
            byte[] body = Property.bytes(random, random.nextInt(40));
            PacketBuffer packet = Property.holding(body);
            IpAddress source = Property.address(random, ipv4);
            IpAddress destination = Property.address(random, ipv4);
            int type = random.nextInt(256);
            int code = random.nextInt(256);
            int rest = random.nextInt();
            IcmpMessage.prepend(packet, type, code, rest);
            if (ipv4) {
                IcmpMessage.finishV4(packet);
            } else {
                IcmpMessage.finishV6(packet, source, destination);
            }
            IpPacket ip = prependIp(packet, source, destination, ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6);

            assertThat(IcmpMessage.decode(packet.bytes(), ip))
                    .isEqualTo(new IcmpMessage(type, code, rest, ip.payloadAt() + 8, packet.end()));
            damageOneBit(random, packet, ip);
            assertThat(IcmpMessage.decode(packet.bytes(), ip)).isEqualTo(Malformed.CHECKSUM);
        });
    }

    @Test
    void aNeighborMessageThatIsWrittenIsRead() {
        Property.holds(300, random -> {
            boolean solicitation = random.nextBoolean();
            NeighborMessage message = new NeighborMessage(
                    solicitation ? 135 : 136,
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    Property.ipv6(random),
                    random.nextBoolean() ? MacAddress.NONE : Property.mac(random));
            IpAddress source = Property.ipv6(random);
            IpAddress destination = Property.ipv6(random);
            PacketBuffer packet = new PacketBuffer(PacketPool.SMALL);
            message.append(packet);
            IcmpMessage.finishV6(packet, source, destination);
            Ipv6Header.prepend(packet, source, destination, IpProtocol.ICMPV6, 255, 0, 0);
            IpPacket ip = (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());

            IcmpMessage icmp = (IcmpMessage) IcmpMessage.decode(packet.bytes(), ip);

            assertThat(NeighborMessage.decode(packet.bytes(), ip, icmp)).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "254,0,20010db8000000000000000000000001,'',HOP_LIMIT",
        "255,1,20010db8000000000000000000000001,'',TYPE",
        "255,0,ff020000000000000000000000000001,'',ADDRESS",
        "255,0,00000000000000000000ffff01020304,'',ADDRESS",
        "255,0,20010db80000000000000000000000,'',TRUNCATED",
        "255,0,20010db8000000000000000000000001,0100000000000000,OPTIONS",
        "255,0,20010db8000000000000000000000001,0102000000000000,OPTIONS",
        "255,0,20010db8000000000000000000000001,01,OPTIONS",
    })
    void refusesNeighborMessagesThatCannotBe(int hopLimit, int code, String target, String options, Malformed verdict) {
        byte[] message = HEX.parseHex("87" + HEX.toHexDigits((byte) code) + "0000" + "00000000" + target + options);
        PacketBuffer packet = Property.holding(message);
        IpAddress address = IpAddress.parse("2001:db8::1");
        Ipv6Header.prepend(packet, address, address, IpProtocol.ICMPV6, hopLimit, 0, 0);
        IpPacket ip = (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());
        IcmpMessage icmp = IcmpMessage.unverified(packet.bytes(), ip.payloadAt(), ip.end());

        assertThat(NeighborMessage.decode(packet.bytes(), ip, icmp)).isEqualTo(verdict);
    }

    @Test
    void errorsAreTold() {
        int[] v4 = IntStream.range(0, 256)
                .filter(type -> IcmpMessage.isError(true, type))
                .toArray();

        assertThat(v4).containsExactly(3, 4, 5, 11, 12);
        assertThat(IcmpMessage.isError(false, 127)).isTrue();
        assertThat(IcmpMessage.isError(false, 128)).isFalse();
    }

    private static IpPacket prependIp(PacketBuffer packet, IpAddress source, IpAddress destination, int protocol) {
        if (source.isIpv4()) {
            Ipv4Header.prepend(packet, source.ipv4Bits(), destination.ipv4Bits(), protocol, 64, 0, 1, true);
        } else {
            Ipv6Header.prepend(packet, source, destination, protocol, 64, 0, 0);
        }
        return (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());
    }

    /** Sums pseudo-header and payload byte by byte. */
    private static boolean naiveChecksumHolds(PacketBuffer packet, IpPacket ip) {
        int sum = ip.protocol() + ip.payloadLength();
        for (byte[] bytes : new byte[][] {
            ip.source().toBytes(),
            ip.destination().toBytes(),
            Arrays.copyOfRange(packet.bytes(), ip.payloadAt(), ip.end())
        }) {
            for (int i = 0; i < bytes.length; i++) {
                sum += (bytes[i] & 0xFF) << ((i & 1) == 0 ? 8 : 0);
            }
        }
        return sum % 0xFFFF == 0;
    }

    private static void damageOneBit(RandomGenerator random, PacketBuffer packet, IpPacket ip) {
        int bit = random.nextInt(8 * ip.payloadLength());
        packet.bytes()[ip.payloadAt() + (bit >>> 3)] ^= (byte) (1 << (bit & 7));
    }
}
