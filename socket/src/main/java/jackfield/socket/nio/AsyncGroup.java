package jackfield.socket.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.Channel;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asynchronous channels that share the threads of their completion handlers.
 *
 * <p>An operation waits on a virtual thread of its own; what it ends with is told on the group's executor. Ends when
 * it was shut down and its last channel is closed. Thread-safe.
 */
final class AsyncGroup extends AsynchronousChannelGroup {
    private final ExecutorService threads;
    /** Guarded by itself, as is {@code isShutdown}. */
    private final Set<Channel> open = new HashSet<>();

    private boolean isShutdown;

    AsyncGroup(AsynchronousChannelProvider provider, ExecutorService threads) {
        super(provider);
        this.threads = threads;
    }

    /** A new channel belongs to the group. */
    void add(Channel channel) {
        synchronized (open) {
            if (isShutdown) {
                throw new ShutdownChannelGroupException();
            }
            open.add(channel);
        }
    }

    /** A channel is closed. */
    void remove(Channel channel) {
        synchronized (open) {
            open.remove(channel);
            endIfDone();
        }
    }

    /** Runs a completion handler. */
    void tell(Runnable completion) {
        threads.execute(completion);
    }

    private void endIfDone() {
        if (isShutdown && open.isEmpty()) {
            threads.shutdown();
        }
    }

    @Override
    public boolean isShutdown() {
        synchronized (open) {
            return isShutdown;
        }
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }

    @Override
    public void shutdown() {
        synchronized (open) {
            isShutdown = true;
            endIfDone();
        }
    }

    @Override
    public void shutdownNow() throws IOException {
        List<Channel> all;
        synchronized (open) {
            isShutdown = true;
            all = List.copyOf(open);
            endIfDone();
        }
        for (Channel channel : all) {
            channel.close();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(timeout, unit);
    }
}
