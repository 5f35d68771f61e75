package jackfield.socket.nio;

import jackfield.engine.base.Deadline;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Lookout;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A selector of {@link Selectable} channels, from whichever layers: a selection costs as much as channels are ready.
 *
 * <pre>
 *   channel becomes ready -> its key is noted in the lookout -> fetched here, looked at, and kept as hot
 *   every selection looks at the hot keys again, until a look finds them not ready: level triggered
 * </pre>
 *
 * <p>As the JDK's own, it does not wait while a channel is ready, even if its key is selected already; and unlike
 * those it never returns early: a key that was noted in vain is looked at, and the wait goes on.
 *
 * <p>Thread-safe as {@link Selector} says; locks are taken in the order: this, the selected-key set.
 */
public final class ReadySelector extends AbstractSelector {
    private static final long NOW = 0;
    private static final long FOREVER = -1;

    private final Lookout<ReadyKey> lookout;
    private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> publicKeys = Collections.unmodifiableSet(keys);
    private final Set<SelectionKey> selected = new HashSet<>();
    private final Set<SelectionKey> publicSelected = new UngrowableSet<>(selected);
    /** Guarded by this. */
    private ArrayList<ReadyKey> hot = new ArrayList<>();

    private boolean isSelecting;

    /** @param bell what this waits by: that of the layer whose time it lives in */
    public ReadySelector(SelectorProvider provider, Bell bell) {
        super(provider);
        lookout = new Lookout<>(bell);
    }

    /** {@return what this waits by} */
    public Bell bell() {
        return lookout.bell();
    }

    Lookout<ReadyKey> lookout() {
        return lookout;
    }

    private void ensureOpen() {
        if (!isOpen()) {
            throw new ClosedSelectorException();
        }
    }

    @Override
    public Set<SelectionKey> keys() {
        ensureOpen();
        return publicKeys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        ensureOpen();
        return publicSelected;
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, @Nullable Object attachment) {
        ReadyKey key = key(channel);
        key.attach(attachment);
        boolean isDone = false;
        try {
            ensureOpen();
            keys.add(key);
            key.interestOps(ops);
            // The selector may have been closed since it was asked, and have seen this key or not.
            ensureOpen();
            isDone = true;
            return key;
        } finally {
            if (!isDone) {
                keys.remove(key);
                key.end();
                key.cancel();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <C extends AbstractSelectableChannel & Selectable> ReadyKey key(AbstractSelectableChannel channel) {
        if (!(channel instanceof Selectable)) {
            throw new IllegalSelectorException();
        }
        return new ReadyKey(this, (C) channel);
    }

    @Override
    public int select() throws IOException {
        return selection(null, FOREVER);
    }

    @Override
    public int select(long timeoutMillis) throws IOException {
        return selection(null, waitNanos(timeoutMillis));
    }

    @Override
    public int selectNow() throws IOException {
        return selection(null, NOW);
    }

    @Override
    public int select(Consumer<SelectionKey> action) throws IOException {
        return selection(Objects.requireNonNull(action), FOREVER);
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeoutMillis) throws IOException {
        Objects.requireNonNull(action);
        return selection(action, waitNanos(timeoutMillis));
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) throws IOException {
        return selection(Objects.requireNonNull(action), NOW);
    }

    private static long waitNanos(long timeoutMillis) {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("Negative timeout");
        }
        return timeoutMillis == 0 ? FOREVER : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    }

    private int selection(@Nullable Consumer<SelectionKey> action, long waitNanos) throws IOException {
        synchronized (this) {
            ensureOpen();
            if (isSelecting) {
                throw new IllegalStateException("select in progress");
            }
            isSelecting = true;
            try {
                synchronized (publicSelected) {
                    return selectAlone(action, waitNanos);
                }
            } finally {
                isSelecting = false;
            }
        }
    }

    private int selectAlone(@Nullable Consumer<SelectionKey> action, long waitNanos) {
        dropCancelled();
        lookout.bell().glance();
        boolean isReady = look();
        boolean isWoken = lookout.takeWakeup();
        if (!isReady && !isWoken && waitNanos != NOW) {
            await(waitNanos);
        }
        dropCancelled();
        return action == null ? update() : perform(action);
    }

    /** Waits until a key is ready, or there is another reason to return. */
    private void await(long waitNanos) {
        long deadline = waitNanos == FOREVER ? Deadline.NEVER : Deadline.after(lookout.now(), waitNanos);
        boolean wasInterrupted = false;
        begin();
        try {
            boolean goesOn = true;
            while (goesOn) {
                try {
                    lookout.await(deadline);
                } catch (InterruptedException e) {
                    // Whoever interrupts wakes this selector, too: that ends the wait, and is used up by it.
                    wasInterrupted = true;
                }
                boolean isReady = look();
                boolean isWoken = lookout.takeWakeup();
                goesOn = !isReady && !isWoken && isOpen() && lookout.now() < deadline;
            }
        } finally {
            end();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks at the keys that were ready and those noted since. {@return whether any is ready} */
    private boolean look() {
        ReadyKey noted;
        while ((noted = lookout.next()) != null) {
            if (!noted.isHot) {
                noted.isHot = true;
                hot.add(noted);
            }
        }
        int kept = 0;
        for (int i = 0; i < hot.size(); i++) {
            ReadyKey key = hot.get(i);
            key.isHot = key.look();
            if (key.isHot) {
                hot.set(kept++, key);
            }
        }
        if (kept < hot.size()) {
            hot.subList(kept, hot.size()).clear();
        }
        return kept > 0;
    }

    /** Brings the selected-key set up to date. {@return how many keys have changed} */
    private int update() {
        int changed = 0;
        for (int i = 0; i < hot.size(); i++) {
            ReadyKey key = hot.get(i);
            if (!key.isValid()) {
                continue;
            }
            if (selected.contains(key)) {
                changed += key.joinFound() ? 1 : 0;
            } else {
                key.showFound();
                selected.add(key);
                changed++;
            }
        }
        return changed;
    }

    /** Tells of each ready key. {@return of how many} */
    private int perform(Consumer<SelectionKey> action) {
        int told = 0;
        for (ReadyKey key : List.copyOf(hot)) {
            if (key.isValid()) {
                key.showFound();
                action.accept(key);
                ensureOpen();
                told++;
            }
        }
        return told;
    }

    private void dropCancelled() {
        Set<SelectionKey> cancelled = cancelledKeys();
        List<SelectionKey> dropped;
        synchronized (cancelled) {
            if (cancelled.isEmpty()) {
                return;
            }
            dropped = List.copyOf(cancelled);
            cancelled.clear();
        }
        dropped.forEach(this::drop);
    }

    private void drop(SelectionKey key) {
        ((ReadyKey) key).end();
        keys.remove(key);
        selected.remove(key);
        deregister((AbstractSelectionKey) key);
    }

    @Override
    public Selector wakeup() {
        lookout.wakeup();
        return this;
    }

    @Override
    protected void implCloseSelector() {
        wakeup();
        synchronized (this) {
            synchronized (publicSelected) {
                keys.forEach(SelectionKey::cancel);
                dropCancelled();
                hot = new ArrayList<>();
                lookout.bell().close();
            }
        }
    }
}
