package jackfield.socket;

import jackfield.engine.base.Poll;
import org.jspecify.annotations.Nullable;

/**
 * One descriptor to be polled, POSIX's {@code struct pollfd}: events go in, revents come out.
 *
 * <p>Bits are those of {@link Poll}; ERR, HUP and NVAL come out unasked. Used by one thread at a time.
 */
public final class PollFd {
    private final int fd;
    /** Null if only the number was given. */
    private final @Nullable Socket socket;

    private final int events;
    private int revents;

    /** Asks for {@code events} on {@code fd}; a negative descriptor is passed over. */
    public PollFd(int fd, int events) {
        this(fd, null, events);
    }

    private PollFd(int fd, @Nullable Socket socket, int events) {
        this.fd = fd;
        this.socket = socket;
        this.events = events;
    }

    /** {@return a question for {@code events} on {@code socket}} */
    public static PollFd of(Socket socket, int events) {
        return new PollFd(socket.fd(), socket, events);
    }

    /** {@return whom this asks about in a layer, null if the number is not open} */
    @Nullable
    Socket socket(SocketLayer layer) {
        return socket != null && socket.layer() == layer
                ? socket
                : layer.descriptors().find(fd);
    }

    public int fd() {
        return fd;
    }

    public int events() {
        return events;
    }

    /** {@return what was ready when poll last returned} */
    public int revents() {
        return revents;
    }

    void revents(int ready) {
        revents = ready;
    }

    /** {@return what poll tells of a readiness: what was asked for, and what is told unasked} */
    static int wanted(int readiness, int events) {
        return readiness & (events | Poll.ERR | Poll.HUP | Poll.NVAL);
    }

    @Override
    public String toString() {
        return "fd " + fd + " events 0x" + Integer.toHexString(events) + " revents 0x" + Integer.toHexString(revents);
    }
}
