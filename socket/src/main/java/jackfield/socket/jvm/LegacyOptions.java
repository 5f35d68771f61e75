package jackfield.socket.jvm;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;

/**
 * The options that {@link java.net.SocketImpl} is given by number, as calls of the sockets behind.
 *
 * @see SocketOptions
 */
final class LegacyOptions {
    private LegacyOptions() {}

    static void set(Socket socket, int option, Object value) throws SocketException {
        switch (option) {
            case SocketOptions.TCP_NODELAY -> socket.setTcpNoDelay((Boolean) value);
            case SocketOptions.SO_KEEPALIVE -> socket.setKeepAlive((Boolean) value);
            case SocketOptions.SO_OOBINLINE -> socket.setOOBInline((Boolean) value);
            case SocketOptions.SO_REUSEADDR -> socket.setReuseAddress((Boolean) value);
            case SocketOptions.SO_LINGER -> linger(socket, value);
            case SocketOptions.SO_TIMEOUT -> socket.setSoTimeout((Integer) value);
            case SocketOptions.SO_SNDBUF -> socket.setSendBufferSize((Integer) value);
            case SocketOptions.SO_RCVBUF -> socket.setReceiveBufferSize((Integer) value);
            case SocketOptions.IP_TOS -> socket.setTrafficClass((Integer) value);
            case SocketOptions.SO_REUSEPORT -> reusePort(socket, value);
            default -> throw new SocketException("Unknown option " + option);
        }
    }

    private static void linger(Socket socket, Object value) throws SocketException {
        boolean isOn = value instanceof Integer seconds && seconds >= 0;
        socket.setSoLinger(isOn, isOn ? (Integer) value : 0);
    }

    private static void reusePort(Socket socket, Object value) throws SocketException {
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, (Boolean) value);
        } catch (SocketException e) {
            throw e;
        } catch (java.io.IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }

    static Object get(Socket socket, int option) throws SocketException {
        return switch (option) {
            case SocketOptions.TCP_NODELAY -> socket.getTcpNoDelay();
            case SocketOptions.SO_KEEPALIVE -> socket.getKeepAlive();
            case SocketOptions.SO_OOBINLINE -> socket.getOOBInline();
            case SocketOptions.SO_REUSEADDR -> socket.getReuseAddress();
            case SocketOptions.SO_LINGER -> {
                int seconds = socket.getSoLinger();
                yield seconds < 0 ? (Object) false : (Object) seconds;
            }
            case SocketOptions.SO_TIMEOUT -> socket.getSoTimeout();
            case SocketOptions.SO_SNDBUF -> socket.getSendBufferSize();
            case SocketOptions.SO_RCVBUF -> socket.getReceiveBufferSize();
            case SocketOptions.IP_TOS -> socket.getTrafficClass();
            default -> throw new SocketException("Unknown option " + option);
        };
    }

    static void set(ServerSocket socket, int option, Object value) throws SocketException {
        switch (option) {
            case SocketOptions.SO_TIMEOUT -> socket.setSoTimeout((Integer) value);
            case SocketOptions.SO_REUSEADDR -> socket.setReuseAddress((Boolean) value);
            case SocketOptions.SO_RCVBUF -> socket.setReceiveBufferSize((Integer) value);
            default -> throw new SocketException("Unknown option " + option);
        }
    }

    static Object get(ServerSocket socket, int option) throws SocketException {
        try {
            return switch (option) {
                case SocketOptions.SO_TIMEOUT -> socket.getSoTimeout();
                case SocketOptions.SO_REUSEADDR -> socket.getReuseAddress();
                case SocketOptions.SO_RCVBUF -> socket.getReceiveBufferSize();
                default -> throw new SocketException("Unknown option " + option);
            };
        } catch (SocketException e) {
            throw e;
        } catch (java.io.IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }
}
