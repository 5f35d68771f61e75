package jackfield.socket.jvm;

import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.LiveHost;
import jackfield.socket.route.Lab;
import jackfield.socket.route.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** What {@code RoutedSocketsTest} runs in a routed JVM: prints {@code what = value} or {@code what ! exception}. */
public final class RoutedStreams implements AutoCloseable {
    private interface Scenario {
        void run(RoutedStreams lab) throws Exception;
    }

    private static final Map<String, Scenario> SCENARIOS = new TreeMap<>(Map.of(
            "address", RoutedStreams::byAddress,
            "options", RoutedStreams::optionsGoAlong,
            "scope", RoutedStreams::byScope,
            "platform", RoutedStreams::platformStays,
            "errors", RoutedStreams::errors,
            "birth", RoutedStreams::birthCounts,
            "interrupt", RoutedStreams::interrupts,
            "leak", RoutedStreams::leaks));

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

    private RoutedStreams() {}

    /**
     * Runs, and prints what was seen.
     *
     * @param arguments the scenario
     */
    public static void main(String[] arguments) throws Exception {
        JvmSockets.install();
        try (var lab = new RoutedStreams()) {
            Objects.requireNonNull(SCENARIOS.get(arguments[0])).run(lab);
        }
    }

    private static void note(String what, Object value) {
        System.out.println(what + " = " + value);
    }

    private static void tries(String what, Callable<?> call) {
        try {
            note(what, call.call());
        } catch (Exception e) {
            System.out.println(what + " ! " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Answers with one byte more than it reads, and says who asked. */
    private static FutureTask<String> answering(ServerSocket listener) {
        var task = new FutureTask<>(() -> {
            try (Socket connection = listener.accept()) {
                int read = connection.getInputStream().read();
                connection.getOutputStream().write(read + 1);
                return connection.getInetAddress().getHostAddress() + " to "
                        + connection.getLocalAddress().getHostAddress();
            }
        });
        Thread.ofVirtual().start(task);
        return task;
    }

    private static int ask(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        InputStream in = socket.getInputStream();
        int answer = in.read();
        return in.read() == -1 ? answer : -2;
    }

    private void byAddress() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, Lab.ip("10.0.0.2"))) {
            FutureTask<String> served = answering(listener);
            try (Socket socket = new Socket(Lab.ip("10.0.0.2"), listener.getLocalPort())) {
                note("answer", ask(socket, 41));
                note("local", socket.getLocalAddress().getHostAddress());
                note("remote", socket.getInetAddress().getHostAddress());
                note("same port", socket.getPort() == listener.getLocalPort());
                note("open", network.openSockets().size());
            }
            note("served", served.get());
            note("open without the connection", network.openSockets().size());
        }
        note("open at the end", network.openSockets().size());
        note("reached the kernel", KernelCalls.ofThisJvm().rows());
    }

    private void optionsGoAlong() throws Exception {
        try (ServerSocket listener = new ServerSocket();
                Socket socket = new Socket()) {
            listener.setReceiveBufferSize(20_000);
            listener.setSoTimeout(50);
            listener.bind(new InetSocketAddress(Lab.ip("10.0.0.2"), 0));
            tries("nobody comes", listener::accept);
            socket.setSoTimeout(60);
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoLinger(true, 3);
            socket.setTrafficClass(8);
            socket.bind(new InetSocketAddress(0));
            int port = socket.getLocalPort();
            socket.connect(listener.getLocalSocketAddress());
            note(
                    "options",
                    socket.getSoTimeout() + " " + socket.getTcpNoDelay() + " " + socket.getKeepAlive() + " "
                            + socket.getSoLinger() + " " + socket.getTrafficClass());
            note("the port goes along", socket.getLocalPort() == port);
            tries("nothing comes", () -> socket.getInputStream().read());
            try (Socket accepted = listener.accept()) {
                note("accepted from", accepted.getPort() == port);
            }
        }
    }

