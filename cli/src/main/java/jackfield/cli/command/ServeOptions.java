package jackfield.cli.command;

import jackfield.socket.Accepted;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import java.io.IOException;
import java.net.InetSocketAddress;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all servers have in common: where they listen, how they end and what they say. */
final class ServeOptions {
    private static final int UNSET = -1;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private HostAndPort resolver = new HostAndPort();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            converter = Readers.Port.class,
            description = "The port; 0 finds a free one.")
    private int port = UNSET;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "The address to listen at; all if left out.")
    private String host = "";

    @Option(
            names = {"-v", "--verbose"},
            description = "Say something for each connection or request.")
    boolean verbose;

    ServeOptions() {}

    /** Serves one connection. */
    interface Service {
        void serve(Accepted accepted, Totals totals) throws IOException;
    }

    /** Serves datagrams. */
    interface DatagramService {
        void serve(Socket socket, Totals totals) throws SocketException;
    }

    /** Serves connections until the user has enough. {@return the exit code} */
    int serve(Console console, int usualPort, Service service) throws IOException {
        return serve(console, usualPort, service, null);
    }

    /** Serves connections, and datagrams at the same port, until the user has enough. {@return the exit code} */
    int serve(
            Console console,
            int usualPort,
            Service service,
            @org.jspecify.annotations.Nullable DatagramService datagrams)
            throws IOException {
        network.check();
        network.refuseMemory("serve");
        var totals = new Totals();
        InetSocketAddress wanted = place(usualPort);
        try (Network open = network.open(console);
                Socket listener = bound(open, wanted, Type.STREAM)) {
            InetSocketAddress local = listener.getsockname();
            try (Socket socket = datagrams == null
                            ? listener
                            : bound(open, new InetSocketAddress(wanted.getAddress(), local.getPort()), Type.DGRAM);
                    var acceptor = new Acceptor(
                            listener, accepted -> serve(console, service, accepted, totals), totals, console::talk);
                    Interrupt.Registration _ = console.interrupt().onRaise(acceptor::close);
                    Interrupt.Registration _ = console.interrupt().closing(socket)) {
                if (datagrams != null) {
                    Thread.ofVirtual().name("datagrams").start(() -> serve(console, datagrams, socket, totals));
                }
                acceptor.listen();
                console.talk("serving at " + HostAndPort.text(local));
                try {
                    acceptor.run();
                } finally {
                    console.talk(totals.toString());
                }
            }
        }
        return 0;
    }

    private InetSocketAddress place(int usualPort) {
        int chosen = port == UNSET ? usualPort : port;
        return host.isEmpty() ? resolver.any(chosen) : resolver.resolve(host, chosen);
    }

    private static Socket bound(Network open, InetSocketAddress local, Type type) throws SocketException {
        Socket socket = open.layer().socket(HostAndPort.family(local), type);
        try {
            socket.setsockopt(SocketOptions.SO_REUSEADDR, true);
            socket.bind(local);
            return socket;
        } catch (SocketException e) {
            socket.close();
            throw CommandException.failure("cannot serve at " + HostAndPort.text(local) + ": "
                    + e.errno().text() + " (" + e.errno() + ")");
        }
    }

    private void serve(Console console, Service service, Accepted accepted, Totals totals) throws IOException {
        if (verbose) {
            console.talk("connection from " + HostAndPort.text(accepted.addr()));
        }
        service.serve(accepted, totals);
    }

    private static void serve(Console console, DatagramService service, Socket socket, Totals totals) {
        try {
            service.serve(socket, totals);
        } catch (SocketException e) {
            if (!console.interrupt().wasRaised() && !socket.isClosed()) {
                console.talk(String.valueOf(e.getMessage()));
            }
        }
    }
}
