package jackfield.socket.kernel;

import jackfield.engine.base.Poll;
import jackfield.socket.open.Watcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Who waits for one descriptor: parked threads, and selectors that have found it not ready.
 *
 * <p>While there are any, the descriptor is armed in the epoll for all they want, level triggered and for one event;
 * the poller then tells whom it concerns, each once, and arms again for the others. Thread-safe.
 */
final class Waiters {
    /** ERR and HUP come unasked, from epoll as from poll. */
    private static final int UNASKED = Poll.ERR | Poll.HUP;

    /** Nobody knows what holds: look. */
    private static final int ANYTHING = -1;

    private record Entry(Watcher watcher, int events) {}

    private final int fd;
    private final Poller poller;
    private ArrayList<Entry> entries = new ArrayList<>();
    private boolean isKnown;
    private boolean isClosed;

    Waiters(int fd, Poller poller) {
        this.fd = fd;
        this.poller = poller;
    }

    Poller poller() {
        return poller;
    }

    /** Has a watcher told once, of one of the events; at once if the socket is closed. */
    void add(Watcher watcher, int events) {
        synchronized (this) {
            entries.removeIf(entry -> entry.watcher.equals(watcher));
            if (!isClosed) {
                entries.add(new Entry(watcher, events));
                arm();
                return;
            }
        }
        tell(List.of(new Entry(watcher, events)), ANYTHING);
    }

    synchronized void remove(Watcher watcher) {
        entries.removeIf(entry -> entry.watcher.equals(watcher));
    }

    /** Wakes everybody; they look again. */
    void wakeAll() {
        tell(takeAll(), ANYTHING);
    }

    private synchronized List<Entry> takeAll() {
        List<Entry> all = entries;
        entries = new ArrayList<>();
        return all;
    }

    /** The poller says that these events have come. */
    void onEvents(int events) {
        tell(take(events), events);
    }

    private synchronized List<Entry> take(int events) {
        var taken = new ArrayList<Entry>();
        entries.removeIf(entry -> {
            boolean concerns = ((entry.events | UNASKED) & events) != 0;
            if (concerns) {
                taken.add(entry);
            }
            return concerns;
        });
        if (!entries.isEmpty()) {
            arm();
        }
        return taken;
    }

    /** Outside of the monitor. */
    private static void tell(List<Entry> entries, int readiness) {
        for (Entry entry : entries) {
            if (entry.watcher.told(readiness)) {
                entry.watcher.wake();
            }
        }
    }

    /** No more waiters from now on; the descriptor leaves the epoll when the kernel closes it. */
    void close() {
        synchronized (this) {
            isClosed = true;
            if (isKnown) {
                poller.forget(fd, this);
            }
        }
        wakeAll();
    }

    private void arm() {
        int events = 0;
        for (Entry entry : entries) {
            events |= entry.events;
        }
        if (!isKnown) {
            poller.know(fd, this);
        }
        poller.arm(fd, events, isKnown);
        isKnown = true;
    }
}
