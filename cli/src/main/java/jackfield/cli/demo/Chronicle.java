package jackfield.cli.demo;

import jackfield.cli.demo.picture.Call;
import jackfield.cli.demo.picture.Event;
import jackfield.cli.demo.picture.Event.CallBegan;
import jackfield.cli.demo.picture.Event.CallEnded;
import jackfield.cli.demo.picture.Event.CallWaits;
import jackfield.cli.demo.picture.Event.PacketArrived;
import jackfield.cli.demo.picture.Event.PacketLeft;
import jackfield.cli.demo.picture.Event.PacketLost;
import jackfield.cli.demo.picture.Event.StateEntered;
import jackfield.cli.demo.picture.Side;
import jackfield.engine.base.Errno;
import jackfield.sim.LinkPacket;
import jackfield.sim.Observation;
import jackfield.sim.Observation.CallBlocked;
import jackfield.sim.Observation.CallReturned;
import jackfield.sim.Observation.CallStarted;
import jackfield.sim.Observation.PacketDelivered;
import jackfield.sim.Observation.PacketDropped;
import jackfield.sim.Observation.PacketRefused;
import jackfield.sim.Observation.PacketSent;
import jackfield.sim.Observation.StateChanged;
import jackfield.sim.Observer;
import jackfield.socket.CallTrace;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells what happens in a world of two hosts as the events of a conversation: calls, packets and times counted anew
 * from where it begins, packets read in packetdrill's words.
 */
final class Chronicle implements Observer {
    private final String left;
    private final long beginNanos;
    private final boolean showsArp;
    private final Consumer<Event> events;
    private final PacketReader reader = new PacketReader();
    /** The conversation's packets by the world's ids. */
    private final Map<Long, Sent> packets = new HashMap<>();

    private final Map<String, Call> calls = new HashMap<>();

    private record Sent(long number, Side from) {}

    /**
     * A chronicle of what happens from now on.
     *
     * @param left name of the host that stands at the left
     * @param showsArp whether ARP is part of the conversation
     */
    Chronicle(String left, long beginNanos, boolean showsArp, Consumer<Event> events) {
        this.left = left;
        this.beginNanos = beginNanos;
        this.showsArp = showsArp;
        this.events = events;
    }

    @Override
    public void on(Observation observation) {
        long nanos = observation.nanos() - beginNanos;
        switch (observation) {
            case CallStarted started -> events.accept(new CallBegan(nanos, call(started.call())));
            case CallBlocked blocked -> events.accept(new CallWaits(nanos, call(blocked.call())));
            case CallReturned returned -> {
                boolean failed = returned.errno() != Errno.OK;
                long cause = number(returned.cause());
                events.accept(new CallEnded(nanos, call(returned.call()), returned.result(), failed, cause));
            }
            case StateChanged changed -> {
                Side side = side(changed.host());
                String state = changed.to().name();
                events.accept(new StateEntered(nanos, side, changed.endpoint(), state, number(changed.cause())));
            }
            case PacketSent sent -> send(nanos, sent.packet());
            case PacketDropped dropped -> {
                Sent sent = packets.get(dropped.packet());
                if (sent != null) {
                    events.accept(new PacketLost(nanos, sent.from(), sent.number(), dropped.why()));
                }
            }
            case PacketDelivered delivered -> {
                Sent sent = packets.get(delivered.packet());
                if (sent != null) {
                    events.accept(new PacketArrived(nanos, side(delivered.host()), sent.number()));
                }
            }
            case PacketRefused refused -> {
                Sent sent = packets.get(refused.packet());
                if (sent != null) {
                    String why =
                            refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    events.accept(new Event.PacketRefused(nanos, side(refused.host()), sent.number(), why));
                }
            }
            case Observation.PacketDuplicated _,
                    Observation.PacketCorrupted _,
                    Observation.PacketMarked _,
                    Observation.PacketReordered _,
                    Observation.PacketDelayed _,
                    Observation.HostKilled _,
                    Observation.HostRebooted _,
                    Observation.LinkCut _,
                    Observation.LinkRestored _,
                    Observation.WeatherChanged _ -> {}
        }
    }

    private void send(long nanos, LinkPacket packet) {
        if (!showsArp && PacketReader.isArp(packet)) {
            return;
        }
        var sent = new Sent(packets.size() + 1, side(packet.from()));
        packets.put(packet.id(), sent);
        events.accept(new PacketLeft(nanos, reader.read(sent.number(), sent.from(), packet)));
    }

    /** A layer counts its own calls; here they are counted over both hosts. */
    private Call call(CallTrace.Call call) {
        return calls.computeIfAbsent(
                call.host() + " " + call.number(),
                _ -> new Call(
                        calls.size() + 1, side(call.host()), call.thread(), call.fd(), call.name(), call.arguments()));
    }

    private long number(long id) {
        Sent sent = packets.get(id);
        return sent == null ? 0 : sent.number();
    }

    private Side side(String host) {
        return host.equals(left) ? Side.LEFT : Side.RIGHT;
    }
}
