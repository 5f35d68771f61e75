package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.loopback;
import static jackfield.socket.parity.NioSide.port;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The sockets of stream channels. */
final class StreamAdaptorCases {
    private StreamAdaptorCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    private static void describe(Transcript out, Socket socket) {
        out.note("bound", socket.isBound());
        out.note("connected", socket.isConnected());
        out.note("closed", socket.isClosed());
        out.note("input shut", socket.isInputShutdown());
        out.note("output shut", socket.isOutputShutdown());
        out.note("address", socket.getInetAddress());
        out.note("port is there", socket.getPort() > 0);
        out.note("local address", socket.getLocalAddress());
        out.note("local port", Integer.signum(socket.getLocalPort()));
        out.note("remote", socket.getRemoteSocketAddress());
        out.note("local", socket.getLocalSocketAddress());
        out.note("text", socket);
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third(), fourth())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("the socket of a fresh channel", (side, out) -> {
                    SocketChannel channel = side.stream(out);
                    Socket socket = channel.socket();
                    out.note("same", NioSide.same(socket, channel.socket()));
                    out.note("channel", NioSide.same(socket.getChannel(), channel));
                    describe(out, socket);
                    out.tries("input", socket::getInputStream);
                    out.tries("output", socket::getOutputStream);
                    out.does("shut input", socket::shutdownInput);
                    out.does("shut output", socket::shutdownOutput);
                }),
                of("the socket of a connected channel", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    describe(out, pair.client().socket());
                    describe(out, pair.server().socket());
                    out.does("connect", () -> pair.client().socket().connect(loopback(9)));
                    out.does("bind", () -> pair.client().socket().bind(null));
                }),
                of("the socket of a closed channel", (side, out) -> {
                    SocketChannel channel = side.pair(out).client();
                    Socket socket = channel.socket();
                    socket.close();
                    out.note("open", channel.isOpen());
                    describe(out, socket);
                    out.tries("input", socket::getInputStream);
                    out.tries("output", socket::getOutputStream);
                    out.does("connect", () -> socket.connect(loopback(9)));
                    out.does("bind", () -> socket.bind(null));
                    out.does("shut input", socket::shutdownInput);
                    out.does("shut output", socket::shutdownOutput);
                    out.tries("no delay", socket::getTcpNoDelay);
                    out.does("set no delay", () -> socket.setTcpNoDelay(true));
                    out.tries("timeout", socket::getSoTimeout);
                    out.does("set timeout", () -> socket.setSoTimeout(1));
                    out.does("urgent", () -> socket.sendUrgentData(1));
                }),
                of("a socket connects its channel", (side, out) -> {
                    var listener = side.listener(out);
                    SocketChannel channel = side.stream(out);
                    out.does("bind", () -> channel.socket().bind(loopback(0)));
                    out.port("client", channel.socket().getLocalPort());
                    out.does("connect", () -> channel.socket().connect(listener.getLocalAddress(), 10_000));
                    out.note("connected", channel.isConnected());
                    out.note("text", channel);
                }),
                of("a socket's connect is refused", (side, out) -> {
                    int port = out.port("free", side.freePort());
                    SocketChannel first = side.stream(out);
                    out.does("connect", () -> first.socket().connect(loopback(port)));
                    out.note("open", first.isOpen());
                    SocketChannel second = side.stream(out);
                    out.does("connect in time", () -> second.socket().connect(loopback(port), 10_000));
                    out.note("open", second.isOpen());
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("arguments that a socket's connect refuses", (side, out) -> {
                    Socket socket = side.stream(out).socket();
                    out.does("null", () -> socket.connect(null));
                    out.does("null in time", () -> socket.connect(null, 1));
                    out.does("negative", () -> socket.connect(loopback(9), -1));
                    out.does("file", () -> socket.connect(java.net.UnixDomainSocketAddress.of("/tmp/none")));
                    out.does(
                            "unresolved",
                            () -> socket.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 9)));
                    out.note("closed", socket.isClosed());
                }),
                of("streams of a channel's socket", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var to = pair.client().socket().getOutputStream();
                    to.write(200);
                    to.write(new byte[] {1, 2, 3}, 1, 2);
                    to.flush();
                    var in = pair.server().socket().getInputStream();
                    out.note("first", in.read());
                    out.note("rest", in.readNBytes(2));
                    out.note("available", in.available());
                    to.write(new byte[5]);
                    out.note("one", in.read());
                    out.note("available", in.available());
                    out.note("none", in.read(new byte[0]));
                    out.tries("range", () -> in.read(new byte[2], 1, 2));
                    pair.client().shutdownOutput();
                    out.note("rest", in.readAllBytes());
                    out.note("end", in.read());
                    out.tries("output", () -> pair.client().socket().getOutputStream());
                    out.tries("write", () -> {
                        to.write(1);
                        return 0;
                    });
                }),
                of("a read of a channel's socket times out", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    Socket socket = pair.server().socket();
                    var in = socket.getInputStream();
                    socket.setSoTimeout(30);
                    out.note("timeout", socket.getSoTimeout());
                    out.takes("read", Duration.ofMillis(30), in::read);
                    out.note("open", pair.server().isOpen());
                    pair.client().write(bytes(5));
                    out.note("read", in.read());
                    out.does("negative", () -> socket.setSoTimeout(-1));
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("streams of a channel that does not wait", (side, out) -> {
                    NioSide.Pair pair = side.pair(out).quick();
                    var in = pair.server().socket().getInputStream();
                    var to = pair.server().socket().getOutputStream();
                    out.tries("read", in::read);
                    out.does("write", () -> to.write(1));
                    out.tries("available", in::available);
                    SocketChannel fresh = side.stream(out);
                    fresh.configureBlocking(false);
                    out.does("connect", () -> fresh.socket().connect(loopback(9)));
                    out.does("connect in time", () -> fresh.socket().connect(loopback(9), 5));
                    out.note("open", fresh.isOpen());
                }),
                of("closing ends a read of a channel's socket", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    var in = pair.server().socket().getInputStream();
                    var reading = out.calling(in::read).untilBlocked();
                    pair.server().socket().close();
                    out.answer("read", reading);
                    out.tries("then", in::read);
                }),
                of("closing a stream closes the channel", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    pair.server().socket().getInputStream().close();
                    out.note("server", pair.server().isOpen());
                    pair.client().socket().getOutputStream().close();
                    out.note("client", pair.client().isOpen());
                }),
                of("switches of a channel's socket", (side, out) -> {
                    Socket socket = side.pair(out).client().socket();
                    socket.setTcpNoDelay(true);
                    out.note("no delay", socket.getTcpNoDelay());
                    out.note("linger", socket.getSoLinger());
                    socket.setSoLinger(true, 7);
                    out.note("linger", socket.getSoLinger());
                    socket.setSoLinger(false, 7);
                    out.note("linger", socket.getSoLinger());
                    out.does("linger", () -> socket.setSoLinger(true, -3));
                    out.note("inline", socket.getOOBInline());
                    socket.setOOBInline(true);
                    out.note("inline", socket.getOOBInline());
                    socket.setKeepAlive(true);
                    out.note("keep-alive", socket.getKeepAlive());
                    socket.setTrafficClass(16);
                    out.note("class", socket.getTrafficClass());
                    out.does("class", () -> socket.setTrafficClass(256));
                    socket.setReuseAddress(true);
                    out.note("reuse", socket.getReuseAddress());
                    out.does("send buffer", () -> socket.setSendBufferSize(0));
                    out.does("receive buffer", () -> socket.setReceiveBufferSize(-1));
                    out.does("preferences", () -> socket.setPerformancePreferences(1, 2, 3));
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(of("an urgent byte in its place", (side, out) -> {
            NioSide.Pair pair = side.pair(out);
            pair.server().socket().setOOBInline(true);
            pair.client().write(bytes(1));
            pair.client().socket().sendUrgentData(2);
            pair.client().write(bytes(3));
            out.note("all", pair.server().socket().getInputStream().readNBytes(3));
        }));
    }
}
