package jackfield.socket.nio;

import jackfield.engine.base.Poll;
import jackfield.socket.Hatch;
import jackfield.socket.Socket;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;

/**
 * A selector's view of a channel over a {@link Socket}: operations as poll's events, and back.
 *
 * <p>{@code wanted} is set before the watch is asked, and the watch keeps what it was told before it tells: either
 * the look sees the change, or the change sees that it is wanted.
 */
final class PollSight implements Selectable.Sight, Watcher {
    /** What poll's bits mean to one kind of channel in its state of now. */
    interface Meaning {
        /** {@return the events of these operations} */
        int events(int interestOps);

        /** {@return those of the operations that these events make ready} */
        int readyOps(int events, int interestOps);
    }

    private static final int UNASKED = Poll.ERR | Poll.HUP;

    private final Socket socket;
    private final Meaning meaning;
    private final Selectable.Spotter spotter;
    private final Watch watch;
    private volatile int wanted;

    PollSight(Socket socket, Meaning meaning, Selectable.Spotter spotter) {
        this.socket = socket;
        this.meaning = meaning;
        this.spotter = spotter;
        watch = Hatch.watch(socket, this);
    }

    @Override
    public boolean told(int readiness) {
        return (readiness & (wanted | UNASKED)) != 0 && spotter.spotted();
    }

    @Override
    public void wake() {
        spotter.wake();
    }

    @Override
    public int readyOps(int interestOps) {
        int events = meaning.events(interestOps);
        wanted = events;
        return meaning.readyOps(watch.readiness(events) & (events | UNASKED), interestOps);
    }

    @Override
    public void end() {
        Hatch.unwatch(socket, watch);
    }
}
