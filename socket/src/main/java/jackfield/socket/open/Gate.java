package jackfield.socket.open;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How a thread gets at the sockets of one back end and waits for them.
 *
 * <p>No wake-up is lost between a refused call and {@link #await}: what became ready in between ends the wait at once.
 */
public interface Gate {
    /** Begins a call on this thread. {@return now, nanoseconds since the gate was made} */
    long enter();

    /** Ends the call. */
    void leave();

    /**
     * Between enter and leave: waits until one of the sockets may be ready or is woken, or the deadline has come; may
     * return early.
     *
     * @param stillWaits asked after the thread can be woken and before it waits, so that a {@link #wake} just before is
     *     not lost: if it answers false, there is no wait. A gate that lets in one thread at a time need not ask
     * @return now
     * @throws InterruptedException if the thread was or is interrupted; its status is cleared
     */
    long await(List<Interest> interests, BooleanSupplier stillWaits, long deadline) throws InterruptedException;

    /** Between enter and leave: wakes all that wait for this socket, and tells all who watch it. */
    void wake(OpenSocket socket);

    /**
     * Between enter and leave: lets {@code watcher} be told of each change of the socket's readiness from now on, or
     * at least of those that it asked for.
     */
    Watch watch(OpenSocket socket, Watcher watcher);

    /** Between enter and leave: ends that. */
    void unwatch(Watch watch);

    /** {@return a bell to wait by for sockets of this gate} */
    Bell bell();
}
