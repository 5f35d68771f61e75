package jackfield.socket.jvm;

import jackfield.socket.nio.NoSocket;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A routed channel's {@link SocketChannel#socket}.
 *
 * <p>Every public method of the JDK's class goes to the socket of the channel behind, so that none makes a socket of
 * its own. Thread-safe.
 */
final class RoutedSocketAdaptor extends Socket {
    private final RoutedSocketChannel channel;

    private RoutedSocketAdaptor(RoutedSocketChannel channel) throws SocketException {
        super(new NoSocket());
        this.channel = channel;
    }

    static RoutedSocketAdaptor of(RoutedSocketChannel channel) {
        try {
            return new RoutedSocketAdaptor(channel);
        } catch (SocketException e) {
            throw new AssertionError("nothing is opened here", e);
        }
    }

    /** {@return the socket of the channel behind} */
    private Socket behind() throws SocketException {
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

    private @Nullable Socket known() {
        SocketChannel known = channel.behind().known();
        return known == null ? null : known.socket();
    }

    private void set(Object what, Steps.Step<Socket> step) throws SocketException {
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
    public SocketChannel getChannel() {
        return channel;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(@Nullable SocketAddress endpoint, int timeout) throws IOException {
        if (endpoint == null) {
            throw new IllegalArgumentException("connect: The address can't be null");
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("connect: timeout can't be negative");
        }
        if (!channel.isOpen()) {
            throw new AsynchronousCloseException();
        }
        try {
            channel.connect(endpoint, taking -> {
                taking.socket().connect(endpoint, timeout);
                return true;
            });
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket is closed", e);
        } catch (AlreadyConnectedException e) {
            throw new SocketException("Already connected", e);
        }
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws IOException {
        Socket socket = behind();
        if (socket.isBound() || !(address == null || address instanceof InetSocketAddress)) {
            socket.bind(address);
        } else {
            channel.bind(address);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(behind().getInputStream()) {
            @Override
            public int read() throws IOException {
                return channel.behind().call(channel, any -> in.read());
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                return channel.behind().call(channel, any -> in.read(into, at, length));
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(behind().getOutputStream()) {
            @Override
            public void write(byte[] bytes, int at, int length) throws IOException {
                channel.behind().call(channel, any -> {
                    out.write(bytes, at, length);
                    return true;
                });
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public String toString() {
        Socket socket = known();
        return socket == null ? "Socket[unconnected]" : socket.toString();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        Socket socket = known();
        return socket == null ? null : socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        Socket socket = known();
        return socket == null ? new InetSocketAddress(0).getAddress() : socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        Socket socket = known();
        return socket == null ? 0 : socket.getPort();
    }

    @Override
    public int getLocalPort() {
        Socket socket = known();
        return socket == null ? -1 : socket.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        Socket socket = known();
        return socket == null ? null : socket.getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        Socket socket = known();
        return socket == null ? null : socket.getLocalSocketAddress();
    }

    @Override
    public boolean isConnected() {
        Socket socket = known();
        return socket == null ? false : socket.isConnected();
    }

    @Override
    public boolean isBound() {
        Socket socket = known();
        return socket == null ? false : socket.isBound();
    }

    @Override
    public boolean isInputShutdown() {
        Socket socket = known();
        return socket == null ? false : socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        Socket socket = known();
        return socket == null ? false : socket.isOutputShutdown();
    }

    @Override
    public void setTcpNoDelay(boolean value) throws SocketException {
        set("TcpNoDelay", socket -> socket.setTcpNoDelay(value));
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return behind().getTcpNoDelay();
    }

    @Override
    public void setOOBInline(boolean value) throws SocketException {
        set("OOBInline", socket -> socket.setOOBInline(value));
    }

    @Override
    public boolean getOOBInline() throws SocketException {
        return behind().getOOBInline();
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
    public void setKeepAlive(boolean value) throws SocketException {
        set("KeepAlive", socket -> socket.setKeepAlive(value));
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return behind().getKeepAlive();
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
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        set("SoLinger", socket -> socket.setSoLinger(on, seconds));
    }

    @Override
    public int getSoLinger() throws SocketException {
        return behind().getSoLinger();
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        behind().sendUrgentData(data);
    }

    @Override
    public void shutdownInput() throws IOException {
        behind().shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        behind().shutdownOutput();
    }

    @Override
    public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        // Nobody has any.
    }

    @Override
    public <T> Socket setOption(SocketOption<T> option, T value) throws IOException {
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
}
