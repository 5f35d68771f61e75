package jackfield.link.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.wire.IpAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class IfreqTest {
    @Test
    void hasTheSizeOfTheKernelsStructureAndANameThatEnds() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = Ifreq.of(arena, "fifteen-letters");

            assertThat(ifreq.byteSize()).isEqualTo(40);
            assertThat(Ifreq.name(ifreq)).isEqualTo("fifteen-letters");
            assertThat(ifreq.get(JAVA_BYTE, 15)).isZero();
            assertThatThrownBy(() -> Ifreq.of(arena, "sixteen-letters!")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keepsFlagsAndNumbersBehindTheName() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = Ifreq.of(arena, "tap0");

            Ifreq.flags(ifreq, 0xD002);
            assertThat(ifreq.get(JAVA_SHORT, 16)).isEqualTo((short) 0xD002);
            assertThat(Ifreq.flags(ifreq)).isEqualTo(0xD002);

            Ifreq.number(ifreq, 65_521);
            assertThat(ifreq.get(JAVA_INT, 16)).isEqualTo(65_521);
            assertThat(Ifreq.number(ifreq)).isEqualTo(65_521);
            assertThat(Ifreq.name(ifreq)).isEqualTo("tap0");
        }
    }

    @Test
    void writesAddressesInNetworkOrder() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ifreq = Ifreq.of(arena, "tap0");
            Ifreq.address(ifreq, IpAddress.parse("10.9.0.1"));
            assertThat(ifreq.get(JAVA_SHORT, 16)).as("AF_INET").isEqualTo((short) 2);
            assertThat(hex(ifreq, 18, 6)).as("port, address").isEqualTo("00000a090001");

            MemorySegment in6 = Ifreq.ofIpv6(arena, IpAddress.parse("2001:db8::1"), 64, 7);
            assertThat(in6.byteSize()).isEqualTo(24);
            assertThat(hex(in6, 0, 16)).isEqualTo("20010db8000000000000000000000001");
            assertThat(in6.get(JAVA_INT, 16)).isEqualTo(64);
            assertThat(in6.get(JAVA_INT, 20)).isEqualTo(7);
        }
    }

    @Test
    void pollStructureHasEightBytes() {
        assertThat(Libc.pollLayout().byteSize()).isEqualTo(8);
    }

    private static String hex(MemorySegment segment, long at, long length) {
        return HexFormat.of().formatHex(segment.asSlice(at, length).toArray(JAVA_BYTE));
    }
}
