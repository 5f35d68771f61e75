package jackfield.socket.jvm;

import com.sun.net.httpserver.HttpServer;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.LiveHost;
import jackfield.socket.route.Lab;
import jackfield.socket.route.Network;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;

/** What {@code RoutedChannelsTest} runs in a routed JVM: prints {@code what = value}. */
public final class RoutedChannels implements AutoCloseable {
    private interface Scenario {
        void run(RoutedChannels lab) throws Exception;
    }

    private static final Map<String, Scenario> SCENARIOS = new TreeMap<>(Map.of(
            "http", RoutedChannels::http,
            "selector", RoutedChannels::oneSelector,
            "blocking", RoutedChannels::backToBlocking,
            "datagrams", RoutedChannels::datagrams,
            "waiting", RoutedChannels::aReceiverMovesAlong,
            "datagramChannels", RoutedChannels::datagramChannels));

    private final MemoryNetwork wires = new MemoryNetwork(MemoryConfig.ofEthernet());
    private final LiveHost client =
            LiveHost.builder("client").link(wires.addPort(), "10.0.0.1/24").start();
    private final LiveHost server =
            LiveHost.builder("server").link(wires.addPort(), "10.0.0.2/24").start();
    private final Network network = Network.named("lab")
            .host("client", client.sockets(), "10.0.0.1/24")
            .host("server", server.sockets(), "10.0.0.2/24")
            .defaultHost("client")
            .register();

    private RoutedChannels() {}

    /**
     * Runs, and prints what was seen.
     *
     * @param arguments the scenario
     */
    public static void main(String[] arguments) throws Exception {
        JvmSockets.install();
        try (var lab = new RoutedChannels()) {
            Objects.requireNonNull(SCENARIOS.get(arguments[0])).run(lab);
        }
    }

    private static void note(String what, Object value) {
        System.out.println(what + " = " + value);
    }

