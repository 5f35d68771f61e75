package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.DropReason;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.sim.Observation.PacketDelivered;
import jackfield.sim.Observation.PacketRefused;
import jackfield.sim.Observation.PacketSent;
import jackfield.wire.IpProtocol;
import jackfield.wire.SockAddr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a world tells fits together: packets, what they caused, and where they ended. */
class ObservationTest {
    private final World world = World.seeded(3);
    private final SimHost client = world.host("client", "10.0.0.1/24");
    private final SimHost server = world.host("server", "10.0.0.2/24");
    private final SimLink link = world.link(client, server, Weather.parse("delay 20ms"));
    private final Recorder recorder = new Recorder();

    private List<LinkPacket> datagrams() {
        return recorder.packets().stream()
                .filter(packet -> packet.ip()
                        .filter(ip -> ip.protocol() == IpProtocol.UDP)
                        .isPresent())
                .toList();
    }

    @Test
    void namesThePacketThatMadeAnEndpointReady() {
        world.observe(recorder);
        UdpEndpoint receiver = server.engine().udp(false);
        receiver.bind(0, new SockAddr(server.address(), 7));
        UdpEndpoint sender = client.engine().udp(false);

        for (int i = 0; i < 3; i++) {
            assertThat(sender.send(world.now(), new byte[10], 0, 10, new SockAddr(server.address(), 7)))
                    .isEqualTo(10);
            client.drain();
            world.runUntilIdle();
            LinkPacket datagram = datagrams().get(i);
            assertThat(server.packetId(receiver.readyCause())).isEqualTo(datagram.id());
        }
        assertThat(datagrams()).hasSize(3);
    }

    @Test
    void tellsWhyAHostRefusedAPacket() {
        world.observe(recorder);
        UdpEndpoint sender = client.engine().udp(false);

        sender.send(0, new byte[10], 0, 10, new SockAddr(server.address(), 9));
        client.drain();
        world.runUntilIdle();

        LinkPacket datagram = datagrams().getFirst();
        assertThat(recorder.all(PacketRefused.class))
                .containsExactly(new PacketRefused(60_000_000, datagram.id(), "server", DropReason.NO_ENDPOINT));
    }

    @Test
    void tellsTheDeathAndReturnOfAHost() {
        world.observe(recorder);

        server.kill();
        server.kill();
        server.reboot();

        assertThat(recorder.all())
                .containsExactly(new Observation.HostKilled(0, "server"), new Observation.HostRebooted(0, "server"));
    }

    @Test
    void tellsThatADeadHostTookNothing() {
        world.observe(recorder);
        server.kill();

        client.engine().udp(false).send(0, new byte[1], 0, 1, new SockAddr(server.address(), 9));
        client.drain();
        world.step();

        assertThat(recorder.all(PacketDelivered.class)).isEmpty();
        assertThat(recorder.all(Observation.PacketDropped.class))
                .containsExactly(new Observation.PacketDropped(20_000_000, 1, "dead host"));
    }

    @Test
    void tellsWeatherAndCuts() {
        world.observe(recorder);

        link.weather(client, Weather.parse("loss 1%"));
        link.cut();
        link.restore(server);

        assertThat(recorder.all())
                .containsExactly(
                        new Observation.WeatherChanged(0, "client-server", "client", Weather.parse("loss 1%")),
                        new Observation.LinkCut(0, "client-server", ""),
                        new Observation.LinkRestored(0, "client-server", "server"));
    }

    @Test
    void isFreeWhenNobodyListens() {
        UdpEndpoint receiver = server.engine().udp(false);
        receiver.bind(0, new SockAddr(server.address(), 7));
        client.engine().udp(false).send(0, new byte[10], 0, 10, new SockAddr(server.address(), 7));
        client.drain();
        world.runUntilIdle();

        assertThat(receiver.readyCause()).isPositive();
        assertThat(server.packetId(receiver.readyCause())).isZero();
        assertThat(recorder.all(PacketSent.class)).isEmpty();
    }
}
