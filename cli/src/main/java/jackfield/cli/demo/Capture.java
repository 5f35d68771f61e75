package jackfield.cli.demo;

import jackfield.link.capture.Direction;
import jackfield.link.capture.PcapngWriter;
import jackfield.sim.LinkPacket;
import jackfield.sim.Observation;
import jackfield.sim.Observation.PacketDropped;
import jackfield.sim.Observation.PacketSent;
import jackfield.sim.Observer;
import jackfield.wire.PacketBuffer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps all that was on the wire, and writes it as pcapng: one interface a host, virtual times, what was lost said so.
 */
final class Capture implements Observer {
    private final Map<Long, LinkPacket> packets = new LinkedHashMap<>();
    private final Map<Long, String> mishaps = new HashMap<>();

    @Override
    public void on(Observation observation) {
        if (observation instanceof PacketSent sent) {
            packets.put(sent.packet().id(), sent.packet());
        } else if (observation instanceof PacketDropped dropped) {
            mishaps.put(dropped.packet(), "lost: " + dropped.why());
        }
    }

    /** Writes the file anew. */
    void write(Path file) throws IOException {
        try (var writer = new PcapngWriter(new BufferedOutputStream(Files.newOutputStream(file)))) {
            Map<String, Integer> interfaces = new HashMap<>();
            for (LinkPacket packet : packets.values()) {
                Integer known = interfaces.get(packet.from());
                int number = known == null ? writer.addInterface(packet.from() + ":eth0", true) : known;
                interfaces.put(packet.from(), number);
                String comment = mishaps.getOrDefault(packet.id(), "");
                PacketBuffer buffer = PacketBuffer.copyOf(packet.frame());
                writer.write(number, packet.sentNanos(), Direction.OUTBOUND, buffer, comment);
            }
        }
    }
}
