package jackfield.sim;

/**
 * Hears what happens in a world, in order. Must not call the world from within.
 *
 * <p>Called on whichever thread holds the baton, one at a time.
 */
@FunctionalInterface
public interface Observer {
    /** Learns of one thing that happened. */
    void on(Observation observation);
}
