package jackfield.socket.jvm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AsynchronousServerSocketChannel} that is another one: the platform's, or one of a host of ours, decided
 * when it is bound. What it accepts is decided already, and handed on as it is.
 *
 * <p>Thread-safe. All semantics are those of the channel behind.
 */
final class RoutedAsyncListener extends AsynchronousServerSocketChannel {
    private final Decision<AsynchronousServerSocketChannel> behind;

    RoutedAsyncListener(AsynchronousChannelProvider provider, Decision<AsynchronousServerSocketChannel> behind) {
        super(provider);
        this.behind = behind;
    }

    private AsynchronousServerSocketChannel get() {
        return AsyncFailures.unchecked(behind::get);
    }

    @Override
    public AsynchronousServerSocketChannel bind(@Nullable SocketAddress address, int backlog) throws IOException {
        Optional<InetSocketAddress> wanted = Bindings.wanted(address);
        if (wanted.isEmpty() || behind.isClosed()) {
            behind.get().bind(address, backlog);
            return this;
        }
        AsynchronousServerSocketChannel channel =
                behind.decide(behind.choice().at(wanted.get().getAddress(), true));
        channel.bind(address, backlog);
        behind.goes(Bindings.text(channel.getLocalAddress()));
        return this;
    }

    @Override
    public <A> void accept(A attachment, CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
        get().accept(attachment, handler);
    }

    @Override
    public Future<AsynchronousSocketChannel> accept() {
        return get().accept();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        return behind.get().getLocalAddress();
    }

    @Override
    public <T> AsynchronousServerSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
        behind.step(option, channel -> channel.setOption(option, value));
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        return behind.get().getOption(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return get().supportedOptions();
    }

    @Override
    public boolean isOpen() {
        AsynchronousServerSocketChannel channel = behind.known();
        return channel == null ? !behind.isClosed() : channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        behind.close();
    }

    @Override
    public String toString() {
        return get().toString();
    }
}
