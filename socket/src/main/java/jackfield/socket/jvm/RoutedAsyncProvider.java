package jackfield.socket.jvm;

import jackfield.socket.nio.AsyncProvider;
import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.IllegalChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The provider of a JVM whose asynchronous channels are routed, as {@link RoutedSelectorProvider} is of the others.
 *
 * <p>{@link JvmSockets#install} puts it in place. Thread-safe.
 */
public final class RoutedAsyncProvider extends AsynchronousChannelProvider {
    private final Platform platform;
    private final AsynchronousChannelProvider platforms;

    /**
     * Made by the JDK.
     *
     * @throws IllegalStateException if the platform's own sockets cannot be reached
     */
    public RoutedAsyncProvider() {
        platform = Platform.reached();
        platforms = platform.asyncProvider();
    }

    AsynchronousChannelProvider platform() {
        return platforms;
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(int nThreads, ThreadFactory factory)
            throws IOException {
        return new RoutedAsyncGroup(this, provider -> provider.openAsynchronousChannelGroup(nThreads, factory));
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(ExecutorService executor, int initialSize)
            throws IOException {
        return new RoutedAsyncGroup(this, provider -> provider.openAsynchronousChannelGroup(executor, initialSize));
    }

    private static @Nullable RoutedAsyncGroup routed(@Nullable AsynchronousChannelGroup group) {
        if (group == null || group instanceof RoutedAsyncGroup) {
            return (RoutedAsyncGroup) group;
        }
        throw new IllegalChannelGroupException();
    }

    @Override
    public AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(@Nullable AsynchronousChannelGroup group)
            throws IOException {
        RoutedAsyncGroup routed = routed(group);
        var behind = new Decision<AsynchronousServerSocketChannel>(
                Choice.here("AsynchronousServerSocketChannel", platform),
                host -> opening(host).openAsynchronousServerSocketChannel(groupOf(routed, host)));
        behind.get();
        return new RoutedAsyncListener(this, behind);
    }

    @Override
    public AsynchronousSocketChannel openAsynchronousSocketChannel(@Nullable AsynchronousChannelGroup group)
            throws IOException {
        RoutedAsyncGroup routed = routed(group);
        var behind = new Decision<AsynchronousSocketChannel>(
                Choice.here("AsynchronousSocketChannel", platform),
                host -> opening(host).openAsynchronousSocketChannel(groupOf(routed, host)));
        behind.get();
        return new RoutedAsyncChannel(this, behind);
    }

    private AsynchronousChannelProvider opening(Optional<NetworkHost> host) {
        return host.isPresent() ? AsyncProvider.of(host.get().sockets()) : platforms;
    }

    private static @Nullable AsynchronousChannelGroup groupOf(
            @Nullable RoutedAsyncGroup group, Optional<NetworkHost> host) throws IOException {
        if (group == null) {
            return null;
        }
        return host.isPresent() ? group.ours(AsyncProvider.of(host.get().sockets())) : group.platforms();
    }
}
