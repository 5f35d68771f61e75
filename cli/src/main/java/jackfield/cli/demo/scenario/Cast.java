package jackfield.cli.demo.scenario;

import jackfield.sim.SimHost;
import jackfield.sim.SimLink;
import jackfield.sim.World;
import jackfield.socket.SocketLayer;

/** Who plays, and between them the line. */
public record Cast(World world, SimHost client, SimHost server, SimLink link) {
    /** One part of a play: blocking code over a host's sockets. */
    @FunctionalInterface
    interface Part {
        void play(SocketLayer layer) throws Exception;
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
