package jackfield.socket.option;

import static java.net.StandardSocketOptions.IP_MULTICAST_IF;
import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_BROADCAST;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_LINGER;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;

import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import java.net.SocketOption;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Java's socket options on sockets of ours: which are supported where, and how each is asked and set.
 *
 * <p>Supported are the JDK's own for the same kind of object, and ours ({@link SocketOptions}) for which the JDK has no
 * constant. Thread-safe, stateless.
 */
public final class JavaOptions {
    private static final List<SocketOption<?>> OWN = List.of(
            SocketOptions.SO_RCVLOWAT,
            SocketOptions.SO_MAX_PACING_RATE,
            SocketOptions.TCP_CONGESTION,
            SocketOptions.TCP_CORK,
            SocketOptions.TCP_FASTOPEN_CONNECT,
            SocketOptions.TCP_FASTOPEN_NO_COOKIE,
            SocketOptions.TCP_INFO,
            SocketOptions.TCP_LINGER2,
            SocketOptions.TCP_MAXSEG,
            SocketOptions.TCP_NOTSENT_LOWAT,
            SocketOptions.TCP_SYNCNT,
            SocketOptions.TCP_USER_TIMEOUT,
            SocketOptions.TCP_WINDOW_CLAMP,
            SocketOptions.IP_TTL);

    private static final List<SocketOption<?>> OWN_OF_LISTENERS =
            List.of(SocketOptions.TCP_DEFER_ACCEPT, SocketOptions.TCP_FASTOPEN, SocketOptions.TCP_FASTOPEN_KEY);

    private static final List<SocketOption<?>> KEEP_ALIVE = List.of(
            ExtendedSocketOptions.TCP_KEEPCOUNT,
            ExtendedSocketOptions.TCP_KEEPIDLE,
            ExtendedSocketOptions.TCP_KEEPINTERVAL,
            ExtendedSocketOptions.TCP_QUICKACK,
            ExtendedSocketOptions.SO_INCOMING_NAPI_ID);

    private static final Map<Holder, Set<SocketOption<?>>> SUPPORTED = new EnumMap<>(Holder.class);

    static {
        List<SocketOption<?>> all = List.of(SO_RCVBUF, SO_REUSEADDR, SO_REUSEPORT);
        List<SocketOption<?>> streams = List.of(IP_TOS, SO_KEEPALIVE, SO_SNDBUF, SO_LINGER, TCP_NODELAY);
        put(Holder.SOCKET, all, streams, KEEP_ALIVE, OWN);
        put(Holder.SOCKET_CHANNEL, all, streams, KEEP_ALIVE, OWN, List.of(SocketOptions.SO_OOBINLINE));
        put(Holder.SERVER_SOCKET, all, List.of(IP_TOS), KEEP_ALIVE, OWN, OWN_OF_LISTENERS);
        put(Holder.SERVER_SOCKET_CHANNEL, all, KEEP_ALIVE, OWN, OWN_OF_LISTENERS);
        put(
                Holder.DATAGRAM,
                all,
                List.of(SO_SNDBUF, SO_BROADCAST, IP_TOS, IP_MULTICAST_IF, IP_MULTICAST_LOOP, IP_MULTICAST_TTL),
                List.of(ExtendedSocketOptions.IP_DONTFRAGMENT, ExtendedSocketOptions.SO_INCOMING_NAPI_ID),
                List.of(SocketOptions.IP_TTL));
    }

    private JavaOptions() {}

    @SafeVarargs
    private static void put(Holder holder, List<SocketOption<?>>... lists) {
        Set<SocketOption<?>> set = new HashSet<>();
        for (List<SocketOption<?>> list : lists) {
            set.addAll(list);
        }
        SUPPORTED.put(holder, Collections.unmodifiableSet(set));
    }

    /** {@return what {@code supportedOptions} tells} */
    public static Set<SocketOption<?>> supported(Holder holder) {
        return SUPPORTED.getOrDefault(holder, Set.of());
    }

    /**
     * Refuses as the JDK does what it cannot be asked.
     *
     * @throws UnsupportedOperationException {@code 'NAME' not supported}
     */
    public static void check(Holder holder, SocketOption<?> option) {
        if (!supported(holder).contains(option)) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
    }

    /**
     * Refuses as the JDK does what it cannot be set to.
     *
     * @throws UnsupportedOperationException {@code 'NAME' not supported}
     * @throws IllegalArgumentException {@code Invalid value 'VALUE'}, also for null
     */
    public static void check(Holder holder, SocketOption<?> option, @Nullable Object value) {
        check(holder, option);
        if (!option.type().isInstance(value)) {
            throw new IllegalArgumentException("Invalid value '" + value + "'");
        }
    }

    /** {@return an option's value; it was {@link #check}ed before} */
    public static <T> T get(Socket socket, SocketOption<T> option) throws java.net.SocketException {
        try {
            return binding(option).get(socket);
        } catch (SocketException e) {
            throw Refusals.ofTransfer(e);
        }
    }

    /** Sets an option, which was {@link #check}ed before. */
    public static <T> void set(Socket socket, SocketOption<T> option, T value) throws java.net.SocketException {
        try {
            binding(option).set(socket, value);
        } catch (SocketException e) {
            throw Refusals.ofTransfer(e);
        }
    }

    private static <T> Binding<T> binding(SocketOption<T> option) {
        Binding<T> binding = Bindings.of(option);
        if (binding == null) {
            throw new UnsupportedOperationException("'" + option + "' not supported");
        }
        return binding;
    }
}
