package jackfield.socket.kernel;

import jackfield.engine.base.Poll;
import java.util.ArrayList;

/**
 * The threads that wait for one descriptor.
 *
 * <p>While there are any, the descriptor is armed in the epoll for all they want, level triggered and for one event;
 * the poller then wakes whom it concerns, and arms again for the others. Thread-safe.
 */
final class Waiters {
    /** ERR and HUP come unasked, from epoll as from poll. */
    private static final int UNASKED = Poll.ERR | Poll.HUP;

    private record Entry(Waiter waiter, int events) {}

    private final int fd;
    private final Poller poller;
    private final ArrayList<Entry> entries = new ArrayList<>();
    private boolean isKnown;
    private boolean isClosed;

    Waiters(int fd, Poller poller) {
        this.fd = fd;
        this.poller = poller;
    }

    Poller poller() {
        return poller;
    }

    /** Adds a waiter, or releases it at once if the socket is closed. */
    synchronized void add(Waiter waiter, int events) {
        if (isClosed) {
            waiter.release();
            return;
        }
        entries.add(new Entry(waiter, events));
        arm();
    }

    synchronized void remove(Waiter waiter) {
        entries.removeIf(entry -> entry.waiter == waiter);
    }

    /** Wakes everybody; they look again. */
    synchronized void wakeAll() {
        entries.forEach(entry -> entry.waiter.release());
        entries.clear();
    }

    /** The poller says that these events have come. */
    synchronized void onEvents(int events) {
        entries.removeIf(entry -> {
            boolean concerns = ((entry.events | UNASKED) & events) != 0;
            if (concerns) {
                entry.waiter.release();
            }
            return concerns;
        });
        if (!entries.isEmpty()) {
            arm();
        }
    }

    /** No more waiters from now on; the descriptor leaves the epoll when the kernel closes it. */
    synchronized void close() {
        isClosed = true;
        wakeAll();
        if (isKnown) {
            poller.forget(fd, this);
        }
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
