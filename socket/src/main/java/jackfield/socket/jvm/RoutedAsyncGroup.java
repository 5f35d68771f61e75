package jackfield.socket.jvm;

import jackfield.socket.nio.AsyncProvider;
import java.io.IOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A group of asynchronous channels: one of the platform's, and beside it one of ours as soon as a channel is ours.
 *
 * <p>Both are made of the same threads, or of the same factory. Thread-safe.
 */
final class RoutedAsyncGroup extends AsynchronousChannelGroup {
    /** Makes the same group at another provider. */
    interface Making {
        AsynchronousChannelGroup at(AsynchronousChannelProvider provider) throws IOException;
    }

    private final Making making;
    private final AsynchronousChannelGroup platforms;
    private @Nullable AsynchronousChannelGroup ours;

    RoutedAsyncGroup(RoutedAsyncProvider provider, Making making) throws IOException {
        super(provider);
        this.making = making;
        platforms = making.at(provider.platform());
    }

    AsynchronousChannelGroup platforms() {
        return platforms;
    }

    /** {@return the group of channels of ours, of whichever host} */
    synchronized AsynchronousChannelGroup ours(AsyncProvider provider) throws IOException {
        AsynchronousChannelGroup known = ours;
        if (known == null) {
            known = making.at(provider);
            if (platforms.isShutdown()) {
                known.shutdown();
            }
            ours = known;
        }
        return known;
    }

    @Override
    public boolean isShutdown() {
        return platforms.isShutdown();
    }

    @Override
    public synchronized boolean isTerminated() {
        return platforms.isTerminated() && (ours == null || ours.isTerminated());
    }

    @Override
    public synchronized void shutdown() {
        platforms.shutdown();
        if (ours != null) {
            ours.shutdown();
        }
    }

    @Override
    public synchronized void shutdownNow() throws IOException {
        platforms.shutdownNow();
        if (ours != null) {
            ours.shutdownNow();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        AsynchronousChannelGroup other;
        synchronized (this) {
            other = ours;
        }
        return platforms.awaitTermination(timeout, unit)
                && (other == null || other.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    }
}
