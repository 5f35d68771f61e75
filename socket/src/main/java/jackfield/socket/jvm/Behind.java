package jackfield.socket.jvm;

import jackfield.socket.nio.LayerProvider;
import jackfield.socket.nio.Selectable;
import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channel behind a routed one: the platform's, or one of a host of ours, and what leads from the first to the
 * second.
 *
 * <p>It is made when it is needed. What was set while nothing was decided is set again on the channel that takes the
 * place, its blocking mode included; selectors then look at that. Thread-safe.
 */
final class Behind<C extends SelectableChannel> {
    /** Opens a channel of the kind that is routed. */
    interface Opening<C> {
        C open(SelectorProvider provider) throws IOException;
    }

    private final Choice choice;
    private final Opening<C> opening;
    private final int idleOps;
    private final Steps<C> steps = new Steps<>();
    private final List<RoutedSight> sights = new ArrayList<>();
    private volatile @Nullable C inner;
    private boolean isDecided;
    private boolean isClosed;
    private boolean blocks = true;
    private Optional<NetworkHost> host = Optional.empty();
    private Runnable closed = () -> {};

    /** @param idleOps what a selector is told while nothing is decided, as the platform does of such a channel */
    Behind(Choice choice, Opening<C> opening, int idleOps) {
        this.choice = choice;
        this.opening = opening;
        this.idleOps = idleOps;
    }

    Choice choice() {
        return choice;
    }

    int idleOps() {
        return idleOps;
    }

    /** {@return the channel behind, null if none was needed yet} */
    @Nullable
    C known() {
        return inner;
    }

    /** {@return the channel behind, made if there is none} */
    C get() throws IOException {
        C known = inner;
        return known != null ? known : made();
    }

    private synchronized C made() throws IOException {
        C known = inner;
        if (known == null) {
            if (isClosed) {
                throw new ClosedChannelException();
            }
            Optional<NetworkHost> scope = choice.anyway();
            known = opening.open(provider(scope));
            if (scope.isPresent()) {
                host = scope;
                takes(known);
            } else {
                known.configureBlocking(blocks);
                inner = known;
                if (known instanceof DatagramChannel) {
                    // Something may come before anything is decided.
                    show(known);
                }
            }
        }
        return known;
    }

    private SelectorProvider provider(Optional<NetworkHost> owner) {
        return owner.isPresent()
                ? LayerProvider.of(owner.get().sockets())
                : choice.platform().provider();
    }

    /** This is the channel, for good: selectors look at it from now on. */
    private void takes(C channel) throws IOException {
        channel.configureBlocking(blocks);
        inner = channel;
        isDecided = true;
        steps.forget();
        show(channel);
    }

    /** Selectors look at this channel from now on. */
    private void show(C channel) {
        for (RoutedSight sight : List.copyOf(sights)) {
            if (sight.isValid() && !sight.sees(channel)) {
                sight.become(channel, view(channel, sight.spotter()));
            }
        }
    }

    private static Selectable.Sight view(SelectableChannel channel, Selectable.Spotter spotter) {
        return channel instanceof Selectable ours ? ours.sight(spotter) : new PlatformSight(channel, spotter);
    }

    /** Decides, if that is not done: for the host if there is one, else for the platform. */
    synchronized void decide(Optional<NetworkHost> owner) throws IOException {
        C before = get();
        if (isDecided) {
            return;
        }
        if (owner.isEmpty()) {
            takes(before);
            return;
        }
        C ours = opening.open(provider(owner));
        boolean isDone = false;
        try {
            steps.replay(ours);
            host = owner;
            takes(ours);
            isDone = true;
        } finally {
            (isDone ? before : ours).close();
        }
    }

    /** {@return whether it is decided, and for the platform} */
    synchronized boolean isPlatforms() {
        return isDecided && host.isEmpty();
    }

    /** {@return whether it is decided, and for a host of ours} */
    synchronized boolean isOurs() {
        return host.isPresent();
    }

    synchronized boolean isDecided() {
        return isDecided;
    }

    /** This is the platform's, wherever it is made. */
    synchronized void adoptPlatforms() throws IOException {
        takes(opening.open(choice.platform().provider()));
    }

    /** This stands for a channel that {@code listener} accepted. */
    synchronized void adopt(C accepted, Behind<?> listener) throws IOException {
        host = listener.host();
        takes(accepted);
    }

    private synchronized Optional<NetworkHost> host() {
        return host;
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

    /** Notes that a channel of ours is open, until {@link #close}, which another thread may have called meanwhile. */
    synchronized void opened(String address) {
        closed.run();
        if (isClosed) {
            return;
        }
        closed = host.isPresent() ? host.get().network().opened(choice.api(), address) : () -> {};
    }

    /** Sets the mode, for the channel behind when there is one. */
    synchronized void configureBlocking(boolean block) throws IOException {
        if (block) {
            // No registration counts any more, or the routed channel would not have asked.
            List.copyOf(sights).forEach(RoutedSight::release);
        }
        C channel = inner;
        if (channel != null) {
            channel.configureBlocking(block);
        }
        blocks = block;
    }

    synchronized Selectable.Sight sight(Selectable.Spotter spotter) {
        PlatformSight.bell(spotter);
        var sight = new RoutedSight(this, spotter);
        sights.add(sight);
        C channel = inner;
        if (channel != null && (isDecided || channel instanceof DatagramChannel)) {
            sight.become(channel, view(channel, spotter));
        }
        return sight;
    }

    synchronized void forget(RoutedSight sight) {
        sights.remove(sight);
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

    /** Something that may wait. */
    interface Call<C, R> {
        R on(C channel) throws IOException;
    }

    /**
     * Does something with the channel behind. If that is closed by it - by an interrupt, or a connect that failed -
     * {@code front} is closed, too.
     */
    @SuppressWarnings("ReferenceEquality") // It is one channel or another.
    <R> R call(SelectableChannel front, Call<C, R> call) throws IOException {
        C channel = get();
        boolean isDone = false;
        try {
            R answer = call.on(channel);
            isDone = true;
            return answer;
        } catch (ClosedChannelException e) {
            // It has moved meanwhile, which closes the channel that it leaves.
            if (inner != channel && front.isOpen() && !(e instanceof ClosedByInterruptException)) {
                return call(front, call);
            }
            throw e;
        } finally {
            if (!isDone && !channel.isOpen() && inner == channel) {
                front.close();
            }
        }
    }
}
