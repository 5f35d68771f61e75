package jackfield.sim;

import jackfield.wire.IpPrefix;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * A node without a stack, on one link: sends the frames it is given and keeps those that arrive.
 *
 * <p>For tests that play a peer themselves, frame by frame. To be used by actors and between runs.
 */
public final class Station extends Node {
    /**
     * A frame that arrived.
     *
     * @param nanos virtual time
     * @param packet the id under which it was sent
     * @param frame as it arrived; not to be changed
     */
    public record Arrival(long nanos, long packet, byte[] frame) {}

    private final List<Port> ports = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final World world;
    private Consumer<Arrival> handler = _ -> {};

    Station(World world, String name) {
        super(name);
        this.world = world;
    }

    /** Puts a whole Ethernet frame on the link. */
    public void send(byte[] frame) {
        world.stage().self("send");
        if (ports.isEmpty()) {
            throw new IllegalStateException("station '" + name() + "' is on no link");
        }
        ports.getFirst().send(PacketBuffer.copyOf(frame));
    }

    /** {@return what has arrived, in order; a view that grows} */
    public List<Arrival> arrivals() {
        return Collections.unmodifiableList(arrivals);
    }

    /** Runs {@code handler} for each frame that arrives from now on; it may send. */
    public void whenArrives(Consumer<Arrival> handler) {
        this.handler = handler;
    }

    @Override
    public List<IpPrefix> addresses() {
        return List.of();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    List<IpPrefix> spareAddresses() {
        return List.of();
    }

    @Override
    void plug(Port port, List<IpPrefix> here) {
        if (!ports.isEmpty()) {
            throw new IllegalArgumentException("station '" + name() + "' is on a link already");
        }
        ports.add(port);
    }

    @Override
    void receive(Port port, long packet, byte[] frame) {
        var arrival = new Arrival(world.now(), packet, frame);
        arrivals.add(arrival);
        handler.accept(arrival);
    }

    @Override
    public String toString() {
        return "station '" + name() + "'";
    }
}
