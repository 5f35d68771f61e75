package jackfield.engine.ip;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 1191 and 8201: what is remembered of narrow paths, and for how long. */
class PathMtuTest {
    private static final long TEN_MINUTES = 600_000_000_000L;
    private static final IpAddress FOUR = IpAddress.parse("10.0.0.2");
    private static final IpAddress SIX = IpAddress.parse("fd00::2");

    private final PathMtu memory = new PathMtu();

    /** A router that tells no MTU tells 0: what Linux guesses then is 552. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.2, 1400, 1400, false",
        "10.0.0.2, 552, 552, false",
        "10.0.0.2, 551, 552, true",
        "10.0.0.2, 0, 552, true",
        "fd00::2, 1400, 1400, false",
        "fd00::2, 1280, 1280, false",
        "fd00::2, 1279, 1500, false",
        "fd00::2, 0, 1500, false"
    })
    void whatIsBelievedOfOneRouter(IpAddressText to, int told, int believed, boolean mustCut) {
        memory.learn(0, to.address(), told);

        assertThat(memory.of(0, to.address(), 1500)).isEqualTo(believed);
        assertThat(memory.mustCut(0, to.address())).isEqualTo(mustCut);
        assertThat(memory.of(0, IpAddress.parse("10.9.9.9"), 1500)).isEqualTo(1500);
    }

    /** For JUnit to read. */
    record IpAddressText(IpAddress address) {
        IpAddressText(String text) {
            this(IpAddress.parse(text));
        }
    }

    @Test
    void nothingButTimeWidensAPath() {
        memory.learn(0, FOUR, 1000);
        memory.learn(1, FOUR, 1200);
        assertThat(memory.of(1, FOUR, 1500)).isEqualTo(1000);

        assertThat(memory.of(TEN_MINUTES - 1, FOUR, 1500)).isEqualTo(1000);
        assertThat(memory.of(TEN_MINUTES, FOUR, 1500)).isEqualTo(1500);
        memory.learn(TEN_MINUTES, FOUR, 1200);
        assertThat(memory.of(TEN_MINUTES, FOUR, 1500)).isEqualTo(1200);
    }

    @Test
    void whatIsToldAgainIsRememberedAfresh() {
        memory.learn(0, SIX, 1300);
        memory.learn(TEN_MINUTES / 2, SIX, 1300);

        assertThat(memory.of(TEN_MINUTES, SIX, 1500)).isEqualTo(1300);
        assertThat(memory.of(TEN_MINUTES / 2 * 3, SIX, 1500)).isEqualTo(1500);
    }

    @Test
    void aCutPathIsForgottenToo() {
        memory.learn(0, FOUR, 68);

        assertThat(memory.mustCut(TEN_MINUTES - 1, FOUR)).isTrue();
        assertThat(memory.mustCut(TEN_MINUTES, FOUR)).isFalse();
    }

    /** Forged errors about 100,000 destinations push the oldest out, and cost no more. */
    @Test
    void aFloodOfDestinationsIsBounded() {
        memory.learn(0, FOUR, 1000);
        for (int i = 0; i < 100_000; i++) {
            memory.learn(0, IpAddress.ofIpv4(0x0B00_0000 + i), 1000);
        }

        assertThat(memory.of(0, FOUR, 1500)).isEqualTo(1500);
        int kept = 0;
        for (int i = 0; i < 100_000; i++) {
            kept += memory.of(0, IpAddress.ofIpv4(0x0B00_0000 + i), 1500) == 1000 ? 1 : 0;
        }
        assertThat(kept).isEqualTo(256);
    }
}
