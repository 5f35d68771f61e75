package jackfield.socket.option;

import jackfield.socket.Family;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOption;
import jackfield.socket.SocketOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * What each of the JDK's own options means for a socket of ours: units, bounds and texts are OpenJDK's on Linux.
 *
 * @see java.net.StandardSocketOptions
 * @see jdk.net.ExtendedSocketOptions
 */
final class Bindings {
    /** The JDK lets Linux have no smaller receive buffer. */
    private static final int LEAST_RECEIVE_BYTES = 1024;

    private static final int LONGEST_LINGER_SECONDS = 65_535;
    private static final int MTU_DONT = 0;
    private static final int MTU_DO = 2;

    private static final int OCTET = 0xFF;

    private static final Map<java.net.SocketOption<?>, Binding<?>> ALL = new HashMap<>();

    static {
        same(java.net.StandardSocketOptions.SO_REUSEADDR, SocketOptions.SO_REUSEADDR);
        same(java.net.StandardSocketOptions.SO_REUSEPORT, SocketOptions.SO_REUSEPORT);
        same(java.net.StandardSocketOptions.SO_KEEPALIVE, SocketOptions.SO_KEEPALIVE);
        same(java.net.StandardSocketOptions.SO_BROADCAST, SocketOptions.SO_BROADCAST);
        same(java.net.StandardSocketOptions.TCP_NODELAY, SocketOptions.TCP_NODELAY);
        same(ExtendedSocketOptions.TCP_QUICKACK, SocketOptions.TCP_QUICKACK);
        same(ExtendedSocketOptions.TCP_KEEPCOUNT, SocketOptions.TCP_KEEPCNT);
        put(ExtendedSocketOptions.TCP_KEEPIDLE, new Seconds(SocketOptions.TCP_KEEPIDLE));
        put(ExtendedSocketOptions.TCP_KEEPINTERVAL, new Seconds(SocketOptions.TCP_KEEPINTVL));
        put(java.net.StandardSocketOptions.SO_RCVBUF, new Buffer(SocketOptions.SO_RCVBUF, LEAST_RECEIVE_BYTES));
        put(java.net.StandardSocketOptions.SO_SNDBUF, new Buffer(SocketOptions.SO_SNDBUF, 0));
        put(java.net.StandardSocketOptions.SO_LINGER, new Linger());
        put(java.net.StandardSocketOptions.IP_TOS, new TrafficClass());
        put(java.net.StandardSocketOptions.IP_MULTICAST_LOOP, new MulticastLoop());
        put(java.net.StandardSocketOptions.IP_MULTICAST_TTL, new MulticastHops());
        put(ExtendedSocketOptions.IP_DONTFRAGMENT, new DontFragment());
        put(ExtendedSocketOptions.SO_INCOMING_NAPI_ID, new IncomingQueue());
    }

    private Bindings() {}

    private static <T> void put(java.net.SocketOption<T> option, Binding<T> binding) {
        ALL.put(option, binding);
    }

    private static <T> void same(java.net.SocketOption<T> option, SocketOption<T> ours) {
        put(option, new Same<>(ours));
    }

    /** {@return how an option is asked and set, null for one we do not have} */
    @SuppressWarnings("unchecked") // Put together with an option of its own type.
    static <T> @Nullable Binding<T> of(java.net.SocketOption<T> option) {
        if (option instanceof SocketOption<T> ours) {
            return new Same<>(ours);
        }
        return (Binding<T>) ALL.get(option);
    }

    /** One that means the same to both. */
    private record Same<T>(SocketOption<T> ours) implements Binding<T> {
        @Override
        public T get(Socket socket) throws SocketException {
            return socket.getsockopt(ours);
        }

        @Override
        public void set(Socket socket, T value) throws SocketException {
            socket.setsockopt(ours, value);
        }
    }

    private record Seconds(SocketOption<Duration> ours) implements Binding<Integer> {
        @Override
        public Integer get(Socket socket) throws SocketException {
            return (int) socket.getsockopt(ours).toSeconds();
        }

        @Override
        public void set(Socket socket, Integer value) throws SocketException {
            socket.setsockopt(ours, Duration.ofSeconds(value));
        }
    }

