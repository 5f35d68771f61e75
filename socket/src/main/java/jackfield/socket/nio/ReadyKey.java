package jackfield.socket.nio;

import jackfield.socket.open.Lookout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A channel's registration with a {@link ReadySelector}. Thread-safe.
 *
 * <p>A change of the interest set takes effect on a selection that goes on: the selector looks at the channel again.
 */
final class ReadyKey extends AbstractSelectionKey implements Lookout.Member, Selectable.Spotter {
    private static final VarHandle INTEREST;

    static {
        try {
            INTEREST = MethodHandles.lookup().findVarHandle(ReadyKey.class, "interest", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ReadySelector selector;
    private final AbstractSelectableChannel channel;
    private final AtomicBoolean noted = new AtomicBoolean();
    private final Selectable.Sight sight;
    private volatile int interest;
    private volatile int ready;

    /** Guarded by the selector: whether the last look found it ready, so that it must be looked at again. */
    boolean isHot;

    /** Guarded by the selector: what the last look found. */
    int found;

    <C extends AbstractSelectableChannel & Selectable> ReadyKey(ReadySelector selector, C channel) {
        this.selector = selector;
        this.channel = channel;
        this.sight = channel.sight(this);
    }

    @Override
    public SelectableChannel channel() {
        return channel;
    }

    @Override
    public Selector selector() {
        return selector;
    }

    @Override
    public int interestOps() {
        ensureValid();
        return interest;
    }

    @Override
    public SelectionKey interestOps(int ops) {
        ensureValid();
        checkOps(ops);
        changed((int) INTEREST.getAndSet(this, ops), ops);
        return this;
    }

    @Override
    public int interestOpsOr(int ops) {
        ensureValid();
        checkOps(ops);
        int before = (int) INTEREST.getAndBitwiseOr(this, ops);
        changed(before, before | ops);
        return before;
    }

    @Override
    public int interestOpsAnd(int ops) {
        ensureValid();
        return (int) INTEREST.getAndBitwiseAnd(this, ops);
    }

    @Override
    public int readyOps() {
        ensureValid();
        return ready;
    }

    private void ensureValid() {
        if (!isValid()) {
            throw new CancelledKeyException();
        }
    }

    private void checkOps(int ops) {
        if ((ops & ~channel.validOps()) != 0) {
            throw new IllegalArgumentException();
        }
    }

    private void changed(int before, int after) {
        if ((after & ~before) != 0) {
            selector.lookout().poke(this);
        }
    }

    @Override
    public AtomicBoolean noted() {
        return noted;
    }

    @Override
    public boolean spotted() {
        return selector.lookout().note(this);
    }

    @Override
    public void wake() {
        selector.lookout().ring();
    }

    /** Looks at the channel. {@return whether it is ready for something asked for; {@link #found} says what} */
    boolean look() {
        int asked = interest;
        // A key is noted, and perhaps looked at, while its constructor still asks for the sight.
        Selectable.@Nullable Sight seen = sight;
        found = asked == 0 || seen == null || !isValid() ? 0 : seen.readyOps(asked);
        return found != 0;
    }

    /** The ready set is what was found. */
    void showFound() {
        ready = found;
    }

    /** What was found joins the ready set. {@return whether that is more than before} */
    boolean joinFound() {
        int before = ready;
        ready = before | found;
        return (found & ~before) != 0;
    }

    /** The registration is over. */
    void end() {
        sight.end();
    }
}
