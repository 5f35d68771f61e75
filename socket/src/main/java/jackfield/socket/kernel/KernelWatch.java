package jackfield.socket.kernel;

import jackfield.engine.base.Poll;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;

/**
 * A watcher on a descriptor of the kernel: each look is a {@code poll}, and one that finds nothing arms the epoll.
 *
 * <p>What becomes ready between the two is told by the epoll, which is level triggered.
 */
final class KernelWatch implements Watch {
    private final KernelSocket socket;
    private final Watcher watcher;
    private volatile boolean isEnded;

    KernelWatch(KernelSocket socket, Watcher watcher) {
        this.socket = socket;
        this.watcher = watcher;
    }

    @Override
    public int readiness(int events) {
        int bits = socket.readiness(0);
        if ((bits & (events | Poll.ERR | Poll.HUP | Poll.NVAL)) == 0 && !isEnded) {
            socket.waiters().add(watcher, events);
        }
        return bits;
    }

    void end() {
        isEnded = true;
        socket.waiters().remove(watcher);
    }
}
