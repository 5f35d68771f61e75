package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,10.0.0.1",
        "255.255.255.255,255.255.255.255",
        "::,::",
        "::1,::1",
        "1::,1::",
        "2001:db8:0:0:0:0:0:1,2001:db8::1",
        "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "2001:DB8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "fe80::1,fe80::1",
        "::ffff:10.0.0.1,10.0.0.1",
    })
    void readsAndWritesTheCanonicalForm(String given, String canonical) {
        assertThat(IpAddress.parse(given)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.4.5",
                ":::",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8::",
                "localhost",
                "١.2.3.4"
            })
    void refusesWhatIsNoLiteral(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void prefixContainsItsNetworkOnly() {
        IpPrefix prefix = IpPrefix.parse("10.9.0.2/24");

        assertThat(prefix.contains(IpAddress.parse("10.9.0.255"))).isTrue();
        assertThat(prefix.contains(IpAddress.parse("10.9.1.0"))).isFalse();
        assertThat(prefix.contains(IpAddress.parse("::1"))).isFalse();
        assertThat(prefix.network()).hasToString("10.9.0.0/24");
        assertThat(prefix.broadcast()).hasToString("10.9.0.255");
        assertThat(IpPrefix.parse("::/0").contains(IpAddress.parse("2001:db8::1")))
                .isTrue();
        assertThat(IpPrefix.parse("2001:db8::/65").contains(IpAddress.parse("2001:db8:0:0:8000::")))
                .isFalse();
    }
}
