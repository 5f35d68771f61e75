package jackfield.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps all that happens in a world, in order. Not thread-safe: to be read while the world stands still. */
public final class Recorder implements Observer {
    private final List<Observation> observations = new ArrayList<>();

    /** Makes an empty recorder, to be given to {@link World#observe}. */
    public Recorder() {}

    @Override
    public void on(Observation observation) {
        observations.add(observation);
    }

    /** {@return all that has happened, in order; a view that grows} */
    public List<Observation> all() {
        return Collections.unmodifiableList(observations);
    }

    /** {@return what has happened of one kind, in order} */
    public <T extends Observation> List<T> all(Class<T> kind) {
        return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return the packets sent, in order} */
    public List<LinkPacket> packets() {
        return all(Observation.PacketSent.class).stream()
                .map(Observation.PacketSent::packet)
                .toList();
    }

    /** Forgets everything. */
    public void clear() {
        observations.clear();
    }
}
