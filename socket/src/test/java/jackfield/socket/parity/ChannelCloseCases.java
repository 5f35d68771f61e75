package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.content;
import static jackfield.socket.parity.NioSide.loopback;
import static jackfield.socket.parity.NioSide.register;

import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.stream.Stream;

/** Ends of a stream channel: half close, close, reset, interrupt. */
final class ChannelCloseCases {
    private ChannelCloseCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    /** Resets the client's connection, and waits until the server's end knows. */
    private static void reset(NioSide side, Transcript out, NioSide.Pair pair) throws java.io.IOException {
        pair.client().setOption(StandardSocketOptions.SO_LINGER, 0);
        var selector = side.selector(out);
        NioSide.register(pair.server(), selector, java.nio.channels.SelectionKey.OP_READ);
        pair.client().close();
        selector.select();
        selector.close();
        pair.server().configureBlocking(true);
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third(), fourth())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("a closed stream channel", (side, out) -> {
                    SocketChannel channel = side.pair(out).client();
                    channel.close();
                    channel.close();
                    out.note("open", channel.isOpen());
                    out.note("connected", channel.isConnected());
                    out.note("pending", channel.isConnectionPending());
                    out.note("text", channel);
                    out.tries("read", () -> channel.read(bytes(1)));
                    out.tries("read none", () -> channel.read(bytes()));
                    out.tries("write", () -> channel.write(bytes(1)));
                    out.tries("local", channel::getLocalAddress);
                    out.tries("remote", channel::getRemoteAddress);
                    out.tries("bind", () -> channel.bind(null));
                    out.tries("connect", () -> channel.connect(loopback(9)));
                    out.tries("finish", channel::finishConnect);
                    out.tries("shut input", channel::shutdownInput);
                    out.tries("shut output", channel::shutdownOutput);
                    out.tries("option", () -> channel.getOption(StandardSocketOptions.TCP_NODELAY));
                    out.tries("set", () -> channel.setOption(StandardSocketOptions.TCP_NODELAY, true));
                    out.tries("blocking", () -> channel.configureBlocking(false));
                }),
                of("a closed channel that was never connected", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    channel.close();
                    out.tries("read", () -> channel.read(bytes(1)));
                    out.tries("connect", () -> channel.connect(loopback(9)));
                    out.tries("finish", channel::finishConnect);
                    out.note("text", channel);
                }),
                of("the end of one direction", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    pair.client().write(bytes(1));
                    out.note("same", NioSide.same(pair.client().shutdownOutput(), pair.client()));
                    out.note("text", pair.client());
                    out.tries("write", () -> pair.client().write(bytes(2)));
                    out.tries("write none", () -> pair.client().write(bytes()));
                    out.tries("shut again", () -> NioSide.same(pair.client().shutdownOutput(), pair.client()));
                    ByteBuffer into = ByteBuffer.allocate(9);
                    out.tries("read", () -> pair.server().read(into));
                    out.tries("end", () -> pair.server().read(into));
                    out.tries("other way", () -> pair.server().write(bytes(3)));
                    out.tries("read there", () -> pair.client().read(into));
                    out.note("content", content(into));
                }),
                of("the end of reading", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    out.note("same", NioSide.same(pair.server().shutdownInput(), pair.server()));
                    out.note("text", pair.server());
                    out.tries("read", () -> pair.server().read(bytes(0)));
                    out.tries("read none", () -> pair.server().read(bytes()));
                    out.tries("shut again", () -> NioSide.same(pair.server().shutdownInput(), pair.server()));
                    out.tries("write", () -> pair.server().write(bytes(3)));
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("both ends of one channel", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    pair.client().shutdownInput().shutdownOutput();
                    out.note("text", pair.client());
                    out.note("open", pair.client().isOpen());
                    out.note("connected", pair.client().isConnected());
                    out.tries("read", () -> pair.client().read(bytes(1)));
                }),
                of("shutting the input ends a blocked read", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var reading = out.calling(() -> pair.client().read(ByteBuffer.allocate(1)))
                            .untilBlocked();
                    pair.client().shutdownInput();
                    out.answer("read", reading);
                }),
                of("closing ends a blocked read", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var reading = out.calling(() -> pair.client().read(ByteBuffer.allocate(1)))
                            .untilBlocked();
                    pair.client().close();
                    out.answer("read", reading);
                }),
                of("closing ends a virtual thread's blocked read", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var reading = out.callingVirtually(() -> pair.client().read(ByteBuffer.allocate(1)))
                            .untilBlocked();
                    pair.client().close();
                    out.answer("read", reading);
                }),
                of("closing ends a blocked write", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var writing = out.calling(() -> pair.client().write(ByteBuffer.allocate(50_000_000)))
                            .untilBlocked();
                    pair.client().close();
                    out.tries("ends", () -> {
                        try {
                            return writing.answer() < 50_000_000;
                        } catch (java.nio.channels.AsynchronousCloseException e) {
                            return true;
                        }
                    });
                }),
                of("an interrupt closes a blocked read", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var reading = out.calling(() -> {
                        try {
                            return pair.client().read(ByteBuffer.allocate(1));
                        } finally {
                            out.note("status", Thread.currentThread().isInterrupted());
                        }
                    });
                    reading.untilBlocked().interrupt();
                    out.answer("read", reading);
                    out.note("open", pair.client().isOpen());
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("an interrupt closes a virtual thread's blocked read", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var reading = out.callingVirtually(() -> {
                        try {
                            return pair.client().read(ByteBuffer.allocate(1));
                        } finally {
                            out.note("status", Thread.currentThread().isInterrupted());
                        }
                    });
                    reading.untilBlocked().interrupt();
                    out.answer("read", reading);
                    out.note("open", pair.client().isOpen());
                }),
                of("an interrupted thread closes what it reads from", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    Thread.currentThread().interrupt();
                    out.tries("read", () -> pair.client().read(bytes(1)));
                    out.note("status", Thread.interrupted());
                    out.note("open", pair.client().isOpen());
                }),
                of("an interrupted thread closes what it connects", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel channel = side.stream(out);
                    Thread.currentThread().interrupt();
                    out.tries("connect", () -> channel.connect(listener.getLocalAddress()));
                    out.note("status", Thread.interrupted());
                    out.note("open", channel.isOpen());
                }),
                of("an interrupt does not concern a channel that does not wait", (side, out) -> {
                    NioSide.Pair pair = side.pair(out).quick();
                    Thread.currentThread().interrupt();
                    out.tries("read", () -> pair.client().read(bytes(1)));
                    out.tries("write", () -> pair.client().write(bytes(1)));
                    out.note("status", Thread.interrupted());
                    out.note("open", pair.client().isOpen());
                }),
                of("a reset is told again and again", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    reset(side, out, pair);
                    out.tries("read", () -> pair.server().read(ByteBuffer.allocate(1)));
                    out.tries("again", () -> pair.server().read(ByteBuffer.allocate(1)));
                    out.tries("none", () -> pair.server().read(bytes()));
                    out.note("open", pair.server().isOpen());
                    out.note("connected", pair.server().isConnected());
                }),
                of("a write after a reset", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    reset(side, out, pair);
                    out.tries("write", () -> pair.server().write(bytes(1)));
                    out.tries("again", () -> pair.server().write(bytes(1)));
                    out.tries("read", () -> pair.server().read(ByteBuffer.allocate(1)));
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(
                of("a write after a reset that was read", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    reset(side, out, pair);
                    out.tries("read", () -> pair.server().read(ByteBuffer.allocate(1)));
                    out.tries("write", () -> pair.server().write(bytes(1)));
                }),
                of("closing with unread bytes resets", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    pair.client().write(bytes(1, 2, 3));
                    var selector = side.selector(out);
                    register(pair.server(), selector, java.nio.channels.SelectionKey.OP_READ);
                    selector.select();
                    selector.close();
                    pair.server().close();
                    out.tries("read", () -> pair.client().read(ByteBuffer.allocate(1)));
                }),
                of("what was written before close arrives", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    pair.client().write(bytes(1, 2, 3));
                    pair.client().close();
                    ByteBuffer into = ByteBuffer.allocate(9);
                    out.tries("read", () -> pair.server().read(into));
                    out.tries("end", () -> pair.server().read(into));
                }),
                of("shutting the input of one that was reset", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    reset(side, out, pair);
                    out.tries("read", () -> pair.server().read(ByteBuffer.allocate(1)));
                    out.tries("shut input", () -> NioSide.same(pair.server().shutdownInput(), pair.server()));
                    out.tries("shut output", () -> NioSide.same(pair.server().shutdownOutput(), pair.server()));
                }));
    }
}
