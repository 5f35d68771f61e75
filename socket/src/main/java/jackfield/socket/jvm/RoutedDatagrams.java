package jackfield.socket.jvm;

import jackfield.socket.route.NetworkHost;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DatagramSocket}'s inside that is another one: the platform's, or one of a host of ours.
 *
 * <p>A datagram socket is bound to the wildcard address when it is made, which says nothing. So it decides with its
 * first datagram: one sent or a {@code connect} by where it goes, one received by where it came. Until then it can
 * move, its port goes along, and a thread that waits to receive goes on waiting at the new place. Thread-safe.
 */
final class RoutedDatagrams extends DatagramSocketImpl {
    private final Choice choice;
    private final Steps<DatagramSocket> steps = new Steps<>();
    private volatile @Nullable DatagramSocket inner;
    private volatile boolean isDecided;
    private Optional<NetworkHost> host = Optional.empty();
    private Runnable closed = () -> {};
    private boolean isClosed;

    RoutedDatagrams(Choice choice) {
        this.choice = choice;
    }

    private DatagramSocket inner() throws SocketException {
        DatagramSocket known = inner;
        return known != null ? known : made();
    }

    private synchronized DatagramSocket made() throws SocketException {
        DatagramSocket known = inner;
        if (known == null) {
            Optional<NetworkHost> scope = choice.anyway();
            known = scope.isPresent()
                    ? HostOrigin.of(scope.get()).datagramSocket()
                    : choice.platform().datagramSocket();
            host = scope;
            isDecided = scope.isPresent();
            inner = known;
        }
        return known;
    }

    /** Decides, if that is not done: for the host if there is one, else for the platform. */
    private synchronized void decide(Optional<NetworkHost> owner) throws IOException {
        DatagramSocket before = inner();
        if (isDecided) {
            return;
        }
        if (owner.isPresent()) {
            DatagramSocket ours = HostOrigin.of(owner.get()).datagramSocket();
            try {
                steps.replay(ours);
            } catch (IOException e) {
                ours.close();
                throw e;
            }
            inner = ours;
            host = owner;
            if (ours.isBound()) {
                noted(ours);
            }
            before.close();
        }
        isDecided = true;
        steps.forget();
    }

    /** {@return whether the socket is the platform's, for good} */
    private synchronized boolean isPlatforms() {
        return isDecided && host.isEmpty();
    }

    private synchronized void noted(DatagramSocket ours) {
        closed.run();
        var local = (InetSocketAddress) ours.getLocalSocketAddress();
        closed = host.orElseThrow()
                .network()
                .opened(choice.api(), local.getAddress().getHostAddress() + ":" + local.getPort());
    }

    private synchronized void step(Object what, Steps.Step<DatagramSocket> step) throws IOException {
        DatagramSocket socket = inner();
        if (isDecided) {
            step.on(socket);
        } else {
            steps.take(what, socket, step);
        }
    }

    @Override
    protected void create() {
        // The socket is made when it is needed, by which time it may be known whose it is.
    }

