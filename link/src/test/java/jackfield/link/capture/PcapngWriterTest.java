package jackfield.link.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketBuffer.ChecksumState;
import jackfield.wire.PacketPool;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import jackfield.wire.UdpDatagram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngWriterTest {
    private static final IpAddress A = IpAddress.parse("10.0.0.1");
    private static final IpAddress B = IpAddress.parse("10.0.0.2");
    private static final IpAddress A6 = IpAddress.parse("2001:db8::1");
    private static final IpAddress B6 = IpAddress.parse("2001:db8::2");
    private static final long TIME = 1_700_000_000_123_456_789L;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void beginsWithASectionAndItsInterfaces() throws IOException {
        var writer = new PcapngWriter(file);

        assertThat(writer.addInterface("tap0", true)).isZero();
        assertThat(writer.addInterface("tün1", false)).isEqualTo(1);

        List<PcapngReader.Block> blocks = PcapngReader.read(file.toByteArray()).blocks();
        assertThat(blocks).extracting(PcapngReader.Block::type).containsExactly(0x0A0D0D0A, 1, 1);
        assertThat(blocks.get(0).word(0)).isEqualTo(0x1A2B3C4D);
        assertThat(blocks.get(0).word(1)).as("version 1.0").isEqualTo(1 << 16);
        assertThat(blocks.get(1).word(0) >>> 16).as("LINKTYPE_ETHERNET").isEqualTo(1);
        assertThat(blocks.get(2).word(0) >>> 16).as("LINKTYPE_RAW").isEqualTo(101);
        assertThat(blocks.get(1).options()).containsExactly(PcapngReader.option(2, "tap0"), "9=09");
        assertThat(blocks.get(2).options()).containsExactly(PcapngReader.option(2, "tün1"), "9=09");
    }

    @Test
    void writesPacketsOfEveryLengthWithTimeDirectionAndComment() throws IOException {
        var writer = new PcapngWriter(file);
        writer.addInterface("a", false);
        writer.addInterface("b", false);

        for (int length = 0; length < 9; length++) {
            PacketBuffer packet = PacketBuffer.copyOf(
                    "12345678".substring(0, Math.min(length, 8)).getBytes(StandardCharsets.US_ASCII));
            writer.write(1, TIME + length, Direction.INBOUND, packet, "x".repeat(length));
        }

        List<PcapngReader.Block> packets = PcapngReader.read(file.toByteArray()).ofType(6);
        assertThat(packets).hasSize(9);
        for (int length = 0; length < 9; length++) {
            PcapngReader.Block block = packets.get(length);
            assertThat(block.word(0)).isEqualTo(1);
            assertThat(block.time()).isEqualTo(TIME + length);
            assertThat(block.packet())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("12345678".substring(0, Math.min(length, 8)));
            assertThat(block.word(4)).isEqualTo(Math.min(length, 8));
            assertThat(block.options()).contains("2=00000001");
            if (length > 0) {
                assertThat(block.options()).contains(PcapngReader.option(1, "x".repeat(length)));
            }
        }
    }

    @Test
    void completesChecksumsInTheCopyOnly() throws IOException {
        var writer = new PcapngWriter(file);
        writer.addInterface("a", false);
        PacketBuffer packet = segment(100, false);
        byte[] before = packet.toBytes();

        writer.write(0, TIME, Direction.OUTBOUND, packet);

        assertThat(packet.checksumState()).isEqualTo(ChecksumState.PARTIAL);
        assertThat(packet.toBytes()).isEqualTo(before);
        PacketBuffer copy = PacketBuffer.copyOf(
                PcapngReader.read(file.toByteArray()).ofType(6).getFirst().packet());
        IpPacket ip = (IpPacket) IpPacket.decode(copy.bytes(), copy.start(), copy.end());
        assertThat(TcpSegment.decode(copy, ip)).isInstanceOf(TcpSegment.class);
    }

    @Test
    void refusesAnInterfaceThatWasNotDescribed() throws IOException {
        var writer = new PcapngWriter(file);

        assertThatThrownBy(() -> writer.write(0, 0, Direction.UNKNOWN, PacketBuffer.copyOf(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsHowManyPacketsAreMissing() throws IOException {
        var writer = new PcapngWriter(file);
        writer.addInterface("a", false);

        writer.statistics(0, TIME, 258, 3);

        PcapngReader.Block block =
                PcapngReader.read(file.toByteArray()).ofType(5).getFirst();
        assertThat(block.time()).isEqualTo(TIME);
        assertThat(block.options()).containsExactly("4=0000000000000102", "5=0000000000000003");
    }

    @Test
    @Tag("interop")
    void tsharkFindsNothingWrong(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
        Path capture = folder.resolve("all.pcapng");
        try (var writer = new PcapngWriter(Files.newOutputStream(capture))) {
            writer.addInterface("ether", true);
            writer.addInterface("bare", false);
            for (boolean ipv6 : new boolean[] {false, true}) {
                writer.write(0, TIME, Direction.OUTBOUND, framed(segment(10, ipv6), ipv6), "a small one");
                writer.write(1, TIME + 1, Direction.INBOUND, segment(60_000, ipv6));
                writer.write(1, TIME + 2, Direction.UNKNOWN, datagram(ipv6));
            }
            writer.statistics(0, TIME + 3, 2, 0);
        }

        Process tshark = new ProcessBuilder(
                        "/usr/bin/tshark",
                        "-n",
                        "-r",
                        capture.toString(),
                        "-V",
                        "-o",
                        "tcp.check_checksum:TRUE",
                        "-o",
                        "udp.check_checksum:TRUE",
                        "-o",
                        "ip.check_checksum:TRUE")
                .redirectErrorStream(true)
                .start();
        String text = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tshark.waitFor()).as(text).isZero();
        assertThat(text)
                .contains("a small one", "Interface name: ether", "Interface name: bare", "Direction: Outbound")
                .contains("[Checksum Status: Good]", "Nov 14, 2023 22:13:20.123456789")
                .doesNotContainIgnoringCase("malformed")
                .doesNotContain("Status: Bad", "incorrect", "cut short");
    }

    private static PacketBuffer segment(int textLength, boolean ipv6) {
        var packet = new PacketBuffer(PacketPool.LARGE);
        packet.append(textLength);
        TcpOptions options = TcpOptions.established(true, 1, 2, TcpOptions.NO_SACK);
        var segment = new TcpSegment(
                1000, 2000, -5, 77, TcpFlags.ACK, 512, 0, options, packet.bytes(), packet.start(), textLength);
        TcpHeader.prepend(packet, segment, ipv6 ? A6 : A, ipv6 ? B6 : B);
        prependIp(packet, ipv6, IpProtocol.TCP);
        return packet;
    }

    private static PacketBuffer datagram(boolean ipv6) {
        var packet = new PacketBuffer(PacketPool.SMALL);
        packet.append("odd".getBytes(StandardCharsets.US_ASCII), 0, 3);
        UdpDatagram.prepend(packet, ipv6 ? A6 : A, 4000, ipv6 ? B6 : B, 4001);
        prependIp(packet, ipv6, IpProtocol.UDP);
        return packet;
    }

    private static void prependIp(PacketBuffer packet, boolean ipv6, int protocol) {
        if (ipv6) {
            Ipv6Header.prepend(packet, A6, B6, protocol, 64, 0, 5);
        } else {
            Ipv4Header.prepend(packet, A.ipv4Bits(), B.ipv4Bits(), protocol, 64, 0, 1, true);
        }
    }

    private static PacketBuffer framed(PacketBuffer packet, boolean ipv6) {
        EthernetFrame.prepend(
                packet,
                new MacAddress(0x0200_0000_0002L),
                new MacAddress(0x0200_0000_0001L),
                ipv6 ? EtherType.IPV6 : EtherType.IPV4);
        return packet;
    }
}
