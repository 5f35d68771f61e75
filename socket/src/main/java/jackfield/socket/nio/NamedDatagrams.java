package jackfield.socket.nio;

import jackfield.engine.base.Poll;
import jackfield.socket.Family;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.option.Holder;
import jackfield.socket.option.JavaOptions;
import jackfield.socket.option.Refusals;
import jackfield.socket.option.SocketGroups;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a datagram channel is when it neither receives nor sends: its ends, options, what it is ready for.
 *
 * <p>Thread-safe. State is changed under {@code stateLock}, under which nothing waits.
 */
abstract sealed class NamedDatagrams extends DatagramChannel implements Selectable, PollSight.Meaning
        permits UdpChannel {
    final Socket socket;
    final Family family;
    final Object stateLock = new Object();
    /** This end, once bound; stays after close. */
    volatile @Nullable InetSocketAddress local;
    /** The peer, if there is one; stays after close. */
    volatile @Nullable InetSocketAddress remote;

    private final SocketGroups groups;
    private final GroupKeys keys;
    private @Nullable UdpAdaptor adaptor;

    NamedDatagrams(SelectorProvider provider, Socket socket, Family family) throws IOException {
        super(provider);
        this.socket = socket;
        this.family = family;
        try {
            groups = new SocketGroups(socket);
        } catch (SocketException e) {
            throw Refusals.ofTransfer(e);
        }
        keys = new GroupKeys(this, groups);
    }

    final void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    /** Under the state lock: binds to any port if not bound. */
    final void bindAnywhere() throws IOException {
        if (local == null) {
            ensureOpen();
            bindTo(NetAddress.any(family));
        }
    }

    /** Under the state lock. */
    final void bindTo(InetSocketAddress address) throws IOException {
        try {
            socket.bind(address);
            local = socket.getsockname();
        } catch (SocketException e) {
            throw Refusals.ofCall(e);
        }
    }

    /** Under the state lock: asks what this end is called now. */
    final void rename() throws IOException {
        try {
            local = socket.getsockname();
        } catch (SocketException e) {
            throw Refusals.ofCall(e);
        }
    }

    @Override
    public final boolean isConnected() {
        return remote != null && isOpen();
    }

    @Override
    public final @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return local;
    }

    @Override
    public final @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return remote;
    }

    @Override
    public final <T> DatagramChannel setOption(SocketOption<T> option, T value) throws IOException {
        Objects.requireNonNull(option);
        JavaOptions.check(Holder.DATAGRAM, option, value);
        synchronized (stateLock) {
            ensureOpen();
            if (value instanceof NetworkInterface via) {
                groups.choose(via);
            } else {
                JavaOptions.set(socket, option, value);
            }
        }
        return this;
    }

    /** {@return null of IP_MULTICAST_IF, if it was never set} */
    @Override
    @SuppressWarnings("NullAway")
    public final <T> T getOption(SocketOption<T> option) throws IOException {
        Objects.requireNonNull(option);
        JavaOptions.check(Holder.DATAGRAM, option);
        synchronized (stateLock) {
            ensureOpen();
            if (SocketGroups.names(option)) {
                return option.type().cast(groups.chosen());
            }
            return JavaOptions.get(socket, option);
        }
    }

    @Override
    public final Set<SocketOption<?>> supportedOptions() {
        return JavaOptions.supported(Holder.DATAGRAM);
    }

    @Override
    public final java.net.DatagramSocket socket() {
        synchronized (stateLock) {
            if (adaptor == null) {
                adaptor = UdpAdaptor.of((UdpChannel) this);
            }
            return adaptor;
        }
    }

    @Override
    public final MembershipKey join(InetAddress group, NetworkInterface via) throws IOException {
        return keys.join(group, Objects.requireNonNull(via), null);
    }

    @Override
    public final MembershipKey join(InetAddress group, NetworkInterface via, InetAddress source) throws IOException {
        Objects.requireNonNull(source, "source address is null");
        return keys.join(group, Objects.requireNonNull(via), source);
    }

    /** {@return the groups it is in} */
    final GroupKeys keys() {
        return keys;
    }

    @Override
    protected final void implCloseSelectableChannel() {
        socket.close();
        synchronized (stateLock) {
            keys.invalidate();
        }
    }

    @Override
    public final Sight sight(Spotter spotter) {
        return new PollSight(socket, this, spotter);
    }

    @Override
    public final int events(int interestOps) {
        return ((interestOps & SelectionKey.OP_READ) != 0 ? Poll.IN : 0)
                | ((interestOps & SelectionKey.OP_WRITE) != 0 ? Poll.OUT : 0);
    }

    @Override
    public final int readyOps(int events, int interestOps) {
        if ((events & (Poll.ERR | Poll.HUP)) != 0) {
            return interestOps;
        }
        int ops = ((events & Poll.IN) != 0 ? SelectionKey.OP_READ : 0)
                | ((events & Poll.OUT) != 0 ? SelectionKey.OP_WRITE : 0);
        return ops & interestOps;
    }
}
