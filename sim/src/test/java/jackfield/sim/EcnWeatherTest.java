package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.wire.Checksum;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CE marks from links that are congested: RFC 3168, 5. */
class EcnWeatherTest {
    private static final int NOT_ECT = 0;
    private static final int ECT_1 = 1;
    private static final int ECT_0 = 2;
    private static final int CE = 3;
    private static final int FRAME_BYTES = 1000;

    private static PacketBuffer ethernet(PacketBuffer packet, int type) {
        EthernetFrame.prepend(packet, new MacAddress(0x0200_0000_0002L), new MacAddress(0x0200_0000_0001L), type);
        return packet;
    }

    private static byte[] ipv4(int ecn) {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + FRAME_BYTES);
        packet.clear(PacketBuffer.HEADROOM);
        packet.append(FRAME_BYTES - EthernetFrame.HEADER_LENGTH - Ipv4Header.LENGTH);
        Ipv4Header.prepend(packet, 0x0A000001, 0x0A000002, IpProtocol.UDP, 64, 0x28 | ecn, 7, false);
        return ethernet(packet, EtherType.IPV4).toBytes();
    }

    private static byte[] ipv6(int ecn) {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + FRAME_BYTES);
        packet.clear(PacketBuffer.HEADROOM);
        packet.append(100);
        IpAddress address = IpAddress.parse("fd00::1");
        Ipv6Header.prepend(packet, address, address, IpProtocol.UDP, 64, 0x28 | ecn, 0xABCDE);
        return ethernet(packet, EtherType.IPV6).toBytes();
    }

    /** {@return the ECN fields of what arrives of so many such frames sent at once} */
    private static List<Integer> carry(String words, byte[] frame, int frames) {
        try (World world = World.seeded(3)) {
            Station a = world.station("a");
            Station b = world.station("b");
            world.link(a, b, Weather.parse(words));
            byte[] before = frame.clone();
            for (int i = 0; i < frames; i++) {
                a.send(frame);
            }
            world.runUntilIdle();
            assertThat(frame).isEqualTo(before);
            return b.arrivals().stream().map(arrival -> ecn(arrival.frame())).toList();
        }
    }

    private static int ecn(byte[] frame) {
        int at = EthernetFrame.HEADER_LENGTH;
        if (frame[at] >>> 4 == 6) {
            assertThat(frame[at] & 0xF).isEqualTo(2);
            assertThat(frame[at + 1] & 0xCF).isEqualTo(0x8A);
            return frame[at + 1] >>> 4 & 3;
        }
        assertThat(Checksum.of(frame, at, Ipv4Header.LENGTH)).isZero();
        assertThat(frame[at + 1] & 0xFC).isEqualTo(0x28);
        return frame[at + 1] & 3;
    }

    @Test
    void marksWhatFindsTooManyWaiting() {
        List<Integer> arrived = carry("delay 20ms rate 8mbit ecn 3", ipv4(ECT_0), 6);

        assertThat(arrived).containsExactly(ECT_0, ECT_0, ECT_0, CE, CE, CE);
    }

    @Test
    void marksEctOneAlike() {
        assertThat(carry("rate 8mbit ecn 1", ipv4(ECT_1), 3)).containsExactly(ECT_1, CE, CE);
        assertThat(carry("rate 8mbit ecn 1", ipv6(ECT_1), 3)).containsExactly(ECT_1, CE, CE);
    }

    @Test
    void marksIpv6Too() {
        assertThat(carry("rate 8mbit ecn 1", ipv6(ECT_0), 3)).containsExactly(ECT_0, CE, CE);
    }

    @Test
    void neverMarksWhatIsNotCapable() {
        assertThat(carry("rate 8mbit ecn 1", ipv4(NOT_ECT), 3))
                .containsOnly(NOT_ECT)
                .hasSize(3);
        assertThat(carry("rate 8mbit ecn 1", ipv6(NOT_ECT), 3))
                .containsOnly(NOT_ECT)
                .hasSize(3);
    }

    @Test
    void marksInsteadOfLossAsNetemDoes() {
        assertThat(carry("loss 100% ecn", ipv4(ECT_0), 3)).containsExactly(CE, CE, CE);
        assertThat(carry("loss 100% ecn", ipv4(NOT_ECT), 3)).isEmpty();
        assertThat(carry("loss 100%", ipv4(ECT_0), 3)).isEmpty();
    }

    @Test
    void dropsWhatFindsTheQueueFull() {
        assertThat(carry("rate 8mbit limit 3 ecn 2", ipv4(ECT_0), 5)).containsExactly(ECT_0, ECT_0, CE);
    }

    @Test
    void saysWhatItCannotDo() {
        assertThatThrownBy(() -> Weather.parse("ecn 20"))
                .hasMessage("ecn with a threshold needs a rate: nothing waits for an infinite line");
        assertThatThrownBy(() -> Weather.parse("rate 1mbit ecn 0"))
                .hasMessage("'ecn' must be followed by a number of packets, not '0'");
    }
}
