package jackfield.drill.subject;

import jackfield.drill.setting.ShellLine;
import jackfield.socket.open.Backend;
import jackfield.socket.open.OpenSocket;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a script is run against: a host with one IP interface whose other end is the script.
 *
 * <pre>
 *   inject ->  | interface | stack | sockets | <- system calls, through {@link #backend}
 *   poll   <-  |           |       |         |
 *   advance: time goes on, timers run
 * </pre>
 *
 * <p>Driven by one thread.
 */
public interface Subject extends AutoCloseable {
    /** {@return the way to its sockets} */
    Backend backend();

    /** {@return nanoseconds on its clock} */
    long now();

    /** {@return what the timestamps say that its sockets tell of now, nanoseconds} */
    long stampNanos();

    /** {@return how long to wait for what may come at any time, nanoseconds on its clock} */
    long patienceNanos();

    /** {@return how long to wait for what is overdue, only to show it} */
    long graceNanos();

    /**
     * Closes one of its sockets.
     *
     * @return whether that has ended, to be asked again and again: a real close may linger
     */
    default BooleanSupplier close(OpenSocket socket) {
        socket.close(now());
        return () -> true;
    }

    /** Lets a packet come in, which is a whole IP packet. */
    void inject(byte[] packet);

    /**
     * Lets time go on until {@code untilNanos}, or less far: until something may have happened.
     *
     * @param untilNanos {@link jackfield.engine.base.Deadline#NEVER} for the next thing that happens
     * @return false if nothing will ever happen of itself before {@code untilNanos}, and that is never
     */
    boolean advance(long untilNanos);

    /** {@return the oldest packet that came out and was not yet taken; null if there is none} */
    @Nullable
    Sent poll();

    /** Changes a setting while it runs; throws {@link jackfield.drill.setting.UnknownConstruct} if it cannot. */
    void configure(ShellLine.Effect effect);

    /** Gives back what it holds. */
    @Override
    void close();
}
