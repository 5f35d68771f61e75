package jackfield.socket.jvm;

import jackfield.socket.nio.MemoryPipe;
import jackfield.socket.nio.ReadySelector;
import jackfield.socket.open.ParkingBell;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider of a JVM whose channels are routed: they ask {@link jackfield.socket.route.Networks} whose they are
 * when they are bound or connected, and its selectors take ours and the platform's.
 *
 * <p>{@link JvmSockets#install} puts it in place; the property {@code java.nio.channels.spi.SelectorProvider} on the
 * command line does, too. Thread-safe.
 */
public final class RoutedSelectorProvider extends SelectorProvider {
    private final Platform platform;

    /**
     * Made by the JDK.
     *
     * @throws IllegalStateException if the platform's own sockets cannot be reached
     */
    public RoutedSelectorProvider() {
        platform = Platform.reached();
    }

    private <C extends SelectableChannel> Behind<C> behind(
            String api, @Nullable ProtocolFamily family, Behind.Opening<C> opening, int idleOps) throws IOException {
        // A Unix-domain socket is in no network: it is the platform's wherever it is made.
        Choice choice = family == StandardProtocolFamily.UNIX
                ? new Choice(api, platform, Optional.empty())
                : Choice.here(api, platform);
        var behind = new Behind<C>(choice, opening, idleOps);
        if (family == StandardProtocolFamily.UNIX) {
            behind.adoptPlatforms();
        } else if (family != null) {
            // Whether there is such a family is to be said at once.
            behind.get();
        }
        return behind;
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return new RoutedSocketChannel(
                this, behind("SocketChannel", null, SelectorProvider::openSocketChannel, RoutedSocketChannel.IDLE_OPS));
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        Objects.requireNonNull(family, "'family' is null");
        return new RoutedSocketChannel(
                this,
                behind("SocketChannel", family, from -> from.openSocketChannel(family), RoutedSocketChannel.IDLE_OPS));
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return new RoutedServerChannel(
                this,
                behind(
                        "ServerSocketChannel",
                        null,
                        SelectorProvider::openServerSocketChannel,
                        RoutedServerChannel.IDLE_OPS));
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        Objects.requireNonNull(family, "'family' is null");
        return new RoutedServerChannel(
                this,
                behind(
                        "ServerSocketChannel",
                        family,
                        from -> from.openServerSocketChannel(family),
                        RoutedServerChannel.IDLE_OPS));
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return new RoutedDatagramChannel(
                this,
                behind("DatagramChannel", null, SelectorProvider::openDatagramChannel, RoutedDatagramChannel.IDLE_OPS));
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        Objects.requireNonNull(family, "'family' is null");
        return new RoutedDatagramChannel(
                this,
                behind(
                        "DatagramChannel",
                        family,
                        from -> from.openDatagramChannel(family),
                        RoutedDatagramChannel.IDLE_OPS));
    }

    @Override
    public Pipe openPipe() {
        return new MemoryPipe(this, new ParkingBell(), new ParkingBell());
    }

    @Override
    public AbstractSelector openSelector() {
        return new ReadySelector(this, new PlatformBell(platform.provider()));
    }

    @Override
    public @Nullable Channel inheritedChannel() throws IOException {
        return platform.provider().inheritedChannel();
    }
}
