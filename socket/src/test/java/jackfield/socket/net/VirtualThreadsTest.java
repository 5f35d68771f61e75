package jackfield.socket.net;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.LiveHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual threads that wait in our sockets: many, all woken, none pinned to its carrier. */
@Timeout(180)
final class VirtualThreadsTest {
    private static final int SOCKETS = 100_000;

    /** So many connections go to one address: each has ephemeral ports of its own. */
    private static final int TO_ONE_ADDRESS = 10_000;

    private static final int CONVERSATIONS = 20;

    private final LiveHost host =
            LiveHost.builder("many").random(new SplittableRandom(9)).start();
    private final NetSockets net = NetSockets.on(host.sockets());

    private List<Socket> connect(int sockets) throws IOException {
        var all = new ArrayList<Socket>(sockets);
        while (all.size() < sockets) {
            try (ServerSocket listener = net.serverSocket()) {
                int network = all.size() / (2 * TO_ONE_ADDRESS);
                listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.1." + (1 + network)), 0));
                for (int i = 0; i < TO_ONE_ADDRESS && all.size() < sockets; i++) {
                    Socket client = net.socket();
                    client.connect(listener.getLocalSocketAddress());
                    all.add(client);
                    all.add(listener.accept());
                }
            }
        }
        return all;
    }

    @Test
    void aHundredThousandThatReadAllWakeWhenTheHostIsClosed() throws Exception {
        List<Socket> sockets = connect(SOCKETS);
        var isAwake = new CountDownLatch(SOCKETS);
        var odd = new AtomicInteger();
        var threads = new ArrayList<Thread>(SOCKETS);
        for (Socket socket : sockets) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    if (socket.getInputStream().read() != -1) {
                        odd.incrementAndGet();
                    }
                } catch (IOException e) {
                    if (!"Socket closed".equals(e.getMessage())) {
                        odd.incrementAndGet();
                    }
                }
                isAwake.countDown();
            }));
        }
        awaitBlocked(threads);
        assertThat(isAwake.getCount()).isEqualTo(SOCKETS);

        long start = System.nanoTime();
        host.close();

        assertThat(isAwake.await(30, TimeUnit.SECONDS))
                .as("still blocked: " + isAwake.getCount())
                .isTrue();
        assertThat(odd.get()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(host.sockets().openSockets()).isEmpty();
    }

    private static boolean isWaiting(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private static void awaitBlocked(List<Thread> threads) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (Thread thread : threads) {
            while (!isWaiting(thread.getState())) {
                assertThat(System.nanoTime()).as("%s does not wait", thread).isLessThan(until);
                LockSupport.parkNanos(100_000);
            }
        }
    }

    @Test
    void noneIsPinnedWhileItAcceptsConnectsReadsOrWrites() throws Exception {
        Path file = Files.createTempFile("pinned", ".jfr");
        try (var recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO);
            // So that a recording without pinning is not one that heard nothing.
            recording.enable("jdk.VirtualThreadStart");
            recording.start();
            converse();
            connectThatWaits();
            recording.stop();
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            assertThat(events).anyMatch(event -> event.getEventType().getName().equals("jdk.VirtualThreadStart"));
            assertThat(events)
                    .filteredOn(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                    .filteredOn(event -> String.valueOf(event.getStackTrace()).contains("jackfield"))
                    .isEmpty();
        } finally {
            Files.delete(file);
            host.close();
        }
    }

    /** Accepts that wait, connects that wait, reads that wait, writes that wait: all in virtual threads. */
    private void converse() throws Exception {
        try (ServerSocket listener = net.serverSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONVERSATIONS);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < CONVERSATIONS; i++) {
                threads.add(Thread.ofVirtual().start(() -> echo(listener)));
            }
            awaitBlocked(threads);
            for (int i = 0; i < CONVERSATIONS; i++) {
                threads.add(Thread.ofVirtual().start(() -> speak(listener)));
            }
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
            }
        }
    }

    /** A listener whose backlog is full leaves the next connect waiting. */
    private void connectThatWaits() throws Exception {
        try (ServerSocket full = net.serverSocket();
                Socket first = net.socket();
                Socket second = net.socket();
                Socket third = net.socket()) {
            full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            first.connect(full.getLocalSocketAddress());
            second.connect(full.getLocalSocketAddress());
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    third.connect(full.getLocalSocketAddress());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            awaitBlocked(List.of(waiting));
            full.accept().close();
            full.accept().close();
            assertThat(waiting.join(Duration.ofSeconds(60))).isTrue();
            assertThat(third.isConnected()).isTrue();
        }
    }

    private static void echo(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void speak(ServerSocket listener) {
        try (Socket socket = net.socket()) {
            socket.connect(listener.getLocalSocketAddress());
            var writer = Thread.ofVirtual().start(() -> write(socket));
            int read = socket.getInputStream().readAllBytes().length;
            assertThat(writer.join(Duration.ofSeconds(60))).isTrue();
            assertThat(read).isEqualTo(TO_ONE_ADDRESS * 100);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Socket socket) {
        try {
            socket.getOutputStream().write(new byte[TO_ONE_ADDRESS * 100]);
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
