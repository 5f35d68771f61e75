package jackfield.socket.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose is a socket, by its address; and what cannot be registered. */
final class NetworksTest {
    private final Lab lab = new Lab();

    @AfterEach
    void closeLab() {
        lab.close();
        assertThat(Networks.registered()).isEmpty();
    }

    private static String towards(String address) throws SocketException {
        return name(Networks.towards(Optional.empty(), Lab.ip(address)));
    }

    private static String at(String address) throws SocketException {
        return name(Networks.at(Optional.empty(), Lab.ip(address), false));
    }

    private static String name(Optional<NetworkHost> host) {
        return host.map(NetworkHost::name).orElse("platform");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.2", "127.0.0.1", "0.0.0.0", "::1", "::", "8.8.8.8", "224.0.0.1", "fe80::1"})
    void everythingIsThePlatformsWhileNoNetworkIsRegistered(String address) throws SocketException {
        assertThat(towards(address)).isEqualTo("platform");
        assertThat(at(address)).isEqualTo("platform");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, lab, lab",
        "10.0.0.2, lab, lab",
        "10.0.0.255, lab, lab",
        "10.0.1.1, platform, platform",
        "fd00::99, lab, lab",
        "fd01::99, platform, platform",
        "::ffff:10.0.0.2, lab, lab",
        "127.0.0.1, platform, platform",
        "::1, platform, platform",
        "0.0.0.0, platform, platform",
        "::, platform, platform",
        "192.0.2.1, platform, platform"
    })
    void anAddressInAPrefixIsTheNetworks(String address, String connects, String binds) throws SocketException {
        lab.single("lab", "10.0.0.1/24", "fd00::1/64");

        assertThat(towards(address)).isEqualTo(connects);
        assertThat(at(address)).isEqualTo(binds);
    }

    @Test
    void aPrefixBehindAGatewayIsTheNetworks() throws SocketException {
        lab.register(Network.named("lab")
                .host("a", lab.host("a").sockets(), "10.0.0.1/24")
                .reaches("172.16.5.0/12"));

        assertThat(towards("172.31.255.255")).isEqualTo("a");
        assertThat(towards("172.32.0.0")).isEqualTo("platform");
    }

    @Test
    void aDefaultRouteTakesWhatNoOtherNetworkClaimsButNotLoopback() throws SocketException {
        lab.single("lab", "10.0.0.1/24");
        lab.register(Network.named("world")
                .host("world", lab.host("world").sockets(), "192.0.2.1/24")
                .reaches("0.0.0.0/0", "::/0"));

        assertThat(towards("10.0.0.7")).isEqualTo("lab");
        assertThat(towards("8.8.8.8")).isEqualTo("world");
        assertThat(towards("2001:db8::1")).isEqualTo("world");
        assertThat(towards("127.0.0.1")).isEqualTo("platform");
        assertThat(towards("::1")).isEqualTo("platform");
        assertThat(towards("0.0.0.0")).isEqualTo("platform");
        assertThat(at("0.0.0.0")).isEqualTo("platform");
        assertThat(at("198.51.100.1")).as("an address nobody here has").isEqualTo("platform");
    }

    @Test
    void loopbackAndWildcardsAreTakenByNameOnly() throws SocketException {
        lab.register(Network.named("lab")
                .host("lab", lab.host("lab").sockets(), "10.0.0.1/24")
                .reaches("127.0.0.0/8", "::1")
                .wildcards());

        assertThat(towards("127.0.0.1")).isEqualTo("lab");
        assertThat(towards("::1")).isEqualTo("lab");
        assertThat(towards("0.0.0.0")).isEqualTo("lab");
        assertThat(towards("::")).isEqualTo("lab");
        assertThat(at("127.0.0.1")).isEqualTo("lab");
        assertThat(at("0.0.0.0")).isEqualTo("lab");
        assertThat(at("::")).isEqualTo("lab");
    }

    @Test
    void serversHaveAHostOfTheirOwnIfTheNetworkSaysSo() throws SocketException {
        lab.register(twoHosts().defaultHost("a").reaches("127.0.0.0/8", "::1").wildcards("b"));

        assertThat(name(Networks.at(Optional.empty(), Lab.ip("0.0.0.0"), true))).isEqualTo("b");
        assertThat(at("0.0.0.0")).isEqualTo("a");
        assertThat(towards("127.0.0.1")).isEqualTo("b");
        assertThat(towards("0.0.0.0")).isEqualTo("b");
        assertThat(at("127.0.0.1")).isEqualTo("b");
        assertThat(towards("10.0.0.2")).isEqualTo("a");
    }

    private NetworkDescription twoHosts() {
        return Network.named("lab")
                .host("a", lab.host("a").sockets(), "10.0.0.1/24")
                .host("b", lab.host("b").sockets(), "10.0.0.2/24");
    }

