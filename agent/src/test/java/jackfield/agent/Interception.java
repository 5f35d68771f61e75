package jackfield.agent;

import com.sun.net.httpserver.HttpServer;
import jackfield.socket.LiveHost;
import jackfield.socket.jvm.JvmSockets;
import jackfield.socket.route.Network;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Prints the rows of docs/interception.md, each from what was seen when the API was run in a routed JVM. */
@SuppressWarnings("AddressSelection") // InetAddress is what is looked at.
public final class Interception {
    private static final String FACTORY = "`setSocketImplFactory`, `setSocketFactory`";
    private static final String PROVIDER = "`SelectorProvider`";
    private static final String DATAGRAMS = "`setDatagramSocketImplFactory`";
    private static final String NAMES = "`InetAddressResolverProvider`";
    private static final String NOT = "-";

    private final Probe probe;
    private final List<Object> kept = new ArrayList<>();

    private Interception(Probe probe) {
        this.probe = probe;
    }

    /**
     * Runs, and prints what was seen.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        JvmSockets.install();
        LiveHost host = LiveHost.builder("lab").start();
        Network network = Network.named("lab")
                .host("lab", host.sockets(), "10.77.0.2")
                .reaches("127.77.0.0/16")
                .name(Probe.NAME, Probe.ADDRESS)
                .register();
        var rows = new Interception(new Probe(network));
        rows.streams();
        rows.channels();
        rows.datagrams();
        rows.names();
        rows.others(network);
        Runtime.getRuntime().halt(0);
    }

    private static void row(String api, boolean isCaptured, String how, String note) {
        row(api, isCaptured ? "yes" : "**no**", isCaptured ? how : NOT, note);
    }

    private static void row(String api, String captured, String how, String note) {
        System.out.println("| " + String.join(" | ", api, captured, how, note).strip() + " |");
    }

    private static InetSocketAddress at(int port) throws IOException {
        return new InetSocketAddress(Probe.ip(), port);
    }

    private int keep(AutoCloseable opened, int port) {
        kept.add(opened);
        return port;
    }

    private void streams() throws Exception {
        row("`Socket`", probe.connects(port -> new Socket(Probe.ip(), port).close()), FACTORY, "");
        row(
                "`ServerSocket`",
                probe.listens(() -> {
                    var server = new ServerSocket(0, 5, Probe.ip());
                    return keep(server, server.getLocalPort());
                }),
                FACTORY,
                "bound to no address it is the platform's, unless in a scope or a network takes those");
        row(
                "`SSLSocket`",
                probe.connects(port -> SSLSocketFactory.getDefault()
                        .createSocket(Probe.ip(), port)
                        .close()),
                FACTORY,
                "");
        row(
                "`SSLServerSocket`",
                probe.listens(() -> {
                    ServerSocket server = SSLServerSocketFactory.getDefault().createServerSocket(0, 5, Probe.ip());
                    return keep(server, server.getLocalPort());
                }),
                FACTORY,
                "");
        row(
                "`HttpURLConnection`",
                probe.connects(port -> uri(port).toURL().openStream().readAllBytes()),
                FACTORY,
                "");
        row(
                "`Socket(Proxy)` of SOCKS or HTTP",
                probe.connects(port -> {
                    try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, at(port)))) {
                        socket.connect(InetSocketAddress.createUnresolved("example.org", 80));
                    }
                }),
                FACTORY,
                "the JDK gives a socket with a proxy of its own the platform's inside, past the factory");
    }

    private static URI uri(int port) {
        return URI.create("http://" + Probe.ADDRESS + ":" + port + "/");
    }

    private void channels() throws Exception {
        row(
                "`SocketChannel`",
                probe.connects(port -> SocketChannel.open(at(port)).close()),
                PROVIDER,
                "");
        row(
                "`ServerSocketChannel`",
                probe.listens(() -> {
                    ServerSocketChannel server = ServerSocketChannel.open().bind(at(0));
                    return keep(server, server.socket().getLocalPort());
                }),
                PROVIDER,
                "");
        row(
                "`Selector`",
                probe.connects(Interception::select),
                PROVIDER,
                "one takes channels of ours and of the platform's");
        row(
                "`java.net.http.HttpClient`",
                probe.connects(port -> {
                    try (HttpClient client = HttpClient.newHttpClient()) {
                        client.send(HttpRequest.newBuilder(uri(port)).build(), HttpResponse.BodyHandlers.ofString());
                    }
                }),
                PROVIDER,
                "its own threads are in no scope: there the address decides");
        row(
                "`com.sun.net.httpserver.HttpServer`",
                probe.listens(() -> {
                    HttpServer server = HttpServer.create(at(0), 0);
                    server.start();
                    return keep(() -> server.stop(0), server.getAddress().getPort());
                }),
                PROVIDER,
                "");
        row(
                "`FileChannel.transferTo` a channel",
                probe.connects(Interception::transfer),
                PROVIDER,
                "copied in pieces of 8 KiB, as the JDK does for channels of others");
        row("`Pipe`", "in memory", PROVIDER, pipe());
        row(
                "`AsynchronousSocketChannel`",
                probe.connects(port -> {
                    try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
                        channel.connect(at(port)).get();
                    }
                }),
                "`AsynchronousChannelProvider`",
                "");
        row(
                "`AsynchronousServerSocketChannel`",
                probe.listens(() -> {
                    AsynchronousServerSocketChannel server =
                            AsynchronousServerSocketChannel.open().bind(at(0));
                    return keep(server, ((InetSocketAddress) server.getLocalAddress()).getPort());
                }),
                "`AsynchronousChannelProvider`",
                "");
        row("Unix-domain channels", "**no**", NOT, "no network: " + unixDomain() + " as before");
    }

    private static void select(int port) throws IOException {
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            channel.connect(at(port));
            channel.register(selector, SelectionKey.OP_CONNECT);
            selector.select(2000);
            channel.finishConnect();
        }
    }

    private static void transfer(int port) throws IOException {
        Path file = Files.createTempFile("interception", "");
        Files.write(file, new byte[100_000]);
        try (FileChannel from = FileChannel.open(file);
                SocketChannel to = SocketChannel.open(at(port))) {
            from.transferTo(0, 100_000, to);
        } finally {
            Files.delete(file);
        }
    }

    private static String pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
        return pipe.source().read(ByteBuffer.allocate(1)) == 1 ? "no descriptor; our selectors take it" : "broken";
    }

    private static String unixDomain() throws IOException {
        Path path = Files.createTempDirectory("interception").resolve("socket");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address)) {
            return client.isConnected() && server.accept() != null ? "they work" : "they do not work";
        } finally {
            Files.delete(path);
        }
    }

    private void datagrams() throws Exception {
        row(
                "`DatagramSocket`",
                exchange(new DatagramSocket()),
                DATAGRAMS,
                "the JDK puts its class of before JDK 15 around it:"
                        + " some texts and causes of exceptions are that one's");
        row(
                "`MulticastSocket`",
                exchange(new MulticastSocket()),
                DATAGRAMS,
                "joins groups; which interface is meant is in JVM-SOCKETS.md");
        row(
                "`DatagramChannel`",
                exchange(DatagramChannel.open().socket()),
                PROVIDER,
                "its `socket()` is no `MulticastSocket`");
    }

    /** {@return whether a datagram sent by a socket comes to one that is bound to our address} */
    private static boolean exchange(DatagramSocket client) throws Exception {
        try (client;
                var server = new DatagramSocket(0, Probe.ip())) {
            server.setSoTimeout(2000);
            client.send(new DatagramPacket(new byte[] {1}, 1, Probe.ip(), server.getLocalPort()));
            var packet = new DatagramPacket(new byte[1], 1);
            server.receive(packet);
            // A host of ours answers from its own address or this one; the kernel would from 127.0.0.1.
            return !packet.getAddress().equals(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        }
    }

    private void names() throws Exception {
        row(
                "`InetAddress.getByName`",
                Probe.said(() -> InetAddress.getByName(Probe.NAME).getHostAddress())
                        .equals(Probe.ADDRESS),
                NAMES,
                "with the jar `jackfield-names` or the agent; not with `-Djdk.net.hosts.file`");
        row(
                "`InetAddress.getHostName` (reverse)",
                Probe.said(() -> InetAddress.getByAddress(new byte[] {10, 77, 0, 2})
                                .getHostName())
                        .equals("lab"),
                NAMES,
                "an address in a network's prefix is never asked elsewhere");
        row(
                "`InetAddress.getLocalHost`",
                !InetAddress.getLocalHost().getHostName().equals("lab") ? "**no**" : "yes",
                NOT,
                "the machine's name, from the operating system");
        row(
                "`InetAddress.isReachable`",
                InetAddress.getByAddress(new byte[] {127, 77, 1, 9}).isReachable(500) ? "**no**" : "yes",
                NOT,
                "the kernel's echo, though no host of ours has the address that was asked");
        row(
                "`NetworkInterface`",
                NetworkInterface.getByInetAddress(InetAddress.getByAddress(new byte[] {10, 77, 0, 2})) == null
                        ? "**no**"
                        : "yes",
                NOT,
                "the kernel's interfaces");
    }

    private void others(Network network) throws Exception {
        row("RMI, JMX over RMI", rmi(network), FACTORY, "");
        row("`System.inheritedChannel`", "**no**", NOT, "the platform's channel, as it was handed down");
        row(
                "Native libraries, `epoll` transports, JNI, FFM",
                "**no**",
                NOT,
                "system calls are not seen: say " + "`-Dio.netty.transport.noNative=true` and its like");
        row("Child processes", "**no**", NOT, "they are the kernel's");
    }

    private boolean rmi(Network network) {
        return probe.listens(() -> {
            var ready = new FutureTask<>(() -> {
                var free = new ServerSocket(0);
                int port = free.getLocalPort();
                free.close();
                kept.add(LocateRegistry.createRegistry(port));
                return port;
            });
            network.run(ready);
            return Probe.got(ready);
        });
    }
}
