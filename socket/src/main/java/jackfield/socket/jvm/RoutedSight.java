package jackfield.socket.jvm;

import jackfield.socket.nio.Selectable;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * A selector's view of a routed channel: of nothing until it is decided whose the channel is, then of that one.
 *
 * <p>Thread-safe.
 */
final class RoutedSight implements Selectable.Sight {
    private final Behind<?> behind;
    private final Selectable.Spotter spotter;
    private volatile Selectable.@Nullable Sight inner;
    private volatile @Nullable SelectableChannel seen;

    RoutedSight(Behind<?> behind, Selectable.Spotter spotter) {
        this.behind = behind;
        this.spotter = spotter;
    }

    Selectable.Spotter spotter() {
        return spotter;
    }

    /** {@return whether the registration still counts} */
    boolean isValid() {
        return !(spotter instanceof SelectionKey key) || key.isValid();
    }

    /** {@return whether this looks at that channel} */
    @SuppressWarnings("ReferenceEquality") // It is one channel or another.
    boolean sees(SelectableChannel channel) {
        return inner != null && seen == channel;
    }

    /** There is a channel behind to look at, perhaps in place of another. */
    void become(SelectableChannel channel, Selectable.Sight view) {
        Selectable.Sight before = inner;
        inner = view;
        seen = channel;
        if (before != null) {
            before.end();
        }
        if (spotter.spotted()) {
            spotter.wake();
        }
    }

    @Override
    public int readyOps(int interestOps) {
        Selectable.Sight view = inner;
        return view == null ? behind.idleOps() & interestOps : view.readyOps(interestOps);
    }

    @Override
    public void end() {
        behind.forget(this);
        Selectable.Sight view = inner;
        if (view != null) {
            view.end();
        }
    }

    /** Lets the platform's selector go, so that the channel behind may block. */
    void release() {
        Selectable.Sight view = inner;
        if (view instanceof PlatformSight) {
            view.end();
            inner = null;
            PlatformSight.bell(spotter).flush();
        }
    }
}
