package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The ECN field of both IP headers. */
class IpEcnTest {
    private static final IpAddress HERE = IpAddress.parse("10.0.0.1");
    private static final IpAddress THERE = IpAddress.parse("10.0.0.2");

    @Test
    void marksAnIpv4PacketAndMendsItsChecksum() {
        for (int dscp = 0; dscp < 64; dscp++) {
            var packet = new PacketBuffer(100);
            Ipv4Header.prepend(
                    packet, HERE.ipv4Bits(), THERE.ipv4Bits(), 6, 64, dscp << 2 | IpEcn.ECT_0, 7 * dscp, true);

            assertThat(IpEcn.mark(packet.bytes(), packet.start())).isTrue();

            IpPacket marked = (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());
            assertThat(marked.trafficClass()).isEqualTo(dscp << 2 | IpEcn.CE);
        }
    }

    @Test
    void marksAnIpv6PacketAndNothingElseOfIt() {
        var packet = new PacketBuffer(100);
        IpAddress any = IpAddress.parse("2001:db8::1");
        Ipv6Header.prepend(packet, any, any, IpProtocol.NO_NEXT_HEADER, 64, 0xB8 | IpEcn.ECT_1, 0xFFFFF);

        assertThat(IpEcn.of(packet.bytes(), packet.start())).isEqualTo(IpEcn.ECT_1);
        assertThat(IpEcn.mark(packet.bytes(), packet.start())).isTrue();

        IpPacket marked = (IpPacket) IpPacket.decode(packet.bytes(), packet.start(), packet.end());
        assertThat(marked.trafficClass()).isEqualTo(0xBB);
        assertThat(marked.flowLabel()).isEqualTo(0xFFFFF);
    }

    @Test
    void doesNotMarkAPacketWhoseSenderWouldNotUnderstand() {
        var packet = new PacketBuffer(100);
        Ipv4Header.prepend(packet, HERE.ipv4Bits(), THERE.ipv4Bits(), 6, 64, 0xB8, 0, true);
        byte[] before = packet.toBytes();

        assertThat(IpEcn.mark(packet.bytes(), packet.start())).isFalse();

        assertThat(packet.toBytes()).isEqualTo(before);
    }
}
