package jackfield.socket.jvm;

import jackfield.socket.nio.NoDatagrams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A routed channel's {@link DatagramChannel#socket}.
 *
 * <p>Every public method of the JDK's class goes to the socket of the channel behind, so that none makes a socket of
 * its own. Thread-safe.
 */
final class RoutedDatagramAdaptor extends DatagramSocket {
    private final RoutedDatagramChannel channel;

    RoutedDatagramAdaptor(RoutedDatagramChannel channel) {
        super(new NoDatagrams());
        this.channel = channel;
    }

    /** {@return the socket of the channel behind} */
    private DatagramSocket behind() throws SocketException {
        try {
            return channel.behind().get().socket();
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket is closed", e);
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    private @Nullable DatagramSocket known() {
        DatagramChannel known = channel.behind().known();
        return known == null ? null : known.socket();
    }

    private void set(Object what, Steps.Step<DatagramSocket> step) throws SocketException {
        try {
            behind();
            channel.behind().step(what, taking -> step.on(taking.socket()));
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    @Override
    public DatagramChannel getChannel() {
        return channel;
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws SocketException {
        DatagramSocket socket = behind();
        if (socket.isBound() || Bindings.wanted(address).isEmpty()) {
            socket.bind(address);
            return;
        }
        try {
            channel.bind(address);
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    @Override
    public void connect(InetAddress address, int port) {
        try {
            toward(address == null ? null : new InetSocketAddress(address, port));
            behind().connect(address, port);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void connect(SocketAddress address) throws SocketException {
        toward(address);
        behind().connect(address);
    }

    private void toward(@Nullable SocketAddress address) throws SocketException {
        try {
            if (address != null) {
                channel.toward(address);
            }
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    @Override
    public void disconnect() {
        DatagramSocket socket = known();
        if (socket != null) {
            socket.disconnect();
        }
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        DatagramSocket socket = behind();
        if (packet.getAddress() != null && !socket.isConnected()) {
            channel.route(packet.getSocketAddress());
            socket = behind();
        }
        socket.send(packet);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // It is one channel or another.
    public void receive(DatagramPacket packet) throws IOException {
        while (true) {
            DatagramChannel now = channel.behind().get();
            try {
                now.socket().receive(packet);
                channel.received();
                return;
            } catch (SocketException e) {
                // The channel behind has moved to where something was sent, and this waits there.
                if (channel.behind().known() == now || !channel.isOpen()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        DatagramSocket socket = known();
        return socket == null ? null : socket.getInetAddress();
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        DatagramSocket socket = known();
        return socket == null ? new InetSocketAddress(0).getAddress() : socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        DatagramSocket socket = known();
        return socket == null ? -1 : socket.getPort();
    }

    @Override
    public int getLocalPort() {
        DatagramSocket socket = known();
        return socket == null ? 0 : socket.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        DatagramSocket socket = known();
        return socket == null ? null : socket.getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        DatagramSocket socket = known();
        return socket == null ? null : socket.getLocalSocketAddress();
    }

    @Override
    public boolean isConnected() {
        DatagramSocket socket = known();
        return socket == null ? false : socket.isConnected();
    }

    @Override
    public boolean isBound() {
        DatagramSocket socket = known();
        return socket == null ? false : socket.isBound();
    }

    @Override
    public void setSoTimeout(int value) throws SocketException {
        set("SoTimeout", socket -> socket.setSoTimeout(value));
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return behind().getSoTimeout();
    }

    @Override
    public void setSendBufferSize(int value) throws SocketException {
        set("SendBufferSize", socket -> socket.setSendBufferSize(value));
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return behind().getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int value) throws SocketException {
        set("ReceiveBufferSize", socket -> socket.setReceiveBufferSize(value));
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return behind().getReceiveBufferSize();
    }

    @Override
    public void setTrafficClass(int value) throws SocketException {
        set("TrafficClass", socket -> socket.setTrafficClass(value));
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return behind().getTrafficClass();
    }

    @Override
    public void setReuseAddress(boolean value) throws SocketException {
        set("ReuseAddress", socket -> socket.setReuseAddress(value));
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return behind().getReuseAddress();
    }

    @Override
    public void setBroadcast(boolean value) throws SocketException {
        set("Broadcast", socket -> socket.setBroadcast(value));
    }

    @Override
    public boolean getBroadcast() throws SocketException {
        return behind().getBroadcast();
    }

    @Override
    public <T> DatagramSocket setOption(SocketOption<T> option, T value) throws IOException {
        set(option, socket -> socket.setOption(option, value));
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        return behind().getOption(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    @Override
    public void joinGroup(SocketAddress group, NetworkInterface by) throws IOException {
        toward(group);
        behind().joinGroup(group, by);
    }

    @Override
    public void leaveGroup(SocketAddress group, NetworkInterface by) throws IOException {
        behind().leaveGroup(group, by);
    }
}
