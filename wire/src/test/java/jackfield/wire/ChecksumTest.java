package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
    @Test
    void theExampleOfRfc1071() {
        byte[] bytes = {0x00, 0x01, (byte) 0xF2, 0x03, (byte) 0xF4, (byte) 0xF5, (byte) 0xF6, (byte) 0xF7};

        assertThat(Checksum.fold(Checksum.sum(bytes, 0, 8))).isEqualTo(0xDDF2);
        assertThat(Checksum.of(bytes, 0, 8)).isEqualTo(0x220D);
    }

    @Test
    void agreesWithTheNaiveSumForEveryLengthAndOffset() {
        Property.holds(20, random -> {
            byte[] bytes = Property.bytes(random, 200);
            for (int at = 0; at < 9; at++) {
                for (int length = 0; length <= 180; length++) {
                    assertThat(Checksum.of(bytes, at, length))
                            .as("%d bytes from %d", length, at)
                            .isEqualTo(naive(bytes, at, length));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 1500, 65_535, 65_536, 1 << 20})
    void carriesAtTheirMost(int length) {
        byte[] ones = new byte[length + 3];
        Arrays.fill(ones, (byte) -1);

        assertThat(Checksum.of(ones, 3, length)).isEqualTo(naive(ones, 3, length));
    }

    @Test
    void joinsRangesOfEvenLength() {
        Property.holds(200, random -> {
            byte[] bytes = Property.bytes(random, 64);
            int cut = 2 * random.nextInt(32);
            int length = cut + random.nextInt(64 - cut);

            long sum = Checksum.sum(bytes, 0, cut) + Checksum.sum(bytes, cut, length - cut);

            assertThat(Checksum.finish(sum)).isEqualTo(naive(bytes, 0, length));
        });
    }

    @Test
    void aWordIsATermOfTheSum() {
        for (int value = 0; value <= 0xFFFF; value += 257) {
            byte[] bytes = {(byte) (value >>> 8), (byte) value};
            assertThat(Checksum.fold(Checksum.word(value))).isEqualTo(value);
            assertThat(Checksum.word(value)).isEqualTo(Checksum.sum(bytes, 0, 2));
        }
    }

    @Test
    void foldsEveryCarry() {
        for (long sum : new long[] {0, 1, 0xFFFF, 0x1_0000, 0xFFFF_FFFFL, 0x1_0000_0000L, Long.MAX_VALUE, 1L << 48}) {
            int expected = Checksum.fold(sum % 0xFFFF == 0 && sum != 0 ? 0xFFFF : sum % 0xFFFF);
            assertThat(Checksum.fold(sum)).as("%x", sum).isEqualTo(expected);
        }
    }

    @Test
    void aChecksumInItsPlaceIsIntactAndOneBitOfDamageIsNot() {
        Property.holds(100, random -> {
            byte[] bytes = Property.bytes(random, 2 + 2 * random.nextInt(40));
            Bytes.put16(bytes, 0, 0);
            Bytes.put16(bytes, 0, Checksum.of(bytes, 0, bytes.length));
            assertThat(Checksum.isIntact(Checksum.sum(bytes, 0, bytes.length))).isTrue();

            int bit = random.nextInt(8 * bytes.length);
            bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));

            assertThat(Checksum.isIntact(Checksum.sum(bytes, 0, bytes.length))).isFalse();
        });
    }

    /** RFC 1624, 4: the case that equation 2 of RFC 1141 gets wrong. */
    @Test
    void theExampleOfRfc1624() {
        assertThat(Checksum.update(0xDD2F, 0x5555, 0x3285)).isEqualTo(0x0000);
    }

    @Test
    void updatingIsTheSameAsSummingAnew() {
        int[] corners = {0, 1, 2, 0x00FF, 0x0100, 0x5555, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF};
        byte[] bytes = new byte[6];
        for (int constant : new int[] {1, 0x1234, 0xFFFE, 0xFFFF}) {
            Bytes.put16(bytes, 0, constant);
            for (int other : corners) {
                Bytes.put16(bytes, 2, other);
                for (int before : corners) {
                    for (int after = 0; after <= 0xFFFF; after++) {
                        checkUpdate(bytes, before, after);
                    }
                }
            }
        }
    }

    private static void checkUpdate(byte[] bytes, int before, int after) {
        Bytes.put16(bytes, 4, before);
        int checksum = Checksum.of(bytes, 0, 6);
        Bytes.put16(bytes, 4, after);
        int updated = Checksum.update(checksum, before, after);
        if (updated != Checksum.of(bytes, 0, 6)) {
            throw new AssertionError("from " + before + " to " + after + ": " + updated);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pseudoHeaderIsThatOfTheRfcs(boolean ipv4) {
        Property.holds(500, random -> {
            IpAddress source = Property.address(random, ipv4);
            IpAddress destination = Property.address(random, ipv4);
            int length = random.nextInt(ipv4 ? 0x1_0000 : 0x2_0000);
            int protocol = random.nextInt(256);
            int size = ipv4 ? 4 : 16;
            byte[] header = new byte[2 * size + (ipv4 ? 4 : 8)];
            System.arraycopy(source.toBytes(), 0, header, 0, size);
            System.arraycopy(destination.toBytes(), 0, header, size, size);
            if (ipv4) {
                // RFC 9293, 3.1: zero, protocol, length.
                Bytes.put16(header, 8, protocol);
                Bytes.put16(header, 10, length);
            } else {
                // RFC 8200, 8.1: length, three zeros, next header.
                Bytes.put32(header, 32, length);
                Bytes.put32(header, 36, protocol);
            }

            long sum = Checksum.pseudoHeader(
                    source.high(), source.low(), destination.high(), destination.low(), protocol, length);

            assertThat(Checksum.finish(sum)).isEqualTo(naive(header, 0, header.length));
        });
    }

    private static int naive(byte[] bytes, int at, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = bytes[at + i] & 0xFF;
            sum += (i & 1) == 0 ? octet << 8 : octet;
            if (sum > 0xFFFF) {
                sum -= 0xFFFF;
            }
        }
        return ~sum & 0xFFFF;
    }
}
