package jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Many sockets at once, each ended in one of the ways there are: whatever meets whatever, every thread comes back, what
 * was received is what was sent, and nothing is left open.
 *
 * <p>Two threads at each end, one sends and one receives; after a number of calls drawn from the seed, one of them
 * brings the end about. Threads meet as they like, so a failure names the seed but need not come again.
 */
interface StressContract extends Rigged {
    int CONNECTIONS = 96;
    long SEED = 0x5EEDL;

    /** What ends a talk, or one half of it before the rest. */
    enum End {
        CLOSE,
        CLOSE_A_DUPLICATE_TOO,
        SHUTDOWN_WRITE,
        SHUTDOWN_BOTH,
        RESET,
        INTERRUPT_THE_OTHER,
        CLOSE_BY_A_THIRD
    }

    /** One end of a connection, with its two threads. */
    final class Talker {
        private static final Set<Errno> USUAL =
                EnumSet.of(Errno.EBADF, Errno.EINTR, Errno.EPIPE, Errno.ECONNRESET, Errno.EAGAIN, Errno.ENOTCONN);

        private static final List<End> ENDS = List.of(End.values());

        final Socket socket;
        final int salt;
        final int peerSalt;
        final SplittableRandom random;
        final End end;
        private final AtomicInteger callsLeft;
        private volatile @Nullable Thread sender;
        private volatile @Nullable Thread receiver;

        Talker(Socket socket, int salt, int peerSalt, SplittableRandom random) {
            this.socket = socket;
            this.salt = salt;
            this.peerSalt = peerSalt;
            this.random = random;
            end = ENDS.get(random.nextInt(ENDS.size()));
            callsLeft = new AtomicInteger(1 + random.nextInt(40));
        }

        private static byte pattern(long at, int salt) {
            return (byte) (at * 31 + (at >>> 8) + salt);
        }

        /** {@return nothing; ends when the connection does} */
        Void send(SplittableRandom draws) throws Exception {
            sender = Thread.currentThread();
            byte[] bytes = new byte[40_000];
            long at = 0;
            try {
                while (true) {
                    int length = 1 + draws.nextInt(bytes.length);
                    for (int i = 0; i < length; i++) {
                        bytes[i] = pattern(at + i, salt);
                    }
                    at += socket.send(bytes, 0, length);
                    countDown(receiver);
                }
            } catch (SocketException e) {
                assertThat(e.errno()).as("send, seed %d: %s", SEED, e).isIn(USUAL);
                endOwnDirection();
            }
            return null;
        }

        Void receive(SplittableRandom draws) throws Exception {
            receiver = Thread.currentThread();
            byte[] bytes = new byte[50_000];
            long at = 0;
            try {
                for (int n; (n = oneReceive(bytes, 1 + draws.nextInt(bytes.length), draws)) > 0; ) {
                    byte[] expected = new byte[n];
                    for (int i = 0; i < n; i++) {
                        expected[i] = pattern(at + i, peerSalt);
                    }
                    assertThat(Arrays.mismatch(bytes, 0, n, expected, 0, n))
                            .as("after byte %d, seed %d", at, SEED)
                            .isNegative();
                    at += n;
                    countDown(sender);
                }
            } catch (SocketException e) {
                assertThat(e.errno()).as("recv, seed %d: %s", SEED, e).isIn(USUAL);
            } finally {
                socket.close();
            }
            return null;
        }

        private int oneReceive(byte[] bytes, int length, SplittableRandom draws) throws SocketException {
            return switch (draws.nextInt(4)) {
                case 0 -> socket.recv(bytes, 0, length, RecvFlag.WAITALL);
                case 1 -> {
                    socket.layer().poll(SocketLayer.FOREVER, PollFd.of(socket, Poll.IN));
                    yield socket.recv(bytes, 0, length);
                }
                default -> socket.recv(bytes, 0, length);
            };
        }

        private void endOwnDirection() {
            try {
                socket.shutdown(Shutdown.WR);
            } catch (SocketException e) {
                assertThat(e.errno()).isIn(Errno.EBADF, Errno.ENOTCONN);
            }
        }

        private void countDown(@Nullable Thread other) throws Exception {
            if (callsLeft.decrementAndGet() != 0) {
                return;
            }
            switch (end) {
                case CLOSE -> socket.close();
                case CLOSE_A_DUPLICATE_TOO -> {
                    Socket second = socket.dup();
                    socket.close();
                    second.close();
                }
                case SHUTDOWN_WRITE -> socket.shutdown(Shutdown.WR);
                case SHUTDOWN_BOTH -> socket.shutdown(Shutdown.RDWR);
                case RESET -> {
                    socket.setsockopt(SocketOptions.SO_LINGER, 0);
                    socket.close();
                }
                case INTERRUPT_THE_OTHER -> {
                    if (other != null) {
                        other.interrupt();
                    }
                    // Its other half may be before its first call: the interrupt alone is no end that is sure.
                    socket.shutdown(Shutdown.WR);
                }
                case CLOSE_BY_A_THIRD ->
                    Thread.startVirtualThread(socket::close).join();
            }
        }
    }

    @Test
    default void manyConnectionsAtOnceAllEndAndLeaveNothing() throws Exception {
        long before = kernelSockets();
        var random = new SplittableRandom(SEED);
        Socket listener = rig().listener(CONNECTIONS);
        var work = new ArrayList<Rig.Calling<?>>();
        var accepting = rig().calling(() -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket conn = listener.accept().conn();
                byte[] salt = new byte[1];
                assertThat(conn.recv(salt)).isOne();
                synchronized (work) {
                    start(work, new Talker(conn, salt[0] + 1, salt[0], new SplittableRandom(SEED + salt[0])), i);
                }
            }
            return null;
        });
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket client = rig().client.socket(Family.INET, Type.STREAM);
            client.connect(listener.getsockname());
            client.sendAll(new byte[] {(byte) i});
            synchronized (work) {
                start(work, new Talker(client, i, i + 1, random.split()), i);
            }
        }
        accepting.answer();
        listener.close();
        for (Rig.Calling<?> each : work) {
            each.answer();
        }

        assertThat(openDescriptors(rig().client)).isEmpty();
        assertThat(openDescriptors(rig().server)).isEmpty();
        assertThat(kernelSockets()).isEqualTo(before);
        rig().awaitNoEndpoints();
    }

    private void start(List<Rig.Calling<?>> work, Talker talker, int index) {
        SplittableRandom sends = talker.random.split();
        SplittableRandom receives = talker.random.split();
        if (index % 4 == 0) {
            work.add(rig().callingOnPlatformThread(() -> talker.send(sends)));
            work.add(rig().callingOnPlatformThread(() -> talker.receive(receives)));
        } else {
            work.add(rig().calling(() -> talker.send(sends)));
            work.add(rig().calling(() -> talker.receive(receives)));
        }
    }

    private static List<Socket> openDescriptors(SocketLayer layer) {
        var open = new ArrayList<Socket>();
        for (int fd = 0; fd < 8 * CONNECTIONS; fd++) {
            Socket socket = layer.descriptors().find(fd);
            if (socket != null) {
                open.add(socket);
            }
        }
        return open;
    }

    /** {@return how many sockets of the kernel this process has; 0 for our own stack, which has none} */
    private long kernelSockets() throws IOException {
        if (isOurs()) {
            return 0;
        }
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) {
                    count++;
                }
            }
        }
        return count;
    }
}
