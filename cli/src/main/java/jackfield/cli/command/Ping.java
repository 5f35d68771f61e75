package jackfield.cli.command;

import jackfield.engine.base.Errno;
import jackfield.socket.Family;
import jackfield.socket.Protocol;
import jackfield.socket.Received;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import jackfield.wire.IpAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code jackfield ping}: asks a host for echoes and says how long they took.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.2.2.6">RFC 1122, 3.2.2.6</a>, RFC 4443, 4
 */
@Command(
        name = "ping",
        description = {
            "Sends ICMP echo requests and prints the replies; exit code 1 if none came.",
            "Example: jackfield ping --link memory -c 3 10.0.0.2"
        })
final class Ping implements Callable<Integer> {
    private static final int MAX_DATA = 65_507;
    private static final int BUFFER_BYTES = 65_536;
    private static final int SEQUENCES = 0x1_0000;
    private static final int ANY_PORT = 0;
    private static final long WARM_UP_NANOS = 1_000_000;

    private final Console console;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private HostAndPort resolver = new HostAndPort();

    @Option(
            names = {"-c", "--count"},
            paramLabel = "COUNT",
            description = "Stop after so many requests.")
    private int count = Integer.MAX_VALUE;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "SECONDS",
            converter = Readers.Seconds.class,
            description = "Time between requests; 1 if left out.")
    private Duration interval = Duration.ofSeconds(1);

    @Option(
            names = {"-s", "--size"},
            paramLabel = "BYTES",
            description = "Data in each request; 56 if left out.")
    private int size = 56;

    @Option(
            names = {"-W", "--timeout"},
            paramLabel = "SECONDS",
            converter = Readers.Seconds.class,
            description = "How long to wait for replies after the last request; 2 if left out.")
    private Duration timeout = Duration.ofSeconds(2);

    @Option(names = "--json", description = "One JSON object a line: each reply, then the statistics.")
    private boolean json;

    @Parameters(paramLabel = "HOST", description = "Name or address.")
    private String host = "";

    private final RttSummary summary = new RttSummary();
    private final long[] sentAt = new long[SEQUENCES];
    private final BitSet answered = new BitSet(SEQUENCES);
    private int identifier;

    Ping(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        network.check();
        if (size < 0 || size > MAX_DATA || count < 1) {
            throw CommandException.usage("a request has 0 to " + MAX_DATA + " bytes of data, and at least one is sent");
        }
        InetSocketAddress remote = resolver.resolve(host, ANY_PORT);
        boolean isIpv4 = HostAndPort.family(remote) == Family.INET;
        Protocol protocol = isIpv4 ? Protocol.ICMP : Protocol.ICMPV6;
        identifier = (int) (ProcessHandle.current().pid() * 31 + System.identityHashCode(this)) & 0xFFFF;
        try (Network open = network.open(console);
                Socket socket = open.layer().open(HostAndPort.family(remote), Type.RAW, protocol);
                Interrupt.Registration _ = console.interrupt().closing(socket)) {
            String address = HostAndPort.text(remote.getAddress());
            if (!json) {
                int headers = isIpv4 ? 28 : 8;
                console.data("PING " + host + " (" + address + ") " + size
                        + (isIpv4 ? "(" + (size + headers) + ")" : "") + " bytes of data.");
            }
            long began = System.nanoTime();
            exchange(socket, remote, isIpv4);
            long elapsed = System.nanoTime() - began;
            console.data(json ? summary.json(host, elapsed).toString() : "\n" + summary.text(host, elapsed));
        }
        return summary.receivedCount() > 0 ? 0 : 1;
    }

    private void exchange(Socket socket, InetSocketAddress remote, boolean isIpv4) throws SocketException {
        try {
            // Loads what receiving needs, so that the first reply does not wait for that.
            receiveUntil(socket, System.nanoTime() + WARM_UP_NANOS, isIpv4, false);
            for (int i = 1; i <= count; i++) {
                int sequence = i & 0xFFFF;
                answered.clear(sequence);
                sentAt[sequence] = System.nanoTime();
                summary.sent();
                send(socket, EchoMessage.request(isIpv4, identifier, sequence, size), remote);
                boolean isLast = i == count;
                receiveUntil(socket, sentAt[sequence] + (isLast ? timeout : interval).toNanos(), isIpv4, isLast);
            }
        } catch (SocketException e) {
            if (!console.interrupt().wasRaised()) {
                throw e;
            }
        }
    }

    /** A host that is known not to be there is news as a lost reply is: the next request is tried all the same. */
    private void send(Socket socket, byte[] request, InetSocketAddress remote) throws SocketException {
        try {
            socket.sendTo(request, remote);
        } catch (SocketException e) {
            trouble(e);
        }
    }

    private void trouble(SocketException e) throws SocketException {
        if (e.errno() != Errno.EHOSTUNREACH && e.errno() != Errno.EHOSTDOWN) {
            throw e;
        }
        console.talk(host + ": " + e.errno().text());
    }

    private void receiveUntil(Socket socket, long end, boolean isIpv4, boolean isLast) throws SocketException {
        var buffer = new byte[BUFFER_BYTES];
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            try {
                // Linux counts in microseconds, and zero would wait for ever.
                socket.setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofNanos(Math.max(left, 1000)));
                Received received = socket.recvFrom(buffer);
                IpAddress from = IpAddress.of(
                        ((InetSocketAddress) received.from()).getAddress().getAddress());
                Optional<EchoMessage> message = isIpv4
                        ? EchoMessage.ofIpv4(buffer, received.length(), identifier)
                        : EchoMessage.ofIpv6(buffer, received.length(), identifier, from);
                message.ifPresent(this::tell);
                if (isLast && summary.receivedCount() >= summary.sentCount()) {
                    return;
                }
            } catch (SocketException e) {
                if (e.errno() != Errno.EAGAIN) {
                    trouble(e);
                }
            }
        }
    }

    private void tell(EchoMessage message) {
        long rttNanos = System.nanoTime() - sentAt[message.sequence()];
        if (!message.isReply()) {
            tellTrouble(message);
            return;
        }
        boolean isDuplicate = answered.get(message.sequence());
        answered.set(message.sequence());
        if (isDuplicate) {
            summary.duplicate();
        } else {
            summary.received(rttNanos);
        }
        if (json) {
            JsonLine line = new JsonLine()
                    .put("from", message.from().toString())
                    .put("bytes", message.length())
                    .put("sequence", message.sequence());
            if (message.hopLimit() >= 0) {
                line.put("ttl", message.hopLimit());
            }
            console.data(line.put("timeMillis", rttNanos / 1e6).toString());
        } else {
            console.data(message.length() + " bytes from " + message.from() + ": icmp_seq=" + message.sequence()
                    + (message.hopLimit() < 0 ? "" : " ttl=" + message.hopLimit()) + " time="
                    + Thousandths.millis(rttNanos) + " ms" + (isDuplicate ? " (DUP!)" : ""));
        }
    }

    private void tellTrouble(EchoMessage message) {
        console.data(
                json
                        ? new JsonLine()
                                .put("from", message.from().toString())
                                .put("sequence", message.sequence())
                                .put("error", message.trouble())
                                .toString()
                        : "From " + message.from() + " icmp_seq=" + message.sequence() + " " + message.trouble());
    }
}
