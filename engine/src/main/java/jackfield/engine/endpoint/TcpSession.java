package jackfield.engine.endpoint;

import jackfield.engine.base.Alarm;
import jackfield.engine.base.Due;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Sender;
import jackfield.engine.tcp.FastOpenQueue;
import jackfield.engine.tcp.TcpConnection;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/** One connection with all that TCP itself does not know: its addresses, its port, its timer, its endpoint. */
final class TcpSession extends Conversation {
    final TcpConnection connection;
    final TcpEndpoint endpoint;
    final Binding<TcpEndpoint> binding;
    final SockAddr local;
    final SockAddr remote;
    final Alarm alarm;
    final Sender sender;

    /** Where it counts until its handshake is complete; null unless opened by Fast Open. */
    @Nullable
    FastOpenQueue fastOpenQueue;

    TcpState state;
    int readable;
    boolean isToBePulled;

    TcpSession(
            TcpConnection connection,
            TcpEndpoint endpoint,
            Binding<TcpEndpoint> binding,
            SockAddr local,
            SockAddr remote,
            Keeper keeper) {
        super(local, remote);
        this.connection = connection;
        this.endpoint = endpoint;
        this.binding = binding;
        this.local = local;
        this.remote = remote;
        this.state = TcpState.CLOSED;
        this.sender = (now, error, packet) -> keeper.onUndeliverable(now, this, error, packet);
        Due due = now -> keeper.onTimeout(now, this);
        this.alarm = new Alarm(due);
    }

    /** Hears what happens to a connection from below. */
    interface Keeper {
        /** The connection's deadline has come. */
        void onTimeout(long now, TcpSession session);

        /** A packet of the connection found no neighbour to go to. */
        void onUndeliverable(long now, TcpSession session, Errno error, PacketBuffer packet);
    }
}
