package jackfield.socket.nio;

import jackfield.socket.Hatch;
import jackfield.socket.Patience;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ReadPendingException;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.channels.WritePendingException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AsynchronousSocketChannel} over a blocking {@link StreamChannel}: one read and one write at a time.
 *
 * <p>Thread-safe. A direction whose operation timed out or was cancelled is of no use any more, as nobody knows what
 * was moved.
 */
final class AsyncStream extends AsynchronousSocketChannel {
    private final AsyncGroup group;
    private final StreamChannel channel;
    private final AtomicBoolean isReading = new AtomicBoolean();
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private final AtomicBoolean isConnecting = new AtomicBoolean();
    private volatile boolean isReadingOver;
    private volatile boolean isWritingOver;

    private AsyncStream(AsynchronousChannelProvider provider, AsyncGroup group, StreamChannel channel) {
        super(provider);
        this.group = group;
        this.channel = channel;
    }

    /** {@return a channel of a group, which is closed if the group takes none any more} */
    static AsyncStream open(AsynchronousChannelProvider provider, AsyncGroup group, StreamChannel channel)
            throws IOException {
        var stream = new AsyncStream(provider, group, channel);
        try {
            group.add(stream);
        } catch (ShutdownChannelGroupException e) {
            channel.close();
            throw e;
        }
        return stream;
    }

    @Override
    public AsynchronousSocketChannel bind(@Nullable SocketAddress local) throws IOException {
        if (isConnecting.get()) {
            throw new ConnectionPendingException();
        }
        channel.bind(local);
        return this;
    }

    @Override
    public <T> AsynchronousSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
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
    public AsynchronousSocketChannel shutdownInput() throws IOException {
        channel.shutdownInput();
        return this;
    }

