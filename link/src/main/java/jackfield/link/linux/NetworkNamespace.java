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
public final class NetworkNamespace {
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
        return run("netns " + name, new Run<>(() -> enter(name), work));
    }

    /**
     * {@return what {@code work} answers in a network namespace of its own, which nobody else is in and which goes away
     * with the last device and socket made in it; its loopback is up}
     *
     * @throws jackfield.link.LinkException if that is not allowed here; and whatever {@code work} throws
     */
    public static <T> T isolated(Supplier<T> work) {
        return run("netns of its own", new Run<>(NetworkNamespace::leaveAll, work));
    }

    private static void leaveAll() {
        String system = System.getProperty("os.name", "unknown");
        if (!system.equals("Linux")) {
            throw Trouble.notLinux(system);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT);
            int result = Libc.unshare(errno);
            if (result < 0) {
                throw Trouble.notIsolated(-result);
            }
        }
        try (var kernel = new KernelSide()) {
            kernel.bringUp("lo");
        }
    }

    private static <T> T run(String name, Run<T> run) {
        Thread thread = Thread.ofPlatform().name(name).daemon().start(run);
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
        private final Runnable entering;
        private final Supplier<T> work;

        /** Null until the work is done, and if it failed. */
        private @Nullable T result;

        /** Null unless the work failed. */
        private @Nullable RuntimeException failure;

        Run(Runnable entering, Supplier<T> work) {
            this.entering = entering;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                entering.run();
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
                throw new AssertionError("the work in a network namespace died");
            }
            return result;
        }
    }
}
