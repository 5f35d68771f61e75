package jackfield.socket.net;

import jackfield.socket.SocketLayer;
import jackfield.socket.option.Holder;
import jackfield.socket.option.JavaOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a {@link java.net.DatagramSocket} as its JVM-wide factory wants it: a {@link DatagramPort} under the
 * JDK's own shell, whose checks and texts are then the shell's.
 *
 * <p>Works under {@link java.net.MulticastSocket}, too. Thread-safe.
 */
public final class NetDatagram extends DatagramSocketImpl {
    private static final Map<Integer, SocketOption<Integer>> NUMBERS = Map.of(
            SocketOptions.IP_TOS, StandardSocketOptions.IP_TOS,
            SocketOptions.SO_SNDBUF, StandardSocketOptions.SO_SNDBUF,
            SocketOptions.SO_RCVBUF, StandardSocketOptions.SO_RCVBUF);

    private static final Map<Integer, SocketOption<Boolean>> SWITCHES = Map.of(
            SocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEADDR,
            SocketOptions.SO_REUSEPORT, StandardSocketOptions.SO_REUSEPORT,
            SocketOptions.SO_BROADCAST, StandardSocketOptions.SO_BROADCAST);

    /** Null for one that opened its port before. */
    private final @Nullable SocketLayer layer;

    private volatile @Nullable DatagramPort opened;
    private volatile int timeoutMillis;

    public NetDatagram(SocketLayer layer) {
        this.layer = Objects.requireNonNull(layer);
    }

    NetDatagram(DatagramPort port) {
        layer = null;
        opened = port;
    }

    private DatagramPort udp() throws SocketException {
        DatagramPort udp = opened;
        if (udp == null || udp.isClosed()) {
            throw new SocketException("Socket closed");
        }
        return udp;
    }

    @Override
    public void create() throws SocketException {
        if (opened == null && layer != null) {
            opened = new DatagramPort(layer);
        }
    }

    private static SocketException socketException(IOException e) {
        return e instanceof SocketException told
                ? told
                : new SocketException(e instanceof ClosedChannelException ? "Socket closed" : e.getMessage());
    }

    @Override
    public void bind(int port, InetAddress address) throws SocketException {
        try {
            DatagramPort udp = udp();
            udp.bind(new InetSocketAddress(address, port));
            keepLocalPort(udp);
        } catch (IOException e) {
            throw socketException(e);
        }
    }

    private void keepLocalPort(DatagramPort udp) {
        InetSocketAddress local = udp.local();
        localPort = local == null ? 0 : local.getPort();
    }

    @Override
    public void connect(InetAddress address, int port) throws SocketException {
        try {
            DatagramPort udp = udp();
            udp.connect(new InetSocketAddress(address, port));
            keepLocalPort(udp);
        } catch (IOException e) {
            throw socketException(e);
        }
    }

    @Override
    public void disconnect() {
        try {
            udp().disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        try {
            udp().send(packet, (InetSocketAddress) packet.getSocketAddress());
        } catch (ClosedChannelException e) {
            throw socketException(e);
        }
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        receive(packet, false);
    }

    private void receive(DatagramPacket packet, boolean peeks) throws IOException {
        try {
            udp().receive(packet, timeoutMillis, peeks);
        } catch (ClosedChannelException e) {
            throw socketException(e);
        }
    }

    /** Its own address is what this method would have to write into an {@link InetAddress}, which is a value. */
    @Override
    public int peek(InetAddress into) throws IOException {
        throw new IOException("peek is not supported: peekData is");
    }

    @Override
    public int peekData(DatagramPacket packet) throws IOException {
        receive(packet, true);
        return packet.getPort();
    }

    @Override
    @Deprecated(forRemoval = true)
    @SuppressWarnings({"removal", "InlineMeSuggester"})
    public void setTTL(byte ttl) throws IOException {
        setTimeToLive(Byte.toUnsignedInt(ttl));
    }

    @Override
    @Deprecated(forRemoval = true)
    @SuppressWarnings({"removal", "InlineMeSuggester"})
    public byte getTTL() throws IOException {
        return (byte) getTimeToLive();
    }

    @Override
    public void setTimeToLive(int hops) throws IOException {
        udp().setOption(StandardSocketOptions.IP_MULTICAST_TTL, hops);
    }

    @Override
    public int getTimeToLive() throws IOException {
        return udp().getOption(StandardSocketOptions.IP_MULTICAST_TTL);
    }

    @Override
    public void join(InetAddress group) throws IOException {
        udp().join(group, null);
    }

    @Override
    public void leave(InetAddress group) throws IOException {
        udp().leave(group, null);
    }

    @Override
    public void joinGroup(SocketAddress group, @Nullable NetworkInterface netIf) throws IOException {
        udp().join(Groups.check(group), netIf);
    }

    @Override
    public void leaveGroup(SocketAddress group, @Nullable NetworkInterface netIf) throws IOException {
        udp().leave(Groups.check(group), netIf);
    }

    @Override
    public void close() {
        DatagramPort udp = opened;
        if (udp != null) {
            udp.close();
        }
    }

    @Override
    public <T> void setOption(SocketOption<T> option, T value) throws IOException {
        udp().setOption(option, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        return udp().getOption(option);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return JavaOptions.supported(Holder.DATAGRAM);
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        SocketOption<Integer> asNumber = NUMBERS.get(option);
        SocketOption<Boolean> asSwitch = SWITCHES.get(option);
        try {
            if (option == SocketOptions.SO_TIMEOUT && value instanceof Integer millis) {
                udp();
                timeoutMillis = millis;
            } else if (asNumber != null && value instanceof Integer number) {
                udp().setOption(asNumber, number);
            } else if (asSwitch != null && value instanceof Boolean on) {
                udp().setOption(asSwitch, on);
            } else if (option == SocketOptions.IP_MULTICAST_LOOP && value instanceof Boolean isOff) {
                udp().setOption(StandardSocketOptions.IP_MULTICAST_LOOP, !isOff);
            } else if (option == SocketOptions.IP_MULTICAST_IF2 && value instanceof NetworkInterface netIf) {
                udp().setOption(StandardSocketOptions.IP_MULTICAST_IF, netIf);
            } else {
                throw new SocketException("Option not supported: " + option);
            }
        } catch (IOException e) {
            throw socketException(e);
        }
    }

    @Override
    public Object getOption(int option) throws SocketException {
        SocketOption<Integer> asNumber = NUMBERS.get(option);
        SocketOption<Boolean> asSwitch = SWITCHES.get(option);
        try {
            DatagramPort udp = udp();
            if (option == SocketOptions.SO_TIMEOUT) {
                return timeoutMillis;
            }
            if (option == SocketOptions.SO_BINDADDR) {
                InetSocketAddress local = udp.local();
                return local == null ? DatagramPort.anywhere() : local.getAddress();
            }
            if (option == SocketOptions.IP_MULTICAST_LOOP) {
                return !Boolean.TRUE.equals(udp.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
            }
            if (asNumber != null) {
                return udp.getOption(asNumber);
            }
            if (asSwitch != null) {
                return udp.getOption(asSwitch);
            }
        } catch (IOException e) {
            throw socketException(e);
        }
        throw new SocketException("Option not supported: " + option);
    }
}
