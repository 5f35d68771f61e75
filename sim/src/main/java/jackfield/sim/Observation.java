package jackfield.sim;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.tcp.TcpState;
import jackfield.socket.CallTrace;

/**
 * One thing that happened in a world, with its virtual time; told in order to every {@link Observer}.
 *
 * <p>Packets are named by {@link LinkPacket#id}. A {@code cause} is the id of the packet that brought something
 * about, or 0 if it was a call or a timer.
 */
public sealed interface Observation {
    /** {@return virtual nanoseconds since the world began} */
    long nanos();

    /** What {@link World#observe} answers. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        /** Ends the observation. */
        @Override
        void close();
    }

    /** A node put a packet on a link. */
    record PacketSent(long nanos, LinkPacket packet) implements Observation {}

    /**
     * A packet vanished, by {@code why}: {@code loss}, {@code limit}, {@code cut}, {@code dead host}, or a rule's
     * name.
     */
    record PacketDropped(long nanos, long packet, String why) implements Observation {}

    /** A packet will arrive twice, by {@code why}: {@code duplicate} or a rule's name. */
    record PacketDuplicated(long nanos, long packet, String why) implements Observation {}

    /** A bit of a packet, or of its copy, was flipped; counted from the frame's first byte, lowest bit first. */
    record PacketCorrupted(long nanos, long packet, long bit) implements Observation {}

    /** A packet was marked CE, as the line is congested or instead of being lost. */
    record PacketMarked(long nanos, long packet) implements Observation {}

    /** A packet was sent at once, before those that are delayed. */
    record PacketReordered(long nanos, long packet) implements Observation {}

    /** A packet, or its copy, is under way and will arrive at {@code arrivalNanos}, which is later than now. */
    record PacketDelayed(long nanos, long packet, long arrivalNanos) implements Observation {}

    /**
     * A packet, or its copy, arrives at a node; told before that looks at it.
     *
     * @param frame as it arrives, perhaps corrupted; not to be changed
     */
    record PacketDelivered(long nanos, long packet, String link, String host, byte[] frame) implements Observation {}

    /** A packet that had arrived was dropped by the host's stack. */
    record PacketRefused(long nanos, long packet, String host, DropReason reason) implements Observation {}

    /** A connection of a host changed its state. */
    record StateChanged(long nanos, String host, int endpoint, TcpState from, TcpState to, long cause)
            implements Observation {}

    /** An application called a socket. */
    record CallStarted(long nanos, CallTrace.Call call) implements Observation {}

    /** A call has to wait. */
    record CallBlocked(long nanos, CallTrace.Call call) implements Observation {}

    /** A call answered {@code result}; {@code cause} is the packet that released it if it had to wait for one. */
    record CallReturned(long nanos, CallTrace.Call call, String result, Errno errno, long cause)
            implements Observation {}

    /** A host died silently. */
    record HostKilled(long nanos, String host) implements Observation {}

    /** A host came back with a fresh stack. */
    record HostRebooted(long nanos, String host) implements Observation {}

    /** A link, or with {@code host} not empty that node's end of it, was cut. */
    record LinkCut(long nanos, String link, String host) implements Observation {}

    /** A link, or with {@code host} not empty that node's end of it, was mended. */
    record LinkRestored(long nanos, String link, String host) implements Observation {}

    /** The weather of what {@code host} sends on a link changed. */
    record WeatherChanged(long nanos, String link, String host, Weather weather) implements Observation {}
}
