package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.loopback;
import static jackfield.socket.parity.NioSide.ops;
import static jackfield.socket.parity.NioSide.port;
import static jackfield.socket.parity.NioSide.register;

import java.io.File;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.stream.Stream;

/** Opening, binding and connecting a stream channel. */
final class ChannelStateCases {
    private ChannelStateCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third(), fourth())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("a fresh stream channel", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    out.note("open", channel.isOpen());
                    out.note("blocking", channel.isBlocking());
                    out.note("registered", channel.isRegistered());
                    out.note("connected", channel.isConnected());
                    out.note("pending", channel.isConnectionPending());
                    out.note("local", channel.getLocalAddress());
                    out.note("remote", channel.getRemoteAddress());
                    out.note("ops", ops(channel.validOps()));
                    out.note("text", channel);
                }),
                of("an unconnected channel neither reads nor writes", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    out.tries("read", () -> channel.read(bytes(1)));
                    out.tries("write", () -> channel.write(bytes(1)));
                    out.tries("read none", () -> channel.read(bytes()));
                    out.tries("shut input", channel::shutdownInput);
                    out.tries("shut output", channel::shutdownOutput);
                    out.tries("finish", channel::finishConnect);
                }),
                of("null is refused by a stream channel", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    out.tries("read", () -> channel.read((java.nio.ByteBuffer) null));
                    out.tries("write", () -> channel.write((java.nio.ByteBuffer) null));
                    out.tries("connect", () -> channel.connect(null));
                    out.tries("option", () -> channel.getOption(null));
                    out.note("open", channel.isOpen());
                }),
                of("ranges of buffers are checked before all", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    java.nio.ByteBuffer[] two = {bytes(1), bytes(2)};
                    out.tries("read", () -> channel.read(two, 1, 2));
                    out.tries("read negative", () -> channel.read(two, -1, 1));
                    out.tries("write", () -> channel.write(two, 0, 3));
                    out.tries("write negative", () -> channel.write(two, 0, -1));
                }),
                of("binding to any address", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    out.note("same", NioSide.same(channel.bind(null), channel));
                    out.note("local", channel.getLocalAddress());
                    out.note("text", channel);
                    out.tries("again", () -> channel.bind(null));
                }),
                of("binding to 127.0.0.1", (side, out) -> {
                    SocketChannel channel = side.stream(out).bind(loopback(0));
                    out.note("local", channel.getLocalAddress());
                    out.note("has a port", port(channel.getLocalAddress()) >= 1024);
                }),
                of("binding to ::1", (side, out) -> {
                    SocketChannel channel = side.stream(out).bind(NetSide.at("::1", 0));
                    out.note("local", channel.getLocalAddress());
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("binding to an address that is not ours", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    out.tries("bind", () -> channel.bind(NetSide.at("192.0.2.1", 0)));
                    out.note("open", channel.isOpen());
                    out.note("local", channel.getLocalAddress());
                }),
                of("binding to a port in use", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel channel = side.stream(out);
                    out.tries("bind", () -> channel.bind(listener.getLocalAddress()));
                    out.note("open", channel.isOpen());
                }),
                of("addresses that no stream channel takes", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    var unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 7);
                    var file = UnixDomainSocketAddress.of(new File("/tmp/none").toPath());
                    out.tries("bind unresolved", () -> channel.bind(unresolved));
                    out.tries("bind file", () -> channel.bind(file));
                    out.tries("connect unresolved", () -> channel.connect(unresolved));
                    out.tries("connect file", () -> channel.connect(file));
                    out.note("open", channel.isOpen());
                }),
                of("an IPv4 channel takes no IPv6 address", (side, out) -> {
                    SocketChannel channel = out.keep(side.provider().openSocketChannel(StandardProtocolFamily.INET));
                    out.tries("bind", () -> channel.bind(NetSide.at("::1", 0)));
                    out.tries("connect", () -> channel.connect(NetSide.at("::1", 9)));
                    out.note("open", channel.isOpen());
                    channel.bind(null);
                    out.note("local", channel.getLocalAddress());
                }),
                of("an IPv6 channel takes IPv4 addresses", (side, out) -> {
                    SocketChannel channel = out.keep(side.provider().openSocketChannel(StandardProtocolFamily.INET6));
                    channel.connect(side.listener(out).getLocalAddress());
                    out.port("client", port(channel.getLocalAddress()));
                    out.note("local", channel.getLocalAddress());
                    out.note("remote", channel.getRemoteAddress());
                }),
                of("no family is refused", (side, out) -> {
                    out.tries("stream", () -> side.provider().openSocketChannel(null));
                    out.tries("listener", () -> side.provider().openServerSocketChannel(null));
                    out.tries("datagrams", () -> side.provider().openDatagramChannel(null));
                }),
                of("a connected stream channel", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    out.note("connected", pair.client().isConnected());
                    out.note("pending", pair.client().isConnectionPending());
                    out.note("local", pair.client().getLocalAddress());
                    out.note("remote", pair.client().getRemoteAddress());
                    out.note("accepted local", pair.server().getLocalAddress());
                    out.note("accepted remote", pair.server().getRemoteAddress());
                    out.note("text", pair.client());
                    out.note("accepted text", pair.server());
                    out.note("accepted is blocking", pair.server().isBlocking());
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("a connected channel is connected", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    out.tries("connect", () -> pair.client().connect(loopback(9)));
                    out.tries("bind", () -> pair.client().bind(null));
                    out.tries("finish", pair.client()::finishConnect);
                    out.note("open", pair.client().isOpen());
                }),
                of("a refused connect closes", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    int port = out.port("free", side.freePort());
                    out.tries("connect", () -> channel.connect(loopback(port)));
                    out.note("open", channel.isOpen());
                    out.tries("again", () -> channel.connect(loopback(port)));
                    out.note("text", channel);
                }),
                of("a refused connect that did not wait", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    channel.configureBlocking(false);
                    int port = out.port("free", side.freePort());
                    out.tries("connect", () -> channel.connect(loopback(port)));
                    var selector = side.selector(out);
                    register(channel, selector, java.nio.channels.SelectionKey.OP_CONNECT);
                    out.note("selected", selector.select());
                    out.tries("finish", channel::finishConnect);
                    out.note("open", channel.isOpen());
                    out.tries("finish again", channel::finishConnect);
                }),
                of("a connect that does not wait", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel channel = side.stream(out);
                    channel.configureBlocking(false);
                    out.tries("connect", () -> channel.connect(listener.getLocalAddress()));
                    out.note("local", channel.getLocalAddress());
                    out.note("pending", channel.isConnectionPending());
                    out.note("connected", channel.isConnected());
                    out.note("remote", channel.getRemoteAddress());
                    out.tries("connect again", () -> channel.connect(listener.getLocalAddress()));
                    out.tries("bind", () -> channel.bind(null));
                    out.tries("read", () -> channel.read(bytes(1)));
                    out.keep(listener.accept());
                    var selector = side.selector(out);
                    register(channel, selector, java.nio.channels.SelectionKey.OP_CONNECT);
                    out.note("selected", selector.select());
                    out.tries("finish", channel::finishConnect);
                    out.note("connected", channel.isConnected());
                    out.note("remote", channel.getRemoteAddress());
                    out.tries("finish again", channel::finishConnect);
                }),
                of("a connect of a bound channel keeps its port", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel channel = side.stream(out).bind(loopback(0));
                    int before = port(channel.getLocalAddress());
                    channel.connect(listener.getLocalAddress());
                    out.note("same port", before == port(channel.getLocalAddress()));
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(
                of("connecting to the unspecified address is connecting to this host", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel channel = side.stream(out);
                    channel.connect(NetSide.at("0.0.0.0", port(listener.getLocalAddress())));
                    out.note("remote", channel.getRemoteAddress());
                }),
                of("connecting to port 0", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    out.tries("connect", () -> channel.connect(loopback(0)));
                    out.note("open", channel.isOpen());
                }),
                of("connecting over IPv6", (side, out) -> {
                    var listener = out.keep(side.provider().openServerSocketChannel());
                    listener.bind(NetSide.at("::1", 0));
                    out.port("server", port(listener.getLocalAddress()));
                    SocketChannel channel = side.stream(out);
                    out.tries("connect", () -> channel.connect(listener.getLocalAddress()));
                    out.port("client", port(channel.getLocalAddress()));
                    out.note("local", channel.getLocalAddress());
                    out.note("remote", channel.getRemoteAddress());
                }));
    }
}
