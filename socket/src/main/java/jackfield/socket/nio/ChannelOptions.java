package jackfield.socket.nio;

import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class ChannelOptions {
    private static final Map<SocketOption<?>, jackfield.socket.SocketOption<?>> ALL = Map.of(
            StandardSocketOptions.TCP_NODELAY, SocketOptions.TCP_NODELAY,
            StandardSocketOptions.SO_REUSEADDR, SocketOptions.SO_REUSEADDR,
            StandardSocketOptions.SO_KEEPALIVE, SocketOptions.SO_KEEPALIVE,
            StandardSocketOptions.SO_LINGER, SocketOptions.SO_LINGER,
            StandardSocketOptions.SO_RCVBUF, SocketOptions.SO_RCVBUF,
            StandardSocketOptions.SO_SNDBUF, SocketOptions.SO_SNDBUF);
    private ChannelOptions() {}
    static Set<SocketOption<?>> supported(Holder h) { return ALL.keySet(); }
    static void check(Holder h, SocketOption<?> o) {
        if (!ALL.containsKey(o)) throw new UnsupportedOperationException("'" + o + "' not supported");
    }
    static void check(Holder h, SocketOption<?> o, @Nullable Object v) {
        check(h, o);
        if (!o.type().isInstance(v)) throw new IllegalArgumentException("Invalid value '" + v + "'");
    }
    @SuppressWarnings("unchecked")
    static <T> T get(Socket s, SocketOption<T> o) throws IOException {
        try { return (T) s.getsockopt(ALL.get(o)); } catch (SocketException e) { throw Refusals.ofSocket(e); }
    }
    @SuppressWarnings({"unchecked","rawtypes"})
    static <T> void set(Socket s, SocketOption<T> o, T v) throws IOException {
        try { s.setsockopt((jackfield.socket.SocketOption) ALL.get(o), v); } catch (SocketException e) { throw Refusals.ofSocket(e); }
    }
}
