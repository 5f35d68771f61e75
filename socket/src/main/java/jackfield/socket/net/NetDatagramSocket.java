package jackfield.socket.net;

import jackfield.socket.SocketLayer;
import jackfield.socket.option.Holder;
import jackfield.socket.option.JavaOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DatagramSocket} over a {@link DatagramPort}; every method of the JDK's class is done here, as its own is.
 *
 * <p>It is no {@link java.net.MulticastSocket}, which has no constructor for others, but joins groups all the same.
 */
final class NetDatagramSocket extends DatagramSocket {
    private final DatagramPort udp;
    private volatile int timeoutMillis;

    private NetDatagramSocket(DatagramPort udp) {
        super(new NetDatagram(udp));
        this.udp = udp;
    }

    /** {@return a new socket, bound unless {@code local} is null} */
    static NetDatagramSocket open(SocketLayer layer, @Nullable SocketAddress local) throws SocketException {
        var socket = new NetDatagramSocket(new DatagramPort(layer));
        boolean isDone = local == null;
        try {
            if (local != null) {
                socket.bind(local);
                isDone = true;
            }
            return socket;
        } finally {
            if (!isDone) {
                socket.close();
            }
        }
    }

    /** What the JDK makes of a channel's exception in a socket's call. */
    private static SocketException translated(Exception e) {
        if (e instanceof SocketException told) {
            return told;
        }
        String text = switch (e) {
            case ClosedChannelException _ -> "Socket is closed";
            case AlreadyBoundException _ -> "Already bound";
            case UnresolvedAddressException _ -> "Unresolved address";
            case IOException _ -> String.valueOf(e.getMessage());
            default -> throw new AssertionError("not one of a channel's", e);
        };
        var told = new SocketException(text);
        told.initCause(e);
        return told;
    }

    private static InetSocketAddress inet(SocketAddress address) {
        if (address instanceof InetSocketAddress inet) {
            return inet;
        }
        throw new UnsupportedAddressTypeException();
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        return address;
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws SocketException {
        InetSocketAddress wanted = address == null ? new InetSocketAddress(0) : inet(address);
        try {
            if (udp.isClosed()) {
                throw new ClosedChannelException();
            }
            if (udp.local() != null) {
                throw new AlreadyBoundException();
            }
            udp.bind(resolved(wanted));
        } catch (IOException | AlreadyBoundException | UnresolvedAddressException e) {
            throw translated(e);
        }
    }

    @Override
    public void connect(InetAddress address, int port) {
        if (address == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        try {
            connected(new InetSocketAddress(address, port));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void connect(SocketAddress address) throws SocketException {
        if (address == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        connected(inet(address));
    }

    private void connected(InetSocketAddress to) throws SocketException {
        try {
            udp.connect(resolved(to));
        } catch (ClosedChannelException e) {
            // As the JDK: nothing happens.
        } catch (IOException | UnresolvedAddressException e) {
            throw translated(e);
        }
    }

    @Override
    public void disconnect() {
        try {
            udp.disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isBound() {
        return udp.local() != null;
    }

    @Override
    public boolean isConnected() {
        return udp.remote() != null;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress remote = udp.remote();
        return remote == null ? null : remote.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress remote = udp.remote();
        return remote == null ? -1 : remote.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return udp.remote();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return isClosed() ? null : udp.local();
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        InetSocketAddress local = udp.local();
        if (isClosed()) {
            return null;
        }
        return local == null ? DatagramPort.anywhere() : local.getAddress();
    }

    @Override
    public int getLocalPort() {
        InetSocketAddress local = udp.local();
        if (isClosed()) {
            return -1;
        }
        return local == null ? 0 : local.getPort();
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        try {
            synchronized (packet) {
                if (isClosed()) {
                    throw new ClosedChannelException();
                }
                udp.send(packet, destination(packet));
            }
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket closed", e);
        } catch (InterruptedIOException e) {
            throw closedByInterrupt(e);
        }
    }

    private InetSocketAddress destination(DatagramPacket packet) {
        InetSocketAddress remote = udp.remote();
        if (packet.getAddress() != null) {
            var to = (InetSocketAddress) packet.getSocketAddress();
            if (remote != null && !to.equals(remote)) {
                throw new IllegalArgumentException("Connected and packet address differ");
            }
            return to;
        }
        if (remote == null) {
            throw new IllegalArgumentException("Address not set");
        }
        packet.setAddress(remote.getAddress());
        packet.setPort(remote.getPort());
        return remote;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        try {
            synchronized (packet) {
                udp.receive(packet, timeoutMillis, false);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (InterruptedIOException e) {
            throw closedByInterrupt(e);
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket closed", e);
        }
    }

    private IOException closedByInterrupt(InterruptedIOException e) {
        Thread thread = Thread.currentThread();
        if (!thread.isVirtual() || !thread.isInterrupted()) {
            return e;
        }
        close();
        return new SocketException("Closed by interrupt");
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        checkOpen();
        if (timeout < 0) {
            throw new IllegalArgumentException("timeout < 0");
        }
        timeoutMillis = timeout;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        checkOpen();
        return timeoutMillis;
    }

    private void checkOpen() throws SocketException {
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
    }

    private <T> void set(SocketOption<T> option, T value) throws SocketException {
        try {
            udp.setOption(option, value);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    private <T> T get(SocketOption<T> option) throws SocketException {
        try {
            return udp.getOption(option);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        if (size <= 0) {
            throw new IllegalArgumentException("Invalid send size");
        }
        set(StandardSocketOptions.SO_SNDBUF, size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        if (size <= 0) {
            throw new IllegalArgumentException("Invalid receive size");
        }
        set(StandardSocketOptions.SO_RCVBUF, size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        set(StandardSocketOptions.SO_REUSEADDR, on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return get(StandardSocketOptions.SO_REUSEADDR);
    }

    @Override
    public void setBroadcast(boolean on) throws SocketException {
        set(StandardSocketOptions.SO_BROADCAST, on);
    }

    @Override
    public boolean getBroadcast() throws SocketException {
        return get(StandardSocketOptions.SO_BROADCAST);
    }

    @Override
    public void setTrafficClass(int octet) throws SocketException {
        set(StandardSocketOptions.IP_TOS, octet);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return get(StandardSocketOptions.IP_TOS);
    }

    @Override
    public void close() {
        udp.close();
    }

    @Override
    public boolean isClosed() {
        return udp.isClosed();
    }

    @Override
    public <T> DatagramSocket setOption(SocketOption<T> name, T value) throws IOException {
        udp.setOption(Objects.requireNonNull(name), value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return udp.getOption(Objects.requireNonNull(name));
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return JavaOptions.supported(Holder.DATAGRAM);
    }

    @Override
    public void joinGroup(SocketAddress group, @Nullable NetworkInterface netIf) throws IOException {
        InetAddress address = Groups.check(group);
        checkOpen(netIf);
        udp.join(address, netIf);
    }

    @Override
    public void leaveGroup(SocketAddress group, @Nullable NetworkInterface netIf) throws IOException {
        InetAddress address = Groups.check(group);
        checkOpen(netIf);
        udp.leave(address, netIf);
    }

    /** The JDK asks a socket for its usual interface where none is named, and that is what is refused then. */
    private void checkOpen(@Nullable NetworkInterface netIf) throws SocketException {
        if (netIf == null && isClosed()) {
            throw translated(new ClosedChannelException());
        }
        checkOpen();
    }
}
