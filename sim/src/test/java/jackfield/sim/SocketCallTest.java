package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jackfield.engine.base.Errno;
import jackfield.engine.tcp.TcpState;
import jackfield.sim.Observation.CallBlocked;
import jackfield.sim.Observation.CallReturned;
import jackfield.sim.Observation.CallStarted;
import jackfield.sim.Observation.StateChanged;
import jackfield.socket.Family;
import jackfield.socket.Received;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.Type;
import jackfield.wire.IpProtocol;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Berkeley sockets in virtual time. */
class SocketCallTest {
    private final World world = World.seeded(3);
    private final SimHost client = world.host("client", "10.0.0.1/24");
    private final SimHost server = world.host("server", "10.0.0.2/24");
    private final Recorder recorder = new Recorder();

    SocketCallTest() {
        world.link(client, server, Weather.parse("delay 20ms"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void startEcho() {
        server.start("echo", () -> {
            try (Socket socket = server.layer().socket(Family.INET, Type.DGRAM)) {
                socket.bind(new InetSocketAddress("0.0.0.0", 7));
                byte[] buffer = new byte[100];
                while (true) {
                    Received received = socket.recvFrom(buffer);
                    socket.sendTo(buffer, 0, received.length(), received.from());
                }
            }
        });
    }

    @Test
    void aCallNamesThePacketThatReleasedIt() throws Exception {
        startEcho();
        world.observe(recorder);

        byte[] buffer = new byte[100];
        String name;
        try (Socket socket = client.layer().socket(Family.INET, Type.DGRAM)) {
            socket.connect(new InetSocketAddress("10.0.0.2", 7));
            name = "10.0.0.1:" + socket.getsockname().getPort();
            socket.send("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.recv(buffer)).isEqualTo(5);
        }

        List<LinkPacket> datagrams = recorder.packets().stream()
                .filter(packet -> packet.ip()
                        .filter(ip -> ip.protocol() == IpProtocol.UDP)
                        .isPresent())
                .toList();
        assertThat(datagrams).hasSize(2);
        assertThat(recorder.all(CallStarted.class))
                .extracting(started -> started.call().thread() + " "
                        + started.call().host() + " " + started.call().name())
                .containsSubsequence("main client send", "main client recv", "main client close");
        assertThat(recorder.all(CallBlocked.class))
                .extracting(blocked -> blocked.call().name())
                .contains("recv", "recvFrom");
        assertThat(recorder.all(CallReturned.class))
                .extracting(returned -> returned.call().host() + " "
                        + returned.call().name() + " = " + returned.result() + " <- " + returned.cause())
                .containsSubsequence(
                        "server recvFrom = (5, " + name + ") <- "
                                + datagrams.get(0).id(),
                        "client recv = 5 <- " + datagrams.get(1).id(),
                        "client close = 0 <- 0");
    }

    @Test
    void aStreamTellsItsStatesItsCallsAndTheSegmentsThatReleasedThem() throws Exception {
        Actor echo = server.start("server", () -> {
            try (Socket listener = server.layer().socket(Family.INET, Type.STREAM)) {
                listener.bind(new InetSocketAddress("0.0.0.0", 7));
                listener.listen(8);
                try (Socket conn = listener.accept().conn()) {
                    byte[] buffer = new byte[100];
                    for (int n; (n = conn.recv(buffer)) > 0; ) {
                        conn.sendAll(buffer, 0, n);
                    }
                }
            }
        });
        world.run(Duration.ZERO);
        world.observe(recorder);

        try (Socket socket = client.layer().socket(Family.INET, Type.STREAM)) {
            socket.connect(new InetSocketAddress("10.0.0.2", 7));
            socket.sendAll("hello".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.recv(new byte[100])).isEqualTo(5);
        }
        world.run(echo);
        world.runUntilIdle();

        assertThat(recorder.all(StateChanged.class).stream()
                        .filter(changed -> changed.host().equals("client"))
                        .map(StateChanged::to))
                .containsExactly(
                        TcpState.SYN_SENT,
                        TcpState.ESTABLISHED,
                        TcpState.FIN_WAIT_1,
                        TcpState.TIME_WAIT,
                        TcpState.CLOSED);
        LinkPacket synAck = recorder.packets().stream()
                .filter(LinkPacket::isSynAck)
                .findFirst()
                .orElseThrow();
        assertThat(recorder.all(StateChanged.class))
                .filteredOn(changed -> changed.host().equals("client") && changed.to() == TcpState.ESTABLISHED)
                .extracting(StateChanged::cause)
                .containsExactly(synAck.id());
        assertThat(recorder.all(CallReturned.class))
                .filteredOn(returned -> returned.call().name().equals("connect"))
                .extracting(CallReturned::result, CallReturned::cause)
                .containsExactly(tuple("0", synAck.id()));
    }

    @Test
    void anInterruptedCallEndsWithEintr() {
        Actor waiting = client.start("waiting", () -> {
            try (Socket socket = client.layer().socket(Family.INET, Type.DGRAM)) {
                socket.bind(new InetSocketAddress("0.0.0.0", 7));
                assertThatThrownBy(() -> socket.recv(new byte[1]))
                        .isInstanceOfSatisfying(
                                SocketException.class,
                                refused -> assertThat(refused.errno()).isEqualTo(Errno.EINTR));
                assertThat(Thread.interrupted()).isTrue();
            }
        });
        world.after(Duration.ofSeconds(1), () -> world.interrupt(waiting));

        world.run(waiting);

        assertThat(world.now()).isEqualTo(1_000_000_000L);
    }

    @Test
    void closingASocketWakesWhoWaitsOnIt() throws Exception {
        Socket socket = client.layer().socket(Family.INET, Type.DGRAM);
        socket.bind(new InetSocketAddress("0.0.0.0", 7));
        Actor waiting = client.start(
                "waiting",
                () -> assertThatThrownBy(() -> socket.recv(new byte[1]))
                        .isInstanceOfSatisfying(
                                SocketException.class,
                                refused -> assertThat(refused.errno()).isEqualTo(Errno.EBADF)));
        world.after(Duration.ofSeconds(1), socket::close);

        world.run(waiting);

        assertThat(world.now()).isEqualTo(1_000_000_000L);
    }

    @Test
    void aDeadHostsCallsNeverReturn() {
        startEcho();
        world.after(Duration.ofSeconds(1), server::kill);

        world.run();

        assertThatThrownBy(() -> server.layer().socket(Family.INET, Type.DGRAM))
                .isInstanceOf(Departed.class)
                .hasMessage("host 'server' died");
    }
}
