package jackfield.socket.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Native memory for one call at a time: errno, an address with its length, a pollfd, an epoll_event.
 *
 * <p>Kept for reuse, last in first out; there are never more than calls that ran at once.
 */
final class Scratch {
    private static final ConcurrentLinkedDeque<Scratch> SPARE = new ConcurrentLinkedDeque<>();

    final MemorySegment state = Arena.global().allocate(Libc.STATE);
    final MemorySegment address = Arena.global().allocate(SockAddrLayout.LONGEST, 8);
    final MemorySegment length = Arena.global().allocate(JAVA_INT);
    final MemorySegment event = Arena.global().allocate(16, 8);

    private Scratch() {}

    static Scratch take() {
        Scratch scratch = SPARE.pollFirst();
        return scratch == null ? new Scratch() : scratch;
    }

    void release() {
        SPARE.addFirst(this);
    }

    /** {@return the length cell, saying that the whole address buffer may be filled} */
    MemorySegment fullLength() {
        length.set(JAVA_INT, 0, SockAddrLayout.LONGEST);
        return length;
    }

    int lengthAnswered() {
        return length.get(JAVA_INT, 0);
    }
}
