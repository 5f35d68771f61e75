package jackfield.socket.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import jackfield.engine.base.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one thread that sits in {@code epoll_wait} for all that wait for the kernel's sockets.
 *
 * <p>A daemon platform thread; whoever waits is parked, so that virtual threads are never pinned. Descriptors are
 * armed for one event each (EPOLLONESHOT), level triggered: one that became ready before it was armed is told at
 * once, so no wake-up is lost.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
final class Poller {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_MOD = 3;
    private static final int EPOLLONESHOT = 1 << 30;
    private static final int BATCH = 256;

    /** {@code struct epoll_event} is packed on x86-64 only: events(4) data(8), elsewhere with a gap of 4 between. */
    private static final boolean IS_PACKED = System.getProperty("os.arch").equals("amd64");

    private static final int EVENT_BYTES = IS_PACKED ? 12 : 16;
    private static final int DATA = IS_PACKED ? 4 : 8;

    private final int epoll;
    private final ConcurrentHashMap<Integer, Waiters> known = new ConcurrentHashMap<>();

    Poller() {
        Scratch scratch = Scratch.take();
        epoll = Libc.epollCreate1(scratch.state, EPOLL_CLOEXEC);
        scratch.release();
        if (epoll < 0) {
            throw new IllegalStateException("no epoll: " + Errno.of(epoll).text());
        }
        Thread.ofPlatform().daemon().name("jackfield-epoll").start(this::run);
    }

    void know(int fd, Waiters waiters) {
        known.put(fd, waiters);
    }

    /** Forgets a closed descriptor, unless its number is another's by now. */
    void forget(int fd, Waiters waiters) {
        known.remove(fd, waiters);
    }

    /** Asks for one event. */
    void arm(int fd, int events, boolean isKnown) {
        Scratch scratch = Scratch.take();
        try {
            scratch.event.set(JAVA_INT, 0, events | EPOLLONESHOT);
            scratch.event.set(JAVA_INT, DATA, fd);
            scratch.event.set(JAVA_INT, DATA + 4, 0);
            int answer =
                    Libc.epollCtl(scratch.state, epoll, isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, scratch.event);
            if (answer < 0) {
                throw new AssertionError("epoll refuses fd " + fd + ": " + Errno.of(answer));
            }
        } finally {
            scratch.release();
        }
    }

    private void run() {
        MemorySegment state = Arena.global().allocate(Libc.STATE);
        MemorySegment events = Arena.global().allocate((long) EVENT_BYTES * BATCH, 8);
        while (true) {
            int count = Libc.epollWait(state, epoll, events, BATCH, -1);
            for (int i = 0; i < count; i++) {
                long at = (long) i * EVENT_BYTES;
                Waiters waiters = known.get(events.get(JAVA_INT_UNALIGNED, at + DATA));
                if (waiters != null) {
                    waiters.onEvents(events.get(JAVA_INT_UNALIGNED, at));
                }
            }
        }
    }
}
