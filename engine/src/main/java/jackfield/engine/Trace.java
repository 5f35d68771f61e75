package jackfield.engine;

import jackfield.engine.base.DropReason;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.PacketBuffer;

/**
 * Listens to what happens inside an engine. Must not call the engine; all packets are borrowed.
 *
 * <p>Received packets are numbered from 1 in the order of {@link Engine#onPacket}; {@link Endpoint#readyCause} refers
 * to
 * that number. Nothing is made for a trace while {@link #isOn} is false.
 */
public interface Trace {
    /** Hears nothing. */
    Trace OFF = new Trace() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public void received(long now, int interfaceId, long number, PacketBuffer packet) {}

        @Override
        public void sent(long now, int interfaceId, PacketBuffer packet) {}

        @Override
        public void stateChanged(long now, Endpoint endpoint, TcpState from, TcpState to, long cause) {}

        @Override
        public void dropped(long now, int interfaceId, long number, DropReason reason) {}
    };

    /** {@return whether anybody listens} */
    boolean isOn();

    /** A packet came in; told before it is looked at. */
    void received(long now, int interfaceId, long number, PacketBuffer packet);

    /** A packet goes out. */
    void sent(long now, int interfaceId, PacketBuffer packet);

    /** A connection went from one state to another; {@code cause} is the packet's number, 0 for a call or a timer. */
    void stateChanged(long now, Endpoint endpoint, TcpState from, TcpState to, long cause);

    /** Received packet {@code number} was dropped, with the reason under which it is counted. */
    void dropped(long now, int interfaceId, long number, DropReason reason);
}
