package jackfield.socket.net;

import java.net.DatagramPacket;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how many bytes a {@link DatagramPacket} has room for once one has been received into it.
 *
 * <p>The JDK's own sockets set a packet's length and leave its room as it is, so that one packet serves for many
 * receives. {@link DatagramPacket#setLength}, which is all that others have, sets both. So what we set is remembered:
 * a packet that comes back with the same array, offset and length has the room it had before. Thread-safe.
 */
public final class PacketRoom {
    /** What a receive left behind. */
    private record Left(byte[] data, int offset, int length, int room) {}

    private static final Map<DatagramPacket, Left> PACKETS = new WeakHashMap<>();

    private PacketRoom() {}

    /** {@return how many bytes may be received into a packet} */
    @SuppressWarnings("ReferenceEquality") // The very same array.
    public static int of(DatagramPacket packet) {
        @Nullable Left left;
        synchronized (PACKETS) {
            left = PACKETS.get(packet);
        }
        boolean isUntouched = left != null
                && left.data() == packet.getData()
                && left.offset() == packet.getOffset()
                && left.length() == packet.getLength();
        return left != null && isUntouched ? left.room() : packet.getLength();
    }

    /** Sets how many bytes were received into a packet. */
    public static void filled(DatagramPacket packet, int length) {
        int room = of(packet);
        packet.setLength(length);
        synchronized (PACKETS) {
            if (length == room) {
                PACKETS.remove(packet);
            } else {
                PACKETS.put(packet, new Left(packet.getData(), packet.getOffset(), length, room));
            }
        }
    }
}
