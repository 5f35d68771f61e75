package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Two ends joined by a wire of a fixed latency in virtual time; a {@link Fate} may drop, double or delay each packet.
 *
 * <p>Every packet passes through bytes. What was carried is kept as text, with its time, for assertions.
 */
final class Pair {
    /** What becomes of the {@code nth} packet (from 0) that an end sends. */
    interface Fate {
        /** {@return delays beyond the latency, one for each copy: none drops it} */
        long[] delays(boolean fromClient, int nth, TcpSegment segment);
    }

    /** What the wire makes of the ECN field of the {@code nth} packet (from 0) that an end sends. */
    interface Marks {
        int mark(boolean fromClient, int nth, int ecn);
    }

    static final Fate CLEAR = (fromClient, nth, segment) -> new long[] {0};

    private record Travelling(long at, long order, boolean toServer, TcpSegment segment, int ecn) {}

    final TcpConfig serverConfig;
    final TcpConnection client;
    /** Null until the SYN comes: the listener's role is played by the wire. */
    private @Nullable TcpConnection server;

    /** A segment and when which end sent it. */
    record Sent(long at, boolean fromClient, TcpSegment segment, int ecn) {
        @Override
        public String toString() {
            return at / Segments.MS + (fromClient ? " > " : " < ") + segment;
        }
    }

    final List<Sent> log = new ArrayList<>();
    long now;
    Fate fate = CLEAR;
    Marks marks = (fromClient, nth, ecn) -> ecn;
    long latencyNanos = 10 * Segments.MS;

    private final PriorityQueue<Travelling> wire =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private final int serverIss;
    private final int[] counts = new int[2];
    private final PacketBuffer packet = new PacketBuffer(PacketBuffer.HEADROOM + 70_000);
    private long order;

    Pair(TcpConfig clientConfig, TcpConfig serverConfig, int clientIss, int serverIss) {
        this.serverConfig = serverConfig;
        this.serverIss = serverIss;
        client = TcpConnection.connect(0, clientConfig, 40000, 80, clientIss, 7, FastOpen.off());
    }

    Pair(TcpConfig config) {
        // Both near the end of the sequence space.
        this(config, config, -1000, -5);
    }

    /** {@return the end that the SYN made} */
    TcpConnection server() {
        return Objects.requireNonNull(server);
    }

    boolean hasServer() {
        return server != null;
    }

    static Pair established(TcpConfig config) {
        var pair = new Pair(config);
        pair.runFor(25 * Segments.MS);
        return pair;
    }

    /** Runs until nothing is on the wire and no timer is armed, or until the time is over. */
    void runUntil(long end) {
        drain();
        while (true) {
            long next = nextEvent();
            if (next > end) {
                break;
            }
            now = Math.max(now, next);
            step();
            drain();
        }
        now = Math.max(now, end == Deadline.NEVER ? now : end);
    }

    void runFor(long nanos) {
        runUntil(now + nanos);
    }

    void run() {
        runUntil(Deadline.NEVER);
    }

    /** {@return when anything happens next} */
    long nextEvent() {
        long next = Math.min(client.nextDeadline(), server == null ? Deadline.NEVER : server.nextDeadline());
        Travelling first = wire.peek();
        return first == null ? next : Math.min(next, first.at);
    }

    private void step() {
        for (Travelling arrived = wire.peek(); arrived != null && arrived.at <= now; arrived = wire.peek()) {
            wire.remove();
            if (!arrived.toServer) {
                client.onSegment(now, arrived.segment, arrived.ecn);
            } else if (server == null) {
                server = TcpConnection.complete(
                        now, serverConfig, HalfOpen.of(serverConfig, arrived.segment, arrived.ecn, serverIss, 99));
            } else {
                server.onSegment(now, arrived.segment, arrived.ecn);
            }
        }
        if (client.nextDeadline() <= now) {
            client.onTime(now);
        }
        if (server != null && server.nextDeadline() <= now) {
            server.onTime(now);
        }
    }

    void drain() {
        pull(client, true);
        if (server != null) {
            pull(server, false);
        }
    }

    private void pull(TcpConnection from, boolean isClient) {
        while (true) {
            packet.clear(PacketBuffer.HEADROOM);
            TcpSegment segment = from.nextSegment(now, packet);
            if (segment == null) {
                return;
            }
            for (TcpSegment part : Segments.carry(segment, packet)) {
                log.add(new Sent(now, isClient, part, from.ecn()));
                int side = isClient ? 0 : 1;
                int ecn = marks.mark(isClient, counts[side], from.ecn());
                for (long delay : fate.delays(isClient, counts[side]++, part)) {
                    wire.add(new Travelling(now + latencyNanos + delay, order++, isClient, part, ecn));
                }
            }
        }
    }
}
