package jackfield.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.Bytes;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packets that carry a number, to be told apart at the other side. */
final class Packets {
    private Packets() {}

    static PacketBuffer partial() {
        PacketBuffer packet = ofLength(100);
        packet.markChecksumPartial(packet.start(), 50);
        return packet;
    }

    static PacketBuffer numbered(int number) {
        var packet = new PacketBuffer(PacketPool.SMALL);
        Bytes.put32(packet.bytes(), packet.append(4), number);
        return packet;
    }

    static PacketBuffer ofLength(int length) {
        var packet = new PacketBuffer(length + PacketBuffer.HEADROOM);
        packet.append(length);
        return packet;
    }

    static PacketBuffer frame(MacAddress destination, MacAddress source, int number) {
        var packet = new PacketBuffer(PacketPool.SMALL);
        fill(packet, destination, source, number);
        return packet;
    }

    static void fill(PacketBuffer packet, MacAddress destination, MacAddress source, int number) {
        packet.clear(PacketBuffer.HEADROOM);
        Bytes.put32(packet.bytes(), packet.append(4), number);
        EthernetFrame.prepend(packet, destination, source, EtherType.IPV4);
    }

    static int number(MemoryLink port) {
        return numberOf(port.receive());
    }

    static int numberOf(@Nullable PacketBuffer packet) {
        return numberOf(packet, 0);
    }

    static int numberOf(@Nullable PacketBuffer packet, int offset) {
        assertThat(packet).isNotNull();
        return packet == null ? -1 : Bytes.i32(packet.bytes(), packet.start() + offset);
    }

    static List<Integer> numbersAt(MemoryLink port) {
        List<Integer> numbers = new ArrayList<>();
        for (PacketBuffer packet = port.receive(); packet != null; packet = port.receive()) {
            numbers.add(numberOf(packet, EthernetFrame.HEADER_LENGTH));
        }
        return numbers;
    }
}
