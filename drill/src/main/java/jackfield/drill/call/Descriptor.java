package jackfield.drill.call;

import jackfield.engine.base.Poll;

/** What stands behind a descriptor of a script. */
abstract sealed class Descriptor permits SocketDescriptor, PipeEnd, EpollDescriptor, ZeroFile {
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;

    /** O_NONBLOCK. */
    boolean isNonBlocking;

    /** {@return what fcntl's F_GETFL answers} */
    int flags() {
        return O_RDWR | (isNonBlocking ? O_NONBLOCK : 0);
    }

    /** fcntl's F_SETFL. */
    void flags(int bits) {
        isNonBlocking = (bits & O_NONBLOCK) != 0;
    }

    /** {@return bits of {@link Poll} that hold now} */
    abstract int readiness(long now);

    /** {@return a number that changes with each arrival, 0 if unknown: what is new to an edge-triggered epoll} */
    long arrivals() {
        return 0;
    }

    /** {@return bytes that wait to be read, 0 if unknown: more of them are news to an edge-triggered epoll, too} */
    int queued(long now) {
        return 0;
    }

    /** Closes it. */
    abstract void close(long now);
}
