package jackfield.socket.jvm;

import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AsynchronousSocketChannel} that is another one: the platform's, or one of a host of ours, decided when it
 * is bound or connected.
 *
 * <p>Thread-safe. All semantics are those of the channel behind.
 */
final class RoutedAsyncChannel extends AsynchronousSocketChannel {
    private final Decision<AsynchronousSocketChannel> behind;

    RoutedAsyncChannel(AsynchronousChannelProvider provider, Decision<AsynchronousSocketChannel> behind) {
        super(provider);
        this.behind = behind;
    }

    private AsynchronousSocketChannel get() {
        return AsyncFailures.unchecked(behind::get);
    }

    @Override
    public AsynchronousSocketChannel bind(@Nullable SocketAddress address) throws IOException {
        Optional<InetSocketAddress> wanted = Bindings.wanted(address);
        if (wanted.isEmpty()) {
            behind.get().bind(address);
            return this;
        }
        Optional<NetworkHost> owner = behind.choice().at(wanted.get().getAddress(), false);
        if (owner.isPresent() || !wanted.get().getAddress().isAnyLocalAddress()) {
            behind.decide(owner);
        }
        behind.step("bind", channel -> channel.bind(address));
        return this;
    }

    /** {@return the channel that goes to this address} */
    private AsynchronousSocketChannel towards(SocketAddress remote) throws IOException {
        if (behind.isClosed()) {
            throw new ClosedChannelException();
        }
        if (!(remote instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return behind.get();
        }
        AsynchronousSocketChannel channel = behind.decide(behind.choice().towards(inet.getAddress()));
        behind.goes(Choice.text(inet));
        return channel;
    }

    @Override
    public <A> void connect(SocketAddress remote, A attachment, CompletionHandler<Void, ? super A> handler) {
        try {
            towards(remote).connect(remote, attachment, handler);
        } catch (IOException e) {
            handler.failed(e, attachment);
        }
    }

    @Override
    public Future<Void> connect(SocketAddress remote) {
        try {
            return towards(remote).connect(remote);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <A> void read(
            ByteBuffer into, long timeout, TimeUnit unit, A attachment, CompletionHandler<Integer, ? super A> handler) {
        get().read(into, timeout, unit, attachment, handler);
    }

    @Override
    public Future<Integer> read(ByteBuffer into) {
        return get().read(into);
    }

    @Override
    public <A> void read(
            ByteBuffer[] into,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        get().read(into, offset, length, timeout, unit, attachment, handler);
    }

    @Override
    public <A> void write(
            ByteBuffer from, long timeout, TimeUnit unit, A attachment, CompletionHandler<Integer, ? super A> handler) {
        get().write(from, timeout, unit, attachment, handler);
    }

    @Override
    public Future<Integer> write(ByteBuffer from) {
        return get().write(from);
    }

    @Override
    public <A> void write(
            ByteBuffer[] from,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        get().write(from, offset, length, timeout, unit, attachment, handler);
    }

    @Override
    public AsynchronousSocketChannel shutdownInput() throws IOException {
        behind.get().shutdownInput();
        return this;
    }

    @Override
    public AsynchronousSocketChannel shutdownOutput() throws IOException {
        behind.get().shutdownOutput();
        return this;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        return behind.get().getLocalAddress();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        return behind.get().getRemoteAddress();
    }

    @Override
    public <T> AsynchronousSocketChannel setOption(SocketOption<T> option, T value) throws IOException {
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
        AsynchronousSocketChannel channel = behind.known();
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
