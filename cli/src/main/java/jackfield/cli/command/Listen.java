package jackfield.cli.command;

import jackfield.socket.Accepted;
import jackfield.socket.Received;
import jackfield.socket.RecvFlag;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jackfield listen}: a server's end for one conversation at a time, like ncat. */
@Command(
        name = "listen",
        description = {
            "Waits for a connection: standard input goes out, what comes in goes to standard output.",
            "With -u the first sender of a datagram becomes the peer.",
            "Example: jackfield listen --link tap:tap0 --address 10.9.0.2/24 --peer-address 10.9.0.1/24 7000"
        })
final class Listen implements Callable<Integer> {
    private static final int BACKLOG = 16;

    private final Console console;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private TalkOptions options = new TalkOptions();

    @Mixin
    private HostAndPort resolver = new HostAndPort();

    @Option(
            names = {"-k", "--keep-open"},
            description = "Wait for the next one when a conversation has ended.")
    private boolean keep;

    @SuppressWarnings("UnusedVariable") // picocli sets it, and nothing depends on it
    @Option(names = "-l", hidden = true, description = "Implied; taken so that habits of ncat do no harm.")
    private boolean implied;

    @Parameters(
            arity = "1..2",
            paramLabel = "[HOST] PORT",
            description = "The address to listen at, all of them if left out, and the port.")
    private List<String> place = new ArrayList<>();

    Listen(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        network.check();
        network.refuseMemory("listen");
        int port = new Readers.Port().convert(place.getLast());
        InetSocketAddress local = place.size() == 1 ? resolver.any(port) : resolver.resolve(place.getFirst(), port);
        var tally = new Tally();
        try (Network open = network.open(console)) {
            var source = new Source(console.in(), options.pieceBytes());
            do {
                if (options.udp) {
                    answerDatagrams(open, local, source, tally);
                } else {
                    acceptAll(open, local, source, tally);
                }
            } while (options.udp && keep && !console.interrupt().wasRaised());
        } finally {
            if (options.verbose || console.interrupt().wasRaised()) {
                console.talk(tally.toString());
            }
        }
        return 0;
    }

    private Socket bound(Network open, InetSocketAddress local, Type type) throws SocketException {
        Socket socket = open.layer().socket(HostAndPort.family(local), type);
        try {
            socket.setsockopt(SocketOptions.SO_REUSEADDR, true);
            socket.bind(local);
            return socket;
        } catch (SocketException e) {
            socket.close();
            throw CommandException.failure("cannot listen at " + HostAndPort.text(local) + ": "
                    + e.errno().text() + " (" + e.errno() + ")");
        }
    }

    private void acceptAll(Network open, InetSocketAddress local, Source source, Tally tally) throws Exception {
        try (Socket listener = bound(open, local, Type.STREAM);
                Interrupt.Registration _ = console.interrupt().closing(listener)) {
            listener.listen(keep ? BACKLOG : 1);
            console.talk("listening at " + HostAndPort.text(listener.getsockname()));
            do {
                Accepted accepted;
                try {
                    accepted = listener.accept();
                } catch (SocketException e) {
                    if (console.interrupt().wasRaised()) {
                        return;
                    }
                    throw e;
                }
                talk(accepted.conn(), accepted.addr(), source, tally);
            } while (keep);
        }
    }

    private void talk(Socket conn, InetSocketAddress peer, Source source, Tally tally) throws Exception {
        if (options.verbose) {
            console.talk("connection from " + HostAndPort.text(peer));
        }
        try {
            new Talk(console, source, conn, tally, !options.udp, options.idle).run();
        } catch (SocketException e) {
            if (!keep) {
                throw e;
            }
            console.talk(String.valueOf(e.getMessage()));
        }
    }

    /** The first datagram is only looked at: the conversation receives it again once its sender is the peer. */
    private void answerDatagrams(Network open, InetSocketAddress local, Source source, Tally tally) throws Exception {
        Socket socket = bound(open, local, Type.DGRAM);
        InetSocketAddress peer;
        try (Interrupt.Registration _ = console.interrupt().closing(socket)) {
            console.talk("listening at " + HostAndPort.text(socket.getsockname()));
            Received first = socket.recvFrom(new byte[1], 0, 1, RecvFlag.PEEK);
            peer = (InetSocketAddress) first.from();
            socket.connect(peer);
        } catch (SocketException e) {
            socket.close();
            if (console.interrupt().wasRaised()) {
                return;
            }
            throw e;
        }
        talk(socket, peer, source, tally);
    }
}
