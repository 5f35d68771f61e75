package jackfield.sim;

import jackfield.engine.Engine;
import jackfield.engine.Trace;
import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.tcp.TcpState;
import jackfield.sim.Observation.CallBlocked;
import jackfield.sim.Observation.CallReturned;
import jackfield.sim.Observation.CallStarted;
import jackfield.sim.Observation.PacketRefused;
import jackfield.sim.Observation.StateChanged;
import jackfield.socket.CallTrace;
import jackfield.wire.PacketBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells observers what one host's engine and sockets do, the engine's packet numbers turned into the world's packet
 * ids.
 */
final class MachineTrace implements Trace, CallTrace {
    private final World world;
    private final String host;
    /** Ids by the engine's numbers; filled only while somebody observes. */
    private final Map<Long, Long> ids = new HashMap<>();

    private long arriving;

    MachineTrace(World world, String host) {
        this.world = world;
        this.host = host;
    }

    /** The next packet that the engine receives from outside has this id. */
    void arriving(long id) {
        arriving = id;
    }

    /**
     * {@return the id of the packet that has this number in the engine; 0 if nobody observed it or it came from no
     * link}
     */
    long id(long number) {
        return ids.getOrDefault(number, 0L);
    }

    @Override
    public boolean isOn() {
        return world.observers().isOn();
    }

    @Override
    public void received(long now, int interfaceId, long number, PacketBuffer packet) {
        if (isOn() && interfaceId != Engine.LOOPBACK) {
            ids.put(number, arriving);
        }
    }

    @Override
    public void sent(long now, int interfaceId, PacketBuffer packet) {
        // The port tells of it, with an id.
    }

    @Override
    public void stateChanged(long now, Endpoint endpoint, TcpState from, TcpState to, long cause) {
        if (isOn()) {
            world.observers().tell(new StateChanged(now, host, endpoint.id(), from, to, id(cause)));
        }
    }

    @Override
    public void dropped(long now, int interfaceId, long number, DropReason reason) {
        if (isOn()) {
            world.observers().tell(new PacketRefused(now, id(number), host, reason));
        }
    }

    @Override
    public void started(Call call, long now) {
        if (isOn()) {
            world.observers().tell(new CallStarted(now, call));
        }
    }

    @Override
    public void blocked(Call call, long now) {
        if (isOn()) {
            world.observers().tell(new CallBlocked(now, call));
        }
    }

    @Override
    public void returned(Call call, String result, Errno errno, long now, long cause) {
        if (isOn()) {
            world.observers().tell(new CallReturned(now, call, result, errno, id(cause)));
        }
    }
}
