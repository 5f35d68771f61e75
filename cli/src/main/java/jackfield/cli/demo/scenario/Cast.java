package jackfield.cli.demo.scenario;

import jackfield.sim.SimHost;
import jackfield.sim.SimLink;
import jackfield.sim.World;
import jackfield.socket.SocketLayer;
import java.time.Duration;

/** Who plays, and between them the line. */
public record Cast(World world, SimHost client, SimHost server, SimLink link) {
    private static final Duration THOUGHT = Duration.ofMillis(100);

    /** One part of a play: blocking code over a host's sockets. */
    @FunctionalInterface
    interface Part {
        void play(SocketLayer layer) throws Exception;
    }

    /** Waits, as a program does that has other things to do; so that the picture shows one thing at a time. */
    void think() throws InterruptedException {
        world.sleep(THOUGHT);
    }

    /** Starts the server's program. */
    void server(Part part) {
        server.start("server", () -> part.play(server.layer()));
    }

    /** Starts the client's program; what was started before runs first until it waits. */
    void client(Part part) {
        client.start("client", () -> part.play(client.layer()));
    }
}
