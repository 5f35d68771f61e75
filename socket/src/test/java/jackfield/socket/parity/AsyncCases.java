package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.content;
import static jackfield.socket.parity.NioSide.loopback;
import static jackfield.socket.parity.NioSide.port;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Asynchronous channels. */
@SuppressWarnings("FutureReturnValueIgnored") // What is refused has no future.
final class AsyncCases {
    private AsyncCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    private record Pair(AsynchronousSocketChannel client, AsynchronousSocketChannel server) {}

    /** Hands what a handler is told to a future. */
    private static final class Told<V> extends CompletableFuture<V> implements CompletionHandler<V, String> {
        @Override
        public void completed(V result, String attachment) {
            complete(result);
        }

        @Override
        public void failed(Throwable why, String attachment) {
            completeExceptionally(why);
        }
    }

    private static AsynchronousServerSocketChannel listener(NioSide side, Transcript out) throws Exception {
        var listener = out.keep(side.async().openAsynchronousServerSocketChannel(null));
        listener.bind(loopback(0));
        out.port("server", port(listener.getLocalAddress()));
        return listener;
    }

    private static Pair pair(NioSide side, Transcript out) throws Exception {
        var listener = listener(side, out);
        var accepting = listener.accept();
        var client = out.keep(side.async().openAsynchronousSocketChannel(null));
        client.connect(listener.getLocalAddress()).get();
        out.port("client", port(client.getLocalAddress()));
        return new Pair(client, out.keep(accepting.get()));
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third(), fourth())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("futures of asynchronous channels", (side, out) -> {
                    Pair pair = pair(side, out);
                    out.note("local", pair.client().getLocalAddress());
                    out.note("remote", pair.client().getRemoteAddress());
                    out.note("accepted", pair.server().getRemoteAddress());
                    out.tries("write", () -> pair.client().write(bytes(1, 2, 3)).get());
                    ByteBuffer into = ByteBuffer.allocate(9);
                    out.tries("read", () -> pair.server().read(into).get());
                    out.note("content", content(into));
                    pair.client().shutdownOutput();
                    out.tries("end", () -> pair.server().read(into).get());
                }),
                of("handlers of asynchronous channels", (side, out) -> {
                    Pair pair = pair(side, out);
                    var writing = new Told<Integer>();
                    pair.client().write(bytes(1, 2), "hat", writing);
                    out.tries("write", writing::get);
                    var reading = new Told<Integer>();
                    ByteBuffer into = ByteBuffer.allocate(9);
                    pair.server().read(into, "hat", reading);
                    out.tries("read", reading::get);
                    var gathering = new Told<Long>();
                    pair.client()
                            .write(new ByteBuffer[] {bytes(3), bytes(4)}, 0, 2, 0, TimeUnit.SECONDS, "", gathering);
                    out.tries("gather", gathering::get);
                    var scattering = new Told<Long>();
                    ByteBuffer[] two = {ByteBuffer.allocate(1), ByteBuffer.allocate(1)};
                    pair.server().read(two, 0, 2, 0, TimeUnit.SECONDS, "", scattering);
                    out.tries("scatter", scattering::get);
                }),
                of("a read that times out", (side, out) -> {
                    Pair pair = pair(side, out);
                    var reading = new Told<Integer>();
                    pair.client().read(ByteBuffer.allocate(1), 30, TimeUnit.MILLISECONDS, "", reading);
                    out.tries("read", reading::get);
                    out.note("open", pair.client().isOpen());
                    out.tries(
                            "again",
                            () -> pair.client().read(ByteBuffer.allocate(1)).get());
                    out.tries("write", () -> pair.client().write(bytes(1)).get());
                }),
                of("two reads at once", (side, out) -> {
                    Pair pair = pair(side, out);
                    var reading = pair.client().read(ByteBuffer.allocate(1));
                    out.tries("second", () -> pair.client().read(ByteBuffer.allocate(1)));
                    pair.server().write(bytes(1)).get();
                    out.tries("first", reading::get);
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("two writes at once", (side, out) -> {
                    Pair pair = pair(side, out);
                    for (int i = 0; i < 100; i++) {
                        var writing = new Told<Integer>();
                        pair.client().write(ByteBuffer.allocate(1_000_000), 0, TimeUnit.SECONDS, "", writing);
                        if (!writing.isDone()) {
                            try {
                                writing.get(100, TimeUnit.MILLISECONDS);
                            } catch (java.util.concurrent.TimeoutException e) {
                                break;
                            }
                        }
                    }
                    out.tries("second", () -> pair.client().write(bytes(1)));
                }),
                of("two accepts at once", (side, out) -> {
                    var listener = listener(side, out);
                    var accepting = listener.accept();
                    out.tries("second", listener::accept);
                    listener.close();
                    out.tries("first", accepting::get);
                    out.tries("closed", () -> listener.accept().get());
                }),
                of("closing ends asynchronous operations", (side, out) -> {
                    Pair pair = pair(side, out);
                    var reading = pair.client().read(ByteBuffer.allocate(1));
                    pair.client().close();
                    out.tries("read", reading::get);
                    out.tries(
                            "closed read",
                            () -> pair.client().read(ByteBuffer.allocate(1)).get());
                    out.tries(
                            "closed write", () -> pair.client().write(bytes(1)).get());
                    out.tries(
                            "closed connect",
                            () -> pair.client().connect(loopback(9)).get());
                    out.tries("local", pair.client()::getLocalAddress);
                    out.tries("remote", pair.client()::getRemoteAddress);
                    var told = new Told<Integer>();
                    pair.client().read(ByteBuffer.allocate(1), "", told);
                    out.tries("handler", told::get);
                }),
                of("an asynchronous connect is refused", (side, out) -> {
                    int port = out.port("free", side.freePort());
                    var channel = out.keep(side.async().openAsynchronousSocketChannel(null));
                    out.tries("connect", () -> channel.connect(loopback(port)).get());
                    out.note("open", channel.isOpen());
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("an unconnected asynchronous channel", (side, out) -> {
                    var channel = out.keep(side.async().openAsynchronousSocketChannel(null));
                    out.tries("read", () -> channel.read(bytes(1)).get());
                    out.tries("write", () -> channel.write(bytes(1)).get());
                    out.tries("shut", channel::shutdownInput);
                    out.note("local", channel.getLocalAddress());
                    out.note("remote", channel.getRemoteAddress());
                    out.tries("null", () -> channel.connect(null));
                    out.tries(
                            "unresolved",
                            () -> channel.connect(java.net.InetSocketAddress.createUnresolved("nowhere.invalid", 7)));
                    out.does("no handler", () -> channel.connect(loopback(9), "", null));
                    var listener = out.keep(side.async().openAsynchronousServerSocketChannel(null));
                    out.tries("accept", listener::accept);
                    out.does("no handler", () -> listener.accept("", null));
                }),
                of("arguments that asynchronous channels refuse", (side, out) -> {
                    Pair pair = pair(side, out);
                    out.tries("read-only", () -> pair.client().read(bytes(1).asReadOnlyBuffer()));
                    out.does("no handler", () -> pair.client().read(bytes(1), "", null));
                    out.tries("null", NioSide.named(() -> pair.client().read(null)));
                    out.does(
                            "range",
                            () -> pair.client()
                                    .read(new ByteBuffer[1], 0, 2, 0, TimeUnit.SECONDS, "", new Told<Long>()));
                    out.tries("connect", () -> pair.client().connect(loopback(9)));
                    out.tries("none", () -> pair.client().read(bytes()).get());
                    out.tries("write none", () -> pair.client().write(bytes()).get());
                }),
                of("halves of an asynchronous channel", (side, out) -> {
                    Pair pair = pair(side, out);
                    pair.client().shutdownOutput();
                    out.tries("write", () -> pair.client().write(bytes(1)).get());
                    pair.client().shutdownInput();
                    out.tries("read", () -> pair.client().read(bytes(1)).get());
                }),
                of("a cancelled read", (side, out) -> {
                    Pair pair = pair(side, out);
                    var reading = pair.client().read(ByteBuffer.allocate(1));
                    out.note("cancelled", reading.cancel(true));
                    out.note("is cancelled", reading.isCancelled());
                    out.note("done", reading.isDone());
                    out.tries("get", reading::get);
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(
                of("a group ends with its last channel", (side, out) -> {
                    AsynchronousChannelGroup group =
                            side.async().openAsynchronousChannelGroup(1, Executors.defaultThreadFactory());
                    var channel = out.keep(side.async().openAsynchronousSocketChannel(group));
                    out.note("shut", group.isShutdown());
                    group.shutdown();
                    out.note("shut", group.isShutdown());
                    out.note("over", group.isTerminated());
                    out.tries("open", () -> side.async().openAsynchronousSocketChannel(group));
                    out.note("channel", channel.isOpen());
                    channel.close();
                    out.note("ends", group.awaitTermination(10, TimeUnit.SECONDS));
                    out.note("over", group.isTerminated());
                }),
                of("a group ends now", (side, out) -> {
                    AsynchronousChannelGroup group =
                            side.async().openAsynchronousChannelGroup(2, Executors.defaultThreadFactory());
                    var channel = out.keep(side.async().openAsynchronousSocketChannel(group));
                    group.shutdownNow();
                    out.note("channel", channel.isOpen());
                    out.note("ends", group.awaitTermination(10, TimeUnit.SECONDS));
                    out.tries(
                            "no threads",
                            () -> side.async().openAsynchronousChannelGroup(0, Executors.defaultThreadFactory()));
                }));
    }
}
