package jackfield.socket.jvm;

import jackfield.socket.nio.ReadySelector;
import jackfield.socket.nio.Selectable;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * One of our selectors' view of a channel of the platform's, which the bell has registered with the platform's own
 * selector.
 *
 * <p>Thread-safe.
 */
final class PlatformSight implements Selectable.Sight {
    private final PlatformBell bell;
    private final Selectable.Spotter spotter;
    private final @Nullable SelectionKey inner;
    private int armed;
    private int found;
    private int foundTurn = -1;

    /** @param channel not blocking */
    PlatformSight(SelectableChannel channel, Selectable.Spotter spotter) {
        this.bell = bell(spotter);
        this.spotter = spotter;
        this.inner = watch(channel);
    }

    private @Nullable SelectionKey watch(SelectableChannel channel) {
        try {
            return bell.watch(channel, this);
        } catch (ClosedChannelException e) {
            // A closed channel is ready for nothing, and its key is cancelled.
            return null;
        }
    }

    /**
     * {@return the bell of the selector that asks}
     *
     * @throws IllegalSelectorException if that is not a routed one, which cannot wait for the platform
     */
    static PlatformBell bell(Selectable.Spotter spotter) {
        if (spotter instanceof SelectionKey key
                && key.selector() instanceof ReadySelector selector
                && selector.bell() instanceof PlatformBell bell) {
            return bell;
        }
        throw new IllegalSelectorException();
    }

    @Override
    public int readyOps(int interestOps) {
        SelectionKey key = inner;
        if (key == null) {
            return 0;
        }
        synchronized (this) {
            int ready = ready(interestOps);
            if (ready != 0 || (interestOps & ~armed) == 0) {
                return ready;
            }
        }
        arm(interestOps);
        bell.look();
        synchronized (this) {
            return ready(interestOps);
        }
    }

    private int ready(int interestOps) {
        return foundTurn == bell.turn() ? found & interestOps : 0;
    }

    private synchronized void arm(int ops) {
        SelectionKey key = inner;
        if (key != null && armed != ops) {
            try {
                key.interestOps(ops);
                armed = ops;
            } catch (CancelledKeyException e) {
                armed = 0;
            }
        }
    }

    /** Is asked for again what it is asked for now. */
    void rearm() {
        int asked = 0;
        try {
            asked = ((SelectionKey) spotter).interestOps();
        } catch (CancelledKeyException e) {
            // Nothing is.
        }
        arm(asked);
    }

    /** Found ready, by whoever looks. {@return whether anything was} */
    synchronized boolean found(SelectionKey key, int turn) {
        try {
            int ready = key.readyOps();
            found = foundTurn == turn ? found | ready : ready;
            foundTurn = turn;
            armed = 0;
            key.interestOps(0);
        } catch (CancelledKeyException e) {
            return false;
        }
        spotter.spotted();
        return true;
    }

    @Override
    public void end() {
        SelectionKey key = inner;
        if (key != null) {
            bell.unwatch(key);
        }
    }
}
