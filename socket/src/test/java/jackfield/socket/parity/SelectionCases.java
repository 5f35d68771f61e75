package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.ops;
import static jackfield.socket.parity.NioSide.register;
import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Selecting: what is ready, and what ends a selection. */
final class SelectionCases {
    private SelectionCases() {}

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
                of("a connection is writable and not readable", (side, out) -> {
                    Selector selector = side.selector(out);
                    SelectionKey key = register(side.pair(out).client(), selector, OP_READ | OP_WRITE);
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                    out.note("readable", key.isReadable());
                    out.note("writable", key.isWritable());
                    out.note("connectable", key.isConnectable());
                    out.note("acceptable", key.isAcceptable());
                }),
                of("bytes make readable, for as long as they lie there", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.server(), selector, OP_READ);
                    pair.client().write(bytes(1, 2));
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                    selector.selectedKeys().clear();
                    pair.server().read(ByteBuffer.allocate(1));
                    out.note("selected again", selector.select());
                    selector.selectedKeys().clear();
                    pair.server().read(ByteBuffer.allocate(1));
                    out.note("now", selector.selectNow());
                    out.note("selected keys", selector.selectedKeys().size());
                    out.note("ready stays", ops(key.readyOps()));
                }),
                of("a key that is selected already ends a selection", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    register(pair.server(), selector, OP_READ);
                    pair.client().write(bytes(1));
                    out.note("selected", selector.select());
                    out.note("again", selector.select());
                    out.note("with time", selector.select(60_000));
                    out.note("now", selector.selectNow());
                    out.note("selected keys", selector.selectedKeys().size());
                }),
                of("a selected key gathers what becomes ready", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.server(), selector, OP_WRITE);
                    selector.select();
                    key.interestOps(OP_READ);
                    pair.client().write(bytes(1));
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                    selector.selectedKeys().clear();
                    out.note("anew", selector.select());
                    out.note("ready", ops(key.readyOps()));
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("nothing asked for is never ready", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.server(), selector, 0);
                    pair.client().close();
                    out.note("now", selector.selectNow());
                    out.takes("select", Duration.ofMillis(20), () -> selector.select(20));
                    out.note("ready", ops(key.readyOps()));
                }),
                of("interest that is taken away is not told", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.server(), selector, OP_WRITE);
                    out.note("selected", selector.select());
                    selector.selectedKeys().clear();
                    key.interestOps(0);
                    out.note("now", selector.selectNow());
                    key.interestOpsOr(OP_WRITE);
                    out.note("asked again", selector.selectNow());
                }),
                of("the end of a stream makes readable", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.server(), selector, OP_READ);
                    pair.client().shutdownOutput();
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                    out.note("read", pair.server().read(ByteBuffer.allocate(1)));
                    selector.selectedKeys().clear();
                    out.note("still", selector.selectNow());
                }),
                of("a reset makes ready for all that is asked", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.server(), selector, OP_READ);
                    pair.client().setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
                    pair.client().close();
                    out.note("selected", selector.select());
                    key.interestOps(OP_READ | OP_WRITE);
                    selector.select();
                    out.note("ready", ops(key.readyOps()));
                    out.tries("read", () -> pair.server().read(ByteBuffer.allocate(1)));
                }),
                of("shutting the input makes readable", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.server(), selector, OP_READ);
                    out.note("now", selector.selectNow());
                    pair.server().shutdownInput();
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("a full buffer is not writable until there is room", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out).quick();
                    ByteBuffer big = ByteBuffer.allocate(1 << 16);
                    SelectionKey key = pair.client().register(selector, OP_WRITE);
                    while (selector.selectNow() + selector.selectedKeys().size() > 0) {
                        selector.selectedKeys().clear();
                        while (pair.client().write(big.clear()) > 0) {
                            // Until it is full.
                        }
                    }
                    var selecting = out.calling(selector::select).untilBlocked();
                    while (!selecting.task().isDone()) {
                        pair.server().read(big.clear());
                    }
                    out.answer("select", selecting);
                    out.note("ready", ops(key.readyOps()));
                }),
                of("a connection makes acceptable", (side, out) -> {
                    Selector selector = side.selector(out);
                    var listener = side.listener(out);
                    SelectionKey key = register(listener, selector, OP_ACCEPT);
                    out.note("now", selector.selectNow());
                    side.stream(out).connect(listener.getLocalAddress());
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                    out.keep(listener.accept());
                    selector.selectedKeys().clear();
                    out.note("now", selector.selectNow());
                }),
                of("a finished connect makes connectable", (side, out) -> {
                    Selector selector = side.selector(out);
                    var listener = side.listener(out);
                    SocketChannel channel = side.stream(out);
                    channel.configureBlocking(false);
                    channel.connect(listener.getLocalAddress());
                    SelectionKey key = register(channel, selector, OP_CONNECT);
                    out.note("selected", selector.select());
                    out.note("ready", ops(key.readyOps()));
                    out.note("finished", channel.finishConnect());
                    selector.selectedKeys().clear();
                    out.note("now", selector.selectNow());
                    key.interestOps(OP_WRITE);
                    out.note("writable", selector.select());
                }),
                of("an unconnected channel is told ready for what it waits for", (side, out) -> {
                    Selector selector = side.selector(out);
                    SelectionKey key = register(side.stream(out), selector, OP_READ | OP_CONNECT);
                    out.note("selected", selector.selectNow());
                    out.note("ready", ops(key.readyOps()));
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(
                of("a selection waits for bytes", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    register(pair.server(), selector, OP_READ);
                    var selecting = out.calling(selector::select).untilBlocked();
                    pair.client().write(bytes(1));
                    out.answer("select", selecting);
                    out.note("selected keys", selector.selectedKeys().size());
                }),
                of("a virtual thread's selection waits for bytes", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    register(pair.server(), selector, OP_READ);
                    var selecting = out.callingVirtually(selector::select);
                    pair.client().write(bytes(1));
                    out.answer("select", selecting);
                }),
                of("time ends a selection", (side, out) -> {
                    Selector selector = side.selector(out);
                    register(side.pair(out).server(), selector, OP_READ);
                    out.takes("select", Duration.ofMillis(30), () -> selector.select(30));
                    out.tries("again", () -> selector.select(1));
                    out.tries("negative", () -> selector.select(-1));
                    out.tries("negative and consume", () -> selector.select(k -> {}, -1));
                }),
                of("a wakeup ends a selection", (side, out) -> {
                    Selector selector = side.selector(out);
                    var selecting = out.calling(selector::select).untilBlocked();
                    out.note("same", NioSide.same(selector.wakeup(), selector));
                    out.answer("select", selecting);
                }),
                of("a wakeup before ends the next selection, once", (side, out) -> {
                    Selector selector = side.selector(out);
                    selector.wakeup().wakeup();
                    out.tries("select", selector::select);
                    out.takes("with time", Duration.ofMillis(20), () -> selector.select(20));
                    selector.wakeup();
                    out.tries("now", selector::selectNow);
                    out.takes("with time again", Duration.ofMillis(20), () -> selector.select(20));
                }),
                of("a wakeup is used up by a selection that found something", (side, out) -> {
                    Selector selector = side.selector(out);
                    SelectionKey key = register(side.pair(out).client(), selector, OP_WRITE);
                    selector.wakeup();
                    out.tries("select", selector::select);
                    key.interestOps(0);
                    selector.selectedKeys().clear();
                    out.takes("with time", Duration.ofMillis(20), () -> selector.select(20));
                }));
    }

    private static List<Case<NioSide>> fifth() {
        return List.of(
                of("an interrupt ends a selection", (side, out) -> {
                    Selector selector = side.selector(out);
                    var selecting = out.calling(() -> {
                        int count = selector.select();
                        return count + " " + Thread.currentThread().isInterrupted() + " " + selector.isOpen();
                    });
                    selecting.untilBlocked().interrupt();
                    out.answer("select", selecting);
                }),
                of("an interrupted thread does not wait in a selection", (side, out) -> {
                    Selector selector = side.selector(out);
                    Thread.currentThread().interrupt();
                    out.tries("select", selector::select);
                    out.tries("again", selector::select);
                    out.tries("now", selector::selectNow);
                    out.note("status", Thread.interrupted());
                    out.takes("with time", Duration.ofMillis(20), () -> selector.select(20));
                }),
                of("closing ends a selection", (side, out) -> {
                    Selector selector = side.selector(out);
                    register(side.pair(out).client(), selector, OP_READ);
                    var selecting = out.calling(selector::select).untilBlocked();
                    selector.close();
                    out.tries("select", () -> {
                        try {
                            return selecting.answer();
                        } catch (java.nio.channels.ClosedSelectorException e) {
                            return 0;
                        }
                    });
                    out.note("open", selector.isOpen());
                }),
                of("a key cancelled during a selection does not end it", (side, out) -> {
                    Selector selector = side.selector(out);
                    SelectionKey key = register(side.pair(out).client(), selector, OP_READ);
                    var selecting = out.calling(() -> selector.select(200)).untilBlocked();
                    key.cancel();
                    out.answer("select", selecting);
                    out.note("keys", selector.keys().size());
                    out.note("registered", key.channel().isRegistered());
                }),
                of("actions are told of ready keys", (side, out) -> {
                    Selector selector = side.selector(out);
                    NioSide.Pair pair = side.pair(out);
                    SelectionKey key = register(pair.client(), selector, OP_WRITE | OP_READ);
                    var told = new ArrayList<Boolean>();
                    out.note("selected", selector.select(it -> told.add(NioSide.same(it, key))));
                    out.note("told", told);
                    out.note("ready", ops(key.readyOps()));
                    out.note("selected keys", selector.selectedKeys().size());
                    out.note("again", selector.select(it -> told.add(NioSide.same(it, key)), 1000));
                    out.note("now", selector.selectNow(it -> told.add(NioSide.same(it, key))));
                    out.note("told", told);
                }));
    }

    private static List<Case<NioSide>> sixth() {
        return List.of(
                of("an action that throws", (side, out) -> {
                    Selector selector = side.selector(out);
                    register(side.pair(out).client(), selector, OP_WRITE);
                    out.tries(
                            "select",
                            () -> selector.select(it -> {
                                throw new IllegalArgumentException("no");
                            }));
                    out.tries("select again", () -> selector.select(it -> {}));
                    out.tries("null", () -> selector.select(null));
                    out.tries("null with time", () -> selector.select(null, 5));
                    out.tries("null now", () -> selector.selectNow(null));
                }),
                of("an action that selects or closes", (side, out) -> {
                    Selector selector = side.selector(out);
                    register(side.pair(out).client(), selector, OP_WRITE);
                    out.tries("select", () -> selector.select(it -> out.tries("inner", selector::selectNow)));
                    out.tries("cancel", () -> selector.select(SelectionKey::cancel));
                    out.note("keys", selector.keys().size());
                    register(side.pair(out).client(), selector, OP_WRITE);
                    out.tries("close", () -> selector.select(it -> out.does("inner", selector::close)));
                    out.note("open", selector.isOpen());
                }),
                of("interest added from another thread is seen after a wakeup", (side, out) -> {
                    Selector selector = side.selector(out);
                    SelectionKey key = register(side.pair(out).client(), selector, OP_READ);
                    var selecting = out.calling(() -> {
                        int count = selector.select();
                        return count == 0 ? selector.select() : count;
                    });
                    selecting.untilBlocked();
                    key.interestOpsOr(OP_WRITE);
                    selector.wakeup();
                    out.answer("select", selecting);
                    out.note("ready", ops(key.readyOps()));
                }));
    }
}
