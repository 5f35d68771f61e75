package jackfield.socket.parity;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Options of channels. */
final class ChannelOptionCases {
    private ChannelOptionCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    /** {@return the JDK's own options that a channel supports} */
    private static String names(NetworkChannel channel) {
        return channel.supportedOptions().stream()
                .filter(option -> !option.getClass().getName().startsWith("jackfield")
                        || option.name().equals("SO_OOBINLINE"))
                .map(SocketOption::name)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static <T> void change(Transcript out, NetworkChannel channel, SocketOption<T> option, T value)
            throws IOException {
        out.tries(option + " first", () -> channel.getOption(option));
        out.tries(option + " set", () -> NioSide.same(channel.setOption(option, value), channel));
        out.tries(option + " then", () -> channel.getOption(option));
    }

    /** Hands on even what no option may be set to. */
    @SuppressWarnings("NullAway")
    private static Object setAny(NetworkChannel channel, SocketOption<Object> option, @Nullable Object value)
            throws IOException {
        return channel.setOption(option, value);
    }

    @SuppressWarnings("unchecked")
    private static <T> void wrong(
            Transcript out, NetworkChannel channel, SocketOption<T> option, @Nullable Object value) {
        out.tries(option + " " + value, () -> setAny(channel, (SocketOption<Object>) option, value));
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second()).flatMap(List::stream).toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("what is supported", (side, out) -> {
                    out.note("stream", names(side.stream(out)));
                    out.note("listener", names(side.listener(out)));
                    out.note("datagrams", names(side.datagrams(out)));
                }),
                of("switches of a stream channel", (side, out) -> {
                    var channel = side.pair(out).client();
                    change(out, channel, StandardSocketOptions.TCP_NODELAY, true);
                    change(out, channel, StandardSocketOptions.SO_KEEPALIVE, true);
                    change(out, channel, StandardSocketOptions.SO_REUSEADDR, true);
                    change(out, channel, StandardSocketOptions.SO_REUSEPORT, true);
                    change(out, channel, StandardSocketOptions.IP_TOS, 0x10);
                    change(out, channel, StandardSocketOptions.SO_LINGER, 5);
                }),
                of("keep-alive of a stream channel", (side, out) -> {
                    var channel = side.pair(out).client();
                    change(out, channel, ExtendedSocketOptions.TCP_KEEPIDLE, 30);
                    change(out, channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, 3);
                    change(out, channel, ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
                }),
                of("buffer sizes of channels", (side, out) -> {
                    for (NetworkChannel channel : List.of(side.stream(out), side.datagrams(out))) {
                        out.tries(
                                "set",
                                () -> NioSide.same(
                                        channel.setOption(StandardSocketOptions.SO_SNDBUF, 65_536), channel));
                        out.tries("send", () -> channel.getOption(StandardSocketOptions.SO_SNDBUF));
                        out.tries(
                                "set",
                                () -> NioSide.same(
                                        channel.setOption(StandardSocketOptions.SO_RCVBUF, 65_536), channel));
                        out.tries("receive", () -> channel.getOption(StandardSocketOptions.SO_RCVBUF));
                    }
                }),
                of("linger at the edges", (side, out) -> {
                    var channel = side.stream(out);
                    for (int seconds : new int[] {-1, -7, 0, 65_535, 100_000}) {
                        channel.setOption(StandardSocketOptions.SO_LINGER, seconds);
                        out.note("linger " + seconds, channel.getOption(StandardSocketOptions.SO_LINGER));
                    }
                }),
                of("values that no option takes", (side, out) -> {
                    var channel = side.stream(out);
                    wrong(out, channel, StandardSocketOptions.SO_SNDBUF, -1);
                    wrong(out, channel, StandardSocketOptions.SO_RCVBUF, -1);
                    wrong(out, channel, StandardSocketOptions.SO_RCVBUF, null);
                    wrong(out, channel, StandardSocketOptions.SO_RCVBUF, "big");
                    wrong(out, channel, StandardSocketOptions.TCP_NODELAY, 1);
                    wrong(out, channel, StandardSocketOptions.IP_TOS, 256);
                    wrong(out, channel, StandardSocketOptions.IP_TOS, -1);
                    wrong(out, side.datagrams(out), StandardSocketOptions.IP_MULTICAST_TTL, 256);
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("options that a channel does not have", (side, out) -> {
                    var channel = side.stream(out);
                    wrong(out, channel, StandardSocketOptions.SO_BROADCAST, true);
                    out.tries("get", () -> channel.getOption(StandardSocketOptions.SO_BROADCAST));
                    var listener = side.listener(out);
                    wrong(out, listener, StandardSocketOptions.TCP_NODELAY, true);
                    out.tries("get", () -> listener.getOption(StandardSocketOptions.SO_LINGER));
                    var datagrams = side.datagrams(out);
                    wrong(out, datagrams, StandardSocketOptions.SO_KEEPALIVE, true);
                    out.tries("null", () -> channel.setOption(null, true));
                }),
                of("options of a listener", (side, out) -> {
                    var listener = side.listener(out);
                    change(out, listener, StandardSocketOptions.SO_REUSEADDR, false);
                    out.tries(
                            "set",
                            () -> NioSide.same(listener.setOption(StandardSocketOptions.SO_RCVBUF, 32_768), listener));
                    out.tries("get", () -> listener.getOption(StandardSocketOptions.SO_RCVBUF));
                    listener.close();
                    out.tries("closed", () -> listener.getOption(StandardSocketOptions.SO_REUSEADDR));
                    out.tries("closed and not had", () -> listener.getOption(StandardSocketOptions.SO_LINGER));
                }),
                of("options of a datagram channel", (side, out) -> {
                    var channel = side.datagrams(out);
                    change(out, channel, StandardSocketOptions.SO_BROADCAST, true);
                    change(out, channel, StandardSocketOptions.SO_REUSEADDR, true);
                    change(out, channel, StandardSocketOptions.IP_TOS, 8);
                    change(out, channel, StandardSocketOptions.IP_MULTICAST_TTL, 3);
                    channel.close();
                    out.tries("closed", () -> channel.getOption(StandardSocketOptions.SO_REUSEADDR));
                }));
    }
}
