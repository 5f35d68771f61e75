package jackfield.link.linux;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpAddress;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtioHeaderTest {
    private static final IpAddress A = IpAddress.parse("2001:db8::1");
    private static final IpAddress B = IpAddress.parse("2001:db8::2");

    private final byte[] header = new byte[20];

    @Test
    void aPlainPacketNeedsNothing() {
        Arrays.fill(header, (byte) -1);

        VirtioHeader.encode(PacketBuffer.copyOf(new byte[60]), true, header, 5);

        assertThat(fields()).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(header[4]).isEqualTo((byte) -1);
        assertThat(header[15]).isEqualTo((byte) -1);
    }

    @ParameterizedTest
    @CsvSource({"true,true,54,1", "true,false,74,4", "false,true,40,1", "false,false,60,4"})
    void aSuperSegmentTellsItsHeadersAndItsSegments(boolean ethernet, boolean ipv4, int headers, int type) {
        PacketBuffer packet = segment(ethernet, ipv4, TcpFlags.ACK, 30_000);
        packet.segmentSize(1448);

        VirtioHeader.encode(packet, ethernet, header, 5);

        assertThat(fields())
                .containsExactly(VirtioHeader.NEEDS_CSUM, type, headers, 1448, headers - TcpHeader.LENGTH, 16);
    }

    @Test
    void aTagBeforeTheTypeIsStridden() {
        PacketBuffer packet = segment(false, false, TcpFlags.ACK, 3_000);
        int at = packet.prepend(18);
        packet.bytes()[at + 12] = (byte) 0x81;
        packet.bytes()[at + 13] = 0;
        packet.bytes()[at + 16] = (byte) 0x86;
        packet.bytes()[at + 17] = (byte) 0xDD;
        packet.segmentSize(1000);

        VirtioHeader.encode(packet, true, header, 5);

        assertThat(fields()).containsExactly(1, VirtioHeader.GSO_TCPV6, 78, 1000, 58, 16);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1447, 1448})
    void oneSegmentIsNoSuperSegment(int textLength) {
        PacketBuffer packet = segment(false, true, TcpFlags.ACK, textLength);
        packet.segmentSize(1448);

        VirtioHeader.encode(packet, false, header, 5);

        assertThat(fields()).containsExactly(1, VirtioHeader.GSO_NONE, 0, 0, 20, 16);
    }

    @Test
    void onlyTheFirstSegmentSaysThatTheWindowWasReduced() {
        PacketBuffer packet = segment(false, true, TcpFlags.ACK | TcpFlags.CWR, 2000);
        packet.segmentSize(1448);

        VirtioHeader.encode(packet, false, header, 5);

        assertThat(fields()[1]).isEqualTo(VirtioHeader.GSO_TCPV4 | VirtioHeader.GSO_ECN);
    }

    @Test
    void whatIsEncodedIsDecoded() {
        PacketBuffer packet = segment(true, true, TcpFlags.ACK, 5000);
        packet.segmentSize(1200);
        VirtioHeader.encode(packet, true, header, 5);
        PacketBuffer arrived = PacketBuffer.copyOf(packet.toBytes());

        assertThat(VirtioHeader.decode(header, 5, arrived)).isTrue();

        assertThat(arrived.checksumState()).isEqualTo(ChecksumState.PARTIAL);
        assertThat(arrived.checksumStart() - arrived.start()).isEqualTo(packet.checksumStart() - packet.start());
        assertThat(arrived.checksumOffset()).isEqualTo(16);
        assertThat(arrived.segmentSize()).isEqualTo(1200);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,0,0,0,0,true,COMPLETE",
        "2,0,0,0,0,0,true,VERIFIED",
        "1,0,0,0,34,16,true,PARTIAL",
        "1,0,0,0,82,16,true,PARTIAL",
        "1,0,0,0,83,16,false,COMPLETE",
        "1,0,0,0,65535,65535,false,COMPLETE",
        "1,1,54,100,34,16,true,PARTIAL",
        "1,129,54,100,34,16,true,PARTIAL",
        "1,1,54,0,34,16,false,PARTIAL",
        "1,3,54,100,34,6,false,PARTIAL",
    })
    void believesOnlyWhatCanBeTrue(
            int flags, int type, int length, int size, int start, int offset, boolean believed, ChecksumState state) {
        ByteBuffer.wrap(header)
                .order(ByteOrder.nativeOrder())
                .position(5)
                .put((byte) flags)
                .put((byte) type)
                .putShort((short) length)
                .putShort((short) size)
                .putShort((short) start)
                .putShort((short) offset);
        PacketBuffer packet = PacketBuffer.copyOf(new byte[100]);

        assertThat(VirtioHeader.decode(header, 5, packet)).isEqualTo(believed);

        assertThat(packet.checksumState()).isEqualTo(state);
        assertThat(packet.segmentSize()).isEqualTo(size == 100 && believed ? 100 : 0);
    }

    private int[] fields() {
        ByteBuffer fields =
                ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).position(5);
        return new int[] {
            fields.get(),
            fields.get() & 0xFF,
            fields.getShort() & 0xFFFF,
            fields.getShort() & 0xFFFF,
            fields.getShort() & 0xFFFF,
            fields.getShort() & 0xFFFF
        };
    }

    private static PacketBuffer segment(boolean ethernet, boolean ipv4, int flags, int textLength) {
        var packet = new PacketBuffer(PacketPool.LARGE);
        packet.append(textLength);
        var segment = new TcpSegment(1, 2, 3, 4, flags, 5, 0, TcpOptions.NONE, packet.bytes(), 0, textLength);
        IpAddress source = ipv4 ? IpAddress.LOOPBACK_IPV4 : A;
        IpAddress destination = ipv4 ? IpAddress.LOOPBACK_IPV4 : B;
        TcpHeader.prepend(packet, segment, source, destination);
        if (ipv4) {
            Ipv4Header.prepend(packet, source.ipv4Bits(), destination.ipv4Bits(), IpProtocol.TCP, 64, 0, 1, true);
        } else {
            Ipv6Header.prepend(packet, source, destination, IpProtocol.TCP, 64, 0, 0);
        }
        if (ethernet) {
            EthernetFrame.prepend(
                    packet, MacAddress.BROADCAST, MacAddress.NONE, ipv4 ? EtherType.IPV4 : EtherType.IPV6);
        }
        return packet;
    }
}
