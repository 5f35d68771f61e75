package jackfield.drill.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs something on a platform thread of its own, which the kernel may put into a namespace of its own. */
final class OwnThread {
    private OwnThread() {}

    /** {@return what {@code work} answers; throws what it throws} */
    static <T> T run(Supplier<T> work) {
        var task = new FutureTask<T>(work::get);
        Thread.ofPlatform().name("script").daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
