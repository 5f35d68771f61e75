package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EthernetTest {
    private static final String ADDRESSES = "020000000001" + "020000000002";

    @Test
    void aFrameThatIsWrittenIsRead() {
        Property.holds(500, random -> {
            PacketBuffer packet = Property.holding(Property.bytes(random, random.nextInt(50)));
            MacAddress destination = Property.mac(random);
            MacAddress source = Property.mac(random);
            int type = random.nextInt(0x10000) & 0x77FF;

            EthernetFrame.prepend(packet, destination, source, type);

            assertThat(EthernetFrame.decode(packet.bytes(), packet.start(), packet.end()))
                    .isEqualTo(new EthernetFrame(destination, source, type, packet.start() + 14));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0800,0x0800,14",
        "8100_0064_86dd,0x86dd,18",
        "88a8_0001_8100_0002_0806,0x0806,22",
        "8100_0001_8100_0002_8100_0003,0x8100,22",
    })
    void stridesOverTwoTagsAtMost(String rest, String type, int payloadAt) {
        byte[] bytes = HexFormat.of().parseHex(ADDRESSES + rest.replace("_", ""));

        assertThat(EthernetFrame.decode(bytes, 0, bytes.length))
                .extracting("type", "payloadAt")
                .containsExactly(Integer.decode(type), payloadAt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "08", "8100", "8100_00", "8100_0001", "8100_0001_08", "88a8_0001_8100_0002"})
    void seesWhereAFrameIsCut(String rest) {
        byte[] bytes = HexFormat.of().parseHex(ADDRESSES + rest.replace("_", ""));

        assertThat(EthernetFrame.decode(bytes, 0, bytes.length)).isEqualTo(Malformed.TRUNCATED);
    }

    @Test
    void anArpPacketThatIsWrittenIsRead() {
        Property.holds(500, random -> {
            var arp = new ArpPacket(
                    1 + random.nextInt(2),
                    Property.mac(random),
                    Property.ipv4(random),
                    Property.mac(random),
                    Property.ipv4(random));
            var packet = new PacketBuffer(PacketPool.SMALL);

            arp.append(packet);

            assertThat(packet.length()).isEqualTo(ArpPacket.LENGTH);
            assertThat(ArpPacket.decode(packet.bytes(), packet.start(), packet.end()))
                    .isEqualTo(arp);
            assertThat(ArpPacket.decode(packet.bytes(), packet.start(), packet.end() - 1))
                    .isEqualTo(Malformed.TRUNCATED);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void refusesArpForAnythingButIpv4OverEthernet(int at) {
        byte[] bytes = HexFormat.of().parseHex("0001080006040001" + "00".repeat(20));
        bytes[at] ^= 0x10;

        assertThat(ArpPacket.decode(bytes, 0, bytes.length)).isEqualTo(Malformed.TYPE);
    }

    @ParameterizedTest
    @CsvSource({"0,TYPE", "3,TYPE", "8,TYPE"})
    void refusesOtherOperationsOfArp(int operation, Malformed verdict) {
        byte[] bytes = HexFormat.of().parseHex("0001080006040001" + "00".repeat(20));
        bytes[7] = (byte) operation;

        assertThat(ArpPacket.decode(bytes, 0, bytes.length)).isEqualTo(verdict);
    }

    @Test
    void addressesAreReadAndWritten() {
        assertThat(MacAddress.parse("02:AB:00:00:00:0f")).hasToString("02:ab:00:00:00:0f");
        assertThat(MacAddress.BROADCAST.isGroup()).isTrue();
        assertThat(MacAddress.parse("01:00:5e:00:00:01").isGroup()).isTrue();
        assertThat(MacAddress.parse("02:00:00:00:00:01").isGroup()).isFalse();
        assertThatThrownBy(() -> MacAddress.parse("02:00:00:00:00")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MacAddress(1L << 48)).isInstanceOf(IllegalArgumentException.class);
        Property.holds(100, random -> {
            MacAddress mac = Property.mac(random);
            byte[] bytes = Property.bytes(random, 8);
            mac.put(bytes, 1);
            assertThat(MacAddress.of(bytes, 1)).isEqualTo(mac);
            assertThat(MacAddress.parse(mac.toString())).isEqualTo(mac);
        });
    }

    @Test
    void groupsMapToTheirStations() {
        assertThat(MacAddress.ofMulticast(IpAddress.parse("224.128.0.251"))).hasToString("01:00:5e:00:00:fb");
        assertThat(MacAddress.ofMulticast(IpAddress.parse("ff02::1:ff12:3456"))).hasToString("33:33:ff:12:34:56");
        assertThat(IpAddress.parse("2001:db8::12:3456").solicitedNode()).hasToString("ff02::1:ff12:3456");
    }
}
