package jackfield.socket.jvm;

import jackfield.socket.nio.Selectable;
import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DatagramChannel} that is another one: the platform's, or one of a host of ours.
 *
 * <p>Decided by a bind to somebody's address, by connecting, and else by the first datagram: by where one is sent, or
 * by where one came. Thread-safe, as channels are. All semantics are those of the channel behind.
 */
final class RoutedDatagramChannel extends DatagramChannel implements Selectable {
    /** What an unbound socket is to the platform's selector: ready to send. */
    static final int IDLE_OPS = SelectionKey.OP_WRITE;

    private final Map<MembershipKey, RoutedMembership> memberships = new ConcurrentHashMap<>();
    private final Behind<DatagramChannel> behind;
    private @Nullable RoutedDatagramAdaptor adaptor;

    RoutedDatagramChannel(SelectorProvider provider, Behind<DatagramChannel> behind) {
        super(provider);
        this.behind = behind;
    }

    Behind<DatagramChannel> behind() {
        return behind;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
        ensureOpen();
        Optional<InetSocketAddress> wanted = Bindings.wanted(address);
        if (wanted.isEmpty()) {
            behind.get().bind(address);
            return this;
        }
        InetAddress ip = wanted.get().getAddress();
        Optional<NetworkHost> owner = behind.choice().at(ip, wanted.get().getPort() != 0);
        if (owner.isPresent() || !ip.isAnyLocalAddress()) {
            behind.decide(owner);
        }
        if (ip.isAnyLocalAddress()) {
            Bindings.bindAnywhere(
                    behind,
                    wanted.get(),
                    (channel, any) -> channel.bind(address == null && any.equals(wanted.get()) ? null : any),
                    DatagramChannel::getLocalAddress);
        } else {
            behind.get().bind(address);
        }
        noted(wanted.get());
        return this;
    }

    private void noted(InetSocketAddress wanted) throws IOException {
        behind.opened(Bindings.text(behind.get().getLocalAddress()));
        if (!behind.isOurs() && wanted.getPort() != 0) {
            behind.choice().leaves(wanted);
        }
    }

    @Override
    public DatagramChannel connect(SocketAddress address) throws IOException {
        ensureOpen();
        toward(address);
        behind.call(this, channel -> channel.connect(address));
        behind.opened(Bindings.text(address));
        return this;
    }

    /** Decides for a peer. */
    void toward(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            behind.decide(behind.choice().towards(inet.getAddress()));
            if (!behind.isOurs()) {
                behind.choice().leaves(inet);
            }
        }
    }

    @Override
    public DatagramChannel disconnect() throws IOException {
        behind.get().disconnect();
        return this;
    }

    @Override
    public boolean isConnected() {
        DatagramChannel channel = behind.known();
        return channel != null && channel.isConnected();
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer into) throws IOException {
        ensureOpen();
        SocketAddress from = behind.call(this, channel -> channel.receive(into));
        if (from != null) {
            received();
        }
        return from;
    }

    /** Something came: where it came this is. */
    void received() throws IOException {
        if (!behind.isDecided()) {
            behind.decide(Optional.empty());
        }
    }

    @Override
    public int send(ByteBuffer from, SocketAddress target) throws IOException {
        Objects.requireNonNull(from);
        ensureOpen();
        route(target);
        return behind.call(this, channel -> channel.send(from, target));
    }

    /** Decides for where a datagram goes, or refuses it. */
    void route(SocketAddress target) throws IOException {
        if (behind.isOurs() || isConnected() || !(target instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return;
        }
        Optional<NetworkHost> owner = behind.choice().towards(inet.getAddress());
        behind.decide(owner);
        if (behind.isOurs()) {
            behind.opened(Bindings.text(inet));
        } else if (owner.isPresent()) {
            throw new SocketException(Choice.spokeElsewhere(inet.getAddress(), owner.get()));
        } else {
            behind.choice().leaves(inet);
        }
    }

    /** Refuses what is closed, or certainly not connected. */
    private void ensureConnectable() throws IOException {
        ensureOpen();
        if (behind.known() == null) {
            throw new NotYetConnectedException();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        Objects.requireNonNull(into);
        ensureConnectable();
        return behind.call(this, channel -> channel.read(into));
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        ensureConnectable();
        return behind.call(this, channel -> channel.read(into, offset, length));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        Objects.requireNonNull(from);
        ensureConnectable();
        return behind.call(this, channel -> channel.write(from));
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        ensureConnectable();
        return behind.call(this, channel -> channel.write(from, offset, length));
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        DatagramChannel channel = behind.known();
        return channel == null ? null : channel.getLocalAddress();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        DatagramChannel channel = behind.known();
        return channel == null ? null : channel.getRemoteAddress();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface by) throws IOException {
        toward(new InetSocketAddress(group, 0));
        return routed(behind.get().join(group, by));
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface by, InetAddress source) throws IOException {
        toward(new InetSocketAddress(group, 0));
        return routed(behind.get().join(group, by, source));
    }

    /** {@return the same for the same: who joins again gets the key again} */
    private MembershipKey routed(MembershipKey inner) {
        memberships.keySet().removeIf(key -> !key.isValid());
        return memberships.computeIfAbsent(inner, key -> new RoutedMembership(this, key));
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> option, T value) throws IOException {
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
    public synchronized DatagramSocket socket() {
        if (adaptor == null) {
            adaptor = new RoutedDatagramAdaptor(this);
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
        DatagramChannel channel = behind.known();
        return channel != null ? channel.toString() : getClass().getSuperclass().getName() + "[unbound]";
    }
}
