package jackfield.socket.jvm;

import jackfield.socket.nio.Selectable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ServerSocketChannel} that is another one: the platform's, or one of a host of ours, decided when it is
 * bound.
 *
 * <p>Thread-safe, as channels are. All semantics are those of the channel behind.
 */
final class RoutedServerChannel extends ServerSocketChannel implements Selectable {
    /** What an unbound socket is to the platform's selector: hung up. */
    static final int IDLE_OPS = SelectionKey.OP_ACCEPT;

    private final Behind<ServerSocketChannel> behind;
    private @Nullable RoutedServerAdaptor adaptor;

    RoutedServerChannel(SelectorProvider provider, Behind<ServerSocketChannel> behind) {
        super(provider);
        this.behind = behind;
    }

    Behind<ServerSocketChannel> behind() {
        return behind;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress address, int backlog) throws IOException {
        ensureOpen();
        Optional<InetSocketAddress> wanted = Bindings.wanted(address);
        behind.decide(wanted.isPresent() ? behind.choice().at(wanted.get().getAddress(), true) : Optional.empty());
        ServerSocketChannel channel = behind.get();
        channel.bind(address, backlog);
        String bound = Bindings.text(channel.getLocalAddress());
        if (behind.isPlatforms()) {
            behind.choice().leaves(bound);
        }
        behind.opened(bound);
        return this;
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        ensureOpen();
        if (behind.known() == null) {
            throw new NotYetBoundException();
        }
        SocketChannel accepted = behind.call(this, ServerSocketChannel::accept);
        return accepted == null ? null : routed(accepted);
    }

    /** {@return the channel that stands for an accepted one} */
    SocketChannel routed(SocketChannel accepted) throws IOException {
        Choice choice = behind.choice().of("SocketChannel");
        var its = new Behind<SocketChannel>(choice, SelectorProvider::openSocketChannel, RoutedSocketChannel.IDLE_OPS);
        its.adopt(accepted, behind);
        its.opened(Bindings.text(accepted.getRemoteAddress()));
        return new RoutedSocketChannel(provider(), its);
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        ServerSocketChannel channel = behind.known();
        return channel == null ? null : channel.getLocalAddress();
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        behind.step(option, channel -> channel.setOption(option, value));
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        return behind.get().getOption(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Bindings.supported(behind);
    }

    @Override
    public synchronized ServerSocket socket() {
        if (adaptor == null) {
            adaptor = RoutedServerAdaptor.of(this);
        }
        return adaptor;
    }

    @Override
    public Sight sight(Spotter spotter) {
        return behind.sight(spotter);
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        behind.configureBlocking(block);
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        behind.close();
    }

    /** As long as nothing is decided it is the platform's, and named so. */
    @Override
    public String toString() {
        ServerSocketChannel channel = behind.known();
        return channel != null
                ? channel.toString()
                : "sun.nio.ch.ServerSocketChannelImpl[" + (isOpen() ? "unbound]" : "closed]");
    }
}
