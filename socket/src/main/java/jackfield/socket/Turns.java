package jackfield.socket;

import java.util.ArrayDeque;

/**
 * The hosts to which this thread has handed packets through memory links, and whose turn it is.
 *
 * <pre>
 *   A.leave:  drain A -> link.transmit -> B is due (this thread still has A's lock: only noted)
 *             unlock A
 *             run: B.turn (lock B, receive, drain -> A is due, unlock B), A.turn, ... until none is due
 * </pre>
 *
 * <p>So no thread ever has two engines at once, and a conversation between hosts is a loop here and no recursion. One
 * for each thread. A signal from a thread that has no engine (somebody else's link code) runs at once.
 */
final class Turns {
    private static final ThreadLocal<Turns> OF_THREAD = ThreadLocal.withInitial(Turns::new);

    private final ArrayDeque<LiveBlocking> due = new ArrayDeque<>();
    private boolean hasEngine;
    private boolean isRunning;

    private Turns() {}

    static Turns ofThread() {
        return OF_THREAD.get();
    }

    /** Whether the thread is about to hand packets to links while it has an engine. */
    void hasEngine(boolean has) {
        hasEngine = has;
    }

    /** It is the host's turn, as soon as this thread has no engine. */
    void add(LiveBlocking host) {
        if (!due.contains(host)) {
            due.add(host);
        }
        if (!hasEngine) {
            run();
        }
    }

    /** Runs all turns, and those that come of them. The thread has no engine. */
    void run() {
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            LiveBlocking host;
            while ((host = due.poll()) != null) {
                host.turn();
            }
        } finally {
            isRunning = false;
        }
    }
}
