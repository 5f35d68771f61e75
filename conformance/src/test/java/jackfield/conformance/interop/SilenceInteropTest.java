package jackfield.conformance.interop;

import static jackfield.conformance.interop.KernelHost.KERNEL4;
import static jackfield.conformance.interop.KernelHost.KERNEL6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.engine.base.Errno;
import jackfield.socket.Family;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that are killed, links that are pulled, and connections of which only one end is left. */
@Tag("interop")
@Timeout(120)
class SilenceInteropTest {
    private static final int PORT = 7000;
    private static final byte[] HELLO = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** Takes one connection and never reads from it. */
    private static final String[] DEAF_SERVER = {"python3", "-u", "-c", """
        import socket, time
        s = socket.create_server(('::', 7000), family=socket.AF_INET6, dualstack_ipv6=True)
        c, a = s.accept()
        print('accepted')
        time.sleep(1000)
        """};

    @ParameterizedTest
    @ValueSource(strings = {KERNEL4, KERNEL6})
    void aKilledPeerThatHadReadEverythingEndsTheStream(String host) throws Exception {
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel);
                Program server = kernel.startServer(PORT, DEAF_SERVER);
                Socket conn = connected(ours, host)) {
            server.awaitOutput("accepted");
            CompletableFuture<Integer> received = receiving(conn);

            server.kill();

            assertThat(received.get(10, TimeUnit.SECONDS)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KERNEL4, KERNEL6})
    void aKilledPeerWithUnreadBytesResetsTheConnection(String host) throws Exception {
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel);
                Program server = kernel.startServer(PORT, DEAF_SERVER);
                Socket conn = connected(ours, host)) {
            server.awaitOutput("accepted");
            conn.sendAll(HELLO);
            ours.await(snapshot -> snapshot.endpoints().stream().allMatch(row -> row.sendQ() == 0));
            CompletableFuture<Integer> received = receiving(conn);

            server.kill();

            assertFails(received, Errno.ECONNRESET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip link set tap0 down", "ip link del tap0", "ip route add blackhole 10.9.0.2/32"})
    void aPulledLinkTimesOutAfterTheUserTimeout(String pull) throws Exception {
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel);
                Program server = kernel.startServer(PORT, DEAF_SERVER);
                Socket conn = connected(ours, KERNEL4)) {
            server.awaitOutput("accepted");
            conn.setsockopt(SocketOptions.TCP_USER_TIMEOUT, Duration.ofSeconds(2));
            CompletableFuture<Integer> received = receiving(conn);

            kernel.run(pull.split(" "));
            long began = System.nanoTime();
            conn.sendAll(HELLO);

            assertFails(received, Errno.ETIMEDOUT);
            // tcp(7), TCP_USER_TIMEOUT: the longest time that sent data may stay unacknowledged.
            // Not before its time; how much later is the machine's affair. SilenceTest has the exact time, virtually.
            assertThat((System.nanoTime() - began) / 1e9).isBetween(1.9, 60.0);
        }
    }

    @Test
    void closingOurHostWakesWhoeverWaits() throws Exception {
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel);
                Program server = kernel.startServer(PORT, DEAF_SERVER);
                Socket conn = connected(ours, KERNEL4)) {
            server.awaitOutput("accepted");
            CompletableFuture<Integer> received = receiving(conn);

            ours.live().close();

            assertFails(received, Errno.EBADF);
        }
    }

    /** The kernel forgets the connection while nothing can be said; afterwards our first word is answered by RST. */
    @ParameterizedTest
    @ValueSource(strings = {"link", "blackhole"})
    void aPeerThatHasForgottenUsResetsTheConnection(String how) throws Exception {
        boolean isLink = how.equals("link");
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel);
                Program server = kernel.startServer(PORT, DEAF_SERVER);
                Socket conn = connected(ours, KERNEL4)) {
            server.awaitOutput("accepted");
            conn.sendAll(HELLO);
            ours.await(snapshot -> snapshot.endpoints().stream().allMatch(row -> row.sendQ() == 0));
            CompletableFuture<Integer> received = receiving(conn);

            if (isLink) {
                kernel.run("ip", "link", "set", "tap0", "down");
            } else {
                kernel.run("ip", "route", "add", "blackhole", KernelHost.OURS4 + "/32");
            }
            // It has not read our hello: the kernel sends RST, which cannot come here, and forgets.
            server.kill();
            assertThat(kernel.run("ss", "-Htn", "sport", "=", ":" + PORT)).isBlank();
            if (isLink) {
                kernel.run("ip", "link", "set", "tap0", "up");
            } else {
                kernel.run("ip", "route", "del", "blackhole", KernelHost.OURS4 + "/32");
            }
            assertThat(received).isNotDone();
            conn.sendAll(HELLO);

            assertFails(received, Errno.ECONNRESET);
        }
    }

    @Test
    void nobodyListensIsToldAtOnce() throws Exception {
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel)) {
            assertThatThrownBy(() -> connected(ours, KERNEL4))
                    .isInstanceOfSatisfying(
                            SocketException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
            assertThat(ours.snapshot().endpoints()).isEmpty();
        }
    }

    @Test
    void anAddressWithoutAHostIsUnreachable() throws Exception {
        try (var kernel = new KernelHost();
                var ours = OurHost.over(kernel)) {
            assertThatThrownBy(() -> connected(ours, "10.9.0.99"))
                    .isInstanceOfSatisfying(
                            SocketException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EHOSTUNREACH));
        }
    }

    private static Socket connected(OurHost ours, String host) throws SocketException {
        Socket socket = ours.sockets().socket(host.contains(":") ? Family.INET6 : Family.INET, Type.STREAM);
        try {
            socket.connect(new InetSocketAddress(host, PORT));
            return socket;
        } catch (SocketException e) {
            socket.close();
            throw e;
        }
    }

    /** A receive that is waiting when this returns, as far as can be seen: nothing has come yet. */
    private static CompletableFuture<Integer> receiving(Socket conn) {
        var received = new CompletableFuture<Integer>();
        Thread.ofVirtual().name("receiver").start(() -> {
            try {
                received.complete(conn.recv(new byte[100]));
            } catch (SocketException e) {
                received.completeExceptionally(e);
            }
        });
        return received;
    }

    private static void assertFails(CompletableFuture<Integer> received, Errno errno) {
        assertThatThrownBy(() -> received.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SocketException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }
}
