package jackfield.socket.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code Socket} and {@code ServerSocket} of a JVM whose sockets are routed, in a JVM of its own. */
final class RoutedSocketsTest {
    private static List<String> said(String scenario) {
        ChildJvm.Ended ended = ChildJvm.run(List.of(ChildJvm.EXPORTS), RoutedStreams.class, scenario);
        assertThat(ended.exitCode()).as("%s", ended.output()).isZero();
        return ended.output();
    }

    @Test
    void anAddressOfANetworkLeadsThere() {
        assertThat(said("address"))
                .containsExactly(
                        "answer = 42",
                        "local = 10.0.0.1",
                        "remote = 10.0.0.2",
                        "same port = true",
                        "open = 2",
                        "served = 10.0.0.1 to 10.0.0.2",
                        "open without the connection = 1",
                        "open at the end = 0",
                        "reached the kernel = []");
    }

    @Test
    void whatWasSetBeforeGoesAlong() {
        assertThat(said("options"))
                .containsExactly(
                        "nobody comes ! SocketTimeoutException: Accept timed out",
                        "options = 60 true true 3 8",
                        "the port goes along = true",
                        "nothing comes ! SocketTimeoutException: Read timed out",
                        "accepted from = true");
    }

    @Test
    void inAScopeEverythingIsTheHosts() {
        assertThat(said("scope"))
                .containsExactly(
                        "answer = 2",
                        "served = 10.0.0.1 to 10.0.0.2",
                        "loopback of the client = Connection refused",
                        "loopback of the server = 3",
                        "served = 127.0.0.1 to 127.0.0.1",
                        "reached the kernel = []");
    }

    @Test
    void whatIsNoNetworksIsThePlatformsAndIsCounted() {
        assertThat(said("platform"))
                .containsExactly(
                        "answer = 8",
                        "served = 127.0.0.1 to 127.0.0.1",
                        "rows = [Row[api=ServerSocket, address=0.0.0.0:PORT, count=1], Row[api=Socket,"
                                + " address=127.0.0.1:PORT, count=1]]",
                        "open = []");
    }

    @Test
    void whatCannotBeIsSaidAsTheJdkSaysIt() {
        assertThat(said("errors"))
                .containsExactly(
                        "refused ! ConnectException: Connection refused",
                        "unreachable in a scope ! SocketException: Network is unreachable",
                        "timed out ! SocketTimeoutException: Connect timed out",
                        "no default host ! SocketException: 10.2.0.9 lies in the network two, and the network"
                                + " two has 2 hosts and no default one: name it with defaultHost(...), or run inside"
                                + " host(...).run(...)",
                        "closed network ! SocketException: the host x of the network two cannot be used: that"
                                + " network is closed, and this socket is in its scope");
    }

    @Test
    void aSocketStaysWithTheScopeItWasMadeIn() {
        assertThat(said("birth")).containsExactly("answer = 4", "served = 10.0.0.2 to 10.0.0.1");
    }

    @Test
    void anInterruptedVirtualThreadClosesItsSocketOnEitherSide() {
        assertThat(said("interrupt"))
                .containsExactly(
                        "10.0.0.2 read ! SocketException: Closed by interrupt",
                        "10.0.0.2 interrupted = true",
                        "10.0.0.2 closed = true",
                        "127.0.0.1 read ! SocketException: Closed by interrupt",
                        "127.0.0.1 interrupted = true",
                        "127.0.0.1 closed = true");
    }

    @Test
    void whatIsLeftOpenIsListed() {
        assertThat(said("leak"))
                .containsExactly(
                        "close ! IllegalStateException: the network lab was closed and 2 of its sockets are"
                                + " open: [ServerSocket 10.0.0.2:7001, Socket 10.0.0.2:7001]",
                        "open = []",
                        "the platform's again ! BindException: Cannot assign requested address");
    }
}
