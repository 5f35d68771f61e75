package jackfield.link.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs something inside a network namespace.
 *
 * <p>A namespace is a property of a kernel thread, so a platform thread is made for it and thrown away.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
 */
final class NetworkNamespace {
    private static final String DIRECTORY = "/run/netns/";

    private NetworkNamespace() {}

    /**
     * {@return what {@code work} answers in the namespace {@code name}; in the caller's own if that is empty}
     *
     * @throws jackfield.link.LinkException if the namespace cannot be entered; and whatever {@code work} throws
     */
    static <T> T in(String name, Supplier<T> work) {
        if (name.isEmpty()) {
            return work.get();
        }
        var run = new Run<>(name, work);
        Thread thread = Thread.ofPlatform().name("netns " + name).daemon().start(run);
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return run.outcome();
    }

    private static void enter(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT);
            MemorySegment path = arena.allocateFrom(DIRECTORY + name);
            int descriptor = Libc.open(errno, path, Libc.O_RDONLY | Libc.O_CLOEXEC);
            if (descriptor < 0) {
                throw Trouble.noNamespace(name, -descriptor);
            }
            int result = Libc.setns(errno, descriptor);
            Libc.close(errno, descriptor);
            if (result < 0) {
                throw Trouble.noNamespace(name, -result);
            }
        }
    }

    /** Does the work on its thread and keeps what came of it for the one who waits. */
    private static final class Run<T> implements Runnable {
        private final String name;
        private final Supplier<T> work;

        /** Null until the work is done, and if it failed. */
        private @Nullable T result;

        /** Null unless the work failed. */
        private @Nullable RuntimeException failure;

        Run(String name, Supplier<T> work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                enter(name);
                result = work.get();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        T outcome() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new AssertionError("the work in namespace " + name + " died");
            }
            return result;
        }
    }
}