    @Override
    protected void bind(int port, InetAddress address) throws SocketException {
        try {
            Optional<NetworkHost> owner = choice.at(address, port != 0);
            if (owner.isPresent() || !address.isAnyLocalAddress()) {
                decide(owner);
            }
            bindDecidedOrAnywhere(new InetSocketAddress(address, port));
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    private synchronized void bindDecidedOrAnywhere(InetSocketAddress local) throws IOException {
        DatagramSocket socket = inner();
        socket.bind(local);
        if (!isDecided) {
            var bound = new InetSocketAddress(local.getAddress(), socket.getLocalPort());
            steps.take("bind", socket, taking -> {
                if (!taking.isBound()) {
                    taking.bind(bound);
                }
            });
        }
        if (host.isPresent()) {
            noted(socket);
        } else if (local.getPort() != 0) {
            choice.leaves(local);
        }
    }

    @Override
    protected void connect(InetAddress address, int port) throws SocketException {
        try {
            var remote = new InetSocketAddress(address, port);
            decide(choice.towards(address));
            if (isPlatforms()) {
                choice.leaves(remote);
            }
            inner().connect(remote);
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    @Override
    protected void disconnect() {
        DatagramSocket socket = inner;
        if (socket != null) {
            socket.disconnect();
        }
    }

    @Override
    protected void send(DatagramPacket packet) throws IOException {
        InetAddress to = packet.getAddress();
        DatagramSocket socket = inner();
        if (to != null && !socket.isConnected()) {
            route(to, packet.getPort());
            socket = inner();
        }
        socket.send(packet);
    }

    private void route(InetAddress to, int port) throws IOException {
        if (isDecided && !isPlatforms()) {
            return;
        }
        Optional<NetworkHost> owner = choice.towards(to);
        decide(owner);
        if (isPlatforms()) {
            if (owner.isPresent()) {
                throw new SocketException(Choice.spokeElsewhere(to, owner.get()));
            }
            choice.leaves(new InetSocketAddress(to, port));
        }
    }

    @Override
    protected void receive(DatagramPacket packet) throws IOException {
        while (true) {
            DatagramSocket socket = inner();
            try {
                socket.receive(packet);
                decide(Optional.empty());
                return;
            } catch (SocketException e) {
                if (isHere(socket)) {
                    throw e;
                }
            }
        }
    }

    /** {@return whether this socket is still the one behind, or there will be no other} */
    @SuppressWarnings("ReferenceEquality") // It is one socket or another.
    private synchronized boolean isHere(DatagramSocket socket) {
        return isClosed || inner == socket;
    }

    @Override
    protected int peek(InetAddress from) throws SocketException {
        throw new SocketException("a routed DatagramSocket does not peek");
    }

    @Override
    protected int peekData(DatagramPacket packet) throws SocketException {
        throw new SocketException("a routed DatagramSocket does not peek");
    }

    @Override
    @SuppressWarnings({"deprecation", "removal", "InlineMeSuggester"})
    @Deprecated
    protected void setTTL(byte ttl) throws IOException {
        setTimeToLive(Byte.toUnsignedInt(ttl));
    }

    @Override
    @SuppressWarnings({"deprecation", "removal", "InlineMeSuggester"})
    @Deprecated
    protected byte getTTL() throws IOException {
        return (byte) getTimeToLive();
    }

    @Override
    protected void setTimeToLive(int ttl) throws IOException {
        step("ttl", socket -> socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl));
    }

    @Override
    protected int getTimeToLive() throws IOException {
        return inner().getOption(StandardSocketOptions.IP_MULTICAST_TTL);
    }

    @Override
    protected void join(InetAddress group) throws IOException {
        joinGroup(new InetSocketAddress(group, 0), null);
    }

    @Override
    protected void leave(InetAddress group) throws IOException {
        leaveGroup(new InetSocketAddress(group, 0), null);
    }

    @Override
    protected void joinGroup(SocketAddress group, @Nullable NetworkInterface by) throws IOException {
        decide(choice.towards(((InetSocketAddress) group).getAddress()));
        inner().joinGroup(group, by);
    }

    @Override
    protected void leaveGroup(SocketAddress group, @Nullable NetworkInterface by) throws IOException {
        inner().leaveGroup(group, by);
    }

    @Override
    protected void close() {
        DatagramSocket socket;
        Runnable noLongerOpen;
        synchronized (this) {
            isClosed = true;
            isDecided = true;
            socket = inner;
            noLongerOpen = closed;
        }
        noLongerOpen.run();
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    protected int getLocalPort() {
        DatagramSocket socket = inner;
        return socket == null ? super.getLocalPort() : socket.getLocalPort();
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        try {
            step(option, socket -> DatagramOptions.set(socket, option, value));
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Object getOption(int option) throws SocketException {
        try {
            return DatagramOptions.get(inner(), option);
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    @Override
    protected <T> void setOption(SocketOption<T> option, T value) throws IOException {
        step(option, socket -> socket.setOption(option, value));
    }

    @Override
    protected <T> T getOption(SocketOption<T> option) throws IOException {
        return inner().getOption(option);
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        try {
            return inner().supportedOptions();
        } catch (SocketException e) {
            return Set.of();
        }
    }
}