    @Test
    void whoeverConnectsToANetworkOfSeveralHostsIsToldToSayFromWhich() throws SocketException {
        lab.register(twoHosts());

        assertThatThrownBy(() -> towards("10.0.0.2"))
                .isInstanceOf(SocketException.class)
                .hasMessage("10.0.0.2 lies in the network lab, and the network lab has 2 hosts and no default one:"
                        + " name it with defaultHost(...), or run inside host(...).run(...)");
        assertThat(at("10.0.0.1")).isEqualTo("a");
        assertThat(at("10.0.0.2")).isEqualTo("b");
    }

    @Test
    void theDefaultHostIsTheSource() throws SocketException {
        lab.register(twoHosts().defaultHost("b"));

        assertThat(towards("10.0.0.1")).isEqualTo("b");
        assertThat(towards("10.0.0.9")).isEqualTo("b");
        assertThat(at("10.0.0.1")).isEqualTo("a");
        assertThat(at("10.0.0.9")).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/24, 10.0.0.77/24, 10.0.0.0/24",
        "10.0.0.1/24, 10.0.0.77/32, 10.0.0.77/32",
        "10.0.0.77/32, 10.0.0.1/8, 10.0.0.77/32",
        "fd00::1/64, fd00::2/48, fd00::/64",
        "0.0.0.0/0, 9.9.9.9/0, 0.0.0.0/0"
    })
    void twoNetworksCannotClaimOneAddress(String one, String other, String both) {
        lab.register(Network.named("one").host("h", lab.host("h").sockets(), one));
        NetworkDescription second =
                Network.named("other").host("h", lab.host("h").sockets(), other);

        assertThatThrownBy(second::register)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the networks one and other both claim " + both + ", which can belong to one only");
        assertThat(Networks.registered()).hasSize(1);
    }

    @Test
    void oneNetworkTakesTheWildcards() {
        lab.register(twoHosts().wildcards());
        NetworkDescription second = Network.named("other")
                .host("h", lab.host("h").sockets(), "10.1.0.1/24")
                .wildcards();

        assertThatThrownBy(second::register)
                .hasMessage("the networks lab and other both claim sockets that are bound to no address,"
                        + " which can belong to one only");
    }

    @Test
    void aNameIsGivenOnce() {
        lab.register(twoHosts());

        assertThatThrownBy(() -> lab.single("lab", "10.1.0.1/24"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network lab is registered already");
        assertThatThrownBy(() -> twoHosts().host("a", lab.host("a").sockets(), "10.0.0.3/24"))
                .hasMessage("the network lab has two hosts a");
        assertThatThrownBy(() -> twoHosts().host("c", lab.host("c").sockets(), "10.0.0.2/24"))
                .hasMessage("the hosts b and c of the network lab both have the address 10.0.0.2");
    }

    @Test
    void aDescriptionThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Network.named("lab").register()).hasMessage("the network lab has no host");
        assertThatThrownBy(() -> Network.named(" ")).hasMessage("a network needs a name");
        assertThatThrownBy(() -> Network.named("lab").host("a", lab.host("a").sockets()))
                .hasMessage("the host a of the network lab has no address");
        assertThatThrownBy(() -> Network.named("lab").host("a", lab.host("a").sockets(), "nonsense"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Network.named("lab").defaultHost("a")).hasMessage("the network lab has no host a");
        assertThatThrownBy(() -> Network.named("lab").name("10.0.0.1", "10.0.0.1"))
                .hasMessage("'10.0.0.1' is not a host name");
        assertThatThrownBy(() -> Network.named("lab").name("db")).hasMessage("the name db has no address");
    }

    @Test
    void anUnregisteredAddressIsThePlatformsAgain() throws SocketException {
        Network network = lab.single("lab", "10.0.0.1/24");
        network.close();

        assertThat(towards("10.0.0.1")).isEqualTo("platform");
        assertThat(Networks.registered()).isEmpty();
        lab.single("lab", "10.0.0.1/24");
        assertThat(towards("10.0.0.1")).isEqualTo("lab");
    }

    @Test
    void aNetworkThatIsClosedWithOpenSocketsListsThem() {
        Network network = Network.named("lab")
                .host("a", lab.host("a").sockets(), "10.0.0.1/24")
                .register();
        Runnable closed = network.opened("Socket", "10.0.0.2:80");
        network.opened("ServerSocket", "10.0.0.1:8080");
        network.opened("DatagramSocket", "10.0.0.1:53");
        closed.run();
        closed.run();

        assertThat(network.openSockets().stream().map(OpenedSocket::toString))
                .containsExactly("ServerSocket 10.0.0.1:8080", "DatagramSocket 10.0.0.1:53");
        assertThatThrownBy(network::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the network lab was closed and 2 of its sockets are open:"
                        + " [ServerSocket 10.0.0.1:8080, DatagramSocket 10.0.0.1:53]")
                .satisfies(leak -> assertThat(List.of(leak.getSuppressed()))
                        .hasSize(2)
                        .allSatisfy(opened -> assertThat(opened.getStackTrace())
                                .anyMatch(frame -> frame.getClassName().equals(NetworksTest.class.getName()))));
        assertThat(Networks.registered()).isEmpty();
        network.close();
    }
}
