package jackfield.engine.endpoint;

import jackfield.engine.base.DropReason;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.wire.EtherType;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;

/**
 * Gives each packet endpoint its own copy of what an interface receives, before anybody else sees it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class PacketTable {
    private final ArrayList<PacketEndpoint> endpoints = new ArrayList<>();
    private final Stack stack;

    PacketTable(Stack stack) {
        this.stack = stack;
    }

    void add(PacketEndpoint endpoint) {
        endpoints.add(endpoint);
    }

    void remove(PacketEndpoint endpoint) {
        endpoints.remove(endpoint);
    }

    /** Input: a frame, or on a link without frames an IP packet; borrowed. {@return whether somebody took a copy} */
    public boolean onFrame(IpInterface in, PacketBuffer frame, int etherType) {
        boolean isTaken = false;
        for (int i = 0; i < endpoints.size(); i++) {
            PacketEndpoint endpoint = endpoints.get(i);
            int device = endpoint.options().device();
            if ((endpoint.etherType() == EtherType.ALL || endpoint.etherType() == etherType)
                    && (device == Interfaces.ANY || device == in.id())) {
                isTaken = true;
                if (!endpoint.onFrame(new Frame(in.id(), frame.toBytes()))) {
                    stack.drops().count(DropReason.QUEUE_FULL);
                }
            }
        }
        return isTaken;
    }
}
