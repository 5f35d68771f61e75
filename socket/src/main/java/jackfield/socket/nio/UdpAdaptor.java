package jackfield.socket.nio;

import java.io.IOException;
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
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel's {@link DatagramChannel#socket}: java.net's face of it, with SO_TIMEOUT.
 *
 * <p>Thread-safe. Overrides every public method of {@link DatagramSocket}. The JDK's own is a MulticastSocket, too,
 * which none outside of it can be.
 */
final class UdpAdaptor extends DatagramSocket {
    private final UdpChannel channel;
    private volatile int timeoutMillis;

    private UdpAdaptor(UdpChannel channel) {
        super(new NoDatagrams());
        this.channel = channel;
    }

    static UdpAdaptor of(UdpChannel channel) {
        return new UdpAdaptor(channel);
    }

    @Override
    public DatagramChannel getChannel() {
        return channel;
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws SocketException {
        try {
            channel.bind(address == null ? new InetSocketAddress(0) : address);
        } catch (IOException | RuntimeException e) {
            throw AdaptorRefusals.ofSocket(e);
        }
    }

    @Override
    public void connect(InetAddress address, int port) {
        if (address == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        try {
            channel.connect(new InetSocketAddress(address, port), false);
        } catch (ClosedChannelException e) {
            // As the JDK: a closed socket is not connected, and that is all.
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("connect failed", e);
        }
    }

    @Override
    public void connect(SocketAddress address) throws SocketException {
        if (address == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        try {
            channel.connect(address, false);
        } catch (ClosedChannelException e) {
            // As the JDK: a closed socket is not connected, and that is all.
        } catch (IOException | RuntimeException e) {
            throw AdaptorRefusals.ofSocket(e);
        }
    }

    @Override
    public void disconnect() {
        try {
            channel.disconnect();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public boolean isBound() {
        return channel.local != null;
    }

    @Override
    public boolean isConnected() {
        return channel.remote != null;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress remote = channel.remote;
        return remote == null ? null : remote.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress remote = channel.remote;
        return remote == null ? -1 : remote.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return channel.remote;
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return channel.isOpen() ? channel.local : null;
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        try {
            channel.sendBlocking(
                    ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength()), target(packet));
        } catch (AlreadyConnectedException e) {
            throw new IllegalArgumentException("Connected and packet address differ");
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket closed", e);
        }
    }

    private InetSocketAddress target(DatagramPacket packet) {
        InetSocketAddress remote = channel.remote;
        if (packet.getAddress() == null) {
            if (remote == null) {
                throw new IllegalArgumentException("Address not set");
            }
            packet.setSocketAddress(remote);
            return remote;
        }
        return (InetSocketAddress) packet.getSocketAddress();
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        SocketAddress from;
        ByteBuffer into;
        byte[] room = packet.getData();
        int most = Math.max(0, room.length - packet.getOffset());
        try {
            into = ByteBuffer.wrap(room, packet.getOffset(), most);
            from = channel.receiveBlocking(into, AdaptorStreams.patience(timeoutMillis));
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket closed", e);
        }
        if (from == null) {
            throw new SocketTimeoutException("Receive timed out");
        }
        packet.setSocketAddress(from);
        packet.setLength(into.position() - packet.getOffset());
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        if (!channel.isOpen()) {
            return null;
        }
        InetSocketAddress local = channel.local;
        return local == null ? new InetSocketAddress(0).getAddress() : local.getAddress();
    }

    @Override
    public int getLocalPort() {
        if (!channel.isOpen()) {
            return -1;
        }
        InetSocketAddress local = channel.local;
        return local == null ? 0 : local.getPort();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("timeout < 0");
        }
        timeoutMillis = timeout;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
        return timeoutMillis;
    }

    private <T> void set(SocketOption<T> option, T value) throws SocketException {
        try {
            channel.setOption(option, value);
        } catch (IOException e) {
            throw AdaptorRefusals.ofSocket(e);
        }
    }

    private <T> T get(SocketOption<T> option) throws SocketException {
        try {
            return channel.getOption(option);
        } catch (IOException e) {
            throw AdaptorRefusals.ofSocket(e);
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
    public void setTrafficClass(int tc) throws SocketException {
        set(StandardSocketOptions.IP_TOS, tc);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return get(StandardSocketOptions.IP_TOS);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public <T> DatagramSocket setOption(SocketOption<T> name, T value) throws IOException {
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
    public void joinGroup(SocketAddress group, @Nullable NetworkInterface via) throws IOException {
        channel.keys().joinFor(checked(group), via);
    }

    @Override
    public void leaveGroup(SocketAddress group, @Nullable NetworkInterface via) throws IOException {
        channel.keys().leaveFor(checked(group), via);
    }

    private static InetAddress checked(SocketAddress group) throws SocketException {
        if (!(group instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("Unsupported address type");
        }
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("Unresolved address");
        }
        if (!address.getAddress().isMulticastAddress()) {
            throw new SocketException("Not a multicast address");
        }
        return address.getAddress();
    }
}
