package jackfield.socket.parity;

/**
 * One of the two worlds a program runs in: the JDK's own sockets or ours.
 *
 * <p>What it can make is told by its kinds, {@code NetSide} and the like. Both have 127.0.0.1 and ::1, so that what
 * they say is equal without replacing addresses. Lives for all cases of a suite; a case leaves nothing behind.
 */
interface Side extends AutoCloseable {
    /** {@return {@code jdk} or {@code ours}} */
    String name();

    @Override
    void close();
}
