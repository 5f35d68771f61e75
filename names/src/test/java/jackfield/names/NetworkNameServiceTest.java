package jackfield.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.socket.LiveHost;
import jackfield.socket.route.Network;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's own door, with the service in place: {@link InetAddress}. */
@Timeout(30)
final class NetworkNameServiceTest {
    private LiveHost host;

    @BeforeEach
    void startHost() {
        host = LiveHost.builder("db").start();
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    private Network network(String name, String address) {
        return Network.named(name).host("db.jackfield", host.sockets(), address).register();
    }

    private static List<String> addresses(String name) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(name))
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void aNameIsKnownWhileItsNetworkIs() throws UnknownHostException {
        assertThatThrownBy(() -> addresses("db.jackfield")).isInstanceOf(UnknownHostException.class);

        try (Network network = network("lab", "10.0.0.2/24")) {
            assertThat(addresses("db.jackfield")).containsExactly("10.0.0.2");
            assertThat(addresses("DB.Jackfield")).containsExactly("10.0.0.2");
            assertThat(network.isClosed()).isFalse();
        }

        assertThatThrownBy(() -> addresses("db.jackfield")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void eachScopeHasItsOwnAnswerAtOnce() throws UnknownHostException {
        try (Network one = network("one", "10.0.0.2/24");
                Network two = network("two", "10.1.0.2/24")) {
            for (int i = 0; i < 2; i++) {
                assertThat(one.<List<String>, UnknownHostException>call(() -> addresses("db.jackfield")))
                        .containsExactly("10.0.0.2");
                assertThat(two.<List<String>, UnknownHostException>call(() -> addresses("db.jackfield")))
                        .containsExactly("10.1.0.2");
                assertThat(addresses("db.jackfield")).containsExactly("10.0.0.2", "10.1.0.2");
            }
        }
    }

    @Test
    void reverseIsForwardsMirror() throws UnknownHostException {
        try (Network network = network("lab", "10.0.0.2/24")) {
            assertThat(network.defaultHost()).isPresent();
            assertThat(InetAddress.getByName("10.0.0.2").getHostName()).isEqualTo("db.jackfield");
            assertThat(InetAddress.getByName("10.0.0.2").getCanonicalHostName()).isEqualTo("db.jackfield");
            assertThat(InetAddress.getByName("10.0.0.77").getHostName()).isEqualTo("10.0.0.77");
        }
    }

    @Test
    void thePlatformsNamesAreAsBefore() throws UnknownHostException {
        assertThat(addresses("localhost")).contains("127.0.0.1");
        assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
        assertThat(InetAddress.getByName("192.0.2.77").getHostAddress()).isEqualTo("192.0.2.77");
    }
}
