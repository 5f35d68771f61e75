package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.loopback;
import static jackfield.socket.parity.NioSide.ops;
import static jackfield.socket.parity.NioSide.port;
import static jackfield.socket.parity.NioSide.register;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.stream.Stream;

/** Listening channels. */
final class ListenerCases {
    private ListenerCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third()).flatMap(List::stream).toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("a fresh listener", (side, out) -> {
                    var listener = out.keep(side.provider().openServerSocketChannel());
                    out.note("local", listener.getLocalAddress());
                    out.note("blocking", listener.isBlocking());
                    out.note("ops", ops(listener.validOps()));
                    out.note("text", NioSide.text(listener));
                    out.tries("accept", listener::accept);
                }),
                of("a listener on any address", (side, out) -> {
                    var listener = out.keep(side.provider().openServerSocketChannel());
                    out.note("same", NioSide.same(listener.bind(null), listener));
                    out.note("local", listener.getLocalAddress());
                    out.tries("again", () -> listener.bind(null));
                }),
                of("an IPv4 listener on any address", (side, out) -> {
                    var listener =
                            out.keep(side.provider().openServerSocketChannel(java.net.StandardProtocolFamily.INET));
                    listener.bind(null);
                    out.note("local", listener.getLocalAddress());
                    out.tries(
                            "IPv6",
                            () -> out.keep(side.provider()
                                            .openServerSocketChannel(java.net.StandardProtocolFamily.INET))
                                    .bind(NetSide.at("::1", 0)));
                }),
                of("a listener on 127.0.0.1", (side, out) -> {
                    var listener = side.listener(out);
                    out.note("local", listener.getLocalAddress());
                }),
                of(
                        "what a bound listener says of itself",
                        (side, out) -> out.note("text", NioSide.text(side.listener(out)))),
                of("a listener on an address that is not ours", (side, out) -> {
                    var listener = out.keep(side.provider().openServerSocketChannel());
                    out.tries("bind", () -> listener.bind(NetSide.at("192.0.2.1", 0)));
                    out.note("open", listener.isOpen());
                    out.tries("bind after all", () -> NioSide.same(listener.bind(loopback(0)), listener));
                }),
                of("two listeners on one port", (side, out) -> {
                    var first = side.listener(out);
                    var second = out.keep(side.provider().openServerSocketChannel());
                    out.tries("bind", () -> second.bind(first.getLocalAddress()));
                    out.note("open", second.isOpen());
                    out.note("local", second.getLocalAddress());
                }),
                of("a port is free again after close", (side, out) -> {
                    var first = side.listener(out);
                    var address = first.getLocalAddress();
                    first.close();
                    var second = out.keep(side.provider().openServerSocketChannel());
                    out.tries("bind", () -> NioSide.same(second.bind(address), second));
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("a port with old connections is bound again", (side, out) -> {
                    var first = side.listener(out);
                    var address = first.getLocalAddress();
                    NioSide.Pair pair = side.pair(out, first);
                    pair.server().close();
                    pair.client().close();
                    first.close();
                    var second = out.keep(side.provider().openServerSocketChannel());
                    out.tries("bind", () -> NioSide.same(second.bind(address), second));
                }),
                of("addresses that no listener takes", (side, out) -> {
                    var listener = out.keep(side.provider().openServerSocketChannel());
                    out.tries(
                            "unresolved",
                            () -> listener.bind(java.net.InetSocketAddress.createUnresolved("nowhere.invalid", 7)));
                    out.tries("file", () -> listener.bind(java.net.UnixDomainSocketAddress.of("/tmp/none")));
                    out.note("open", listener.isOpen());
                }),
                of("any backlog is taken", (side, out) -> {
                    for (int backlog : new int[] {-1, 0, 1, 1 << 20}) {
                        var listener = out.keep(side.provider().openServerSocketChannel());
                        out.tries(
                                "backlog " + backlog,
                                () -> NioSide.same(listener.bind(loopback(0), backlog), listener));
                    }
                }),
                of("accept has a connection", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel client = side.stream(out);
                    client.connect(listener.getLocalAddress());
                    out.port("client", port(client.getLocalAddress()));
                    SocketChannel accepted = out.keep(listener.accept());
                    out.note("text", accepted);
                    out.note("blocking", accepted.isBlocking());
                    out.note("connected", accepted.isConnected());
                }),
                of("accept of a listener that does not wait", (side, out) -> {
                    var listener = side.listener(out);
                    listener.configureBlocking(false);
                    out.tries("none", listener::accept);
                    out.keep(side.stream(out)).connect(listener.getLocalAddress());
                    var selector = side.selector(out);
                    register(listener, selector, java.nio.channels.SelectionKey.OP_ACCEPT);
                    selector.select();
                    SocketChannel accepted = out.keep(listener.accept());
                    out.note("accepted is blocking", accepted.isBlocking());
                    out.tries("none again", listener::accept);
                }),
                of("accept waits", (side, out) -> {
                    var listener = side.listener(out);
                    var accepting = out.calling(listener::accept).untilBlocked();
                    SocketChannel client = side.stream(out);
                    client.connect(listener.getLocalAddress());
                    out.port("client", port(client.getLocalAddress()));
                    out.answer("accept", accepting);
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("closing ends a blocked accept", (side, out) -> {
                    var listener = side.listener(out);
                    var accepting = out.calling(listener::accept).untilBlocked();
                    listener.close();
                    out.answer("accept", accepting);
                }),
                of("an interrupt closes a blocked accept", (side, out) -> {
                    var listener = side.listener(out);
                    var accepting = out.calling(listener::accept).untilBlocked();
                    accepting.interrupt();
                    out.answer("accept", accepting);
                    out.note("open", listener.isOpen());
                }),
                of("an interrupt closes a virtual thread's blocked accept", (side, out) -> {
                    var listener = side.listener(out);
                    var accepting = out.callingVirtually(listener::accept).untilBlocked();
                    accepting.interrupt();
                    out.answer("accept", accepting);
                    out.note("open", listener.isOpen());
                }),
                of("a closed listener", (side, out) -> {
                    var listener = side.listener(out);
                    listener.close();
                    out.note("text", NioSide.text(listener));
                    out.tries("accept", listener::accept);
                    out.tries("local", listener::getLocalAddress);
                    out.tries("bind", () -> listener.bind(null));
                    out.tries("blocking", () -> listener.configureBlocking(false));
                }),
                of("a connection that waits is reset with its listener", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel client = side.stream(out);
                    client.connect(listener.getLocalAddress());
                    listener.close();
                    out.tries("read", () -> client.read(java.nio.ByteBuffer.allocate(1)));
                }),
                of("a listener's channel may be asked for its provider", (side, out) -> {
                    ServerSocketChannel listener = side.listener(out);
                    out.note("same", NioSide.same(listener.provider(), side.provider()));
                    out.note(
                            "accepted",
                            NioSide.same(side.pair(out, listener).server().provider(), side.provider()));
                }));
    }
}
