package jackfield.cli.demo;

import jackfield.cli.demo.picture.Conversation;
import jackfield.cli.demo.picture.Event;
import jackfield.cli.demo.picture.Party;
import jackfield.cli.demo.scenario.Cast;
import jackfield.cli.demo.scenario.Scenario;
import jackfield.sim.Observation;
import jackfield.sim.Observer;
import jackfield.sim.SimHost;
import jackfield.sim.SimLink;
import jackfield.sim.Weather;
import jackfield.sim.World;
import jackfield.socket.Family;
import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import jackfield.socket.Type;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Performs a scenario: two hosts and a line in virtual time, observed from the first call until nothing is left to
 * happen.
 *
 * <p>The same scenario and seed give the same events.
 */
final class Performance {
    static final Party CLIENT = new Party("client", "10.0.0.1");
    static final Party SERVER = new Party("server", "10.0.0.2");
    static final Duration DELAY = Duration.ofMillis(10);

    private static final int DISCARD_PORT = 9;

    /** Longer than the longest timer that a scenario leaves running, TIME_WAIT's minute. */
    private static final Duration ENOUGH = Duration.ofMinutes(3);

    private final Scenario scenario;
    private final long seed;

    Performance(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    /**
     * Performs, telling every event to {@code audience} as it happens, and all that the world does to {@code observer}.
     *
     * @return the whole conversation
     */
    Conversation run(Consumer<Event> audience, Observer observer) {
        List<Event> events = new ArrayList<>();
        try (World world = World.seeded(seed)) {
            SimHost client = world.host(CLIENT.name(), CLIENT.address() + "/24");
            SimHost server = world.host(SERVER.name(), SERVER.address() + "/24");
            SimLink link = world.link(client, server, Weather.PERFECT.withDelay(DELAY));
            if (!scenario.showsArp()) {
                introduce(world, client);
            }
            var chronicle = new Chronicle(CLIENT.name(), world.now(), scenario.showsArp(), event -> {
                events.add(event);
                audience.accept(event);
            });
            try (Observation.Subscription _ = world.observe(chronicle);
                    Observation.Subscription _ = world.observe(observer)) {
                scenario.play().accept(new Cast(world, client, server, link));
                world.run(ENOUGH);
            }
        }
        long end = events.isEmpty() ? 0 : events.getLast().nanos();
        return new Conversation(scenario.name(), seed, DELAY.toNanos(), CLIENT, SERVER, events, end);
    }

    /** Lets the hosts learn each other's hardware address, by a datagram that nobody is interested in. */
    private static void introduce(World world, SimHost client) {
        client.start("introduction", () -> discard(client.layer()));
        world.run(Duration.ofSeconds(1));
    }

    private static void discard(SocketLayer layer) throws IOException {
        try (Socket socket = layer.socket(Family.INET, Type.DGRAM)) {
            socket.sendTo(new byte[1], new InetSocketAddress(SERVER.address(), DISCARD_PORT));
        }
    }
}
