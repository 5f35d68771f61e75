package jackfield.sim;

import jackfield.engine.EngineConfig;
import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.SockAddr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * So many connections over one link, each of which sends as fast as it may, and what arrives of each.
 *
 * <pre>
 *   client ==[ weather of the data ]==&gt; server      client &lt;==[ delay ]== server
 * </pre>
 */
final class Streams implements AutoCloseable {
    private static final int PORT = 7;

    /** One connection: its sender's endpoint, and the bytes its receiver has read. */
    static final class Stream {
        final TcpEndpoint sender;
        long received;
        long sent;

        Stream(TcpEndpoint sender) {
            this.sender = sender;
        }

        TcpSnapshot snapshot() {
            return Objects.requireNonNull(sender.snapshot());
        }
    }

    final World world;
    final SimHost client;
    final SimHost server;
    final SimLink link;
    final List<Stream> streams = new ArrayList<>();
    private final byte[] text = new byte[1 << 16];
    private final byte[] into = new byte[1 << 16];

    /** @param there what befalls the text; {@code back} the acknowledgments */
    Streams(long seed, TcpConfig tcp, Weather there, Weather back) {
        world = World.seeded(seed);
        var config = new EngineConfig(tcp, EngineConfig.DEFAULT.hopLimit());
        client = world.host("client", config, "10.0.0.1/24");
        server = world.host("server", config, "10.0.0.2/24");
        link = world.link(client, server);
        meet();
        link.weather(client, there);
        link.weather(server, back);
    }

    /** Lets the two resolve each other before the weather turns. */
    private void meet() {
        TcpEndpoint endpoint = client.engine().tcp(false);
        check(endpoint.connect(world.now(), new SockAddr(server.address(), 9)));
        client.drain();
        world.run(Duration.ofMillis(1));
        endpoint.close(world.now());
        client.drain();
    }

    /** Opens connections, which send from then on. */
    void open(int count) {
        listen(count);
        for (int i = 0; i < count; i++) {
            TcpEndpoint endpoint = connect();
            client.whenReady(endpoint, () -> fill(endpoint));
        }
    }

    private TcpEndpoint connect() {
        TcpEndpoint endpoint = client.engine().tcp(false);
        streams.add(new Stream(endpoint));
        check(endpoint.connect(world.now(), new SockAddr(server.address(), PORT)));
        client.drain();
        return endpoint;
    }

    private void listen(int count) {
        TcpEndpoint listener = server.engine().tcp(false);
        check(listener.bind(world.now(), new SockAddr(server.address().any(), PORT)));
        check(listener.listen(world.now(), count));
        server.whenReady(listener, () -> accept(listener));
        server.drain();
    }

    private void accept(TcpEndpoint listener) {
        for (TcpEndpoint next = listener.accept(world.now()); next != null; next = listener.accept(world.now())) {
            TcpEndpoint accepted = next;
            server.whenReady(accepted, () -> read(accepted));
            read(accepted);
        }
    }

    private void read(TcpEndpoint endpoint) {
        int port = endpoint.remoteAddress().port();
        for (int n = 1; n > 0; ) {
            n = endpoint.receive(world.now(), into, 0, into.length);
            if (n > 0) {
                of(port).received += n;
            }
        }
    }

    private Stream of(int port) {
        for (Stream stream : streams) {
            if (stream.sender.localAddress().port() == port) {
                return stream;
            }
        }
        throw new AssertionError("no stream comes from port " + port);
    }

    private void fill(TcpEndpoint endpoint) {
        for (int n = 1; n > 0; ) {
            n = endpoint.send(world.now(), text, 0, text.length);
        }
    }

    private static void check(int answer) {
        if (answer < 0 && answer != Errno.EINPROGRESS.refusal()) {
            throw new AssertionError(Errno.of(answer));
        }
    }

    /** {@return a connection that sends only what {@link #send} says} */
    Stream openQuiet() {
        listen(1);
        TcpEndpoint endpoint = connect();
        Stream stream = streams.getFirst();
        world.run(Duration.ofSeconds(2));
        check(endpoint.state() == TcpState.ESTABLISHED ? 0 : Errno.ETIMEDOUT.refusal());
        return stream;
    }

    /** Writes so many bytes at once. */
    void send(Stream stream, int bytes) {
        stream.sent += bytes;
        int taken = stream.sender.send(world.now(), text, 0, bytes);
        if (taken != bytes) {
            throw new AssertionError("took " + taken + " of " + bytes);
        }
        client.drain();
    }

    /** {@return bytes each stream delivers in the time that follows} */
    long[] measure(Duration time) {
        long[] before = received();
        world.run(time);
        long[] after = received();
        for (int i = 0; i < after.length; i++) {
            after[i] -= before[i];
        }
        return after;
    }

    private long[] received() {
        return streams.stream().mapToLong(stream -> stream.received).toArray();
    }

    /** {@return Jain's index: 1 if all have the same, 1/n if one has all} */
    static double jain(long[] shares) {
        double sum = 0;
        double squares = 0;
        for (long share : shares) {
            sum += share;
            squares += (double) share * share;
        }
        return sum * sum / (shares.length * squares);
    }

    @Override
    public void close() {
        world.close();
    }
}
