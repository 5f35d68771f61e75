package jackfield.socket.nio;

import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.IllegalChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous channels of one {@link SocketLayer}, which lives in real time: our stack's or the kernel's.
 *
 * <p>Each operation is a virtual thread over a blocking channel. Thread-safe; has nothing to close, each channel and
 * group has. The default group's handlers run on virtual threads.
 */
public final class AsyncProvider extends AsynchronousChannelProvider {
    private final LayerProvider channels;
    private final AsyncGroup defaultGroup;

    private AsyncProvider(SocketLayer layer) {
        channels = LayerProvider.of(layer);
        defaultGroup = new AsyncGroup(this, Executors.newVirtualThreadPerTaskExecutor());
    }

    /** {@return a provider of asynchronous channels over a layer} */
    public static AsyncProvider of(SocketLayer layer) {
        return new AsyncProvider(layer);
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(int nThreads, ThreadFactory factory) {
        if (nThreads <= 0) {
            throw new IllegalArgumentException("'nThreads' must be > 0");
        }
        return new AsyncGroup(this, Executors.newFixedThreadPool(nThreads, factory));
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(ExecutorService executor, int initialSize) {
        return new AsyncGroup(this, executor);
    }

    private AsyncGroup group(@Nullable AsynchronousChannelGroup group) {
        if (group == null) {
            return defaultGroup;
        }
        if (!(group instanceof AsyncGroup ours)) {
            throw new IllegalChannelGroupException();
        }
        return ours;
    }

    @Override
    public AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(@Nullable AsynchronousChannelGroup group)
            throws IOException {
        AsyncGroup ours = group(group);
        return AsyncListening.open(this, ours, (ListeningChannel) channels.openServerSocketChannel());
    }

    @Override
    public AsynchronousSocketChannel openAsynchronousSocketChannel(@Nullable AsynchronousChannelGroup group)
            throws IOException {
        AsyncGroup ours = group(group);
        return AsyncStream.open(this, ours, (StreamChannel) channels.openSocketChannel());
    }
}
