package jackfield.socket.dns;

import static java.net.spi.InetAddressResolver.LookupPolicy.IPV4;
import static java.net.spi.InetAddressResolver.LookupPolicy.IPV4_FIRST;
import static java.net.spi.InetAddressResolver.LookupPolicy.IPV6;
import static java.net.spi.InetAddressResolver.LookupPolicy.IPV6_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.socket.route.Lab;
import jackfield.socket.route.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameResolverTest {
    private static final LookupPolicy ANY = LookupPolicy.of(IPV4 | IPV6);

    private final Lab lab = new Lab();
    private final Elsewhere elsewhere = new Elsewhere();
    private final NameResolver resolver = new NameResolver(elsewhere);

    @AfterEach
    void closeLab() {
        lab.close();
    }

    private List<String> addresses(String name, LookupPolicy policy) throws UnknownHostException {
        return resolver.lookupByName(name, policy)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    private Network mixed() {
        return lab.register(Network.named("lab")
                .host("db", lab.host("db").sockets(), "10.0.0.2/24", "fd00::2/64")
                .name("db", "10.0.0.3")
                .name("Mail.Example", "10.0.0.9"));
    }

    @Test
    void aHostIsFoundByItsNameWhateverTheCase() throws UnknownHostException {
        mixed();

        assertThat(addresses("db", ANY)).containsExactly("10.0.0.2", "fd00:0:0:0:0:0:0:2", "10.0.0.3");
        assertThat(addresses("DB", ANY)).hasSize(3);
        assertThat(addresses("db.", ANY)).hasSize(3);
        assertThat(addresses("mail.example", ANY)).containsExactly("10.0.0.9");
        assertThat(resolver.lookupByName("dB", ANY).findFirst().orElseThrow().getHostName())
                .isEqualTo("dB");
        assertThat(elsewhere.asked()).isEmpty();
    }

    @Test
    void familiesAndTheirOrderAreThoseAskedFor() throws UnknownHostException {
        mixed();

        assertThat(addresses("db", LookupPolicy.of(IPV4))).containsExactly("10.0.0.2", "10.0.0.3");
        assertThat(addresses("db", LookupPolicy.of(IPV6))).containsExactly("fd00:0:0:0:0:0:0:2");
        assertThat(addresses("db", LookupPolicy.of(IPV4 | IPV6 | IPV4_FIRST)))
                .containsExactly("10.0.0.2", "10.0.0.3", "fd00:0:0:0:0:0:0:2");
        assertThat(addresses("db", LookupPolicy.of(IPV4 | IPV6 | IPV6_FIRST)))
                .containsExactly("fd00:0:0:0:0:0:0:2", "10.0.0.2", "10.0.0.3");
        assertThatThrownBy(() -> addresses("mail.example", LookupPolicy.of(IPV6)))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("mail.example: No address associated with hostname");
        assertThat(elsewhere.asked()).isEmpty();
    }

    @Test
    void whatNoNetworkKnowsIsAskedElsewhere() throws UnknownHostException {
        mixed();

        assertThat(addresses("elsewhere.example", ANY)).containsExactly("192.0.2.1");
        assertThatThrownBy(() -> addresses("nowhere.example", ANY)).isInstanceOf(UnknownHostException.class);
        assertThat(resolver.lookupByAddress(new byte[] {(byte) 192, 0, 2, 1})).isEqualTo("elsewhere.example");
        assertThat(elsewhere.asked()).containsExactly("elsewhere.example", "nowhere.example", "192.0.2.1");
    }

    @Test
    void forwardAndReverseAgree() throws UnknownHostException {
        mixed();

        for (String name : List.of("db", "mail.example")) {
            for (InetAddress address : resolver.lookupByName(name, ANY).toList()) {
                assertThat(resolver.lookupByAddress(address.getAddress())).isEqualToIgnoringCase(name);
            }
        }
    }

    @Test
    void anAddressOfANetworkIsNeverAskedElsewhere() throws UnknownHostException {
        mixed();

        assertThatThrownBy(() -> resolver.lookupByAddress(Lab.ip("10.0.0.77").getAddress()))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("10.0.0.77");
        assertThat(elsewhere.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void loopbackIsAskedElsewhereEvenIfANetworkHasIt(String loopback) throws UnknownHostException {
        lab.register(Network.named("lab")
                .host("a", lab.host("a").sockets(), "10.0.0.1/24")
                .reaches("127.0.0.0/8", "::1"));

        assertThat(resolver.lookupByAddress(Lab.ip(loopback).getAddress())).isEqualTo("localhost");
    }

    @Test
    void inAScopeTheNamesOfItsNetworkComeFirst() throws UnknownHostException {
        Network one = lab.register(Network.named("one")
                .host("a", lab.host("a").sockets(), "10.0.0.1/24")
                .name("db", "10.0.0.2")
                .name("only-one", "10.0.0.3"));
        Network two = lab.register(Network.named("two")
                .host("a", lab.host("a").sockets(), "10.1.0.1/24")
                .name("db", "10.1.0.2"));

        assertThat(one.<List<String>, UnknownHostException>call(() -> addresses("db", ANY)))
                .containsExactly("10.0.0.2");
        assertThat(two.<List<String>, UnknownHostException>call(() -> addresses("db", ANY)))
                .containsExactly("10.1.0.2");
        assertThat(two.<List<String>, UnknownHostException>call(() -> addresses("only-one", ANY)))
                .containsExactly("10.0.0.3");
        assertThat(addresses("db", ANY)).containsExactly("10.0.0.2", "10.1.0.2");
    }

    @Test
    void aNameEndsWithItsNetwork() throws UnknownHostException {
        Network network = mixed();
        assertThat(addresses("db", ANY)).isNotEmpty();

        network.close();

        assertThatThrownBy(() -> addresses("db", ANY)).isInstanceOf(UnknownHostException.class);
        assertThat(elsewhere.asked()).containsExactly("db");
    }
}
