package jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.agent.AgentOptions.Kind;
import jackfield.sim.Weather;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentOptionsTest {
    @Test
    void aDeviceTakesWhatTheCommandLineTakes() {
        AgentOptions options = AgentOptions.parse("link=tap:tap0,netns=lab,address=10.9.0.2/24 fd09::2/64,"
                + "peer-address=10.9.0.1/24,gateway=10.9.0.1,mtu=9000,name.db=10.9.0.1,name.both=10.9.0.1 fd09::1");

        assertThat(options.link()).isEqualTo(Kind.TAP);
        assertThat(options.device()).isEqualTo("tap0");
        assertThat(options.namespace()).isEqualTo("lab");
        assertThat(options.addresses()).containsExactly(IpPrefix.parse("10.9.0.2/24"), IpPrefix.parse("fd09::2/64"));
        assertThat(options.peerAddresses()).containsExactly(IpPrefix.parse("10.9.0.1/24"));
        assertThat(options.gateways()).containsExactly(IpAddress.parse("10.9.0.1"));
        assertThat(options.mtu()).isEqualTo(9000);
        assertThat(options.names().get("db")).containsExactly(IpAddress.parse("10.9.0.1"));
        assertThat(options.names().get("both")).hasSize(2);
        assertThat(options.takesAll()).isTrue();
        assertThat(options.takesLoopback()).isTrue();
        assertThat(options.reports()).isTrue();
    }

    @Test
    void aSimulatedNetworkNeedsNothingMore() {
        AgentOptions options = AgentOptions.parse("link=sim");

        assertThat(options.link()).isEqualTo(Kind.SIM);
        assertThat(options.addresses()).contains(IpPrefix.parse("10.9.0.2/24"));
        assertThat(options.clientAddresses()).contains(IpPrefix.parse("10.9.0.1/24"));
        assertThat(options.takesAll()).isFalse();
    }

    @Test
    void aSimulatedNetworkHasWeather() {
        AgentOptions options =
                AgentOptions.parse("link=sim,weather=delay 20ms loss 2%,seed=7,loopback=kernel,route=all,report=no");

        assertThat(options.weather()).isEqualTo(Weather.parse("delay 20ms loss 2%"));
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.takesLoopback()).isFalse();
        assertThat(options.takesAll()).isTrue();
        assertThat(options.reports()).isFalse();
    }

    @Test
    void aFileHasTheSameKeys(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("network.properties");
        Files.writeString(file, "# a comment\nlink = tun:tun0\naddress = 10.9.0.2/24\nname.db = 10.9.0.1\n");

        AgentOptions options = AgentOptions.parse(file.toString());

        assertThat(options.link()).isEqualTo(Kind.TUN);
        assertThat(options.device()).isEqualTo("tun0");
        assertThat(options.names()).containsKey("db");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | say which network: link=tap:NAME, link=tun:NAME or link=sim,"
                        + " or the name of a file with such lines",
                "/no/such/file | the file /no/such/file cannot be read:"
                        + " java.nio.file.NoSuchFileException: /no/such/file",
                "link=wifi | link is tap:NAME, tun:NAME or sim, not 'wifi'",
                "address=10.9.0.2/24 | link is tap:NAME, tun:NAME or sim, not ''",
                "link=tap: | link is tap:NAME, tun:NAME or sim, not 'tap:'",
                "link=tap:t | link=tap:t needs an address=, such as 10.9.0.2/24",
                "link=sim,mtu=1500 | link=sim takes no mtu",
                "link=tun:t,address=10.9.0.2/24,weather=loss 1% | link=tun:t takes no weather",
                "link=sim,weather=rain | weather: 'rain' is not a word for weather: there are delay, loss, duplicate,"
                        + " corrupt, reorder, rate, limit and ecn, as in tc-netem",
                "link=sim,address=10.9.0.2/x | address: not a prefix length: 'x' in '10.9.0.2/x'",
                "link=sim,link=sim | link is given twice; several addresses stand in one, with spaces",
                "link=sim,loopback | 'loopback' is no key=value",
                "link=sim,loopback=yes | loopback is jackfield or kernel, not 'yes'",
                "link=sim,seed=x | seed is a number, not 'x'",
                "link=sim,wether=loss 1% | there is no option wether, but link, netns, address, client-address,"
                        + " peer-address, gateway, mtu, weather, seed, route, loopback, report and name.HOST"
            })
    void whatMakesNoSenseIsSaidInASentence(String text, String sentence) {
        assertThatThrownBy(() -> AgentOptions.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }
}
