package jackfield.socket;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Interest;
import jackfield.socket.open.OpenSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of sockets to wait on, like an epoll: level triggered, changed from any thread at any time.
 *
 * <p>Tells of a socket as often as it is asked while it is ready. A change of the set takes effect on a wait that
 * goes on; a closed socket leaves the set by itself. Bits are those of {@link jackfield.engine.base.Poll}; ERR and
 * HUP come unasked. One look costs as much as the set is large. Thread-safe; must be closed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
public final class Readiness implements AutoCloseable {
    /** A socket of the set, and what it is ready for. */
    public record Ready(Socket socket, int events) {}

    private final SocketLayer layer;
    /** An unbound datagram socket, never ready by itself: waited on with the others, and woken. */
    private final Socket doorbell;

    private final Map<Socket, Integer> members = new LinkedHashMap<>();
    /** Counts what must end a wait that goes on. */
    private long changes;

    private boolean isWoken;

    Readiness(SocketLayer layer) throws SocketException {
        this.layer = layer;
        doorbell = layer.socket(Family.INET, Type.DGRAM);
    }

    /** Adds a socket, or changes what it is asked for. */
    public void add(Socket socket, int events) {
        if (socket.layer() != layer) {
            throw new IllegalArgumentException(socket + " is of another layer");
        }
        synchronized (members) {
            members.put(socket, events);
            changes++;
        }
        ring();
    }

    /** Takes a socket out, if it is in. */
    public void remove(Socket socket) {
        synchronized (members) {
            members.remove(socket);
            changes++;
        }
        ring();
    }

    /** Ends the wait that goes on or, if none does, the next one: it answers an empty list. */
    public void wakeup() {
        synchronized (members) {
            isWoken = true;
            changes++;
        }
        ring();
    }

    /**
     * Waits until a socket of the set is ready.
     *
     * @param timeout zero only looks, {@link SocketLayer#FOREVER} waits without end
     * @return all that are ready, in the order in which they were added; empty after {@link #wakeup} or when time is
     *     over
     * @throws SocketException {@code EINTR} or, after {@link #close}, {@code EBADF}
     */
    public List<Ready> await(Duration timeout) throws SocketException {
        Ongoing call = Ongoing.enter(layer, "epoll_wait", null);
        try {
            long deadline = Deadline.after(call.now(), Polling.nanos(timeout));
            var ready = new ArrayList<Ready>();
            var interests = new ArrayList<Interest>();
            while (!doorbell.isClosed()) {
                long seen = look(call.now(), ready, interests);
                if (seen < 0 || !ready.isEmpty() || !call.waits(interests, () -> isUnchanged(seen), deadline)) {
                    break;
                }
            }
            call.end(doorbell.isClosed() ? Errno.EBADF.refusal() : ready.size());
            return List.copyOf(ready);
        } finally {
            call.leave();
        }
    }

    /** Gathers who is ready and who is to be waited for. {@return the count of changes, -1 after a wakeup} */
    private long look(long now, List<Ready> ready, List<Interest> interests) {
        interests.clear();
        interests.add(new Interest(doorbell.description().open, 0));
        synchronized (members) {
            members.keySet().removeIf(Socket::isClosed);
            members.forEach((socket, events) -> {
                OpenSocket open = socket.description().open;
                int bits = PollFd.wanted(open.readiness(now), events);
                if (bits != 0) {
                    ready.add(new Ready(socket, bits));
                }
                interests.add(new Interest(open, events));
            });
            boolean wasWoken = isWoken;
            isWoken = false;
            return wasWoken ? -1 : changes;
        }
    }

    private boolean isUnchanged(long seen) {
        synchronized (members) {
            return changes == seen && !doorbell.isClosed();
        }
    }

    private void ring() {
        var gate = layer.backend().gate();
        gate.enter();
        try {
            gate.wake(doorbell.description().open);
        } finally {
            gate.leave();
        }
    }

    /** Ends all waits with {@code EBADF}; the sockets stay open. */
    @Override
    public void close() {
        doorbell.close();
    }
}
