package jackfield.socket.jvm;

import jackfield.socket.nio.Selectable;
import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SocketChannel} that is another one: the platform's, or one of a host of ours, decided when it is bound or
 * connected.
 *
 * <p>Thread-safe, as channels are. All semantics are those of the channel behind.
 */
final class RoutedSocketChannel extends SocketChannel implements Selectable {
    private final Behind<SocketChannel> behind;
    private @Nullable RoutedSocketAdaptor adaptor;

    RoutedSocketChannel(SelectorProvider provider, Behind<SocketChannel> behind) {
        super(provider);
        this.behind = behind;
    }

    /** What an unconnected socket is to the platform's selector: hung up, which is ready for everything. */
    static final int IDLE_OPS = SelectionKey.OP_READ | SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

    Behind<SocketChannel> behind() {
        return behind;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress address) throws IOException {
        ensureOpen();
        Optional<InetSocketAddress> wanted = Bindings.wanted(address);
        if (wanted.isPresent()) {
            Optional<NetworkHost> owner = behind.choice().at(wanted.get().getAddress(), false);
            if (owner.isPresent()) {
                behind.decide(owner);
            }
            if (wanted.get().getAddress().isAnyLocalAddress()) {
                Bindings.bindAnywhere(behind, wanted.get(), SocketChannel::bind, SocketChannel::getLocalAddress);
                return this;
            }
        }
        behind.get().bind(address);
        behind.decide(Optional.empty());
        return this;
    }

    @Override
    public boolean connect(@Nullable SocketAddress address) throws IOException {
        return connect(address, channel -> channel.connect(address));
    }

    /** Routes, and connects in a way: the channel's, or its socket's. */
    <R> R connect(@Nullable SocketAddress address, Behind.Call<SocketChannel, R> way) throws IOException {
        ensureOpen();
        if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            behind.decide(behind.choice().towards(inet.getAddress()));
            if (behind.isPlatforms()) {
                behind.choice().leaves(inet);
            }
            behind.opened(Choice.text(inet));
        } else {
            behind.decide(Optional.empty());
            behind.choice().leaves(String.valueOf(address));
        }
        return behind.call(this, way);
    }

    /** {@return the channel behind, if this one may be connected} */
    private SocketChannel connectable() throws IOException {
        ensureOpen();
        SocketChannel channel = behind.known();
        if (channel == null) {
            throw new NotYetConnectedException();
        }
        return channel;
    }

    @Override
    public boolean finishConnect() throws IOException {
        ensureOpen();
        return behind.call(this, SocketChannel::finishConnect);
    }

    @Override
    public boolean isConnected() {
        SocketChannel channel = behind.known();
        return channel != null && channel.isConnected();
    }

    @Override
    public boolean isConnectionPending() {
        SocketChannel channel = behind.known();
        return channel != null && channel.isConnectionPending();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        Objects.requireNonNull(into);
        connectable();
        return behind.call(this, channel -> channel.read(into));
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        connectable();
        return behind.call(this, channel -> channel.read(into, offset, length));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        Objects.requireNonNull(from);
        connectable();
        return behind.call(this, channel -> channel.write(from));
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        connectable();
        return behind.call(this, channel -> channel.write(from, offset, length));
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        connectable().shutdownInput();
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        connectable().shutdownOutput();
        return this;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        SocketChannel channel = behind.known();
        return channel == null ? null : channel.getLocalAddress();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        SocketChannel channel = behind.known();
        return channel == null ? null : channel.getRemoteAddress();
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> option, T value) throws IOException {
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
    public synchronized Socket socket() {
        if (adaptor == null) {
            adaptor = RoutedSocketAdaptor.of(this);
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

    @Override
    public String toString() {
        SocketChannel channel = behind.known();
        return channel != null
                ? channel.toString()
                : "java.nio.channels.SocketChannel[" + (isOpen() ? "unconnected]" : "closed]");
    }
}
