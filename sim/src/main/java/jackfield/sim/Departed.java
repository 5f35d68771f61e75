package jackfield.sim;

/**
 * Ends an actor whose host died or whose world was closed, from within its call, as a process dies with its machine.
 *
 * <p>An error, so that {@code catch (Exception e)} does not keep the dead alive. Not a failure of the run.
 */
public final class Departed extends Error {
    private static final long serialVersionUID = 1;

    Departed(String message) {
        super(message, null, false, false);
    }
}
