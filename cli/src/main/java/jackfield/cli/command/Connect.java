package jackfield.cli.command;

import jackfield.engine.base.Errno;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jackfield connect}: a terminal to a server, like ncat. */
@Command(
        name = "connect",
        description = {
            "Connects to a server: standard input goes out, what comes in goes to standard output.",
            "The end of the input ends our direction only; the answer is still received.",
            "Example: echo hi | jackfield connect --link memory 10.0.0.2 7"
        })
final class Connect implements Callable<Integer> {
    private final Console console;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private TalkOptions options = new TalkOptions();

    @Mixin
    private HostAndPort resolver = new HostAndPort();

    @Parameters(index = "0", paramLabel = "HOST", description = "Name or address of the server.")
    private String host = "";

    @Parameters(index = "1", paramLabel = "PORT", converter = Readers.Port.class, description = "Its port.")
    private int port;

    Connect(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        network.check();
        InetSocketAddress remote = resolver.resolve(host, port);
        var tally = new Tally();
        try (Network open = network.open(console)) {
            Socket socket = open.layer().socket(HostAndPort.family(remote), options.udp ? Type.DGRAM : Type.STREAM);
            connect(socket, remote);
            if (options.verbose) {
                console.talk(
                        "connected to " + HostAndPort.text(remote) + " from " + HostAndPort.text(socket.getsockname()));
            }
            var source = new Source(console.in(), options.pieceBytes());
            new Talk(console, source, socket, tally, !options.udp, options.idle).run();
        } finally {
            if (options.verbose || console.interrupt().wasRaised()) {
                console.talk(tally.toString());
            }
        }
        return 0;
    }

    private void connect(Socket socket, InetSocketAddress remote) throws SocketException {
        boolean isConnected = false;
        try (Interrupt.Registration _ = console.interrupt().closing(socket)) {
            if (!options.idle.isZero()) {
                socket.setsockopt(SocketOptions.SO_SNDTIMEO, options.idle);
            }
            socket.connect(remote);
            isConnected = true;
        } catch (SocketException e) {
            Errno why = e.errno() == Errno.EINPROGRESS || e.errno() == Errno.EAGAIN ? Errno.ETIMEDOUT : e.errno();
            throw CommandException.failure(
                    "cannot connect to " + HostAndPort.text(remote) + ": " + why.text() + " (" + why + ")");
        } finally {
            if (!isConnected) {
                socket.close();
            }
        }
    }
}
