package jackfield.drill.call;

import jackfield.drill.packet.Flows;
import jackfield.drill.setting.Addresses;
import jackfield.drill.setting.Family;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.drill.subject.Subject;
import jackfield.socket.open.Linux;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The process that a script plays: its descriptors, and what it runs on.
 *
 * <p>A descriptor has the number that the script expects, so that live and script numbers are the same.
 */
public final class ScriptProcess {
    private static final int FIRST = 3;

    private final Subject subject;
    private final Family family;
    private final Addresses addresses;
    private final Flows flows;
    private final long toleranceNanos;
    private final long beganNanos;
    private final TreeMap<Integer, Descriptor> descriptors = new TreeMap<>();

    /** The connection that was made last; null before the first. */
    private @Nullable SocketDescriptor latest;

    /** @param toleranceNanos by how much the sockets' timestamps may differ from the script's */
    public ScriptProcess(Subject subject, Family family, Addresses addresses, Flows flows, long toleranceNanos) {
        this.toleranceNanos = toleranceNanos;
        beganNanos = subject.stampNanos();
        this.subject = subject;
        this.family = family;
        this.addresses = addresses;
        this.flows = flows;
    }

    Subject subject() {
        return subject;
    }

    Family family() {
        return family;
    }

    Addresses addresses() {
        return addresses;
    }

    Flows flows() {
        return flows;
    }

    /** {@return by how much timestamps may differ} */
    long toleranceNanos() {
        return toleranceNanos;
    }

    /** {@return what a timestamp made when the script began would say} */
    long beganNanos() {
        return beganNanos;
    }

    /** {@return the descriptor of a number; null if it is not open} */
    @Nullable
    Descriptor find(int fd) {
        return descriptors.get(fd);
    }

    /** Opens a descriptor under the number the script expects, else the lowest free one. {@return the number} */
    int open(Descriptor descriptor, int expected) {
        int fd = expected;
        if (fd < 0 || descriptors.containsKey(fd)) {
            fd = FIRST;
            while (descriptors.containsKey(fd)) {
                fd++;
            }
        }
        descriptors.put(fd, descriptor);
        return fd;
    }

    /** A connection was made or is being made on this socket. */
    void onConnection(SocketDescriptor socket) {
        latest = socket;
    }

    /** Closes a descriptor. {@return whether that has ended, to be asked again and again; empty if none is open} */
    Optional<BooleanSupplier> close(int fd, long now) {
        Descriptor closed = descriptors.remove(fd);
        if (closed == null) {
            return Optional.empty();
        }
        if (!descriptors.containsValue(closed)) {
            descriptors.values().forEach(other -> {
                if (other instanceof EpollDescriptor epoll) {
                    epoll.forget(closed);
                }
            });
            if (closed instanceof SocketDescriptor socket) {
                return Optional.of(subject.close(socket.socket()));
            }
            closed.close(now);
        }
        return Optional.of(() -> true);
    }

    /** Closes all that is open. */
    public void closeAll() {
        long now = subject.backend().gate().enter();
        List.copyOf(descriptors.keySet()).forEach(fd -> close(fd, now));
        subject.backend().gate().leave();
    }

    /** Lets each epoll instance notice what happened. */
    public void look() {
        descriptors.values().forEach(descriptor -> {
            if (descriptor instanceof EpollDescriptor epoll) {
                epoll.look(subject.now());
            }
        });
    }

    /**
     * {@return the option's value of the connection under test: the one made last and still open; empty if there is
     * none or it is refused}
     */
    public Optional<byte[]> option(int level, int name) {
        SocketDescriptor socket = underTest();
        if (socket == null) {
            return Optional.empty();
        }
        var value = new byte[Linux.OPTION_BYTES];
        long now = subject.backend().gate().enter();
        try {
            int length = socket.socket().getOption(now, level, name, value);
            return length < 0 ? Optional.empty() : Optional.of(java.util.Arrays.copyOf(value, length));
        } finally {
            subject.backend().gate().leave();
        }
    }

    private @Nullable SocketDescriptor underTest() {
        if (latest != null && descriptors.containsValue(latest)) {
            return latest;
        }
        List<SocketDescriptor> sockets = new ArrayList<>();
        descriptors.values().forEach(descriptor -> {
            if (descriptor instanceof SocketDescriptor socket) {
                sockets.add(socket);
            }
        });
        return sockets.isEmpty() ? null : sockets.getLast();
    }

    /** {@return a socket of the script, or why the call is refused} */
    static UnknownConstruct unsupported(String what) {
        return new UnknownConstruct(what);
    }
}
