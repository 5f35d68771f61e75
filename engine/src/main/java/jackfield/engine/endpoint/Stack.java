package jackfield.engine.endpoint;

import jackfield.engine.base.DeadlineHeap;
import jackfield.engine.base.Drops;
import jackfield.engine.base.KeyedHash;
import jackfield.engine.base.PacketQueue;
import jackfield.engine.group.Groups;
import jackfield.engine.ip.Egress;
import jackfield.engine.ip.PathMtu;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.Routes;
import jackfield.wire.PacketPool;
import java.util.random.RandomGenerator;

/**
 * What lies below the endpoints: the parts of the engine that they send through.
 *
 * @param out packets that leave at the next drain
 */
public record Stack(
        Interfaces interfaces,
        Routes routes,
        Groups groups,
        Egress egress,
        PathMtu pathMtu,
        PacketPool pool,
        PacketQueue out,
        DeadlineHeap timers,
        Drops drops,
        Wakeups wakeups,
        KeyedHash hash,
        RandomGenerator random) {}