    private static HttpServer serving(String address) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Lab.ip(address), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            byte[] answer = (body.length + " bytes from "
                            + exchange.getRemoteAddress().getAddress().getHostAddress())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** One client's one selector has connections of ours and of the platform's. */
    private void http() throws Exception {
        HttpServer ours = serving("10.0.0.2");
        HttpServer theirs = serving("127.0.0.1");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int size : new int[] {0, 1, 300_000}) {
                for (HttpServer to : new HttpServer[] {ours, theirs}) {
                    InetSocketAddress at = to.getAddress();
                    var uri = URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/");
                    HttpRequest request = HttpRequest.newBuilder(uri)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
                            .build();
                    note(
                            at.getAddress().getHostAddress(),
                            http.send(request, HttpResponse.BodyHandlers.ofString())
                                    .body());
                }
            }
        }
        ours.stop(0);
        theirs.stop(0);
        note("kernel", kernel());
    }

    private static Object kernel() {
        var apis = new TreeSet<String>();
        KernelCalls.ofThisJvm()
                .rows()
                .forEach(row -> apis.add(row.api() + " " + row.address().replaceAll(":.*", "")));
        return apis;
    }

    @SuppressWarnings("try") // The connections are there to be seen.
    private void oneSelector() throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel ours =
                        ServerSocketChannel.open().bind(new InetSocketAddress(Lab.ip("10.0.0.2"), 0));
                ServerSocketChannel theirs =
                        ServerSocketChannel.open().bind(new InetSocketAddress(Lab.ip("127.0.0.1"), 0))) {
            for (ServerSocketChannel listener : new ServerSocketChannel[] {ours, theirs}) {
                listener.configureBlocking(false);
                listener.register(selector, SelectionKey.OP_ACCEPT, listener.equals(ours) ? "ours" : "theirs");
            }
            note("nothing", selector.selectNow());
            for (int round = 0; round < 3; round++) {
                try (SocketChannel one = SocketChannel.open(ours.getLocalAddress())) {
                    note("one", selected(selector));
                    try (SocketChannel two = SocketChannel.open(theirs.getLocalAddress())) {
                        note("both", selected(selector));
                        ours.accept().close();
                        note("the other", selected(selector));
                        theirs.accept().close();
                        note("none", selected(selector));
                    }
                }
            }
            note("nothing in time", selector.select(20));
        }
    }

    /** Waits until the selector has something, and looks again: what is ready is told each time. */
    private static Object selected(Selector selector) throws IOException {
        var seen = new TreeSet<String>();
        for (int look = 0; look < 5; look++) {
            selector.select(key -> seen.add((String) key.attachment()), look == 0 ? 200 : 1);
        }
        var again = new TreeSet<String>();
        selector.selectNow(key -> again.add((String) key.attachment()));
        return again;
    }

    /** As an HTTP server does: select, cancel, block. */
    private void backToBlocking() throws Exception {
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(Lab.ip("127.0.0.1"), 0));
                Selector selector = Selector.open();
                SocketChannel near = SocketChannel.open(listener.getLocalAddress());
                SocketChannel far = listener.accept()) {
            for (int round = 0; round < 3; round++) {
                far.configureBlocking(false);
                SelectionKey key = far.register(selector, SelectionKey.OP_READ);
                near.write(ByteBuffer.wrap(new byte[] {1}));
                note("selected", selector.select());
                key.cancel();
                far.configureBlocking(true);
                ByteBuffer two = ByteBuffer.allocate(2);
                note("first", far.read(two));
                var writer = new FutureTask<>(() -> near.write(ByteBuffer.wrap(new byte[] {2})));
                Thread.ofVirtual().start(writer);
                note("blocked", far.read(two));
                writer.get();
                selector.selectNow();
            }
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static DatagramPacket packet(String text, String address, int port) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new DatagramPacket(bytes, bytes.length, Lab.ip(address), port);
    }

    private static FutureTask<String> echo(DatagramSocket socket) {
        var task = new FutureTask<>(() -> {
            var packet = new DatagramPacket(new byte[100], 100);
            socket.receive(packet);
            String from = packet.getAddress().getHostAddress();
            socket.send(packet("echo " + text(packet), from, packet.getPort()));
            return from;
        });
        Thread.ofVirtual().start(task);
        return task;
    }

    private void datagrams() throws Exception {
        for (String at : new String[] {"10.0.0.2", "127.0.0.1"}) {
            try (var echoes = new DatagramSocket(0, Lab.ip(at));
                    var asks = new DatagramSocket()) {
                FutureTask<String> from = echo(echoes);
                int port = asks.getLocalPort();
                asks.setSoTimeout(5000);
                asks.send(packet("hello", at, echoes.getLocalPort()));
                var answer = new DatagramPacket(new byte[100], 100);
                asks.receive(answer);
                note(at, text(answer) + " to " + from.get());
                note("the port stays", asks.getLocalPort() == port);
                String other = at.startsWith("10") ? "127.0.0.1" : "10.0.0.2";
                try {
                    asks.send(packet("stray", other, 9));
                    note("elsewhere", "sent");
                } catch (IOException e) {
                    note("elsewhere", String.valueOf(e.getMessage()));
                }
            }
        }
        note("open", network.openSockets());
        note("kernel", kernel());
    }

    /** A thread that waits to receive goes on waiting where the socket goes. */
    private void aReceiverMovesAlong() throws Exception {
        try (var echoes = new DatagramSocket(0, Lab.ip("10.0.0.2"));
                var asks = new DatagramSocket()) {
            FutureTask<String> from = echo(echoes);
            var received = new FutureTask<>(() -> {
                var answer = new DatagramPacket(new byte[100], 100);
                asks.receive(answer);
                return text(answer);
            });
            Thread waits = Thread.ofPlatform().start(received);
            while (!isReceiving(waits)) {
                Thread.onSpinWait();
            }
            asks.send(packet("hello", "10.0.0.2", echoes.getLocalPort()));
            note("received", received.get() + " to " + from.get());
        }
    }

    /** Waiting in the kernel, a thread is runnable to Java. */
    private static boolean isReceiving(Thread thread) {
        StackTraceElement[] trace = thread.getStackTrace();
        return trace.length > 0 && trace[0].isNativeMethod();
    }

    private void datagramChannels() throws Exception {
        for (String at : new String[] {"10.0.0.2", "127.0.0.1"}) {
            try (DatagramChannel echoes = DatagramChannel.open().bind(new InetSocketAddress(Lab.ip(at), 0));
                    DatagramChannel asks = DatagramChannel.open();
                    Selector selector = Selector.open()) {
                asks.configureBlocking(false);
                asks.register(selector, SelectionKey.OP_READ);
                note("nothing yet", selector.selectNow());
                asks.send(ByteBuffer.wrap(new byte[] {7}), echoes.getLocalAddress());
                ByteBuffer into = ByteBuffer.allocate(10);
                var from = (InetSocketAddress) echoes.receive(into);
                note("from", from.getAddress().getHostAddress());
                echoes.send(into.flip(), from);
                note("selected", selector.select(5000));
                ByteBuffer back = ByteBuffer.allocate(10);
                note("to", ((InetSocketAddress) asks.receive(back)).getAddress().getHostAddress());
                note("byte", back.get(0));
            }
        }
        note("open", network.openSockets());
    }

    @Override
    public void close() {
        network.close();
        client.close();
        server.close();
    }
}
