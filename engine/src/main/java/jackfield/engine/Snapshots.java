package jackfield.engine;

import jackfield.engine.EngineSnapshot.NeighborRow;
import jackfield.engine.base.DeadlineHeap;
import jackfield.engine.base.Drops;
import jackfield.engine.endpoint.Endpoints;
import jackfield.engine.neighbor.NeighborTable;
import jackfield.wire.PacketPool;
import java.util.ArrayList;

/** Writes down what the rooms of an engine hold. */
record Snapshots(Endpoints endpoints, NeighborTable neighbors, Drops drops, DeadlineHeap timers, PacketPool pool) {
    EngineSnapshot at(long now) {
        var neighborRows = new ArrayList<NeighborRow>();
        neighbors.forEach(
                now,
                row -> neighborRows.add(new NeighborRow(
                        row.interfaceId(), row.address(), row.mac(), row.state().name())));
        var endpointRows = new ArrayList<EngineSnapshot.EndpointRow>();
        endpoints.forEachRow(row -> endpointRows.add(new EngineSnapshot.EndpointRow(
                row.id(), row.protocol(), row.state(), row.local(), row.remote(), row.recvQ(), row.sendQ())));
        return new EngineSnapshot(
                endpointRows, neighborRows, drops.byReason(), drops.byFault(), timers.size(), pool.outstanding());
    }
}
