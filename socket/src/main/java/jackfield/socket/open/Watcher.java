package jackfield.socket.open;

/**
 * Is told when a socket may have become ready: a parked thread, or one member of a selector.
 *
 * <pre>
 *   engine held:      told(readiness)   takes note, and says whether somebody is to be woken
 *   engine given back: wake()           once for each told() that asked for it, by the same thread
 * </pre>
 *
 * <p>{@link #told} comes from whichever thread runs the engine: it takes no lock under which a gate is entered, waits
 * for nothing, runs no user's code.
 */
public interface Watcher {
    /**
     * The socket's readiness has changed, or there is news, or it was closed.
     *
     * @param readiness bits of {@link jackfield.engine.base.Poll}; all of them if nobody knows
     * @return whether {@link #wake} is to be called
     */
    boolean told(int readiness);

    /** Wakes whom it concerns; called without any engine. */
    void wake();
}
