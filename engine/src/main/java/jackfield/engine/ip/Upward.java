package jackfield.engine.ip;

import jackfield.engine.route.IpInterface;
import jackfield.wire.IpPacket;
import jackfield.wire.PacketBuffer;

/** Takes the packets that are for this host, whole. */
public interface Upward {
    /**
     * A packet arrived; it is borrowed.
     *
     * @param toGroup whether it was meant for more than this host, so that it must not be answered by an error
     */
    void onPacket(long now, IpInterface in, PacketBuffer packet, IpPacket ip, boolean toGroup);
}
