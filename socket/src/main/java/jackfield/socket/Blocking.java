package jackfield.socket;

import jackfield.engine.endpoint.Endpoint;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Watcher;
import java.util.List;

/**
 * How application threads enter an engine and wait in it; all blocking goes through here, so that a simulator can
 * swap it.
 *
 * <pre>
 *   now = enter()
 *   try the call ---- EAGAIN ----> now = await(endpoints, deadline), try again
 *   leave()
 * </pre>
 *
 * <p>Between {@link #enter} and {@link #leave} the thread has the engine for itself. Neither nests. Times are the
 * engine's, nanoseconds.
 */
public interface Blocking {
    /** Takes the engine for this thread; reads the clock once. {@return now} */
    long enter();

    /** Gives the engine back: drains it, sends what came out, wakes whoever became ready. */
    void leave();

    /**
     * Between enter and leave: gives the engine back, waits until one of the endpoints is told ready or woken, or the
     * deadline (engine time, {@link jackfield.engine.base.Deadline#NEVER} for none) has come, and takes it again. May
     * return early.
     *
     * @return now
     * @throws InterruptedException if the thread was or is interrupted; its status is cleared, the engine is taken
     *     again
     */
    long await(List<? extends Endpoint> endpoints, long deadline) throws InterruptedException;

    /** Between enter and leave: wakes all that wait for this endpoint (it was closed), and tells its watchers. */
    void wake(Endpoint endpoint);

    /** Between enter and leave: tells {@code watcher} of each change of the endpoint's readiness from now on. */
    @SuppressWarnings("exports") // For this house only, like whoever implements this.
    void watch(Endpoint endpoint, Watcher watcher);

    /** Between enter and leave: ends that. */
    @SuppressWarnings("exports")
    void unwatch(Endpoint endpoint, Watcher watcher);

    /** {@return a new bell to wait by, without the engine} */
    @SuppressWarnings("exports")
    Bell bell();
}
