package jackfield.socket.jvm;

import jackfield.socket.route.NetworkHost;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a routed asynchronous channel is: the platform's until it is decided, and what leads from that to ours.
 *
 * <p>The channel behind is made when it is needed. What was set while nothing was decided is set again on the one that
 * takes the place. Thread-safe.
 */
final class Decision<C extends Closeable> {
    /** Opens a channel of a host, or of the platform. */
    interface Opening<C> {
        C open(Optional<NetworkHost> host) throws IOException;
    }

    private final Choice choice;
    private final Opening<C> opening;
    private final Steps<C> steps = new Steps<>();
    private volatile @Nullable C inner;
    private boolean isDecided;
    private volatile boolean isClosed;
    private Optional<NetworkHost> host = Optional.empty();
    private Runnable closed = () -> {};

    Decision(Choice choice, Opening<C> opening) {
        this.choice = choice;
        this.opening = opening;
    }

    Choice choice() {
        return choice;
    }

    /** {@return the channel behind, null if none was needed yet} */
    @Nullable
    C known() {
        return inner;
    }

    boolean isClosed() {
        return isClosed;
    }

    /** {@return the channel behind, made if there is none} */
    synchronized C get() throws IOException {
        C known = inner;
        if (known == null) {
            if (isClosed) {
                throw new ClosedChannelException();
            }
            host = choice.anyway();
            isDecided = host.isPresent();
            known = opening.open(host);
            inner = known;
        }
        return known;
    }

    /** Decides, if that is not done: for the host if there is one, else for the platform. */
    synchronized C decide(Optional<NetworkHost> owner) throws IOException {
        C before = get();
        if (isDecided) {
            return before;
        }
        C chosen = before;
        if (owner.isPresent()) {
            C ours = opening.open(owner);
            try {
                steps.replay(ours);
            } catch (IOException e) {
                ours.close();
                throw e;
            }
            chosen = ours;
            inner = ours;
            host = owner;
            before.close();
        }
        isDecided = true;
        steps.forget();
        return chosen;
    }

    /** Notes where the channel goes: in the network's list of what is open, or as left to the platform. */
    synchronized void goes(String address) {
        closed.run();
        if (host.isPresent()) {
            closed = host.get().network().opened(choice.api(), address);
        } else {
            choice.leaves(address);
        }
    }

    /** Does something that is to be done again on the channel that may take the place. */
    synchronized void step(Object what, Steps.Step<C> step) throws IOException {
        C channel = get();
        if (isDecided) {
            step.on(channel);
        } else {
            steps.take(what, channel, step);
        }
    }

    void close() throws IOException {
        C channel;
        Runnable noLongerOpen;
        synchronized (this) {
            isClosed = true;
            isDecided = true;
            channel = inner;
            noLongerOpen = closed;
        }
        noLongerOpen.run();
        if (channel != null) {
            channel.close();
        }
    }
}
