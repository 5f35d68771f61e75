package jackfield.sim;

import jackfield.link.capture.Direction;
import jackfield.link.capture.PcapngWriter;
import jackfield.sim.Observation.PacketCorrupted;
import jackfield.sim.Observation.PacketDelayed;
import jackfield.sim.Observation.PacketDelivered;
import jackfield.sim.Observation.PacketDropped;
import jackfield.sim.Observation.PacketDuplicated;
import jackfield.sim.Observation.PacketMarked;
import jackfield.sim.Observation.PacketReordered;
import jackfield.sim.Observation.PacketSent;
import jackfield.wire.PacketBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what goes over a link as pcapng, in virtual time, seen from every node at once.
 *
 * <p>Each node is an interface of the file: a packet stands there as sent, with its number and its fate as a comment,
 * and as received by each node it reaches. The world begins at the first second of 1970. Made by {@link
 * SimLink#capture}.
 *
 * <p>If the stream fails, whatever the world is doing ends with UncheckedIOException.
 */
public final class LinkCapture implements Observer, AutoCloseable {
    private final String link;
    private final PcapngWriter writer;
    private final Map<String, Integer> interfaces = new HashMap<>();
    private final Observation.Subscription subscription;
    /** A packet that was sent and of whose fate more may be told; null if there is none. */
    private @Nullable LinkPacket pending;

    private final StringBuilder fate = new StringBuilder();

    LinkCapture(World world, SimLink link, OutputStream out) throws IOException {
        this.link = link.name();
        this.writer = new PcapngWriter(out);
        for (Node node : link.nodes()) {
            interfaces.put(node.name(), writer.addInterface(node.name(), true));
        }
        this.subscription = world.observe(this);
    }

    @Override
    public void on(Observation observation) {
        // What befalls a packet at once is told before anything else is.
        switch (observation) {
            case PacketSent sent -> {
                writePending();
                if (sent.packet().link().equals(link)) {
                    pending = sent.packet();
                    fate.append("packet ").append(sent.packet().id());
                }
            }
            case PacketDropped dropped -> note(dropped.packet(), "dropped: " + dropped.why());
            case PacketDuplicated duplicated -> note(duplicated.packet(), "duplicated: " + duplicated.why());
            case PacketCorrupted corrupted -> note(corrupted.packet(), "bit " + corrupted.bit() + " flipped");
            case PacketMarked marked -> note(marked.packet(), "marked CE");
            case PacketReordered reordered -> note(reordered.packet(), "sent before its turn");
            case PacketDelayed delayed -> note(delayed.packet(), "arrives at " + SimTime.text(delayed.arrivalNanos()));
            case PacketDelivered delivered -> {
                writePending();
                if (delivered.link().equals(link)) {
                    write(
                            delivered.host(),
                            delivered.nanos(),
                            Direction.INBOUND,
                            delivered.frame(),
                            "packet " + delivered.packet());
                }
            }
            default -> writePending();
        }
    }

    private void note(long packet, String what) {
        LinkPacket sent = pending;
        if (sent != null && sent.id() == packet) {
            fate.append(", ").append(what);
        }
    }

    private void writePending() {
        LinkPacket sent = pending;
        if (sent != null) {
            pending = null;
            String comment = fate.toString();
            fate.setLength(0);
            write(sent.from(), sent.sentNanos(), Direction.OUTBOUND, sent.frame(), comment);
        }
    }

    private void write(String node, long nanos, Direction direction, byte[] frame, String comment) {
        try {
            writer.write(interfaces.getOrDefault(node, -1), nanos, direction, PacketBuffer.copyOf(frame), comment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the capture and closes the stream. */
    @Override
    public void close() throws IOException {
        subscription.close();
        writePending();
        writer.close();
    }
}
