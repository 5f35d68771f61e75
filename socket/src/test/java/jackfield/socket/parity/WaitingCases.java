package jackfield.socket.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Calls that wait, and what ends them: time, close from another thread, an interrupt. */
final class WaitingCases {
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final byte[] MORE_THAN_BUFFERS = new byte[24 << 20];

    private final List<Case<NetSide>> cases = new ArrayList<>();

    private WaitingCases() {}

    static List<Case<NetSide>> all() {
        var all = new WaitingCases();
        all.timeouts();
        all.closes("a platform thread", Transcript::calling);
        all.closes("a virtual thread", Transcript::callingVirtually);
        all.interrupts();
        all.interruptsThatClose();
        all.locks();
        return all.cases;
    }

    /** Starts a call in some kind of thread. */
    @FunctionalInterface
    private interface Starter {
        Calling<?> start(Transcript out, Callable<?> call);
    }

    private void add(String name, Case.Program<NetSide> program) {
        cases.add(new Case<>(name, program));
    }

    private void timeouts() {
        add("a read times out, and the connection goes on", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.client().setSoTimeout((int) SHORT.toMillis());
            InputStream in = pair.client().getInputStream();
            out.takes("read", SHORT, in::read);
            pair.server().getOutputStream().write(5);
            out.tries("read again", in::read);
            out.takes("and again", SHORT, () -> in.read(new byte[10]));
        });
        add("a read on a virtual thread times out", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.client().setSoTimeout((int) SHORT.toMillis());
            out.answer(
                    "read",
                    out.callingVirtually(() -> pair.client().getInputStream().read()));
        });
        add("what came before the time-out is read at once", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.client().setSoTimeout(20_000);
            pair.server().getOutputStream().write(new byte[] {1, 2});
            out.tries("read", () -> pair.client().getInputStream().readNBytes(2));
        });
        add("a time-out that is changed counts for the next read", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.client().setSoTimeout(20_000);
            out.note("long", pair.client().getSoTimeout());
            pair.client().setSoTimeout(1);
            out.takes(
                    "read",
                    Duration.ofMillis(1),
                    () -> pair.client().getInputStream().read());
            pair.client().setSoTimeout(0);
            pair.server().close();
            out.tries("read for ever", () -> pair.client().getInputStream().read());
        });
        add("an accept times out, and the listener goes on", (side, out) -> {
            ServerSocket listener = side.listener(out);
            listener.setSoTimeout((int) SHORT.toMillis());
            out.takes("accept", SHORT, listener::accept);
            Socket client = out.keep(side.socket());
            client.connect(listener.getLocalSocketAddress());
            out.note("accept again", out.keep(listener.accept()).isConnected());
        });
        add("an accept on a virtual thread times out", (side, out) -> {
            ServerSocket listener = side.listener(out);
            listener.setSoTimeout((int) SHORT.toMillis());
            out.answer("accept", out.callingVirtually(listener::accept));
        });
        add("a connect times out where nobody answers, and closes", (side, out) -> {
            ServerSocket full = fullListener(side, out);
            Socket late = out.keep(side.socket());
            out.takes("connect", SHORT, () -> late.connect(full.getLocalSocketAddress(), (int) SHORT.toMillis()));
            out.note("closed", late.isClosed());
            out.does("again", () -> late.connect(full.getLocalSocketAddress()));
        });
    }

    /** {@return a listener whose backlog is full: whoever comes now is left without an answer} */
    private static ServerSocket fullListener(NetSide side, Transcript out) throws IOException {
        ServerSocket full = out.keep(side.server());
        full.bind(NetSide.at("127.0.0.1", 0), 1);
        out.port("full", full.getLocalPort());
        for (int i = 0; i < 2; i++) {
            out.keep(side.socket()).connect(full.getLocalSocketAddress());
        }
        return full;
    }

    private void closes(String kind, Starter starter) {
        add("close ends a read of " + kind, (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            InputStream in = pair.client().getInputStream();
            Calling<?> reading = starter.start(out, in::read).untilBlocked();
            pair.client().close();
            out.answer("read", reading);
            out.tries("again", in::read);
        });
        add("close ends a read with a time-out of " + kind, (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.client().setSoTimeout(20_000);
            Calling<?> reading = starter.start(
                            out, () -> pair.client().getInputStream().read())
                    .untilBlocked();
            pair.client().close();
            out.answer("read", reading);
        });
        add("close ends an accept of " + kind, (side, out) -> {
            ServerSocket listener = side.listener(out);
            Calling<?> accepting = starter.start(out, listener::accept).untilBlocked();
            listener.close();
            out.answer("accept", accepting);
            out.tries("again", listener::accept);
        });
        add("close ends a write of " + kind, (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            OutputStream to = pair.client().getOutputStream();
            Calling<?> writing = starter.start(out, () -> {
                        to.write(MORE_THAN_BUFFERS);
                        return "done";
                    })
                    .untilBlocked();
            pair.client().close();
            out.answer("write", writing);
            out.does("again", () -> to.write(1));
        });
        add("close ends a connect of " + kind, (side, out) -> {
            ServerSocket full = fullListener(side, out);
            Socket late = out.keep(side.socket());
            Calling<?> connecting = starter.start(out, () -> {
                        late.connect(full.getLocalSocketAddress());
                        return "done";
                    })
                    .untilBlocked();
            late.close();
            out.answer("connect", connecting);
            out.note("connected", late.isConnected());
        });
        add("the peer's close ends a read of " + kind, (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            Calling<?> reading = starter.start(
                            out, () -> pair.client().getInputStream().read())
                    .untilBlocked();
            pair.server().close();
            out.answer("read", reading);
        });
        add("a write goes on when the peer reads, on " + kind, (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            Calling<?> writing = starter.start(out, () -> {
                        pair.client().getOutputStream().write(MORE_THAN_BUFFERS);
                        pair.client().shutdownOutput();
                        return "done";
                    })
                    .untilBlocked();
            out.note("read", pair.server().getInputStream().readAllBytes().length);
            out.answer("write", writing);
        });
    }

    private void interrupts() {
        add("a platform thread's read heeds no interrupt", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            Calling<String> reading = out.calling(() -> {
                int read = pair.client().getInputStream().read();
                return read + ", interrupted " + Thread.currentThread().isInterrupted();
            });
            reading.untilBlocked().interrupt();
            reading.untilBlocked();
            pair.server().getOutputStream().write(8);
            out.answer("read", reading);
            out.note("closed", pair.client().isClosed());
        });
        add("a platform thread's interrupt status while it reads", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            Calling<Integer> reading =
                    out.calling(() -> pair.client().getInputStream().read());
            reading.untilBlocked().interrupt();
            reading.untilBlocked();
            out.note("interrupted", reading.thread().isInterrupted());
            pair.server().getOutputStream().write(8);
            out.answer("read", reading);
        });
        add("an interrupted platform thread may begin a read", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.client().setSoTimeout((int) SHORT.toMillis());
            Calling<String> reading = out.calling(() -> {
                Thread.currentThread().interrupt();
                try {
                    return "read " + pair.client().getInputStream().read();
                } catch (IOException e) {
                    return e + ", interrupted " + Thread.currentThread().isInterrupted();
                }
            });
            out.answer("read", reading);
            out.note("closed", pair.client().isClosed());
        });
        add("a platform thread's accept heeds no interrupt", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Calling<Boolean> accepting = out.calling(() -> {
                out.keep(listener.accept());
                return Thread.currentThread().isInterrupted();
            });
            accepting.untilBlocked().interrupt();
            accepting.untilBlocked();
            out.keep(side.socket()).connect(listener.getLocalSocketAddress());
            out.answer("interrupted", accepting);
        });
    }

    private void interruptsThatClose() {
        interruptsVirtual(
                "read", (side, out, pair) -> pair.client().getInputStream().read());
        interruptsVirtual("write", (side, out, pair) -> {
            pair.client().getOutputStream().write(MORE_THAN_BUFFERS);
            return "done";
        });
        add("a virtual thread's accept is closed by an interrupt", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Calling<?> accepting = out.callingVirtually(listener::accept).untilBlocked();
            accepting.interrupt();
            out.answer("accept", accepting);
            out.note("closed", listener.isClosed());
        });
        add("a virtual thread's connect is closed by an interrupt", (side, out) -> {
            ServerSocket full = fullListener(side, out);
            Socket late = out.keep(side.socket());
            Calling<?> connecting = out.callingVirtually(() -> {
                        late.connect(full.getLocalSocketAddress());
                        return "done";
                    })
                    .untilBlocked();
            connecting.interrupt();
            out.answer("connect", connecting);
            out.note("closed", late.isClosed());
        });
        add("an interrupted virtual thread reads what is there", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.server().getOutputStream().write(3);
            out.answer("read", out.callingVirtually(() -> {
                Thread.currentThread().interrupt();
                return pair.client().getInputStream().read() + ", interrupted "
                        + Thread.currentThread().isInterrupted();
            }));
            out.note("closed", pair.client().isClosed());
        });
    }

    /** A call on a connection. */
    @FunctionalInterface
    private interface PairCall {
        Object on(NetSide side, Transcript out, NetSide.Pair pair) throws Exception;
    }

    private void interruptsVirtual(String name, PairCall call) {
        add("a virtual thread's " + name + " is closed by an interrupt", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            Calling<String> calling = out.callingVirtually(() -> {
                try {
                    return name + " " + call.on(side, out, pair);
                } catch (IOException e) {
                    return e + ", interrupted " + Thread.currentThread().isInterrupted();
                }
            });
            calling.untilBlocked().interrupt();
            out.answer(name, calling);
            out.note("closed", pair.client().isClosed());
        });
    }

    private void locks() {
        add("a time-out counts while another thread reads", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            InputStream in = pair.client().getInputStream();
            Calling<Integer> first = out.calling(in::read).untilBlocked();
            pair.client().setSoTimeout((int) SHORT.toMillis());
            out.takes("second read", SHORT, in::read);
            pair.server().getOutputStream().write(4);
            out.answer("first read", first);
        });
        add("two reads wait, and each gets its byte", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            InputStream in = pair.client().getInputStream();
            Calling<Integer> first = out.calling(in::read).untilBlocked();
            Calling<Integer> second = out.calling(in::read).untilBlocked();
            pair.server().getOutputStream().write(new byte[] {6, 6});
            out.answer("one", first);
            out.answer("other", second);
        });
        add("close ends all that wait for their turn", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            InputStream in = pair.client().getInputStream();
            Calling<Integer> first = out.calling(in::read).untilBlocked();
            Calling<Integer> second = out.calling(in::read).untilBlocked();
            pair.client().close();
            out.answer("one", first);
            out.answer("other", second);
        });
        add("a time-out of accept counts while another thread accepts", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Calling<Socket> first = out.calling(listener::accept).untilBlocked();
            listener.setSoTimeout((int) SHORT.toMillis());
            out.takes("second accept", SHORT, listener::accept);
            listener.close();
            out.answer("first accept", first);
        });
        add("a read and a write go on at once", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            Calling<Integer> reading =
                    out.calling(() -> pair.client().getInputStream().read()).untilBlocked();
            pair.client().getOutputStream().write(1);
            out.note("server", pair.server().getInputStream().read());
            pair.server().getOutputStream().write(2);
            out.answer("client", reading);
        });
    }
}
