package jackfield.engine.endpoint;

import jackfield.engine.base.Moment;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Collects the endpoints that inputs, commands and timers have touched, and tells each once whose readiness
 * changed.
 */
public final class Wakeups {
    private final ArrayDeque<Wakeup> queue = new ArrayDeque<>();
    private final Moment moment;

    /** Makes an empty collection; {@code moment} knows the cause. */
    public Wakeups(Moment moment) {
        this.moment = moment;
    }

    /** {@return the time of the input or command that is being worked on} */
    long now() {
        return moment.now();
    }

    /** The readiness of an endpoint may have changed. */
    void touch(Wakeup wakeup) {
        int bits = wakeup.endpoint.readiness();
        if (bits != wakeup.seen) {
            // What only takes readiness away, as the call does that was released, leaves the cause to be asked for.
            if ((bits & ~wakeup.seen) != 0) {
                wakeup.cause = moment.number();
                // Taken away by a call that then waits, and given back before the drain ends: that is news to it.
                wakeup.hasNews = true;
            }
            wakeup.seen = bits;
            enqueue(wakeup);
        }
    }

    /** Something new arrived at an endpoint, whether or not it had something already. */
    void news(Wakeup wakeup) {
        wakeup.hasNews = true;
        wakeup.seen = wakeup.endpoint.readiness();
        wakeup.cause = moment.number();
        enqueue(wakeup);
    }

    private void enqueue(Wakeup wakeup) {
        if (!wakeup.isQueued) {
            wakeup.isQueued = true;
            queue.add(wakeup);
        }
    }

    /** Output: tells each endpoint whose readiness differs from what was told last, or that got something new. */
    public void drain(Consumer<Endpoint> told) {
        Wakeup wakeup;
        while ((wakeup = queue.poll()) != null) {
            wakeup.isQueued = false;
            int bits = wakeup.endpoint.readiness();
            boolean isToBeTold = (wakeup.hasNews || bits != wakeup.told) && !wakeup.isClosed;
            wakeup.hasNews = false;
            wakeup.told = bits;
            if (isToBeTold) {
                told.accept(wakeup.endpoint);
            }
        }
    }
}
