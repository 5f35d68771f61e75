package jackfield.socket;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Lookout;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A set of sockets to wait on, like an epoll: level triggered, changed from any thread at any time.
 *
 * <p>Tells of a socket as often as it is asked while it is ready. A change of the set takes effect on a wait that
 * goes on; a closed socket leaves the set by itself. Bits are those of {@link jackfield.engine.base.Poll}; ERR and
 * HUP come unasked. One look costs as much as sockets are ready, however large the set is. Thread-safe, but one
 * thread waits at a time; must be closed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
public final class Readiness implements AutoCloseable {
    /** A socket of the set, and what it is ready for. */
    public record Ready(Socket socket, int events) {}

    /** A socket of the set, and what it is asked for. */
    private final class Member implements Lookout.Member, Watcher {
        private final AtomicBoolean noted = new AtomicBoolean();
        final Socket socket;
        final long order;
        final Watch watch;
        volatile int events;
        /** Changed by the waiter only: found ready by the last look, so to be looked at again. */
        boolean isReady;

        Member(Socket socket, long order, int events, Gate gate) {
            this.socket = socket;
            this.order = order;
            this.events = events;
            watch = gate.watch(socket.description().open, this);
        }

        @Override
        public AtomicBoolean noted() {
            return noted;
        }

        @Override
        public boolean told(int readiness) {
            return (PollFd.wanted(readiness, events) != 0 || socket.isClosed()) && lookout.note(this);
        }

        @Override
        public void wake() {
            lookout.ring();
        }
    }

    private final SocketLayer layer;
    private final Gate gate;
    private final Lookout<Member> lookout;
    /** Guarded by itself; entered with the engine held or without, never the other way round. */
    private final Map<Socket, Member> members = new HashMap<>();

    private long added;
    private final AtomicBoolean isAwaited = new AtomicBoolean();
    private volatile boolean isClosed;
    /** Those that the last look found ready; the waiter's. */
    private final ArrayList<Member> hot = new ArrayList<>();

    Readiness(SocketLayer layer) {
        this.layer = layer;
        gate = layer.backend().gate();
        lookout = new Lookout<>(gate.bell());
    }

    /** Adds a socket, or changes what it is asked for. */
    public void add(Socket socket, int events) {
        if (socket.layer() != layer) {
            throw new IllegalArgumentException(socket + " is of another layer");
        }
        Member member;
        gate.enter();
        try {
            synchronized (members) {
                member = members.get(socket);
                if (member == null) {
                    member = new Member(socket, added++, events, gate);
                    members.put(socket, member);
                }
                member.events = events;
            }
        } finally {
            gate.leave();
        }
        lookout.poke(member);
    }

    /** Takes a socket out, if it is in. */
    public void remove(Socket socket) {
        gate.enter();
        try {
            forget(socket);
        } finally {
            gate.leave();
        }
    }

    /** With the engine held. */
    private void forget(Socket socket) {
        Member member;
        synchronized (members) {
            member = members.remove(socket);
        }
        if (member != null) {
            gate.unwatch(member.watch);
        }
    }

    /** Ends the wait that goes on or, if none does, the next one: it answers an empty list. */
    public void wakeup() {
        lookout.wakeup();
    }

    /**
     * Waits until a socket of the set is ready.
     *
     * @param timeout zero only looks, {@link SocketLayer#FOREVER} waits without end
     * @return all that are ready, in the order in which they were added; empty after {@link #wakeup} or when time is
     *     over
     * @throws SocketException {@code EINTR} or, after {@link #close}, {@code EBADF}
     * @throws IllegalStateException if another thread waits here
     */
    public List<Ready> await(Duration timeout) throws SocketException {
        if (!isAwaited.compareAndSet(false, true)) {
            throw new IllegalStateException("another thread waits in this set");
        }
        try {
            return awaitAlone(timeout);
        } finally {
            isAwaited.set(false);
        }
    }

    private List<Ready> awaitAlone(Duration timeout) throws SocketException {
        Ongoing call = Ongoing.enter(layer, "epoll_wait", null);
        try {
            long deadline = Deadline.after(lookout.now(), Polling.nanos(timeout));
            List<Ready> ready = List.of();
            while (!isClosed) {
                boolean isWoken = lookout.takeWakeup();
                ready = look();
                if (isWoken || !ready.isEmpty() || !call.waits(lookout, deadline)) {
                    break;
                }
            }
            call.end(isClosed ? Errno.EBADF.refusal() : ready.size());
            return ready;
        } finally {
            call.leave();
        }
    }

    /** With the engine held: {@return who is ready, of those that were so last time or have been noted since} */
    private List<Ready> look() {
        @Nullable Member noted;
        while ((noted = lookout.next()) != null) {
            if (!noted.isReady) {
                noted.isReady = true;
                hot.add(noted);
            }
        }
        hot.sort(Comparator.comparingLong(member -> member.order));
        var ready = new ArrayList<Ready>();
        hot.removeIf(member -> {
            if (member.socket.isClosed()) {
                forget(member.socket);
            }
            int bits = isIn(member) ? PollFd.wanted(member.watch.readiness(member.events), member.events) : 0;
            if (bits != 0) {
                ready.add(new Ready(member.socket, bits));
            }
            member.isReady = bits != 0;
            return bits == 0;
        });
        return List.copyOf(ready);
    }

    private boolean isIn(Member member) {
        synchronized (members) {
            return members.get(member.socket) == member;
        }
    }

    /** Ends all waits with {@code EBADF}; the sockets stay open. */
    @Override
    public void close() {
        gate.enter();
        try {
            isClosed = true;
            List<Socket> all;
            synchronized (members) {
                all = List.copyOf(members.keySet());
            }
            all.forEach(this::forget);
        } finally {
            gate.leave();
        }
        lookout.wakeup();
    }
}
