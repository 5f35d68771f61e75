package jackfield.socket.nio;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An {@link AsynchronousServerSocketChannel} over a blocking {@link ListeningChannel}: one accept at a time. */
final class AsyncListening extends AsynchronousServerSocketChannel {
    private final AsyncGroup group;
    private final ListeningChannel channel;
    private final AtomicBoolean isAccepting = new AtomicBoolean();
    private volatile boolean isAcceptingOver;

    private AsyncListening(AsynchronousChannelProvider provider, AsyncGroup group, ListeningChannel channel) {
        super(provider);
        this.group = group;
        this.channel = channel;
    }

    /** {@return a channel of a group, which is closed if the group takes none any more} */
    static AsyncListening open(AsynchronousChannelProvider provider, AsyncGroup group, ListeningChannel channel)
            throws IOException {
        var listening = new AsyncListening(provider, group, channel);
        try {
            group.add(listening);
        } catch (ShutdownChannelGroupException e) {
            channel.close();
            throw e;
        }
        return listening;
    }

    @Override
    public AsynchronousServerSocketChannel bind(@Nullable SocketAddress local, int backlog) throws IOException {
        channel.bind(local, backlog);
        return this;
    }

    @Override
    public <T> AsynchronousServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
        channel.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return channel.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        return channel.getLocalAddress();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        group.remove(this);
    }

    @Override
    public <A extends @Nullable Object> void accept(
            A attachment, CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
        Objects.requireNonNull(handler, "'handler' is null");
        AsyncCall.leaveToHandler(accepting(attachment, handler));
    }

    @Override
    public Future<AsynchronousSocketChannel> accept() {
        return accepting(null, null);
    }

    private <A extends @Nullable Object> Future<AsynchronousSocketChannel> accepting(
            A attachment, @Nullable CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
        if (!isOpen()) {
            return AsyncCall.failed(group, new ClosedChannelException(), attachment, handler);
        }
        if (channel.local() == null) {
            throw new NotYetBoundException();
        }
        if (isAcceptingOver) {
            throw new IllegalStateException("Accept not allowed due to cancellation");
        }
        if (!isAccepting.compareAndSet(false, true)) {
            throw new AcceptPendingException();
        }
        Callable<AsynchronousSocketChannel> call =
                () -> AsyncStream.open(provider(), group, (StreamChannel) Objects.requireNonNull(channel.accept()));
        return AsyncCall.start(group, call, () -> isAccepting.set(false), this::cancelAccepting, attachment, handler);
    }

    private void cancelAccepting() {
        isAcceptingOver = true;
        try {
            close();
        } catch (IOException e) {
            throw new AssertionError("closing a listener is not refused", e);
        }
    }
}