    @Override
    public AsynchronousSocketChannel shutdownOutput() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        return channel.getRemoteAddress();
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

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            throw new AssertionError("closing a stream is not refused", e);
        }
    }

    @Override
    public <A extends @Nullable Object> void connect(
            SocketAddress remote, A attachment, CompletionHandler<Void, ? super A> handler) {
        Objects.requireNonNull(handler, "'handler' is null");
        AsyncCall.leaveToHandler(connecting(remote, attachment, handler));
    }

    @Override
    public Future<Void> connect(SocketAddress remote) {
        return connecting(remote, null, null);
    }

    private <A extends @Nullable Object> Future<Void> connecting(
            SocketAddress remote, A attachment, @Nullable CompletionHandler<Void, ? super A> handler) {
        if (!isOpen()) {
            return AsyncCall.failed(group, new ClosedChannelException(), attachment, handler);
        }
        NetAddress.check(remote, channel.family);
        if (channel.isConnected()) {
            throw new AlreadyConnectedException();
        }
        if (!isConnecting.compareAndSet(false, true)) {
            throw new ConnectionPendingException();
        }
        Callable<Void> call = () -> {
            try {
                channel.connect(remote);
                return null;
            } catch (IOException e) {
                group.remove(this);
                throw e;
            }
        };
        return AsyncCall.start(group, call, () -> isConnecting.set(false), this::closeQuietly, attachment, handler);
    }

    @Override
    public <A extends @Nullable Object> void read(
            ByteBuffer into, long timeout, TimeUnit unit, A attachment, CompletionHandler<Integer, ? super A> handler) {
        Objects.requireNonNull(handler, "'handler' is null");
        checkWritable(into);
        AsyncCall.leaveToHandler(reading(
                new ByteBuffer[] {into}, 0, 1, patience(timeout, unit), count -> (int) count, attachment, handler));
    }

    @Override
    public Future<Integer> read(ByteBuffer into) {
        checkWritable(into);
        return reading(new ByteBuffer[] {into}, 0, 1, Hatch.FOREVER, count -> (int) count, null, null);
    }

    @Override
    public <A extends @Nullable Object> void read(
            ByteBuffer[] into,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        Objects.requireNonNull(handler, "'handler' is null");
        Objects.checkFromIndexSize(offset, length, into.length);
        for (int i = offset; i < offset + length; i++) {
            checkWritable(into[i]);
        }
        AsyncCall.leaveToHandler(
                reading(into.clone(), offset, length, patience(timeout, unit), count -> count, attachment, handler));
    }

    private static void checkWritable(ByteBuffer into) {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
    }

    private static Patience patience(long timeout, TimeUnit unit) {
        return timeout <= 0 ? Hatch.FOREVER : new Patience(unit.toNanos(timeout), false);
    }

    private static boolean hasRemaining(ByteBuffer[] buffers, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffers[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    private <V, A extends @Nullable Object> Future<V> reading(
            ByteBuffer[] into,
            int offset,
            int length,
            Patience patience,
            LongFunction<V> counted,
            A attachment,
            @Nullable CompletionHandler<V, ? super A> handler) {
        if (!isOpen()) {
            return AsyncCall.failed(group, new ClosedChannelException(), attachment, handler);
        }
        if (!channel.isConnected()) {
            throw new NotYetConnectedException();
        }
        if (isReadingOver) {
            throw new IllegalStateException("Reading not allowed due to timeout or cancellation");
        }
        if (isReading.get()) {
            throw new ReadPendingException();
        }
        boolean hasRoom = hasRemaining(into, offset, length);
        if (channel.isInputShut || !hasRoom) {
            return AsyncCall.succeeded(group, counted.apply(channel.isInputShut ? -1 : 0), attachment, handler);
        }
        if (!isReading.compareAndSet(false, true)) {
            throw new ReadPendingException();
        }
        Callable<V> call = () -> {
            long count = channel.readBlocking(into, offset, length, patience);
            if (count == 0) {
                isReadingOver = true;
                throw new InterruptedByTimeoutException();
            }
            return counted.apply(count);
        };
        return AsyncCall.start(group, call, () -> isReading.set(false), this::cancelReading, attachment, handler);
    }

    private void cancelReading() {
        isReadingOver = true;
        closeQuietly();
    }

    @Override
    public <A extends @Nullable Object> void write(
            ByteBuffer from, long timeout, TimeUnit unit, A attachment, CompletionHandler<Integer, ? super A> handler) {
        Objects.requireNonNull(handler, "'handler' is null");
        Objects.requireNonNull(from);
        AsyncCall.leaveToHandler(writing(
                new ByteBuffer[] {from}, 0, 1, patience(timeout, unit), count -> (int) count, attachment, handler));
    }

    @Override
    public Future<Integer> write(ByteBuffer from) {
        Objects.requireNonNull(from);
        return writing(new ByteBuffer[] {from}, 0, 1, Hatch.FOREVER, count -> (int) count, null, null);
    }

    @Override
    public <A extends @Nullable Object> void write(
            ByteBuffer[] from,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        Objects.requireNonNull(handler, "'handler' is null");
        Objects.checkFromIndexSize(offset, length, from.length);
        AsyncCall.leaveToHandler(
                writing(from.clone(), offset, length, patience(timeout, unit), count -> count, attachment, handler));
    }

    private <V, A extends @Nullable Object> Future<V> writing(
            ByteBuffer[] from,
            int offset,
            int length,
            Patience patience,
            LongFunction<V> counted,
            A attachment,
            @Nullable CompletionHandler<V, ? super A> handler) {
        if (!isOpen() || channel.isOutputShut) {
            return AsyncCall.failed(group, new ClosedChannelException(), attachment, handler);
        }
        if (!channel.isConnected()) {
            throw new NotYetConnectedException();
        }
        if (isWritingOver) {
            throw new IllegalStateException("Writing not allowed due to timeout or cancellation");
        }
        if (isWriting.get()) {
            throw new WritePendingException();
        }
        if (!hasRemaining(from, offset, length)) {
            return AsyncCall.succeeded(group, counted.apply(0), attachment, handler);
        }
        if (!isWriting.compareAndSet(false, true)) {
            throw new WritePendingException();
        }
        Callable<V> call = () -> {
            long count = channel.writeBlocking(from, offset, length, patience);
            if (count == 0) {
                isWritingOver = true;
                throw new InterruptedByTimeoutException();
            }
            return counted.apply(count);
        };
        return AsyncCall.start(group, call, () -> isWriting.set(false), this::cancelWriting, attachment, handler);
    }

    private void cancelWriting() {
        isWritingOver = true;
        closeQuietly();
    }
}
