package jackfield.engine;

import static jackfield.engine.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentTest {
    private final Net net = new Net(5);
    private final Net.Host a = net.host("a", "10.0.0.1/24", "fd00::1/64");
    private final Net.Host b = net.host("b", "10.0.0.2/24", "fd00::2/64");
    private final UdpEndpoint server = a.engine.udp(true);

    @BeforeEach
    void listen() {
        server.bind(net.now, Bits.at("::", 7));
    }

    private static String from(boolean ipv6) {
        return ipv6 ? "fd00::2" : "10.0.0.2";
    }

    private static String to(boolean ipv6) {
        return ipv6 ? "fd00::1" : "10.0.0.1";
    }

    private static byte[] whole(boolean ipv6, int length) {
        return Bits.udp(from(ipv6), 5, to(ipv6), 7, Bits.pattern(length - 8));
    }

    private void fragment(boolean ipv6, int id, byte[] whole, int offset, int length, boolean more) {
        byte[] packet = Bits.fragment(from(ipv6), to(ipv6), id, whole, offset, length, more);
        a.receive(Bits.frame(b.mac, a.mac, packet));
    }

    private byte[] received() {
        var datagram = server.receive(net.now);
        return datagram == null ? new byte[0] : datagram.data();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyOrderOfFragmentsGivesTheSameDatagram(boolean ipv6) {
        byte[] whole = whole(ipv6, 35);
        var offsets = new ArrayList<>(List.of(0, 8, 16, 24, 32));
        for (int seed = 0; seed < 60; seed++) {
            Collections.shuffle(offsets, new Random(seed));
            for (int offset : offsets) {
                fragment(ipv6, seed, whole, offset, Math.min(8, 35 - offset), offset != 32);
                // A duplicate does no harm.
                fragment(ipv6, seed + 1000, whole, offset, Math.min(8, 35 - offset), offset != 32);
                fragment(ipv6, seed + 1000, whole, offset, Math.min(8, 35 - offset), offset != 32);
            }

            assertThat(received()).as("seed " + seed).isEqualTo(Bits.pattern(27));
            assertThat(received()).as("seed " + seed).isEqualTo(Bits.pattern(27));
            assertThat(received()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false,16,16,true",
        "false,8,24,true",
        "false,24,8,false",
        "true,16,16,true",
        "true,0,16,true",
        "true,24,8,false"
    })
    void anOverlapDropsTheDatagramWhole(boolean ipv6, int offset, int length, boolean more) {
        byte[] whole = whole(ipv6, 48);
        fragment(ipv6, 1, whole, 0, 24, true);
        fragment(ipv6, 1, whole, 24, 16, true);

        fragment(ipv6, 1, whole, offset, length, more);
        fragment(ipv6, 1, whole, 40, 8, false);
        fragment(ipv6, 1, whole, 0, 24, true);

        assertThat(received()).isEmpty();
        assertThat(a.dropped(DropReason.REASSEMBLY)).isEqualTo(3);
        net.run(61 * SECOND);
        assertThat(a.sent).as("nothing is told of a spoilt datagram").isEmpty();
        assertThat(a.engine.snapshot().timers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"false,30,11", "true,60,3"})
    void missingFragmentsAreGivenUpInTimeAndToldOf(boolean ipv6, int seconds, int type) {
        byte[] whole = whole(ipv6, 48);
        fragment(ipv6, 1, whole, 0, 24, true);
        fragment(ipv6, 2, whole, 24, 16, true);

        net.run(seconds * SECOND - 1);
        assertThat(a.sent).isEmpty();
        assertThat(a.engine.snapshot().timers()).isEqualTo(2);
        net.run(SECOND);

        // Only of the one whose first fragment came: to who is first asked for by ARP or neighbour discovery.
        assertThat(a.sent).hasSize(2);
        byte[] error = Bits.inside(a.sent.get(1));
        assertThat(error[ipv6 ? 40 : 20]).isEqualTo((byte) type);
        assertThat(error[ipv6 ? 41 : 21]).isEqualTo((byte) 1);
        assertThat(a.engine.snapshot().timers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStormOfFragmentsStaysWithinItsBudget(boolean ipv6) {
        byte[] whole = whole(ipv6, 1480);
        for (int id = 0; id < 5000; id++) {
            fragment(ipv6, id, whole, 0, 1400, true);
        }

        assertThat(a.engine.snapshot().timers()).isLessThanOrEqualTo(1024);
        assertThat(a.dropped(DropReason.REASSEMBLY)).isGreaterThan(3900);
        fragment(ipv6, 4999, whole, 1400, 80, false);
        assertThat(received()).isEqualTo(Bits.pattern(1472));
        net.run(61 * SECOND);
        assertThat(a.engine.snapshot().timers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStormOfEmptyLastFragmentsStaysWithinItsBudget(boolean ipv6) {
        byte[] whole = whole(ipv6, 48);
        for (int id = 0; id < 5000; id++) {
            fragment(ipv6, id, whole, 8, 0, false);
        }

        assertThat(a.engine.snapshot().timers()).isLessThanOrEqualTo(1024);
        net.run(61 * SECOND);
        assertThat(a.engine.snapshot().timers()).isZero();
    }

    @Test
    void aLongStormIsBoundedInBytesToo() {
        byte[] whole = whole(false, 65_000);
        for (int id = 0; id < 100; id++) {
            for (int offset = 0; offset < 64_000; offset += 1024) {
                fragment(false, id, whole, offset, 1024, true);
            }
        }

        // 4 MiB hold about 57 of them.
        assertThat(a.engine.snapshot().timers()).isBetween(50, 64);
    }

    @Test
    void thePingOfDeathIsDropped() {
        byte[] data = new byte[16];
        fragment(false, 1, data, 0, 8, true);
        byte[] packet = Bits.fragment("10.0.0.2", "10.0.0.1", 1, data, 0, 8, false);
        // Offset 65528, which with 8 more bytes and a header is more than a packet holds.
        Bytes.put16(packet, 6, 65_528 >>> 3);
        Bytes.put16(packet, 10, 0);
        Bytes.put16(packet, 10, Checksum.of(packet, 0, 20));
        a.receive(Bits.frame(b.mac, a.mac, packet));

        assertThat(received()).isEmpty();
        assertThat(a.dropped(DropReason.MALFORMED)).isEqualTo(1);
    }

    @Test
    void anAtomicFragmentIsADatagramOfItsOwn() {
        byte[] whole = whole(true, 48);
        fragment(true, 1, whole, 0, 24, true);

        fragment(true, 1, whole, 0, 48, false);

        assertThat(received()).isEqualTo(Bits.pattern(40));
        fragment(true, 1, whole, 24, 24, false);
        assertThat(received()).isEqualTo(Bits.pattern(40));
    }
}
