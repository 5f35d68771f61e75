package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpHeaderTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ADDRESSES_V6 = "20010db8000000000000000000000001" + "20010db8000000000000000000000002";

    @Test
    void theIpv4HeaderStandsAsInRfc791() {
        PacketBuffer packet = Property.holding(new byte[95]);

        Ipv4Header.prepend(packet, 0xC0A80001, 0xC0A800C7, IpProtocol.UDP, 64, 0, 0, true);

        assertThat(HEX.formatHex(packet.toBytes(), 0, 20)).isEqualTo("4500007300004000" + "4011b861c0a80001c0a800c7");
    }

    @Test
    void theIpv6HeaderStandsAsInRfc8200() {
        PacketBuffer packet = Property.holding(new byte[2]);

        Ipv6Header.prepend(
                packet,
                IpAddress.parse("2001:db8::1"),
                IpAddress.parse("2001:db8::2"),
                IpProtocol.TCP,
                64,
                0xB9,
                0xABCDE);

        assertThat(HEX.formatHex(packet.toBytes(), 0, 40)).isEqualTo("6b9abcde00020640" + ADDRESSES_V6);
    }

    @Test
    void anIpv4HeaderThatIsWrittenIsRead() {
        Property.holds(2000, random -> {
            PacketBuffer packet = Property.holding(Property.bytes(random, random.nextInt(100)));
            IpAddress source = Property.ipv4(random);
            IpAddress destination = Property.ipv4(random);
            int protocol = random.nextInt(256);
            int hopLimit = random.nextInt(256);
            int trafficClass = random.nextInt(256);
            int identification = random.nextInt(0x10000);
            boolean dontFragment = random.nextBoolean();
            int length = packet.length();

            Ipv4Header.prepend(
                    packet,
                    source.ipv4Bits(),
                    destination.ipv4Bits(),
                    protocol,
                    hopLimit,
                    trafficClass,
                    identification,
                    dontFragment);

            int at = packet.start();
            assertThat(IpPacket.decode(packet.bytes(), at, packet.end() + 5))
                    .as("five bytes of padding follow")
                    .isEqualTo(new IpPacket(
                            source.high(),
                            source.low(),
                            destination.high(),
                            destination.low(),
                            protocol,
                            hopLimit,
                            trafficClass,
                            0,
                            identification,
                            dontFragment,
                            false,
                            0,
                            at,
                            at + 9,
                            at + 20,
                            at + 20 + length,
                            at + 20));
        });
    }

    @Test
    void anIpv6HeaderThatIsWrittenIsRead() {
        Property.holds(2000, random -> {
            PacketBuffer packet = Property.holding(Property.bytes(random, random.nextInt(100)));
            IpAddress source = Property.ipv6(random);
            IpAddress destination = Property.ipv6(random);
            int trafficClass = random.nextInt(256);
            int flowLabel = random.nextInt(1 << 20);
            int hopLimit = random.nextInt(256);
            int length = packet.length();

            Ipv6Header.prepend(packet, source, destination, IpProtocol.UDP, hopLimit, trafficClass, flowLabel);

            int at = packet.start();
            IpDecoded decoded = IpPacket.decode(packet.bytes(), at, packet.end() + 5);
            assertThat(decoded).isInstanceOfSatisfying(IpPacket.class, ip -> {
                assertThat(ip.source()).isEqualTo(source);
                assertThat(ip.destination()).isEqualTo(destination);
                assertThat(ip.isIpv4()).isFalse();
                assertThat(ip.trafficClass()).isEqualTo(trafficClass);
                assertThat(ip.flowLabel()).isEqualTo(flowLabel);
                assertThat(ip.hopLimit()).isEqualTo(hopLimit);
                assertThat(ip.protocol()).isEqualTo(IpProtocol.UDP);
                assertThat(ip.payloadAt()).isEqualTo(at + 40);
                assertThat(ip.payloadLength()).isEqualTo(length);
                assertThat(ip.isFragment()).isFalse();
            });
        });
    }

    @Test
    void fragmentsOfBothFamiliesTellTheirPlace() {
        Property.holds(1000, random -> {
            boolean more = random.nextBoolean();
            int offset = 8 * random.nextInt(8000);
            int identification = random.nextInt(0x10000);
            byte[] piece = Property.bytes(random, 8 * (1 + random.nextInt(9)));
            PacketBuffer v4 = Property.holding(piece);
            PacketBuffer v6 = Property.holding(piece);

            Ipv4Header.prependFragment(
                    v4, 1, 2, IpProtocol.UDP, 64, 0, identification, Ipv4Header.fragmentWord(offset, more));
            Ipv6Header.prependFragment(v6, IpProtocol.UDP, offset, more, identification);
            Ipv6Header.prepend(v6, Property.ipv6(random), Property.ipv6(random), IpProtocol.FRAGMENT, 64, 0, 0);

            for (PacketBuffer packet : new PacketBuffer[] {v4, v6}) {
                assertThat(IpPacket.decode(packet.bytes(), packet.start(), packet.end()))
                        .isInstanceOfSatisfying(IpPacket.class, ip -> {
                            assertThat(ip.fragmentOffset()).isEqualTo(offset);
                            assertThat(ip.moreFragments()).isEqualTo(more);
                            assertThat(ip.isFragment()).isEqualTo(more || offset > 0);
                            assertThat(ip.identification()).isEqualTo(identification);
                            assertThat(ip.payloadLength()).isEqualTo(piece.length);
                            assertThat(ip.protocol()).isEqualTo(IpProtocol.UDP);
                        });
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        // first word, total length, flags and offset, bytes given, verdict
        "45,20,0000,19,TRUNCATED",
        "44,20,0000,20,HEADER_LENGTH",
        "46,24,0000,20,HEADER_LENGTH",
        "45,19,0000,20,PACKET_LENGTH",
        "45,21,0000,20,PACKET_LENGTH",
        "46,20,0000,24,PACKET_LENGTH",
        "35,20,0000,20,VERSION",
        "45,20,2000,20,FRAGMENT",
        "45,27,2000,30,FRAGMENT",
        "45,28,1fff,30,FRAGMENT",
        "45,28,3fff,30,FRAGMENT",
    })
    void refusesIpv4HeadersThatCannotBe(String first, int total, String fragment, int given, Malformed verdict) {
        byte[] bytes = ipv4(first, total, fragment, Math.max(given, 24));

        assertThat(IpPacket.decode(bytes, 0, given)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"45,32,1ffc,FRAGMENT", "45,31,1ffc,", "45,24,1ffd,FRAGMENT", "45,23,1ffd,", "45,28,2001,", "45,20,4000,"
    })
    void theLastByteOfTheLongestPacketIsTheBound(String first, int total, String fragment, Malformed verdict) {
        IpDecoded decoded = IpPacket.decode(ipv4(first, total, fragment, 40), 0, 40);

        if (verdict == null) {
            assertThat(decoded).isInstanceOf(IpPacket.class);
        } else {
            assertThat(decoded).isEqualTo(verdict);
        }
    }

    @Test
    void oneDamagedBitInAnIpv4HeaderIsSeen() {
        byte[] bytes = ipv4("45", 40, "4000", 40);
        for (int bit = 0; bit < 160; bit++) {
            bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));
            IpDecoded decoded = IpPacket.decode(bytes, 0, 40);
            // One bit away from IPv4's version is IPv6's, and IPv6 has no checksum.
            boolean isIpv6 = decoded instanceof IpPacket ip && bytes[0] >>> 4 == 6 && !ip.isIpv4();
            assertThat(isIpv6 || decoded instanceof Malformed).as("bit %d", bit).isTrue();
            bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));
        }
        assertThat(IpPacket.decode(bytes, 0, 40)).isInstanceOf(IpPacket.class);
    }

    @ParameterizedTest
    @CsvSource({
        "94040000,true",
        "01010101,true",
        "00ffffff,true",
        "01010183,false",
        "07010000,false",
        "07000000,false",
        "07050000,false",
        "0103ff01,false",
        "01030001,false",
        "01010302,true",
        "01440300,true",
    })
    void ipv4OptionsMustFitTheirHeader(String options, boolean fit) {
        byte[] bytes = ipv4("46", 24, "0000", 24);
        System.arraycopy(HEX.parseHex(options), 0, bytes, 20, 4);
        checksum(bytes, 24);

        IpDecoded decoded = IpPacket.decode(bytes, 0, 24);

        if (fit) {
            assertThat(decoded).extracting("optionsAt", "payloadAt", "end").containsExactly(20, 24, 24);
        } else {
            assertThat(decoded).isEqualTo(Malformed.OPTIONS);
        }
    }

    @Test
    void decrementingTheHopLimitKeepsTheChecksum() {
        Property.holds(500, random -> {
            PacketBuffer packet = Property.holding(new byte[0]);
            int hopLimit = 1 + random.nextInt(255);
            Ipv4Header.prepend(
                    packet,
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt(256),
                    hopLimit,
                    0,
                    random.nextInt(),
                    true);

            Ipv4Header.decrementHopLimit(packet.bytes(), packet.start());

            assertThat(IpPacket.decode(packet.bytes(), packet.start(), packet.end()))
                    .isInstanceOfSatisfying(
                            IpPacket.class, ip -> assertThat(ip.hopLimit()).isEqualTo(hopLimit - 1));
        });
    }

    @ParameterizedTest
    @CsvSource({
        // next header of the fixed one, the chain, protocol at its end, length of the chain
        "0,3a00010400000000,58,8",
        "60,2b00000000000000_3c00000000000000_1100000000000000,17,24",
        "43,0601000000000000_0000000000000000,6,16",
        "51,0604000000000000_0000000000000000_0000000000000000,6,24",
        "44,0600000012345678,6,8",
        "59,'',59,0",
        "50,'',50,0",
        "0,3b00000000000000,59,8",
    })
    void walksTheExtensionHeaders(int next, String chain, int protocol, int length) {
        byte[] bytes = ipv6(next, chain.replace("_", ""), 5);

        assertThat(IpPacket.decode(bytes, 0, bytes.length)).isInstanceOfSatisfying(IpPacket.class, ip -> {
            assertThat(ip.protocol()).isEqualTo(protocol);
            assertThat(ip.payloadAt()).isEqualTo(40 + length);
            assertThat(ip.payloadLength()).isEqualTo(5);
            assertThat(bytes[ip.protocolAt()] & 0xFF).isEqualTo(protocol);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0,3a,OPTIONS",
        "0,3a000000000000,OPTIONS",
        "0,3a01000000000000,OPTIONS",
        "43,3aff000000000000,OPTIONS",
        "51,3a02000000000000,OPTIONS",
        // A routing header with one stop left.
        "43,3a00000100000000,OPTIONS",
        "44,2c00000000000000_3a00000000000000,FRAGMENT",
        "44,3a00000100000000_000000,FRAGMENT",
        "44,3a00000100000000,FRAGMENT",
        "44,3a00fff800000000_0000000000000000,FRAGMENT",
    })
    void refusesExtensionHeadersThatCannotBe(int next, String chain, Malformed verdict) {
        byte[] bytes = ipv6(next, chain.replace("_", ""), 0);

        assertThat(IpPacket.decode(bytes, 0, bytes.length)).isEqualTo(verdict);
    }

    @Test
    void whatFollowsALaterFragmentIsNoHeader() {
        byte[] bytes = ipv6(44, "3c00000800000000" + "ffffffffffffffff", 0);

        assertThat(IpPacket.decode(bytes, 0, bytes.length)).isInstanceOfSatisfying(IpPacket.class, ip -> {
            assertThat(ip.protocol()).isEqualTo(IpProtocol.DESTINATION_OPTIONS);
            assertThat(ip.payloadAt()).isEqualTo(48);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9})
    void aChainHasAtMostEightHeaders(int count) {
        String chain = "3c00000000000000".repeat(count - 1) + "1100000000000000";
        byte[] bytes = ipv6(IpProtocol.DESTINATION_OPTIONS, chain, 8);

        IpDecoded decoded = IpPacket.decode(bytes, 0, bytes.length);

        if (count == 8) {
            assertThat(decoded).isInstanceOf(IpPacket.class);
        } else {
            assertThat(decoded).isEqualTo(Malformed.EXTENSION_CHAIN);
        }
    }

    @Test
    void anIpv6HeaderMayNotCarryAMappedAddressOrLieAboutItsLength() {
        byte[] mapped = ipv6(6, "", 20);
        System.arraycopy(HEX.parseHex("00000000000000000000ffff0a000001"), 0, mapped, 8, 16);
        assertThat(IpPacket.decode(mapped, 0, mapped.length)).isEqualTo(Malformed.ADDRESS);

        byte[] destination = ipv6(6, "", 20);
        System.arraycopy(HEX.parseHex("00000000000000000000ffff0a000001"), 0, destination, 24, 16);
        assertThat(IpPacket.decode(destination, 0, destination.length)).isEqualTo(Malformed.ADDRESS);

        byte[] lying = ipv6(6, "", 20);
        assertThat(IpPacket.decode(lying, 0, lying.length - 1)).isEqualTo(Malformed.PACKET_LENGTH);
        assertThat(IpPacket.decode(lying, 0, 39)).isEqualTo(Malformed.TRUNCATED);
        assertThat(IpPacket.decode(lying, 5, 5)).isEqualTo(Malformed.TRUNCATED);
    }

    private static byte[] ipv4(String first, int total, String fragment, int length) {
        byte[] bytes = new byte[length];
        bytes[0] = HEX.parseHex(first)[0];
        Bytes.put16(bytes, 2, total);
        System.arraycopy(HEX.parseHex(fragment), 0, bytes, 6, 2);
        bytes[8] = 64;
        bytes[9] = 17;
        // Options of NOPs only.
        Bytes.put32(bytes, 20, 0x01010101);
        checksum(bytes, (bytes[0] & 15) << 2);
        return bytes;
    }

    private static void checksum(byte[] bytes, int headerLength) {
        Bytes.put16(bytes, 10, 0);
        Bytes.put16(bytes, 10, Checksum.of(bytes, 0, headerLength));
    }

    private static byte[] ipv6(int next, String chain, int payloadLength) {
        byte[] extensions = HEX.parseHex(chain);
        byte[] bytes = new byte[40 + extensions.length + payloadLength];
        Bytes.put32(bytes, 0, 6 << 28);
        Bytes.put16(bytes, 4, extensions.length + payloadLength);
        bytes[6] = (byte) next;
        bytes[7] = 64;
        System.arraycopy(HEX.parseHex(ADDRESSES_V6), 0, bytes, 8, 32);
        System.arraycopy(extensions, 0, bytes, 40, extensions.length);
        return bytes;
    }
}
