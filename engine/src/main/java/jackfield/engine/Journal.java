package jackfield.engine;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.base.Moment;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.TcpObserver;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.PacketBuffer;

/** Passes on to the trace what the rooms of the engine tell, with the packet it came of. */
final class Journal implements Drops.Listener, TcpObserver {
    private final Moment moment;
    private Trace trace = Trace.OFF;

    Journal(Moment moment) {
        this.moment = moment;
    }

    void trace(Trace listener) {
        trace = listener;
    }

    void received(PacketBuffer packet) {
        if (trace.isOn()) {
            trace.received(moment.now(), moment.interfaceId(), moment.number(), packet);
        }
    }

    void sent(long now, int interfaceId, PacketBuffer packet) {
        if (trace.isOn()) {
            trace.sent(now, interfaceId, packet);
        }
    }

    @Override
    public boolean isOn() {
        return trace.isOn();
    }

    @Override
    public void onState(long now, TcpEndpoint endpoint, TcpState from, TcpState to) {
        if (trace.isOn()) {
            trace.stateChanged(now, endpoint, from, to, moment.number());
        }
    }

    @Override
    public void onDrop(DropReason reason) {
        if (trace.isOn()) {
            trace.dropped(moment.now(), moment.interfaceId(), moment.number(), reason);
        }
    }
}
