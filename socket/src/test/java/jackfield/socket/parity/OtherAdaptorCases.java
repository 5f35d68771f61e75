package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.loopback;
import static jackfield.socket.parity.NioSide.port;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The sockets of listening and datagram channels. */
final class OtherAdaptorCases {
    private OtherAdaptorCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    private static void describe(Transcript out, DatagramSocket socket) {
        out.note("bound", socket.isBound());
        out.note("connected", socket.isConnected());
        out.note("closed", socket.isClosed());
        out.note("address", socket.getInetAddress());
        out.note("port", Integer.signum(socket.getPort()));
        out.note("remote", socket.getRemoteSocketAddress());
        out.note("local address", socket.getLocalAddress());
        out.note("local port", Integer.signum(socket.getLocalPort()));
        out.note("local", socket.getLocalSocketAddress());
    }

    private static DatagramPacket packet(int length) {
        return new DatagramPacket(new byte[length], length);
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third()).flatMap(List::stream).toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("the socket of a fresh listener", (side, out) -> {
                    ServerSocketChannel channel = out.keep(side.provider().openServerSocketChannel());
                    ServerSocket socket = channel.socket();
                    out.note("same", NioSide.same(socket, channel.socket()));
                    out.note("channel", NioSide.same(socket.getChannel(), channel));
                    out.note("bound", socket.isBound());
                    out.note("closed", socket.isClosed());
                    out.note("port", socket.getLocalPort());
                    out.note("address", socket.getInetAddress());
                    out.note("local", socket.getLocalSocketAddress());
                    out.note("text", socket);
                    out.tries("accept", socket::accept);
                    out.does("bind", () -> socket.bind(loopback(0)));
                    out.port("server", socket.getLocalPort());
                    out.note("local", socket.getLocalSocketAddress());
                    out.note("address", socket.getInetAddress());
                    out.does("bind again", () -> socket.bind(null));
                }),
                of("a listener's socket accepts", (side, out) -> {
                    ServerSocketChannel listener = side.listener(out);
                    var client = side.stream(out);
                    client.connect(listener.getLocalAddress());
                    out.port("client", port(client.getLocalAddress()));
                    var accepted = out.keep(listener.socket().accept());
                    out.note("has a channel", accepted.getChannel() != null);
                    out.note("remote", accepted.getRemoteSocketAddress());
                }),
                of("accept of a listener's socket times out", (side, out) -> {
                    ServerSocket socket = side.listener(out).socket();
                    socket.setSoTimeout(30);
                    out.note("timeout", socket.getSoTimeout());
                    out.takes("accept", Duration.ofMillis(30), socket::accept);
                    out.note("closed", socket.isClosed());
                }),
                of("accept of a listener's socket that does not wait", (side, out) -> {
                    ServerSocketChannel listener = side.listener(out);
                    listener.configureBlocking(false);
                    out.tries("accept", () -> listener.socket().accept());
                }),
                of("closing ends accept of a listener's socket", (side, out) -> {
                    ServerSocket socket = side.listener(out).socket();
                    var accepting = out.calling(socket::accept).untilBlocked();
                    socket.close();
                    out.answer("accept", accepting);
                    out.tries("then", socket::accept);
                    out.note("closed", socket.isClosed());
                    out.note("bound", socket.isBound());
                    out.does("bind", () -> socket.bind(null));
                    out.tries("reuse", socket::getReuseAddress);
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("switches of a listener's socket", (side, out) -> {
                    ServerSocket socket = side.listener(out).socket();
                    out.note("reuse", socket.getReuseAddress());
                    socket.setReuseAddress(false);
                    out.note("reuse", socket.getReuseAddress());
                    out.does("buffer", () -> socket.setReceiveBufferSize(0));
                    out.does("preferences", () -> socket.setPerformancePreferences(1, 2, 3));
                }),
                of("the socket of a fresh datagram channel", (side, out) -> {
                    DatagramChannel channel = side.datagrams(out);
                    DatagramSocket socket = channel.socket();
                    out.note("same", NioSide.same(socket, channel.socket()));
                    out.note("channel", NioSide.same(socket.getChannel(), channel));
                    describe(out, socket);
                    socket.bind(loopback(0));
                    out.port("a", socket.getLocalPort());
                    describe(out, socket);
                    out.does("bind again", () -> socket.bind(null));
                    socket.close();
                    describe(out, socket);
                    out.does("receive", () -> socket.receive(packet(1)));
                    out.does("send", () -> socket.send(new DatagramPacket(new byte[1], 1, loopback(9))));
                    out.tries("timeout", socket::getSoTimeout);
                    out.does("bind closed", () -> socket.bind(null));
                    out.does("connect closed", () -> socket.connect(loopback(9)));
                }),
                of("a datagram channel's socket sends and receives", (side, out) -> {
                    DatagramSocket a = side.datagrams(out, "a").socket();
                    DatagramSocket b = side.datagrams(out, "b").socket();
                    a.send(new DatagramPacket(new byte[] {1, 2, 3}, 1, 2, b.getLocalSocketAddress()));
                    DatagramPacket got = packet(10);
                    b.receive(got);
                    out.note("length", got.getLength());
                    out.note("from", got.getSocketAddress());
                    out.note("data", java.util.Arrays.copyOf(got.getData(), got.getLength()));
                    a.send(new DatagramPacket(new byte[9], 9, b.getLocalSocketAddress()));
                    DatagramPacket small = packet(4);
                    b.receive(small);
                    out.note("cut", small.getLength());
                    a.send(new DatagramPacket(new byte[9], 0, b.getLocalSocketAddress()));
                    b.receive(got);
                    out.note("empty", got.getLength());
                }),
                of("a receive of a datagram channel's socket times out", (side, out) -> {
                    DatagramSocket a = side.datagrams(out, "a").socket();
                    a.setSoTimeout(30);
                    out.note("timeout", a.getSoTimeout());
                    out.takes("receive", Duration.ofMillis(30), () -> a.receive(packet(1)));
                    out.does("negative", () -> a.setSoTimeout(-1));
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("closing ends a receive of a datagram channel's socket", (side, out) -> {
                    DatagramSocket a = side.datagrams(out, "a").socket();
                    var receiving = out.calling(() -> {
                        a.receive(packet(1));
                        return 0;
                    });
                    receiving.untilBlocked();
                    a.close();
                    out.answer("receive", receiving);
                }),
                of("a connected datagram channel's socket", (side, out) -> {
                    DatagramSocket a = side.datagrams(out, "a").socket();
                    DatagramSocket b = side.datagrams(out, "b").socket();
                    a.connect(b.getLocalSocketAddress());
                    describe(out, a);
                    out.does("send", () -> a.send(packet(1)));
                    out.does("send elsewhere", () -> a.send(new DatagramPacket(new byte[1], 1, loopback(9))));
                    b.receive(packet(3));
                    out.does("connect again", () -> a.connect(b.getLocalSocketAddress()));
                    a.disconnect();
                    describe(out, a);
                    out.does("send without address", () -> a.send(packet(1)));
                    out.does("null", () -> a.connect(null));
                    out.does("no address", () -> a.connect((InetAddress) null, 9));
                    out.does("port", () -> a.connect(loopback(9).getAddress(), -1));
                }),
                of("a datagram channel's socket that does not wait", (side, out) -> {
                    DatagramChannel channel = side.datagrams(out, "a");
                    channel.configureBlocking(false);
                    out.does("receive", () -> channel.socket().receive(packet(1)));
                    out.does(
                            "send",
                            () -> channel.socket().send(new DatagramPacket(new byte[1], 1, channel.getLocalAddress())));
                }),
                of("switches of a datagram channel's socket", (side, out) -> {
                    DatagramSocket a = side.datagrams(out, "a").socket();
                    out.note("broadcast", a.getBroadcast());
                    a.setBroadcast(true);
                    out.note("broadcast", a.getBroadcast());
                    a.setReuseAddress(true);
                    out.note("reuse", a.getReuseAddress());
                    a.setTrafficClass(4);
                    out.note("class", a.getTrafficClass());
                    out.does("class", () -> a.setTrafficClass(-1));
                    out.does("send buffer", () -> a.setSendBufferSize(0));
                    out.does("receive buffer", () -> a.setReceiveBufferSize(0));
                }));
    }
}