    /** Linux answers twice what was set, and the JDK halves it. */
    private record Buffer(SocketOption<Integer> ours, int leastBytes) implements Binding<Integer> {
        @Override
        public Integer get(Socket socket) throws SocketException {
            return socket.getsockopt(ours) / 2;
        }

        @Override
        public void set(Socket socket, Integer value) throws SocketException {
            if (value < 0) {
                throw new IllegalArgumentException("Invalid send/receive buffer size");
            }
            socket.setsockopt(ours, Math.max(value, leastBytes));
        }
    }

    private record Linger() implements Binding<Integer> {
        @Override
        public Integer get(Socket socket) throws SocketException {
            return socket.getsockopt(SocketOptions.SO_LINGER);
        }

        @Override
        public void set(Socket socket, Integer value) throws SocketException {
            socket.setsockopt(SocketOptions.SO_LINGER, Math.clamp(value, -1, LONGEST_LINGER_SECONDS));
        }
    }

    /** An IPv6 socket has it for both families. */
    private record TrafficClass() implements Binding<Integer> {
        @Override
        public Integer get(Socket socket) throws SocketException {
            return socket.getsockopt(
                    socket.family() == Family.INET6 ? SocketOptions.IPV6_TCLASS : SocketOptions.IP_TOS);
        }

        @Override
        public void set(Socket socket, Integer value) throws SocketException {
            if (value < 0 || value > OCTET) {
                throw new IllegalArgumentException("Invalid IP_TOS value");
            }
            if (socket.family() == Family.INET6) {
                socket.setsockopt(SocketOptions.IPV6_TCLASS, value);
            }
            socket.setsockopt(SocketOptions.IP_TOS, value);
        }
    }

    private record MulticastHops() implements Binding<Integer> {
        @Override
        public Integer get(Socket socket) throws SocketException {
            return socket.getsockopt(
                    socket.family() == Family.INET6
                            ? SocketOptions.IPV6_MULTICAST_HOPS
                            : SocketOptions.IP_MULTICAST_TTL);
        }

        @Override
        public void set(Socket socket, Integer value) throws SocketException {
            if (value < 0 || value > OCTET) {
                throw new IllegalArgumentException("Invalid TTL/hop value");
            }
            if (socket.family() == Family.INET6) {
                socket.setsockopt(SocketOptions.IPV6_MULTICAST_HOPS, value);
            }
            socket.setsockopt(SocketOptions.IP_MULTICAST_TTL, value);
        }
    }

    private record MulticastLoop() implements Binding<Boolean> {
        @Override
        public Boolean get(Socket socket) throws SocketException {
            return socket.getsockopt(
                    socket.family() == Family.INET6
                            ? SocketOptions.IPV6_MULTICAST_LOOP
                            : SocketOptions.IP_MULTICAST_LOOP);
        }

        @Override
        public void set(Socket socket, Boolean value) throws SocketException {
            if (socket.family() == Family.INET6) {
                socket.setsockopt(SocketOptions.IPV6_MULTICAST_LOOP, value);
            }
            socket.setsockopt(SocketOptions.IP_MULTICAST_LOOP, value);
        }
    }

    private record DontFragment() implements Binding<Boolean> {
        @Override
        public Boolean get(Socket socket) throws SocketException {
            return socket.getsockopt(SocketOptions.IP_MTU_DISCOVER) == MTU_DO;
        }

        @Override
        public void set(Socket socket, Boolean value) throws SocketException {
            int discovery = value ? MTU_DO : MTU_DONT;
            socket.setsockopt(SocketOptions.IP_MTU_DISCOVER, discovery);
            if (socket.family() == Family.INET6) {
                socket.setsockopt(SocketOptions.IPV6_MTU_DISCOVER, discovery);
            }
        }
    }

    /** Nothing of ours passes through a NAPI queue: 0, as on the kernel's own loopback. */
    private record IncomingQueue() implements Binding<Integer> {
        @Override
        public Integer get(Socket socket) throws SocketException {
            socket.getsockname(); // To be refused, as others are, when it is closed.
            return 0;
        }

        @Override
        public void set(Socket socket, Integer value) throws java.net.SocketException {
            throw new java.net.SocketException("Attempt to set read only option SO_INCOMING_NAPI_ID");
        }
    }
}
