package jackfield.socket;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.Trace;
import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.tcp.TcpState;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.wire.Bytes;
import jackfield.wire.PacketBuffer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a trace of calls tells, beside a trace of packets: enough to draw who waited and which segment released whom.
 */
@Timeout(30)
final class CallTraceTest {
    private static final int TCP_FLAGS = 13;
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;

    /** Writes down calls and received TCP segments of one host, in order. */
    private static final class Notes implements CallTrace, Trace {
        private final List<String> lines = new ArrayList<>();

        private synchronized void note(String line) {
            lines.add(line);
            notifyAll();
        }

        synchronized void awaitLine(String start) throws InterruptedException {
            while (lines.stream().noneMatch(line -> line.startsWith(start))) {
                wait();
            }
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void started(Call call, long now) {
            note(call + " started");
        }

        @Override
        public void blocked(Call call, long now) {
            note(call + " blocked");
        }

        @Override
        public void returned(Call call, String result, Errno errno, long now, long cause) {
            note(call + " = " + result + (cause == 0 ? "" : " <- " + cause));
        }

        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public void received(long now, int interfaceId, long number, PacketBuffer packet) {
            byte[] bytes = packet.bytes();
            if (Bytes.u16(bytes, packet.start() + 12) == 0x0800) {
                int flags = Bytes.u8(bytes, packet.start() + ETHERNET + IPV4 + TCP_FLAGS);
                note(number + " flags " + Integer.toHexString(flags));
            }
        }

        @Override
        public void sent(long now, int interfaceId, PacketBuffer packet) {}

        @Override
        public void stateChanged(long now, Endpoint endpoint, TcpState from, TcpState to, long cause) {}

        @Override
        public void dropped(long now, int interfaceId, long number, DropReason reason) {}
    }

    private final Notes clientNotes = new Notes();
    private final Notes serverNotes = new Notes();
    private LiveHost client = host("client", 0, "10.0.0.1/24", List.of());
    private LiveHost server = client;

    private static LiveHost host(String name, int port, String address, List<? extends jackfield.link.Link> links) {
        var builder = LiveHost.builder(name).random(new SplittableRandom(port));
        if (!links.isEmpty()) {
            builder.link(links.get(port), address);
        }
        return builder.start();
    }

    @BeforeEach
    void connectHosts() {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        client.close();
        client = host("client", 0, "10.0.0.1/24", links);
        server = host("server", 1, "10.0.0.2/24", links);
        client.sockets().trace(clientNotes);
        client.trace(clientNotes);
        server.sockets().trace(serverNotes);
        server.trace(serverNotes);
    }

    @AfterEach
    void closeHosts() {
        client.close();
        server.close();
    }

    private static String numberOf(List<String> lines, String flags) {
        return lines.stream()
                .filter(line -> line.endsWith(" flags " + flags))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no segment with flags " + flags + " in " + lines));
    }

    @Test
    void namesTheSegmentThatReleasedACall() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Socket listener = server.sockets().socket(INET, STREAM)) {
            var address = new InetSocketAddress(Rig.ip("10.0.0.2"), 7);
            listener.bind(address);
            listener.listen(4);
            var serving = threads.submit(() -> {
                try (Socket conn = listener.accept().conn()) {
                    return conn.recv(new byte[100]);
                }
            });
            serverNotes.awaitLine("accept() blocked");
            try (Socket socket = client.sockets().socket(INET, STREAM)) {
                socket.connect(address);
                serverNotes.awaitLine("recv(100) blocked");
                socket.sendAll(new byte[5]);
                assertThat(serving.get()).isEqualTo(5);
            }

            List<String> atClient = clientNotes.lines();
            List<String> atServer = serverNotes.lines();
            assertThat(atClient)
                    .containsSubsequence(
                            "socket(INET, STREAM, 0) started",
                            "socket(INET, STREAM, 0) = 3",
                            "connect(10.0.0.2:7) started",
                            "connect(10.0.0.2:7) blocked",
                            "connect(10.0.0.2:7) = 0 <- " + numberOf(atClient, "12"),
                            "sendAll(5) started",
                            "sendAll(5) = 5",
                            "close() = 0");
            String ack = numberOf(atServer, "10");
            String text = numberOf(atServer, "18");
            assertThat(atServer)
                    .containsSubsequence(
                            "accept() started", "accept() blocked", ack + " flags 10", "recv(100) blocked");
            assertThat(atServer).anyMatch(line -> line.startsWith("accept() = (4, 10.0.0.1:") && line.endsWith(ack));
            assertThat(atServer).contains("recv(100) = 5 <- " + text);
        }
    }

    @Test
    void tellsARefusalByItsErrno() throws Exception {
        try (Socket socket = client.sockets().socket(INET, STREAM)) {
            Rig.refusal(() -> socket.recv(new byte[1]));
        }

        assertThat(clientNotes.lines()).contains("recv(1) = -1 ENOTCONN");
    }

    @Test
    void isSilentWhenTakenAway() throws Exception {
        client.sockets().trace(null);

        client.sockets().socket(INET, STREAM).close();

        assertThat(clientNotes.lines()).isEmpty();
    }
}
