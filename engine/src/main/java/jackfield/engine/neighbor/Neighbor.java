package jackfield.engine.neighbor;

import jackfield.engine.base.Alarm;
import jackfield.engine.base.Due;
import jackfield.engine.base.Sender;
import jackfield.engine.route.IpInterface;
import jackfield.wire.IpAddress;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.util.ArrayDeque;

/** What is known of one neighbour, and the packets that wait to be told where it is. */
final class Neighbor {
    /** A packet that waits, from its IP header on, and who is told if it waits in vain. */
    record Waiting(PacketBuffer packet, Sender sender) {}

    final IpInterface via;
    final IpAddress address;
    final Alarm alarm;
    final ArrayDeque<Waiting> queue = new ArrayDeque<>(0);
    NeighborState state = NeighborState.INCOMPLETE;
    MacAddress mac = MacAddress.NONE;
    long reachableUntil;
    long trustedUntil;
    int solicitations;

    Neighbor(IpInterface via, IpAddress address, Ringing ringing) {
        this.via = via;
        this.address = address;
        Due due = now -> ringing.onTimeout(now, this);
        this.alarm = new Alarm(due);
    }

    /** Hears that a solicitation has not been answered in time. */
    interface Ringing {
        void onTimeout(long now, Neighbor neighbor);
    }
}
