package jackfield.socket.nio;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;

/** Stands under the datagram socket of a channel, which overrides every method; see {@link NoSocket}. */
public final class NoDatagrams extends DatagramSocketImpl {
    /** Refuses everything. */
    public NoDatagrams() {}

    private static SocketException overlooked() {
        return new SocketException("a call has passed by the channel");
    }

    @Override
    protected void create() throws SocketException {
        throw overlooked();
    }

    @Override
    protected void bind(int port, InetAddress address) throws SocketException {
        throw overlooked();
    }

    @Override
    protected void send(DatagramPacket packet) throws IOException {
        throw overlooked();
    }

    @Override
    protected int peek(InetAddress from) throws IOException {
        throw overlooked();
    }

    @Override
    protected int peekData(DatagramPacket packet) throws IOException {
        throw overlooked();
    }

    @Override
    protected void receive(DatagramPacket packet) throws IOException {
        throw overlooked();
    }

    @Deprecated(since = "1.2", forRemoval = true)
    @Override
    @SuppressWarnings("removal")
    protected void setTTL(byte ttl) throws IOException {
        throw overlooked();
    }

    @Deprecated(since = "1.2", forRemoval = true)
    @Override
    @SuppressWarnings("removal")
    protected byte getTTL() throws IOException {
        throw overlooked();
    }

    @Override
    protected void setTimeToLive(int ttl) throws IOException {
        throw overlooked();
    }

    @Override
    protected int getTimeToLive() throws IOException {
        throw overlooked();
    }

    @Override
    protected void join(InetAddress group) throws IOException {
        throw overlooked();
    }

    @Override
    protected void leave(InetAddress group) throws IOException {
        throw overlooked();
    }

    @Override
    protected void joinGroup(SocketAddress group, NetworkInterface via) throws IOException {
        throw overlooked();
    }

    @Override
    protected void leaveGroup(SocketAddress group, NetworkInterface via) throws IOException {
        throw overlooked();
    }

    @Override
    protected void close() {}

    @Override
    public void setOption(int option, Object value) throws SocketException {
        throw overlooked();
    }

    @Override
    public Object getOption(int option) throws SocketException {
        throw overlooked();
    }
}
