package jackfield.engine.endpoint;

import jackfield.engine.base.Alarm;
import jackfield.engine.base.Due;
import jackfield.engine.tcp.HalfOpen;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/** A SYN that was answered and whose third segment has not come: what stands for a connection until then. */
final class SynRequest extends Conversation implements Due {
    final HalfOpen half;
    final TcpEndpoint owner;
    final TcpListener listener;
    final Alarm alarm = new Alarm(this);
    private final Handshakes keeper;

    /** What accept will hand out; null unless somebody watches, as only they need to see it so early. */
    @Nullable
    TcpEndpoint child;

    /** The neighbours in {@link TcpListener}'s list; null at its ends. */
    @Nullable
    SynRequest before;

    @Nullable
    SynRequest after;

    SynRequest(
            HalfOpen half,
            TcpEndpoint owner,
            TcpListener listener,
            SockAddr local,
            SockAddr remote,
            Handshakes keeper) {
        super(local, remote);
        this.half = half;
        this.owner = owner;
        this.listener = listener;
        this.keeper = keeper;
    }

    SockAddr local() {
        return new SockAddr(localAddress(), localPort);
    }

    SockAddr remote() {
        return new SockAddr(remoteAddress(), remotePort);
    }

    /** The listener is gone: so is this. */
    void abandon(long now) {
        keeper.remove(now, this);
    }

    @Override
    public void onDue(long now) {
        keeper.onTimeout(now, this);
    }
}
