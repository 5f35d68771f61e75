package jackfield.engine.endpoint;

import jackfield.engine.tcp.TcpState;

/** Hears of every change of state of every connection and listener. */
public interface TcpObserver {
    /** {@return whether anybody listens} */
    boolean isOn();

    /** An endpoint, or the connection it left behind, went from one state to another. */
    void onState(long now, TcpEndpoint endpoint, TcpState from, TcpState to);
}
