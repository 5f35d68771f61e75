package jackfield.socket.jvm;

import jackfield.socket.nio.NoSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A routed channel's {@link ServerSocketChannel#socket}.
 *
 * <p>Every public method of the JDK's class goes to the socket of the channel behind, so that none makes a socket of
 * its own. Thread-safe.
 */
final class RoutedServerAdaptor extends ServerSocket {
    private final RoutedServerChannel channel;

    private RoutedServerAdaptor(RoutedServerChannel channel) {
        super(new NoSocket());
        this.channel = channel;
    }

    static RoutedServerAdaptor of(RoutedServerChannel channel) {
        return new RoutedServerAdaptor(channel);
    }

    /** {@return the socket of the channel behind} */
    private ServerSocket behind() throws SocketException {
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

    private @Nullable ServerSocket known() {
        ServerSocketChannel known = channel.behind().known();
        return known == null ? null : known.socket();
    }

    private void set(Object what, Steps.Step<ServerSocket> step) throws SocketException {
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
    public ServerSocketChannel getChannel() {
        return channel;
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws IOException {
        bind(address, 50);
    }

    @Override
    public void bind(@Nullable SocketAddress address, int backlog) throws IOException {
        ServerSocket socket = behind();
        if (socket.isBound()
                || !(address == null || address instanceof InetSocketAddress inet && !inet.isUnresolved())) {
            socket.bind(address, backlog);
        } else {
            channel.bind(address, backlog);
        }
    }

    @Override
    public Socket accept() throws IOException {
        ServerSocket socket = behind();
        return channel.behind()
                .call(
                        channel,
                        any -> channel.routed(socket.accept().getChannel()).socket());
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
        ServerSocket socket = known();
        return socket == null ? "ServerSocket[unbound]" : socket.toString();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        ServerSocket socket = known();
        return socket == null ? null : socket.getInetAddress();
    }

    @Override
    public int getLocalPort() {
        ServerSocket socket = known();
        return socket == null ? -1 : socket.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        ServerSocket socket = known();
        return socket == null ? null : socket.getLocalSocketAddress();
    }

    @Override
    public boolean isBound() {
        ServerSocket socket = known();
        return socket == null ? false : socket.isBound();
    }

    @Override
    public void setSoTimeout(int value) throws SocketException {
        set("SoTimeout", socket -> socket.setSoTimeout(value));
    }

    @Override
    public int getSoTimeout() throws IOException {
        return behind().getSoTimeout();
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
    public void setReceiveBufferSize(int value) throws SocketException {
        set("ReceiveBufferSize", socket -> socket.setReceiveBufferSize(value));
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return behind().getReceiveBufferSize();
    }

    @Override
    public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        // Nobody has any.
    }

    @Override
    public <T> ServerSocket setOption(SocketOption<T> option, T value) throws IOException {
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
