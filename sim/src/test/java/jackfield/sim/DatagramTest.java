package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.engine.endpoint.Datagram;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts, actors and time, shown with datagrams. */
class DatagramTest {
    private static final long MS = 1_000_000;

    private final World world = World.seeded(3);
    private final SimHost client = world.host("client", "10.0.0.1/24");
    private final SimHost server = world.host("server", "10.0.0.2/24");
    private final SockAddr port = new SockAddr(server.address(), 7);
    private final List<String> said = new ArrayList<>();
    private final SimLink link;

    DatagramTest() {
        link = world.link(client, server, Weather.parse("delay 20ms"));
    }

    @BeforeEach
    void echo() {
        server.start("echo", () -> {
            var calls = new Calls(server);
            UdpEndpoint endpoint = calls.udp(7);
            while (true) {
                Datagram got = Objects.requireNonNull(calls.recvFrom(endpoint, Long.MAX_VALUE));
                said.add("server got " + got.data().length + " at " + world.now() / MS);
                calls.sendTo(endpoint, "echo", got.from());
            }
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aWaitingCallReturnsWhenTheDatagramArrives() throws Exception {
        var calls = new Calls(client);
        UdpEndpoint endpoint = calls.udp(5000);

        calls.sendTo(endpoint, "hello", port);
        String answer = calls.recvText(endpoint, Long.MAX_VALUE);

        // Two round trips of 40 ms: one to resolve the neighbour, one for the datagram and its echo.
        assertThat(answer).isEqualTo("echo from 10.0.0.2:7");
        assertThat(said).containsExactly("server got 5 at 60");
        assertThat(world.now()).isEqualTo(80 * MS);
    }

    @Test
    void aWaitEndsAtItsDeadline() throws Exception {
        var calls = new Calls(client);
        UdpEndpoint endpoint = calls.udp(5000);
        link.cut();

        calls.sendTo(endpoint, "hello", port);

        assertThat(calls.recvText(endpoint, 500 * MS)).isEqualTo("timeout");
        assertThat(world.now()).isEqualTo(500 * MS);
    }

    @Test
    void aWaitingCallCanBeInterrupted() {
        Actor waiting = client.start("waiting", () -> {
            var calls = new Calls(client);
            UdpEndpoint endpoint = calls.udp(5000);
            assertThatThrownBy(() -> calls.recvFrom(endpoint, Long.MAX_VALUE)).isInstanceOf(InterruptedException.class);
            said.add("interrupted at " + world.now() / MS);
        });
        world.after(Duration.ofMillis(30), () -> world.interrupt(waiting));

        world.runUntilIdle();

        assertThat(said).containsExactly("interrupted at 30");
        assertThat(waiting.isDone()).isTrue();
    }

    @Test
    void aDeadHostsActorsEndAndItAnswersNothing() throws Exception {
        var calls = new Calls(client);
        UdpEndpoint endpoint = calls.udp(5000);
        calls.sendTo(endpoint, "one", port);
        assertThat(calls.recvText(endpoint, 1000 * MS)).startsWith("echo");

        server.kill();
        calls.sendTo(endpoint, "two", port);

        assertThat(calls.recvText(endpoint, 1000 * MS)).isEqualTo("timeout");
        assertThat(said).hasSize(1);
        assertThat(server.isAlive()).isFalse();
        world.run();
    }

    @Test
    void aCallOnADeadHostEndsItsActorToo() {
        Actor late = world.start("late", () -> {
            var calls = new Calls(client);
            world.sleep(Duration.ofSeconds(1));
            calls.udp(5000);
            said.add("never");
        });
        world.after(Duration.ofMillis(500), client::kill);
        world.after(Duration.ofMillis(500), server::kill);

        world.run();

        assertThat(late.isDone()).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void aRebootedHostKeepsItsAddressesAndNothingElse() throws Exception {
        var calls = new Calls(client);
        UdpEndpoint endpoint = calls.udp(5000);
        server.reboot();
        echo();
        calls.sendTo(endpoint, "hello", port);

        assertThat(calls.recvText(endpoint, 1000 * MS)).startsWith("echo");
        assertThat(said).hasSize(1);
    }

    @Test
    void thatAllWaitForEachOtherIsReportedWithTheirCalls() {
        client.start("client", () -> new Calls(client).recvFrom(new Calls(client).udp(9), Long.MAX_VALUE));

        assertThatThrownBy(world::run)
                .isInstanceOf(SimulationException.class)
                .hasMessageStartingWith("deadlock: every actor waits and nothing is left to happen (seed 3, at ")
                .hasMessageContaining("actor 'echo' waits in a call on 'server' for UdpEndpoint 0.0.0.0:7")
                .hasMessageContaining("actor 'client' waits in a call on 'client' for UdpEndpoint 0.0.0.0:9")
                .hasMessageContaining("Calls.recvFrom");
    }

    @Test
    void packetsReachHostsByWayOfTheirOwnLinksOnly() throws Exception {
        SimHost other = world.host("other", "10.0.0.3/24", "192.168.0.1/24");
        SimHost far = world.host("far", "192.168.0.2/24");
        world.link(other, far);
        var calls = new Calls(far);
        UdpEndpoint endpoint = calls.udp(5000);
        other.start("echo", () -> {
            var own = new Calls(other);
            UdpEndpoint udp = own.udp(7);
            Datagram got = Objects.requireNonNull(own.recvFrom(udp, Long.MAX_VALUE));
            own.sendTo(udp, "other", got.from());
        });

        calls.sendTo(endpoint, "hello", new SockAddr(IpAddress.parse("192.168.0.1"), 7));

        assertThat(calls.recvText(endpoint, 1000 * MS)).isEqualTo("other from 192.168.0.1:7");
    }
}