    private void byScope() throws Exception {
        ServerSocket listener = network.host("server").call(() -> new ServerSocket(7000));
        try (listener) {
            FutureTask<String> served = answering(listener);
            try (Socket socket = network.<Socket, IOException>call(() -> new Socket(Lab.ip("10.0.0.2"), 7000))) {
                note("answer", ask(socket, 1));
            }
            note("served", served.get());
            note("loopback of the client", network.<String, RuntimeException>call(() -> {
                try (Socket socket = new Socket(Lab.ip("127.0.0.1"), 7000)) {
                    return "connected " + socket;
                } catch (IOException e) {
                    return e.getMessage();
                }
            }));
            FutureTask<String> again = answering(listener);
            try (Socket socket =
                    network.host("server").<Socket, IOException>call(() -> new Socket(Lab.ip("127.0.0.1"), 7000))) {
                note("loopback of the server", ask(socket, 2));
            }
            note("served", again.get());
        }
        note("reached the kernel", KernelCalls.ofThisJvm().rows());
    }

    private void platformStays() throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            FutureTask<String> served = answering(listener);
            try (Socket socket = new Socket(Lab.ip("127.0.0.1"), listener.getLocalPort())) {
                note("answer", ask(socket, 7));
            }
            note("served", served.get());
            note(
                    "rows",
                    KernelCalls.ofThisJvm().rows().stream()
                            .map(row -> row.toString().replace(":" + listener.getLocalPort(), ":PORT"))
                            .toList());
        }
        note("open", network.openSockets());
    }

    private void errors() throws Exception {
        tries("refused", () -> new Socket(Lab.ip("10.0.0.2"), 9));
        tries("unreachable in a scope", () -> network.call(() -> new Socket(Lab.ip("192.0.2.1"), 9)));
        tries("timed out", () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("10.0.0.77", 9), 30);
                return socket;
            }
        });
        Network two = Network.named("two")
                .host("x", client.sockets(), "10.2.0.1/24")
                .host("y", client.sockets(), "10.2.0.2/24")
                .register();
        tries("no default host", () -> new Socket(Lab.ip("10.2.0.9"), 9));
        Socket[] born = new Socket[1];
        two.host("x").run(() -> born[0] = new Socket());
        two.close();
        tries("closed network", () -> {
            born[0].connect(new InetSocketAddress("10.2.0.9", 9));
            return born[0];
        });
    }

    private void birthCounts() throws Exception {
        Socket[] born = new Socket[1];
        network.host("server").run(() -> born[0] = new Socket());
        try (ServerSocket listener = new ServerSocket(0, 5, Lab.ip("10.0.0.1"));
                Socket socket = born[0]) {
            FutureTask<String> served = answering(listener);
            network.<Void, IOException>call(() -> {
                socket.connect(listener.getLocalSocketAddress());
                return null;
            });
            note("answer", ask(socket, 3));
            note("served", served.get());
        }
    }

    private void interrupts() throws Exception {
        for (String where : new String[] {"10.0.0.2", "127.0.0.1"}) {
            try (ServerSocket listener = new ServerSocket(0, 5, Lab.ip(where));
                    Socket socket = new Socket(Lab.ip(where), listener.getLocalPort())) {
                var task = new FutureTask<>(() -> {
                    tries(where + " read", () -> socket.getInputStream().read());
                    note(where + " interrupted", Thread.currentThread().isInterrupted());
                    note(where + " closed", socket.isClosed());
                    return null;
                });
                Thread reader = Thread.ofVirtual().start(task);
                while (reader.getState() != Thread.State.WAITING && reader.isAlive()) {
                    Thread.onSpinWait();
                }
                reader.interrupt();
                task.get();
            }
        }
    }

    private void leaks() throws Exception {
        ServerSocket listener = new ServerSocket(7001, 5, Lab.ip("10.0.0.2"));
        Socket socket = new Socket(Lab.ip("10.0.0.2"), 7001);
        tries("close", () -> {
            network.close();
            return "closed";
        });
        socket.close();
        listener.close();
        note("open", network.openSockets());
        tries("the platform's again", () -> {
            try (ServerSocket other = new ServerSocket(0, 5, Lab.ip("10.0.0.2"))) {
                return other;
            }
        });
    }

    @Override
    public void close() {
        network.close();
        client.close();
        server.close();
    }
}
