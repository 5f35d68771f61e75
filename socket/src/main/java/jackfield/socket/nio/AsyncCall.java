package jackfield.socket.nio;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous operation: a virtual thread that makes the blocking call, then tells a future or a handler.
 *
 * @param <V> of its result
 */
final class AsyncCall<V extends @Nullable Object> extends CompletableFuture<V> {
    /** What to do when a future is cancelled, if it is running. */
    private final Runnable onCancel;

    private AsyncCall(Runnable onCancel) {
        this.onCancel = onCancel;
    }

    /**
     * Starts an operation.
     *
     * @param end frees the direction before anybody is told
     * @param onCancel run when the future is cancelled by interrupt
     * @return the future; of no use if there is a handler
     */
    static <V extends @Nullable Object, A extends @Nullable Object> Future<V> start(
            AsyncGroup group,
            Callable<V> call,
            Runnable end,
            Runnable onCancel,
            A attachment,
            @Nullable CompletionHandler<V, ? super A> handler) {
        var pending = new AsyncCall<V>(onCancel);
        Thread.ofVirtual().name("jackfield-async").start(() -> {
            V result;
            try {
                result = call.call();
            } catch (Exception e) {
                end.run();
                // It was open when the operation began.
                boolean isClosed = e.getClass() == ClosedChannelException.class;
                pending.fail(group, isClosed ? new AsynchronousCloseException() : e, attachment, handler);
                return;
            }
            end.run();
            pending.succeed(group, result, attachment, handler);
        });
        return pending;
    }

    /** {@return a future that has failed already, or the handler has been told so} */
    static <V extends @Nullable Object, A extends @Nullable Object> Future<V> failed(
            AsyncGroup group, Exception why, A attachment, @Nullable CompletionHandler<V, ? super A> handler) {
        var done = new AsyncCall<V>(() -> {});
        done.fail(group, why, attachment, handler);
        return done;
    }

    /** {@return a future that has succeeded already, or the handler has been told so} */
    static <V extends @Nullable Object, A extends @Nullable Object> Future<V> succeeded(
            AsyncGroup group, V result, A attachment, @Nullable CompletionHandler<V, ? super A> handler) {
        var done = new AsyncCall<V>(() -> {});
        done.succeed(group, result, attachment, handler);
        return done;
    }

    /** Forgets the future of an operation whose handler is told. */
    static void leaveToHandler(Future<?> pending) {
        assert !pending.isCancelled() : "nobody has this future";
    }

    private <A extends @Nullable Object> void succeed(
            AsyncGroup group, V result, A attachment, @Nullable CompletionHandler<V, ? super A> handler) {
        if (handler == null) {
            complete(result);
        } else {
            group.tell(() -> handler.completed(result, attachment));
        }
    }

    private <A extends @Nullable Object> void fail(
            AsyncGroup group, Exception why, A attachment, @Nullable CompletionHandler<V, ? super A> handler) {
        if (handler == null) {
            completeExceptionally(why);
        } else {
            group.tell(() -> handler.failed(why, attachment));
        }
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        if (isCancelled()) {
            throw new CancellationException();
        }
        return super.get();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean isCancelled = super.cancel(mayInterruptIfRunning);
        if (isCancelled) {
            onCancel.run();
        }
        return isCancelled;
    }
}
