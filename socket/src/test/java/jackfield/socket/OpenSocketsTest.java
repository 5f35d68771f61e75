package jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.net.NetSockets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A layer tells what is open, and, if asked to, who opened it. */
final class OpenSocketsTest {
    private final LiveHost host =
            LiveHost.builder("leaky").random(new SplittableRandom(8)).start();
    private final SocketLayer layer = host.sockets();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void whatIsOpenIsListedUntilItIsClosed() throws Exception {
        Socket first = layer.socket(Family.INET, Type.STREAM);
        Socket second = layer.socket(Family.INET, Type.DGRAM);
        assertThat(layer.openSockets()).containsExactly(first, second);

        first.close();

        assertThat(layer.openSockets()).containsExactly(second);
    }

    @Test
    void nobodyIsRememberedUnlessAskedFor() throws Exception {
        assertThat(layer.socket(Family.INET, Type.STREAM).openedHere()).isEmpty();
    }

    @Test
    void theCallThatOpenedIsRemembered() throws Exception {
        layer.traceOpening(true);
        Socket socket = layer.socket(Family.INET6, Type.STREAM);

        OpenedHere here = socket.openedHere().orElseThrow();

        assertThat(here).hasMessageContaining("fd " + socket.fd() + " (INET6 STREAM)");
        assertThat(List.of(here.getStackTrace()))
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("theCallThatOpenedIsRemembered"));
    }

    @Test
    void socketsOfJavaNetAreListedAndLeaveNothingWhenClosed() throws Exception {
        layer.traceOpening(true);
        NetSockets net = NetSockets.on(layer);
        try (var listener = net.serverSocket();
                var client = net.socket();
                var datagrams = net.datagramSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            client.connect(listener.getLocalSocketAddress());
            try (var accepted = listener.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                assertThat(layer.openSockets()).hasSize(4);
            }
            assertThat(datagrams.isBound()).isTrue();
        }
        assertThat(layer.openSockets()).isEmpty();
    }

    @Test
    void aFailedConnectAndAFailedBindLeaveNothing() throws Exception {
        NetSockets net = NetSockets.on(layer);
        try (var listener = net.serverSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int taken = listener.getLocalPort();
            assertThat(Refused.by(() -> net.socketFactory().createSocket("127.0.0.1", 1)))
                    .isTrue();
            assertThat(Refused.by(() -> net.serverSocketFactory().createServerSocket(taken)))
                    .isTrue();
            assertThat(Refused.by(() -> net.datagramSocket(new InetSocketAddress("192.0.2.1", 0))))
                    .isTrue();

            assertThat(layer.openSockets()).hasSize(1);
        }
    }

    /** A call that ought to throw. */
    private interface Refused {
        Object call() throws Exception;

        static boolean by(Refused refused) {
            try {
                refused.call();
                return false;
            } catch (Exception e) {
                return e instanceof java.io.IOException;
            }
        }
    }
}
