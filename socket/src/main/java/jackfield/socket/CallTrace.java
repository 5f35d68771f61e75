package jackfield.socket;

import jackfield.engine.base.Errno;

/**
 * Listens to the calls of a {@code SocketLayer}: when each began, that it had to wait, what it answered and which
 * packet released it.
 *
 * <p>Heard in the order in which the calls have the engine, together with {@link jackfield.engine.Trace}, on the
 * caller's thread and between {@link Blocking#enter} and {@link Blocking#leave}: an implementation must be quick,
 * must not call sockets or the engine, and for the kernel's sockets must be thread-safe.
 */
public interface CallTrace {
    /**
     * One call.
     *
     * @param number counts the layer's calls from 1
     * @param host the host's name, {@code kernel} for the kernel
     * @param thread the calling thread's name
     * @param fd the descriptor it is for, -1 if there is none yet
     * @param name as in {@code recv}
     * @param arguments as in {@code 1024}, without the descriptor
     */
    record Call(long number, String host, String thread, int fd, String name, String arguments) {
        @Override
        public String toString() {
            return name + "(" + arguments + ")";
        }
    }

    /** A call began. */
    void started(Call call, long now);

    /** The call has to wait; told once a call. */
    void blocked(Call call, long now);

    /**
     * The call ended.
     *
     * @param result as a reader wants it after the equals sign: a count, an address, {@code -1 ECONNREFUSED}
     * @param errno {@link Errno#OK} if it succeeded
     * @param cause number of the received packet that released a call that had blocked (see
     *     {@link jackfield.engine.Trace}), 0 otherwise
     */
    void returned(Call call, String result, Errno errno, long now, long cause);
}
