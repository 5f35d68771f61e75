package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.content;
import static jackfield.socket.parity.NioSide.loopback;
import static jackfield.socket.parity.NioSide.ops;
import static jackfield.socket.parity.NioSide.port;
import static jackfield.socket.parity.NioSide.register;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.stream.Stream;

/** Datagram channels. */
final class DatagramCases {
    private DatagramCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third(), fourth(), fifth(), sixth())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("a fresh datagram channel", (side, out) -> {
                    DatagramChannel channel = side.datagrams(out);
                    out.note("local", channel.getLocalAddress());
                    out.note("remote", channel.getRemoteAddress());
                    out.note("connected", channel.isConnected());
                    out.note("blocking", channel.isBlocking());
                    out.note("ops", ops(channel.validOps()));
                    out.tries("read", () -> channel.read(bytes(1)));
                    out.tries("write", () -> channel.write(bytes(1)));
                    out.tries("disconnect", () -> NioSide.same(channel.disconnect(), channel));
                }),
                of("binding a datagram channel", (side, out) -> {
                    DatagramChannel any = side.datagrams(out);
                    out.note("same", NioSide.same(any.bind(null), any));
                    out.note("any", any.getLocalAddress());
                    out.tries("again", () -> any.bind(null));
                    DatagramChannel v4 = out.keep(side.provider().openDatagramChannel(StandardProtocolFamily.INET));
                    v4.bind(null);
                    out.note("IPv4", v4.getLocalAddress());
                    out.tries(
                            "IPv6",
                            () -> out.keep(side.provider().openDatagramChannel(StandardProtocolFamily.INET))
                                    .bind(NetSide.at("::1", 0)));
                    DatagramChannel local = side.datagrams(out, "a");
                    out.note("loopback", local.getLocalAddress());
                    out.tries("in use", () -> side.datagrams(out).bind(local.getLocalAddress()));
                    out.tries("not ours", () -> side.datagrams(out).bind(NetSide.at("192.0.2.1", 0)));
                    out.tries("file", () -> side.datagrams(out).bind(java.net.UnixDomainSocketAddress.of("/tmp/none")));
                }),
                of("a datagram arrives", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    out.tries("send", () -> a.send(bytes(1, 2, 3), b.getLocalAddress()));
                    ByteBuffer into = ByteBuffer.allocate(10);
                    out.tries("receive", () -> b.receive(into));
                    out.note("content", content(into));
                    ByteBuffer from = ByteBuffer.allocateDirect(6).position(1).limit(5);
                    out.tries("send direct", () -> a.send(from, b.getLocalAddress()));
                    out.note("from", from);
                    ByteBuffer direct = ByteBuffer.allocateDirect(10).position(2);
                    out.tries("receive direct", () -> b.receive(direct));
                    out.note("into", direct);
                }),
                of("a send binds", (side, out) -> {
                    DatagramChannel b = side.datagrams(out, "b");
                    DatagramChannel a = side.datagrams(out);
                    a.send(bytes(1), b.getLocalAddress());
                    out.note("local", a.getLocalAddress());
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("a datagram that is too long is cut", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    a.send(bytes(1, 2, 3), b.getLocalAddress());
                    a.send(bytes(4), b.getLocalAddress());
                    ByteBuffer into = ByteBuffer.allocate(2);
                    out.tries("receive", () -> b.receive(into));
                    out.note("content", content(into));
                    out.tries("full", () -> b.receive(into));
                    b.configureBlocking(false);
                    out.tries("none", () -> b.receive(ByteBuffer.allocate(2)));
                }),
                of("an empty datagram is one", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    out.tries("send", () -> a.send(bytes(), b.getLocalAddress()));
                    ByteBuffer into = ByteBuffer.allocate(2);
                    out.tries("receive", () -> b.receive(into));
                    out.note("into", into);
                }),
                of("the longest datagram", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    out.tries("send", () -> a.send(ByteBuffer.allocate(65_507), b.getLocalAddress()));
                    ByteBuffer into = ByteBuffer.allocate(70_000);
                    out.tries("receive", () -> b.receive(into));
                    out.note("into", into);
                    out.tries("too long", () -> a.send(ByteBuffer.allocate(65_508), b.getLocalAddress()));
                    ByteBuffer direct = ByteBuffer.allocateDirect(65_508);
                    out.tries("too long and direct", () -> a.send(direct, b.getLocalAddress()));
                    out.note("untouched", direct);
                }),
                of("what is too long for a peer", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    a.connect(b.getLocalAddress());
                    out.tries("write", () -> a.write(ByteBuffer.allocate(65_508)));
                    out.tries("send", () -> a.send(ByteBuffer.allocate(65_508), b.getLocalAddress()));
                    out.tries(
                            "write many",
                            () -> a.write(new ByteBuffer[] {ByteBuffer.allocate(60_000), ByteBuffer.allocate(60_000)}));
                    out.tries("after all", () -> a.write(bytes(1)));
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("targets that no datagram channel takes", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    out.tries("null", () -> a.send(bytes(1), null));
                    out.tries("nothing", () -> a.send(null, loopback(9)));
                    out.tries(
                            "unresolved",
                            () -> a.send(bytes(1), InetSocketAddress.createUnresolved("nowhere.invalid", 9)));
                    out.tries("file", () -> a.send(bytes(1), java.net.UnixDomainSocketAddress.of("/tmp/none")));
                    out.tries("port 0", () -> a.send(bytes(1), loopback(0)));
                    out.tries(
                            "read-only", () -> a.receive(ByteBuffer.allocate(1).asReadOnlyBuffer()));
                    out.tries("null buffer", NioSide.named(() -> a.receive(null)));
                    DatagramChannel v4 = out.keep(side.provider().openDatagramChannel(StandardProtocolFamily.INET));
                    out.tries("IPv6", () -> v4.send(bytes(1), NetSide.at("::1", 9)));
                }),
                of("a receive waits", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    var receiving =
                            out.calling(() -> b.receive(ByteBuffer.allocate(9))).untilBlocked();
                    a.send(bytes(1), b.getLocalAddress());
                    out.answer("receive", receiving);
                }),
                of("closing ends a blocked receive", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    var receiving =
                            out.calling(() -> a.receive(ByteBuffer.allocate(9))).untilBlocked();
                    a.close();
                    out.answer("receive", receiving);
                }),
                of("an interrupt closes a blocked receive", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    var receiving =
                            out.calling(() -> a.receive(ByteBuffer.allocate(9))).untilBlocked();
                    receiving.interrupt();
                    out.answer("receive", receiving);
                    out.note("open", a.isOpen());
                }),
                of("a connected datagram channel", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    out.note("same", NioSide.same(a.connect(b.getLocalAddress()), a));
                    out.note("connected", a.isConnected());
                    out.note("local", a.getLocalAddress());
                    out.note("remote", a.getRemoteAddress());
                    out.tries("again", () -> a.connect(b.getLocalAddress()));
                    out.tries("write", () -> a.write(bytes(1, 2)));
                    ByteBuffer into = ByteBuffer.allocate(9);
                    out.tries("receive", () -> b.receive(into));
                    out.tries("answer", () -> b.send(bytes(3), a.getLocalAddress()));
                    out.tries("read", () -> a.read(into));
                    out.note("content", content(into));
                    out.tries("send to the peer", () -> a.send(bytes(4), b.getLocalAddress()));
                    out.tries("send to another", () -> a.send(bytes(5), loopback(9)));
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(
                of("a connected channel hears its peer only", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    DatagramChannel c = side.datagrams(out, "c");
                    c.send(bytes(7), a.getLocalAddress());
                    a.connect(b.getLocalAddress());
                    c.send(bytes(8), a.getLocalAddress());
                    b.send(bytes(9), a.getLocalAddress());
                    ByteBuffer into = ByteBuffer.allocate(9);
                    out.tries("receive", () -> a.receive(into));
                    a.configureBlocking(false);
                    out.tries("no more", () -> a.receive(into));
                    out.note("content", content(into));
                }),
                of("a disconnected channel hears all again", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    DatagramChannel c = side.datagrams(out, "c");
                    a.connect(b.getLocalAddress());
                    out.tries("disconnect", () -> NioSide.same(a.disconnect(), a));
                    out.note("connected", a.isConnected());
                    out.note("remote", a.getRemoteAddress());
                    out.note("local", a.getLocalAddress());
                    c.send(bytes(8), a.getLocalAddress());
                    out.tries("receive", () -> a.receive(ByteBuffer.allocate(1)));
                    out.tries("write", () -> a.write(bytes(1)));
                    out.tries("connect again", () -> NioSide.same(a.connect(c.getLocalAddress()), a));
                }),
                of("connecting binds a datagram channel", (side, out) -> {
                    DatagramChannel b = side.datagrams(out, "b");
                    DatagramChannel a = side.datagrams(out);
                    a.connect(b.getLocalAddress());
                    out.note("local", a.getLocalAddress());
                    a.disconnect();
                    out.note("then", a.getLocalAddress());
                }),
                of("peers that no datagram channel takes", (side, out) -> {
                    DatagramChannel a = side.datagrams(out);
                    out.tries("null", () -> a.connect(null));
                    out.tries("unresolved", () -> a.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 9)));
                    out.tries("file", () -> a.connect(java.net.UnixDomainSocketAddress.of("/tmp/none")));
                    out.note("connected", a.isConnected());
                    out.note("open", a.isOpen());
                }),
                of("a connected channel is told that nobody listens", (side, out) -> {
                    DatagramChannel gone = side.datagrams(out, "gone");
                    var address = gone.getLocalAddress();
                    gone.close();
                    DatagramChannel a = side.datagrams(out, "a");
                    a.connect(address);
                    out.tries("write", () -> a.write(bytes(1)));
                    out.tries("read", () -> a.read(ByteBuffer.allocate(1)));
                    out.tries("write", () -> a.write(bytes(1)));
                    out.tries("receive", () -> a.receive(ByteBuffer.allocate(1)));
                    out.note("open", a.isOpen());
                }));
    }

    private static List<Case<NioSide>> fifth() {
        return List.of(
                of("an unconnected channel is not told that nobody listens", (side, out) -> {
                    DatagramChannel gone = side.datagrams(out, "gone");
                    var address = gone.getLocalAddress();
                    gone.close();
                    DatagramChannel a = side.datagrams(out, "a");
                    out.tries("send", () -> a.send(bytes(1), address));
                    out.tries("send again", () -> a.send(bytes(1), address));
                    a.configureBlocking(false);
                    out.tries("receive", () -> a.receive(ByteBuffer.allocate(1)));
                }),
                of("datagrams are gathered and scattered", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    a.connect(b.getLocalAddress());
                    b.connect(a.getLocalAddress());
                    out.tries("write", () -> a.write(new ByteBuffer[] {bytes(1), bytes(2, 3), bytes()}));
                    ByteBuffer[] into = {ByteBuffer.allocate(1), ByteBuffer.allocate(1)};
                    out.tries("read", () -> b.read(into));
                    out.note("first", content(into[0]));
                    out.note("second", content(into[1]));
                    out.tries("range", () -> b.read(into, 1, 2));
                    out.tries("read-only", () -> b.read(ByteBuffer.allocate(1).asReadOnlyBuffer()));
                }),
                of("datagrams and selectors", (side, out) -> {
                    DatagramChannel a = side.datagrams(out, "a");
                    DatagramChannel b = side.datagrams(out, "b");
                    var selector = side.selector(out);
                    var key = register(b, selector, java.nio.channels.SelectionKey.OP_READ);
                    out.note("now", selector.selectNow());
                    a.send(bytes(1), b.getLocalAddress());
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                    selector.selectedKeys().clear();
                    b.receive(ByteBuffer.allocate(1));
                    out.note("now", selector.selectNow());
                    key.interestOps(java.nio.channels.SelectionKey.OP_WRITE);
                    out.note("writable", selector.select());
                }),
                of("a datagram over IPv6", (side, out) -> {
                    DatagramChannel a = side.datagrams(out).bind(NetSide.at("::1", 0));
                    out.port("a", port(a.getLocalAddress()));
                    DatagramChannel b = side.datagrams(out).bind(NetSide.at("::1", 0));
                    out.port("b", port(b.getLocalAddress()));
                    a.send(bytes(1), b.getLocalAddress());
                    out.tries("receive", () -> b.receive(ByteBuffer.allocate(1)));
                }));
    }

    private static List<Case<NioSide>> sixth() {
        return List.of(of("a closed datagram channel", (side, out) -> {
            DatagramChannel a = side.datagrams(out, "a");
            a.close();
            out.tries("send", () -> a.send(bytes(1), loopback(9)));
            out.tries("receive", () -> a.receive(ByteBuffer.allocate(1)));
            out.tries("read", () -> a.read(ByteBuffer.allocate(1)));
            out.tries("write", () -> a.write(bytes(1)));
            out.tries("connect", () -> a.connect(loopback(9)));
            out.tries("disconnect", () -> NioSide.same(a.disconnect(), a));
            out.tries("bind", () -> a.bind(null));
            out.tries("local", a::getLocalAddress);
            out.tries("remote", a::getRemoteAddress);
            out.note("connected", a.isConnected());
        }));
    }
}
