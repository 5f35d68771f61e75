package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.socket.Accepted;
import jackfield.socket.Family;
import jackfield.socket.LiveHost;
import jackfield.socket.RecvFlag;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Weather in real time: sockets that know nothing of it get through. */
class LiveNetworkTest {
    private static final byte[] TEXT = new byte[1 << 20];

    static {
        new Random(7).nextBytes(TEXT);
    }

    private static <T> FutureTask<T> inBackground(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    /** Sends TEXT from one host to the other. {@return what arrived} */
    private static byte[] transfer(LiveHost from, LiveHost to, String address) throws Exception {
        try (Socket listener = to.sockets().socket(Family.INET, Type.STREAM)) {
            listener.bind(new InetSocketAddress(address, 0));
            listener.listen(1);
            FutureTask<byte[]> got = inBackground(() -> {
                Accepted accepted = listener.accept();
                try (Socket conn = accepted.conn()) {
                    byte[] all = new byte[TEXT.length];
                    conn.recv(all, 0, all.length, RecvFlag.WAITALL);
                    return all;
                }
            });
            try (Socket socket = from.sockets().socket(Family.INET, Type.STREAM)) {
                socket.connect(listener.getsockname());
                socket.sendAll(TEXT);
                byte[] answer = got.get();
                assertThat(socket.getsockopt(SocketOptions.TCP_INFO).rttNanos()).isPositive();
                return answer;
            }
        }
    }

    @Test
    void aStreamGetsWholeThroughLossDuplicatesReorderingAndFlippedBits() throws Exception {
        try (var network = LiveNetwork.of("delay 2ms 1ms loss 2% duplicate 1% corrupt 1% reorder 1%")) {
            LiveHost client = network.host("client", "10.0.0.1/24");
            LiveHost server = network.host("server", "10.0.0.2/24");

            assertThat(Arrays.equals(transfer(client, server, "10.0.0.2"), TEXT))
                    .isTrue();
            assertThat(network.lost("client")).isPositive();
        }
    }

    @Test
    void aRoundTripTakesTheDelayOfBothWays() throws Exception {
        try (var network = LiveNetwork.of("delay 20ms")) {
            LiveHost client = network.host("client", "10.0.0.1/24");
            LiveHost server = network.host("server", "10.0.0.2/24");
            try (Socket listener = server.sockets().socket(Family.INET, Type.STREAM);
                    Socket socket = client.sockets().socket(Family.INET, Type.STREAM)) {
                listener.bind(new InetSocketAddress("10.0.0.2", 7));
                listener.listen(1);
                socket.connect(new InetSocketAddress("10.0.0.2", 7));

                // Not before: how much later the machine decides.
                assertThat(socket.getsockopt(SocketOptions.TCP_INFO).rttNanos()).isGreaterThanOrEqualTo(40_000_000);
            }
        }
    }

    @Test
    void theWeatherChangesWhileHostsRun() throws Exception {
        try (var network = LiveNetwork.of("")) {
            LiveHost client = network.host("client", "10.0.0.1/24");
            LiveHost server = network.host("server", "10.0.0.2/24");
            assertThat(Arrays.equals(transfer(client, server, "10.0.0.2"), TEXT))
                    .isTrue();
            assertThat(network.lost("client")).isZero();

            network.weather("client", Weather.parse("delay 1ms loss 5%"));

            assertThat(network.weather("client")).hasToString("delay 1ms loss 5%");
            assertThat(network.weather("server")).isEqualTo(Weather.PERFECT);
            assertThat(Arrays.equals(transfer(client, server, "10.0.0.2"), TEXT))
                    .isTrue();
            assertThat(network.lost("client")).isPositive();
        }
    }

    @Test
    void sayingWhatIsWrongWithAHost() {
        try (var network = LiveNetwork.of("loss 1%")) {
            LiveHost host = network.host("a", "10.0.0.1/24");

            assertThat(network.hosts()).containsExactly(host);
            assertThatThrownBy(() -> network.host("a", "10.0.0.2/24"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is a host 'a' already");
            assertThatThrownBy(() -> network.weather("b", Weather.PERFECT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no host 'b', only [a]");
        }
    }

    @Test
    void aClosedNetworkGivesNoSockets() throws Exception {
        var network = LiveNetwork.of("delay 1ms");
        LiveHost host = network.host("a", "10.0.0.1/24");
        network.close();

        assertThatThrownBy(() -> host.sockets().socket(Family.INET, Type.STREAM))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("ENETDOWN");
    }
}
