package jackfield.socket;

import jackfield.engine.endpoint.Endpoint;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;

/**
 * A watcher on an endpoint, which keeps the readiness that it was last told: a look needs no engine.
 *
 * <p>The engine tells of every change in the turn in which it happens, so what is kept is right whenever nobody has
 * the engine. It is kept before the watcher is told: who looks because of that sees it.
 */
final class HostWatch implements Watcher, Watch {
    private final Endpoint endpoint;
    private final Watcher watcher;
    private volatile int readiness;

    /** With the engine held. */
    HostWatch(Endpoint endpoint, Watcher watcher) {
        this.endpoint = endpoint;
        this.watcher = watcher;
        readiness = endpoint.readiness();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public boolean told(int bits) {
        readiness = bits;
        return watcher.told(bits);
    }

    @Override
    public void wake() {
        watcher.wake();
    }

    @Override
    public int readiness(int events) {
        return readiness;
    }
}
