package jackfield.socket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.engine.tcp.TcpState;
import jackfield.socket.LiveHost;
import jackfield.socket.SocketOptions;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our own options on {@code java.net}'s objects. */
final class OwnOptionsTest {
    private final LiveHost host =
            LiveHost.builder("own").random(new SplittableRandom(3)).start();
    private final NetSockets net = NetSockets.on(host.sockets());

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aSocketTellsOfItsConnection() throws Exception {
        try (ServerSocket listener = net.serverSocketFactory().createServerSocket(0);
                Socket socket =
                        net.socketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            assertThat(socket.getOption(SocketOptions.TCP_INFO).state()).isEqualTo(TcpState.ESTABLISHED);
            assertThat(socket.setOption(SocketOptions.TCP_USER_TIMEOUT, Duration.ofMillis(1500))
                            .getOption(SocketOptions.TCP_USER_TIMEOUT))
                    .isEqualTo(Duration.ofMillis(1500));
            assertThat(socket.setOption(SocketOptions.TCP_CONGESTION, "reno").getOption(SocketOptions.TCP_CONGESTION))
                    .isEqualTo("reno");
        }
    }

    @Test
    void supportedOptionsHaveTheJdksAndOurs() throws Exception {
        try (Socket socket = net.socket();
                ServerSocket listener = net.serverSocket();
                DatagramSocket datagrams = net.datagramSocket()) {
            assertThat(socket.supportedOptions())
                    .contains(StandardSocketOptions.TCP_NODELAY, SocketOptions.TCP_INFO)
                    .doesNotContain(SocketOptions.TCP_FASTOPEN, SocketOptions.SO_RCVBUF);
            assertThat(listener.supportedOptions()).contains(SocketOptions.TCP_FASTOPEN);
            assertThat(datagrams.supportedOptions())
                    .contains(SocketOptions.IP_TTL)
                    .doesNotContain(SocketOptions.TCP_INFO);
        }
    }

    @Test
    void eachSupportedOptionCanBeAsked() throws Exception {
        try (Socket socket = net.socket();
                ServerSocket listener = net.serverSocket();
                DatagramSocket datagrams = net.datagramSocket()) {
            // Of this one alone the answer is null until it is set, as the JDK's is.
            datagrams.setOption(
                    StandardSocketOptions.IP_MULTICAST_IF,
                    NetworkInterface.networkInterfaces().findFirst().orElseThrow());
            for (var option : socket.supportedOptions()) {
                assertThat((Object) socket.getOption(option)).as(option.name()).isInstanceOf(option.type());
            }
            for (var option : listener.supportedOptions()) {
                assertThat((Object) listener.getOption(option))
                        .as(option.name())
                        .isInstanceOf(option.type());
            }
            for (var option : datagrams.supportedOptions()) {
                assertThat((Object) datagrams.getOption(option))
                        .as(option.name())
                        .isInstanceOf(option.type());
            }
        }
    }

    @Test
    void whatTheJdkNamesItselfIsAskedUnderItsOwnConstant() throws Exception {
        try (Socket socket = net.socket()) {
            assertThatThrownBy(() -> socket.getOption(SocketOptions.SO_RCVBUF))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("'SO_RCVBUF' not supported");
        }
    }

    @Test
    void whatTheStackRefusesIsASocketException() throws Exception {
        try (Socket socket = net.socket()) {
            assertThatThrownBy(() -> socket.setOption(SocketOptions.TCP_CONGESTION, "nobody"))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("No such file or directory");
            assertThatThrownBy(() -> socket.setOption(SocketOptions.TCP_MAXSEG, 1))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Invalid argument");
        }
    }
}
