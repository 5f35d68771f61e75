package jackfield.socket.net;

import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.option.JavaOptions;
import jackfield.socket.option.Refusals;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;
import java.util.Map;

/**
 * The old way to options, by number and untyped: {@link SocketOptions}, as {@code java.net}'s own setters use it.
 *
 * @see java.net.SocketOptions
 */
final class StreamOptions {
    private static final Map<Integer, SocketOption<Boolean>> SWITCHES = Map.of(
            SocketOptions.TCP_NODELAY, StandardSocketOptions.TCP_NODELAY,
            SocketOptions.SO_KEEPALIVE, StandardSocketOptions.SO_KEEPALIVE,
            SocketOptions.SO_REUSEADDR, StandardSocketOptions.SO_REUSEADDR,
            SocketOptions.SO_REUSEPORT, StandardSocketOptions.SO_REUSEPORT,
            SocketOptions.SO_OOBINLINE, jackfield.socket.SocketOptions.SO_OOBINLINE);

    private static final Map<Integer, SocketOption<Integer>> NUMBERS = Map.of(
            SocketOptions.IP_TOS, StandardSocketOptions.IP_TOS,
            SocketOptions.SO_SNDBUF, StandardSocketOptions.SO_SNDBUF,
            SocketOptions.SO_RCVBUF, StandardSocketOptions.SO_RCVBUF);

    private StreamOptions() {}

    static void set(NetStream stream, Socket socket, int option, Object value) throws java.net.SocketException {
        SocketOption<Boolean> asSwitch = SWITCHES.get(option);
        SocketOption<Integer> asNumber = NUMBERS.get(option);
        if (asSwitch != null) {
            if (!(value instanceof Boolean on)) {
                throw new java.net.SocketException("Bad value for " + asSwitch);
            }
            JavaOptions.set(socket, asSwitch, on);
        } else if (asNumber != null) {
            int number = number(value, asNumber.name());
            if (option != SocketOptions.IP_TOS && number <= 0) {
                throw new java.net.SocketException(asNumber + " <= 0");
            }
            setNumber(socket, asNumber, number);
        } else if (option == SocketOptions.SO_LINGER) {
            boolean isOff = value instanceof Boolean on && !on;
            setNumber(socket, StandardSocketOptions.SO_LINGER, isOff ? -1 : number(value, "SO_LINGER"));
        } else if (option == SocketOptions.SO_TIMEOUT) {
            int millis = number(value, "SO_TIMEOUT");
            if (millis < 0) {
                throw new java.net.SocketException("timeout < 0");
            }
            stream.timeoutMillis(millis);
        } else {
            throw new java.net.SocketException("Unknown option " + option);
        }
    }

    private static void setNumber(Socket socket, SocketOption<Integer> option, int number)
            throws java.net.SocketException {
        try {
            JavaOptions.set(socket, option, number);
        } catch (IllegalArgumentException e) {
            throw new java.net.SocketException(e.getMessage());
        }
    }

    private static int number(Object value, String name) throws java.net.SocketException {
        if (value instanceof Integer number) {
            return number;
        }
        throw new java.net.SocketException("Bad value for " + name);
    }

    static Object get(NetStream stream, Socket socket, int option) throws java.net.SocketException {
        SocketOption<Boolean> asSwitch = SWITCHES.get(option);
        SocketOption<Integer> asNumber = NUMBERS.get(option);
        if (asSwitch != null) {
            return JavaOptions.get(socket, asSwitch);
        }
        if (asNumber != null) {
            return JavaOptions.get(socket, asNumber);
        }
        return switch (option) {
            case SocketOptions.SO_TIMEOUT -> stream.timeoutMillis();
            case SocketOptions.SO_LINGER -> {
                int seconds = JavaOptions.get(socket, StandardSocketOptions.SO_LINGER);
                yield seconds < 0 ? (Object) false : (Object) seconds;
            }
            case SocketOptions.SO_BINDADDR -> {
                try {
                    yield socket.getsockname().getAddress();
                } catch (SocketException e) {
                    throw Refusals.ofTransfer(e);
                }
            }
            default -> throw new java.net.SocketException("Unknown option " + option);
        };
    }
}
