package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.ops;
import static jackfield.socket.parity.NioSide.register;
import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Registration, keys and key sets. */
final class SelectorCases {
    private SelectorCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third(), fourth(), fifth())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("a fresh selector", (side, out) -> {
                    Selector selector = side.selector(out);
                    out.note("open", selector.isOpen());
                    out.note("keys", selector.keys());
                    out.note("selected", selector.selectedKeys());
                    out.note("now", selector.selectNow());
                    out.note("provider", NioSide.same(selector.provider(), side.provider()));
                }),
                of("key sets cannot be added to", (side, out) -> {
                    Selector selector = side.selector(out);
                    SelectionKey key = register(side.pair(out).client(), selector, OP_WRITE);
                    out.tries("add key", () -> selector.keys().add(key));
                    out.tries("remove key", () -> selector.keys().remove(key));
                    out.does("clear keys", () -> selector.keys().clear());
                    out.tries("add selected", () -> selector.selectedKeys().add(key));
                    out.tries("add all selected", () -> selector.selectedKeys().addAll(Set.of(key)));
                    out.tries("select", selector::select);
                    out.tries("remove selected", () -> selector.selectedKeys().remove(key));
                    out.tries("select again", selector::select);
                    out.does("clear selected", () -> selector.selectedKeys().clear());
                    var keys = selector.keys();
                    var selected = selector.selectedKeys();
                    out.note("same keys", NioSide.same(keys, selector.keys()));
                    out.note("same selected", NioSide.same(selected, selector.selectedKeys()));
                    out.tries("retain", () -> selector.selectedKeys().retainAll(Set.of()));
                }),
                of("a fresh key", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    SelectionKey key = register(channel, selector, OP_READ);
                    out.note("valid", key.isValid());
                    out.note("channel", NioSide.same(key.channel(), channel));
                    out.note("selector", NioSide.same(key.selector(), selector));
                    out.note("interest", ops(key.interestOps()));
                    out.note("ready", ops(key.readyOps()));
                    out.note("attachment", key.attachment());
                    out.note("registered", channel.isRegistered());
                    out.note("found", NioSide.same(channel.keyFor(selector), key));
                    out.note("in keys", selector.keys().contains(key));
                }),
                of("a blocking channel is not registered", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    out.tries("register", () -> channel.register(selector, OP_READ));
                    out.note("registered", channel.isRegistered());
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("a registered channel stays non-blocking", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    SelectionKey key = register(channel, selector, OP_READ);
                    out.tries("blocking", () -> channel.configureBlocking(true));
                    out.note("is blocking", channel.isBlocking());
                    key.cancel();
                    out.tries("blocking after cancel", () -> NioSide.same(channel.configureBlocking(true), channel));
                    out.note("still registered", channel.isRegistered());
                    selector.selectNow();
                    out.note("registered", channel.isRegistered());
                }),
                of("operations that a channel does not have", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    out.tries("accept", () -> register(channel, selector, OP_ACCEPT));
                    out.tries("all", () -> register(channel, selector, -1));
                    var listener = side.listener(out);
                    out.tries("read", () -> register(listener, selector, OP_READ));
                    var datagrams = side.datagrams(out);
                    out.tries("connect", () -> register(datagrams, selector, OP_CONNECT));
                    SelectionKey key = register(channel, selector, 0);
                    out.tries("interest", () -> key.interestOps(OP_ACCEPT));
                    out.tries("or", () -> key.interestOpsOr(OP_ACCEPT));
                    out.tries("and", () -> key.interestOpsAnd(OP_ACCEPT));
                    out.note("interest", ops(key.interestOps()));
                }),
                of("registering with nothing", (side, out) -> {
                    SocketChannel channel = side.pair(out).quick().client();
                    out.tries("null", () -> channel.register(null, OP_READ));
                    Selector closed = side.selector(out);
                    closed.close();
                    out.tries("closed selector", () -> channel.register(closed, OP_READ));
                    out.note("registered", channel.isRegistered());
                    out.note("found", channel.keyFor(closed));
                    channel.close();
                    out.tries("closed channel", () -> channel.register(side.selector(out), OP_READ));
                    out.tries("both closed", () -> channel.register(closed, OP_READ));
                }),
                of("registering again changes the key", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    SelectionKey key = register(channel, selector, OP_READ);
                    SelectionKey again = channel.register(selector, OP_WRITE, "hat");
                    out.note("same", NioSide.same(key, again));
                    out.note("interest", ops(key.interestOps()));
                    out.note("attachment", key.attachment());
                    out.note("keys", selector.keys().size());
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("one channel with two selectors", (side, out) -> {
                    Selector one = side.selector(out);
                    Selector two = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey first = register(pair.server(), one, OP_READ);
                    SelectionKey second = register(pair.server(), two, OP_READ);
                    out.note("same", NioSide.same(first, second));
                    pair.client().write(bytes(1));
                    out.note("one", one.select());
                    out.note("two", two.select());
                    first.cancel();
                    one.selectNow();
                    out.note("registered", pair.server().isRegistered());
                    out.note("second is valid", second.isValid());
                }),
                of("a cancelled key", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    SelectionKey key = register(channel, selector, OP_WRITE);
                    selector.select();
                    key.cancel();
                    key.cancel();
                    out.note("valid", key.isValid());
                    out.tries("interest", key::interestOps);
                    out.tries("set", () -> key.interestOps(OP_READ));
                    out.tries("or", () -> key.interestOpsOr(OP_READ));
                    out.tries("and", () -> key.interestOpsAnd(OP_READ));
                    out.tries("ready", key::readyOps);
                    out.tries("readable", key::isReadable);
                    out.note("channel", NioSide.same(key.channel(), channel));
                    out.note("selector", NioSide.same(key.selector(), selector));
                    out.note("keys", selector.keys().size());
                    out.note("selected", selector.selectedKeys().size());
                    out.tries("register", () -> channel.register(selector, OP_READ));
                    out.note("now", selector.selectNow());
                    out.note("keys", selector.keys().size());
                    out.note("selected", selector.selectedKeys().size());
                    out.note("found", channel.keyFor(selector));
                    out.tries(
                            "register",
                            () -> channel.register(selector, OP_READ).isValid());
                }),
                of("closing a channel cancels its keys", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    SelectionKey key = register(channel, selector, OP_WRITE);
                    selector.select();
                    channel.close();
                    out.note("valid", key.isValid());
                    out.note("keys", selector.keys().size());
                    out.note("selected", selector.selectedKeys().size());
                    out.note("now", selector.selectNow());
                    out.note("keys", selector.keys().size());
                    out.note("selected", selector.selectedKeys().size());
                    out.note("registered", channel.isRegistered());
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(
                of("the peer sees the end of a channel that is still registered", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    register(pair.client(), selector, OP_READ);
                    pair.client().close();
                    out.tries("read", () -> pair.server().read(java.nio.ByteBuffer.allocate(1)));
                }),
                of("a closed selector", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).client();
                    SelectionKey key = register(channel, selector, OP_READ);
                    var keys = selector.keys();
                    selector.close();
                    selector.close();
                    out.note("open", selector.isOpen());
                    out.note("valid", key.isValid());
                    out.note("registered", channel.isRegistered());
                    out.note("channel is open", channel.isOpen());
                    out.tries("keys", selector::keys);
                    out.tries("selected", selector::selectedKeys);
                    out.tries("select", selector::select);
                    out.tries("select for a time", () -> selector.select(1));
                    out.tries("now", selector::selectNow);
                    out.tries("consume", () -> selector.selectNow(k -> {}));
                    out.tries("wakeup", () -> NioSide.same(selector.wakeup(), selector));
                    out.note("old keys", keys.size());
                    out.tries("interest", key::interestOps);
                    out.tries("blocking", () -> NioSide.same(channel.configureBlocking(true), channel));
                }),
                of("attachments come and go", (side, out) -> {
                    Selector selector = side.selector(out);
                    SocketChannel channel = side.pair(out).quick().client();
                    SelectionKey key = channel.register(selector, 0, "a");
                    out.note("attachment", key.attachment());
                    out.note("before", key.attach("b"));
                    out.note("attachment", key.attachment());
                    out.note("before", key.attach(null));
                    channel.register(selector, 0, null);
                    out.note("attachment", key.attachment());
                }),
                of("interest is changed bit by bit", (side, out) -> {
                    Selector selector = side.selector(out);
                    SelectionKey key = register(side.pair(out).client(), selector, OP_READ);
                    out.note("or", ops(key.interestOpsOr(OP_WRITE)));
                    out.note("interest", ops(key.interestOps()));
                    out.note("and", ops(key.interestOpsAnd(~OP_READ)));
                    out.note("interest", ops(key.interestOps()));
                    out.note("same", NioSide.same(key.interestOps(0), key));
                    out.note("interest", ops(key.interestOps()));
                }));
    }

    private static List<Case<NioSide>> fifth() {
        return List.of(
                of("a foreign channel is not registered", (side, out) -> {
                    Selector selector = side.selector(out);
                    var foreign = out.keep(new ForeignChannel(side.provider()));
                    foreign.configureBlocking(false);
                    out.tries("register", () -> foreign.register(selector, OP_READ));
                    out.note("registered", foreign.isRegistered());
                    out.note("keys", selector.keys().size());
                }),
                of("many channels and one that is ready", (side, out) -> {
                    Selector selector = side.selector(out);
                    var listener = side.listener(out);
                    NioSide.Pair last = side.pair(out, listener);
                    register(last.server(), selector, OP_READ);
                    for (int i = 0; i < 40; i++) {
                        register(side.pair(out, listener).server(), selector, OP_READ);
                    }
                    out.note("now", selector.selectNow());
                    last.client().write(bytes(1));
                    out.note("selected", selector.select());
                    out.note(
                            "it", selector.selectedKeys().contains(last.server().keyFor(selector)));
                    out.note("keys", selector.keys().size());
                }));
    }
}
