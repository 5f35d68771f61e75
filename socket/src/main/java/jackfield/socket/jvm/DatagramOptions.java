package jackfield.socket.jvm;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The options that {@link java.net.DatagramSocketImpl} is given by number, as calls of the socket behind.
 *
 * @see SocketOptions
 */
final class DatagramOptions {
    private DatagramOptions() {}

    static void set(DatagramSocket socket, int option, Object value) throws IOException {
        switch (option) {
            case SocketOptions.SO_TIMEOUT -> socket.setSoTimeout((Integer) value);
            case SocketOptions.SO_SNDBUF -> socket.setSendBufferSize((Integer) value);
            case SocketOptions.SO_RCVBUF -> socket.setReceiveBufferSize((Integer) value);
            case SocketOptions.SO_REUSEADDR -> socket.setReuseAddress((Boolean) value);
            case SocketOptions.SO_BROADCAST -> socket.setBroadcast((Boolean) value);
            case SocketOptions.IP_TOS -> socket.setTrafficClass((Integer) value);
            case SocketOptions.IP_MULTICAST_IF ->
                socket.setOption(
                        StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress((InetAddress) value));
            case SocketOptions.IP_MULTICAST_IF2 ->
                socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, (NetworkInterface) value);
            // By number it says that the loop is off, by name that it is on.
            case SocketOptions.IP_MULTICAST_LOOP ->
                socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, !(Boolean) value);
            default -> throw new SocketException("Unknown option " + option);
        }
    }

    static @Nullable Object get(DatagramSocket socket, int option) throws IOException {
        return switch (option) {
            case SocketOptions.SO_TIMEOUT -> socket.getSoTimeout();
            case SocketOptions.SO_SNDBUF -> socket.getSendBufferSize();
            case SocketOptions.SO_RCVBUF -> socket.getReceiveBufferSize();
            case SocketOptions.SO_REUSEADDR -> socket.getReuseAddress();
            case SocketOptions.SO_BROADCAST -> socket.getBroadcast();
            case SocketOptions.IP_TOS -> socket.getTrafficClass();
            case SocketOptions.SO_BINDADDR -> socket.getLocalAddress();
            case SocketOptions.IP_MULTICAST_IF -> address(socket.getOption(StandardSocketOptions.IP_MULTICAST_IF));
            case SocketOptions.IP_MULTICAST_IF2 -> socket.getOption(StandardSocketOptions.IP_MULTICAST_IF);
            case SocketOptions.IP_MULTICAST_LOOP -> !socket.getOption(StandardSocketOptions.IP_MULTICAST_LOOP);
            default -> throw new SocketException("Unknown option " + option);
        };
    }

    private static InetAddress address(@Nullable NetworkInterface chosen) {
        if (chosen != null) {
            Enumeration<InetAddress> addresses = chosen.getInetAddresses();
            if (addresses.hasMoreElements()) {
                return addresses.nextElement();
            }
        }
        return new InetSocketAddress(0).getAddress();
    }
}
