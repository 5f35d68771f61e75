package jackfield.engine.endpoint;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint has to tell beside its data, first in first out: MSG_ERRQUEUE.
 *
 * <p>Bounded: what finds no room is lost, as on Linux, but for completions, of which {@link StreamNotices} lets no more
 * be owed. Allocates nothing until something is told. Not thread-safe; owned by one endpoint.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>, MSG_ERRQUEUE
 */
final class ErrorQueue {
    /** Most that wait to be taken. */
    static final int MOST = 256;

    private @Nullable ArrayDeque<Notice> waiting;

    boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    int size() {
        return waiting == null ? 0 : waiting.size();
    }

    /** {@return whether there was room} */
    boolean add(Notice notice) {
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        return waiting.size() < MOST && waiting.add(notice);
    }

    /** Completions of calls that follow upon each other are one, as on Linux. */
    void addCopied(int first, int last) {
        Notice tail = waiting == null ? null : waiting.peekLast();
        if (waiting != null && tail != null && tail.origin() == Notice.ORIGIN_ZEROCOPY && tail.data() + 1 == first) {
            waiting.removeLast();
            waiting.add(Notice.copied(tail.info(), last));
        } else {
            add(Notice.copied(first, last));
        }
    }

    /** {@return the oldest, which is thereby taken; null if there is none} */
    @Nullable
    Notice poll() {
        return waiting == null ? null : waiting.poll();
    }

    /** {@return the oldest, left in the queue; null if there is none} */
    @Nullable
    Notice peek() {
        return waiting == null ? null : waiting.peek();
    }
}
