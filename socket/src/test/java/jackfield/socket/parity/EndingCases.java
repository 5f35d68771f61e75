package jackfield.socket.parity;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How a connection ends: half closed, closed, reset, and what the other end is told. */
final class EndingCases {
    private static final byte[] TEXT = {1, 2, 3};

    private EndingCases() {}

    private static Case<NetSide> of(String name, Case.Program<NetSide> program) {
        return new Case<>(name, program);
    }

    static List<Case<NetSide>> all() {
        var all = new ArrayList<Case<NetSide>>();
        all.addAll(halfClosed());
        all.addAll(resets());
        all.addAll(closes());
        return all;
    }

    private static List<Case<NetSide>> halfClosed() {
        return List.of(
                of("a half closed connection carries bytes the other way", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.client().getOutputStream().write(TEXT);
                    pair.client().shutdownOutput();
                    out.tries(
                            "server reads all",
                            () -> pair.server().getInputStream().readAllBytes());
                    pair.server().getOutputStream().write(TEXT);
                    pair.server().close();
                    out.tries(
                            "client reads all",
                            () -> pair.client().getInputStream().readAllBytes());
                }),
                of("a write after shutdownOutput is refused", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    OutputStream to = pair.client().getOutputStream();
                    pair.client().shutdownOutput();
                    out.does("write", () -> to.write(1));
                    out.does("write nothing", () -> to.write(new byte[0]));
                    out.does("urgent", () -> pair.client().sendUrgentData(1));
                }),
                of("a read after shutdownInput is at the end", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.server().getOutputStream().write(TEXT);
                    InputStream in = pair.client().getInputStream();
                    out.note("first byte", in.read());
                    pair.client().shutdownInput();
                    out.tries("read", in::read);
                    out.tries("available", in::available);
                }),
                of("shutdownInput wakes a read", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    var reading = out.callingVirtually(
                            () -> pair.client().getInputStream().read());
                    reading.untilBlocked();
                    pair.client().shutdownInput();
                    out.answer("read", reading);
                }),
                of("a write to a peer that has closed is refused in the end", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.server().close();
                    out.note("read", pair.client().getInputStream().read());
                    out.does("writes", () -> writeUntilRefused(pair.client()));
                    out.does("again", () -> pair.client().getOutputStream().write(1));
                    out.tries("read again", () -> pair.client().getInputStream().read());
                }));
    }

    private static List<Case<NetSide>> resets() {
        return List.of(
                of("linger 0 resets the connection", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.server().setSoLinger(true, 0);
                    pair.server().close();
                    InputStream in = pair.client().getInputStream();
                    out.tries("read", in::read);
                    out.tries("read again", in::read);
                    out.tries("read nothing", () -> in.read(new byte[0]));
                    out.tries("available", in::available);
                    out.does("write", () -> pair.client().getOutputStream().write(1));
                    out.does(
                            "write again", () -> pair.client().getOutputStream().write(1));
                    out.does("shut input", pair.client()::shutdownInput);
                    out.does("shut output", pair.client()::shutdownOutput);
                    out.note("connected", pair.client().isConnected());
                }),
                of("a reset while a read waits", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    var reading =
                            out.calling(() -> pair.client().getInputStream().read());
                    reading.untilBlocked();
                    pair.server().setSoLinger(true, 0);
                    pair.server().close();
                    out.answer("read", reading);
                }),
                of("a reset throws away what was not read", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.server().getOutputStream().write(TEXT);
                    out.note("first", pair.client().getInputStream().read());
                    pair.server().setSoLinger(true, 0);
                    pair.server().close();
                    out.tries("read", () -> pair.client().getInputStream().read());
                }),
                of("a write of a reset connection, asked first", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    var reading =
                            out.calling(() -> pair.client().getInputStream().available());
                    out.answer("available", reading);
                    pair.server().setSoLinger(true, 0);
                    pair.server().close();
                    out.does("writes", () -> writeUntilRefused(pair.client()));
                    out.does(
                            "write again", () -> pair.client().getOutputStream().write(1));
                    out.tries("read", () -> pair.client().getInputStream().read());
                }),
                of("close with bytes unread ends with a FIN all the same", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.client().getOutputStream().write(TEXT);
                    out.note("server reads one", pair.server().getInputStream().read());
                    pair.server().close();
                    out.tries(
                            "client reads", () -> pair.client().getInputStream().read());
                }));
    }

    private static List<Case<NetSide>> closes() {
        return List.of(
                of("closing the stream closes the socket", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    InputStream in = pair.client().getInputStream();
                    OutputStream to = pair.client().getOutputStream();
                    in.close();
                    out.note("closed", pair.client().isClosed());
                    out.does("write", () -> to.write(1));
                    out.tries("read", in::read);
                    out.tries("available", in::available);
                    out.tries("stream", pair.client()::getInputStream);
                }),
                of("a lingering close waits for the peer", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.client().setSoLinger(true, 10);
                    pair.client().getOutputStream().write(TEXT);
                    out.does("close", pair.client()::close);
                    out.note("server reads", pair.server().getInputStream().readAllBytes());
                }),
                of("available counts what has come", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    InputStream in = pair.server().getInputStream();
                    out.note("first", in.available());
                    pair.client().getOutputStream().write(new byte[1000]);
                    out.note("then", awaitAvailable(in, 1000));
                    in.readNBytes(400);
                    out.note("after some", in.available());
                    in.readNBytes(600);
                    pair.client().close();
                    out.note("at the end", in.read());
                    out.note("after the end", in.available());
                }),
                of("a connection of one port after another", (side, out) -> {
                    ServerSocket listener = side.listener(out);
                    for (int i = 0; i < 20; i++) {
                        NetSide.Pair pair = side.pair(out, listener);
                        pair.client().getOutputStream().write(i);
                        out.note("read " + i, pair.server().getInputStream().read());
                        pair.client().close();
                        pair.server().close();
                    }
                }));
    }

    private static void writeUntilRefused(Socket socket) throws Exception {
        long until = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < until) {
            socket.getOutputStream().write(new byte[] {9});
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int awaitAvailable(InputStream in, int bytes) throws Exception {
        long until = System.nanoTime() + 10_000_000_000L;
        while (in.available() < bytes && System.nanoTime() < until) {
            LockSupport.parkNanos(200_000);
        }
        return in.available();
    }
}
