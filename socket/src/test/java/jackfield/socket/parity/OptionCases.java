package jackfield.socket.parity;

import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/** The JDK's typed options: what they are at first, what may be set, and how what may not is refused. */
final class OptionCases {
    private final List<Case<NetSide>> cases = new ArrayList<>();

    private OptionCases() {}

    static List<Case<NetSide>> all() {
        var all = new OptionCases();
        all.sets(StandardSocketOptions.SO_KEEPALIVE, true, false);
        all.sets(StandardSocketOptions.SO_REUSEADDR, true, false);
        all.sets(StandardSocketOptions.SO_REUSEPORT, true, false);
        all.sets(StandardSocketOptions.TCP_NODELAY, true, false);
        all.sets(StandardSocketOptions.SO_LINGER, 3, 0, -5, 65_536);
        all.sets(StandardSocketOptions.IP_TOS, 0x10, 0x2C, 255, 0, 256, -1);
        all.sets(ExtendedSocketOptions.TCP_QUICKACK, false, true);
        all.sets(ExtendedSocketOptions.TCP_KEEPIDLE, 5, 0, 40_000, -1);
        all.sets(ExtendedSocketOptions.TCP_KEEPINTERVAL, 6, 0, 40_000, -1);
        all.sets(ExtendedSocketOptions.TCP_KEEPCOUNT, 7, 0, 200, -1);
        all.sets(ExtendedSocketOptions.SO_INCOMING_NAPI_ID, 1);
        all.sets(StandardSocketOptions.SO_BROADCAST, true);
        all.sets(StandardSocketOptions.IP_MULTICAST_TTL, 3);
        all.buffers();
        all.wrongTypes();
        return all.cases;
    }

    @SafeVarargs
    private <T> void sets(SocketOption<T> option, T... values) {
        cases.add(new Case<>(option.name() + " of a socket", (side, out) -> {
            Socket fresh = out.keep(side.socket());
            out.tries("at first", () -> fresh.getOption(option));
            for (T value : values) {
                out.tries(
                        "set to " + value, () -> fresh.setOption(option, value).getOption(option));
            }
            Socket connected = side.pair(out).client();
            for (T value : values) {
                out.tries(
                        "connected, set to " + value,
                        () -> connected.setOption(option, value).getOption(option));
            }
        }));
    }

    private void buffers() {
        for (SocketOption<Integer> option : List.of(StandardSocketOptions.SO_RCVBUF, StandardSocketOptions.SO_SNDBUF)) {
            cases.add(new Case<>(option.name() + " of a socket", (side, out) -> {
                Socket fresh = out.keep(side.socket());
                for (int bytes : new int[] {100_000, 8192, 1024, 1, 0, -1}) {
                    out.tries(
                            "set to " + bytes,
                            () -> fresh.setOption(option, bytes).getOption(option));
                }
            }));
            cases.add(new Case<>(option.name() + " set before connect stays", (side, out) -> {
                Socket client = out.keep(side.socket());
                client.setOption(option, 12_000);
                client.connect(side.listener(out).getLocalSocketAddress());
                out.note("after connect", client.getOption(option));
            }));
        }
        cases.add(new Case<>("buffers of a fresh socket", (side, out) -> {
            Socket fresh = out.keep(side.socket());
            out.note("receive", fresh.getReceiveBufferSize());
            out.note("send", fresh.getSendBufferSize());
        }));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // The wrong type is what is looked at.
    private void wrongTypes() {
        cases.add(new Case<>("an option of the wrong type", (side, out) -> {
            Socket socket = out.keep(side.socket());
            out.does(
                    "text for a boolean",
                    () -> socket.setOption((SocketOption) StandardSocketOptions.TCP_NODELAY, "yes"));
            out.does(
                    "boolean for a number",
                    () -> socket.setOption((SocketOption) StandardSocketOptions.SO_RCVBUF, true));
            out.does("null", () -> socket.setOption(StandardSocketOptions.SO_RCVBUF, null));
            out.does("no option", () -> socket.setOption(null, 1));
        }));
        cases.add(new Case<>("an option nobody has", (side, out) -> {
            Socket socket = out.keep(side.socket());
            SocketOption<Integer> strange = new SocketOption<>() {
                @Override
                public String name() {
                    return "STRANGE";
                }

                @Override
                public Class<Integer> type() {
                    return Integer.class;
                }

                @Override
                public String toString() {
                    return "STRANGE";
                }
            };
            out.tries("get", () -> socket.getOption(strange));
            out.does("set", () -> socket.setOption(strange, 1));
            out.does("listener", () -> out.keep(side.server()).setOption(strange, 1));
        }));
        cases.add(new Case<>("a listener's options are those of its connections", (side, out) -> {
            var listener = side.listener(out);
            listener.setOption(StandardSocketOptions.SO_RCVBUF, 15_000);
            NetSide.Pair pair = side.pair(out, listener);
            out.note("receive buffer", pair.server().getReceiveBufferSize());
            out.note("no delay", pair.server().getTcpNoDelay());
            out.note("keep alive", pair.server().getKeepAlive());
            out.note("reuse", pair.server().getReuseAddress());
            out.note("time-out", pair.server().getSoTimeout());
        }));
    }
}
