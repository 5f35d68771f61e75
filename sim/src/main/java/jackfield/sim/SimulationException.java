package jackfield.sim;

/**
 * A run could not go on: an actor failed, every actor waits for nothing that could come, or one never comes back.
 *
 * <p>The message tells the world's seed and the virtual time; the cause is what the actor threw, if one did.
 */
public final class SimulationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SimulationException(String message) {
        super(message);
    }

    SimulationException(String message, Throwable cause) {
        super(message, cause);
    }
}
