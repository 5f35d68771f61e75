package jackfield.cli.demo.picture;

import java.util.List;

/**
 * All that happened between two hosts.
 *
 * @param scenario its name
 * @param seed what all chance came from
 * @param delayNanos how long a packet is under way
 * @param endNanos when nothing was left to happen
 */
public record Conversation(
        String scenario, long seed, long delayNanos, Party left, Party right, List<Event> events, long endNanos) {
    public Conversation {
        events = List.copyOf(events);
    }

    /** {@return how many packets were sent} */
    public long packets() {
        return events.stream().filter(Event.PacketLeft.class::isInstance).count();
    }

    /** {@return how many packets were lost} */
    public long lost() {
        return events.stream().filter(Event.PacketLost.class::isInstance).count();
    }
}
