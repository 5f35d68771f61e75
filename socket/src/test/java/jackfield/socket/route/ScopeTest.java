package jackfield.socket.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose is a socket, by the scope it is made in. */
@Timeout(20)
final class ScopeTest {
    private final Lab lab = new Lab();
    private Network shop;
    private Network bank;

    @BeforeEach
    void twoNetworks() {
        shop = lab.register(Network.named("shop")
                .host("till", lab.host("till").sockets(), "10.0.0.1/24")
                .host("store", lab.host("store").sockets(), "10.0.0.2/24")
                .defaultHost("till"));
        bank = lab.single("bank", "10.1.0.1/24");
    }

    @AfterEach
    void closeLab() {
        lab.close();
    }

    private static String here() {
        return Networks.scope().map(NetworkHost::name).orElse("nowhere");
    }

    private static String towards(Optional<NetworkHost> birth, String address) throws SocketException {
        return Networks.towards(birth, Lab.ip(address)).map(NetworkHost::name).orElse("platform");
    }

    @Test
    void insideEverythingIsTheHosts() throws SocketException {
        for (String address : List.of("10.0.0.1", "10.1.0.1", "8.8.8.8", "127.0.0.1", "0.0.0.0", "::1")) {
            String seen = shop.host("store").call(() -> towards(Optional.empty(), address));
            assertThat(seen).as(address).isEqualTo("store");
            assertThat(shop.host("store")
                            .<Optional<NetworkHost>, SocketException>call(
                                    () -> Networks.at(Optional.empty(), Lab.ip(address), true)))
                    .as(address)
                    .contains(shop.host("store"));
        }
        assertThat(here()).isEqualTo("nowhere");
    }

    @Test
    void aNetworkRunsOnItsDefaultHost() {
        var seen = new ArrayList<String>();
        shop.run(() -> seen.add(here()));
        bank.run(() -> seen.add(here()));

        assertThat(seen).containsExactly("till", "bank");
        assertThat(shop.<String, RuntimeException>call(ScopeTest::here)).isEqualTo("till");
    }

    @Test
    void aNetworkWithoutADefaultHostSaysSo() {
        Network two = lab.register(Network.named("two")
                .host("x", lab.host("x").sockets(), "10.2.0.1")
                .host("y", lab.host("y").sockets(), "10.2.0.2"));

        assertThatThrownBy(() -> two.run(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the network two has 2 hosts and no default one");
    }

    @Test
    void scopesNestAndAreGivenBackAfterAFailure() {
        var seen = new ArrayList<String>();
        shop.host("store").run(() -> {
            seen.add(here());
            assertThatThrownBy(() -> bank.call(() -> {
                        seen.add(here());
                        throw new IOException("as it happens");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("as it happens");
            seen.add(here());
        });
        seen.add(here());

        assertThat(seen).containsExactly("store", "bank", "store", "nowhere");
    }

    @Test
    void threadsBornInsideInheritTheScopeAndKeepIt() throws InterruptedException, ExecutionException {
        FutureTask<String> platform = new FutureTask<>(ScopeTest::here);
        FutureTask<String> virtual = new FutureTask<>(ScopeTest::here);
        List<ExecutorService> pools = new ArrayList<>();
        shop.host("store").run(() -> {
            Thread.ofPlatform().start(platform);
            Thread.ofVirtual().start(virtual);
            pools.add(Executors.newSingleThreadExecutor());
            pools.getFirst().execute(() -> {});
        });

        assertThat(platform.get()).isEqualTo("store");
        assertThat(virtual.get()).isEqualTo("store");
        try (ExecutorService pool = pools.getFirst()) {
            assertThat(pool.submit(ScopeTest::here).get()).isEqualTo("store");
        }
    }

    @Test
    void aSocketBelongsToTheScopeItWasMadeInAndNotToTheOneItIsUsedIn() throws SocketException {
        Optional<NetworkHost> birth = shop.host("store").call(Networks::scope);

        assertThat(towards(birth, "10.1.0.1")).isEqualTo("store");
        assertThat(bank.<String, SocketException>call(() -> towards(birth, "8.8.8.8")))
                .isEqualTo("store");
        assertThat(bank.<String, SocketException>call(() -> towards(Optional.empty(), "10.0.0.1")))
                .isEqualTo("bank");
    }

    @Test
    void aScopeWhoseNetworkIsClosedGivesNoSocket() {
        bank.run(() -> {
            bank.close();
            assertThatThrownBy(() -> towards(Optional.empty(), "10.1.0.1"))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("the host bank of the network bank cannot be used: that network is closed,"
                            + " and this socket is in its scope");
        });

        assertThatThrownBy(() -> bank.run(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the network bank is closed, nothing runs in it");
    }
}
