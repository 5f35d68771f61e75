package jackfield.engine;

import jackfield.engine.base.DropReason;
import jackfield.wire.IpAddress;
import jackfield.wire.MacAddress;
import jackfield.wire.Malformed;
import java.util.List;
import java.util.Map;

/**
 * What a stack holds at one moment.
 *
 * @param endpoints every endpoint and every connection that outlives its endpoint (TIME_WAIT, orphans)
 * @param timers deadlines armed
 * @param buffersOutstanding packet buffers taken from the pool and not released: 0 between drains unless packets wait
 */
public record EngineSnapshot(
        List<EndpointRow> endpoints,
        List<NeighborRow> neighbors,
        Map<DropReason, Long> drops,
        Map<Malformed, Long> malformed,
        int timers,
        int buffersOutstanding) {

    /** One row of {@code ss}. */
    public record EndpointRow(
            int id, String protocol, String state, String local, String remote, int recvQ, int sendQ) {}

    /** One row of {@code ip neigh}. */
    public record NeighborRow(int interfaceId, IpAddress address, MacAddress mac, String state) {}
}
