package jackfield.socket;

import jackfield.engine.base.Deadline;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the descriptors made by {@code dup} share: POSIX's open file description.
 *
 * <p>O_NONBLOCK and the two time-outs live here and not in the back end, whose calls never wait; of SO_RCVLOWAT, which
 * the back end needs for poll, a copy. Thread-safe.
 */
final class Description {
    /** A patience that does not wait at all. */
    static final long NONE = -1;

    final OpenSocket open;
    final Family family;
    final Type type;
    private final AtomicInteger handles = new AtomicInteger(1);
    private volatile boolean isNonBlocking;
    private volatile long recvTimeoutNanos;
    private volatile long sendTimeoutNanos;
    private volatile int lowWaterBytes = 1;

    Description(OpenSocket open, Family family, Type type) {
        this.open = open;
        this.family = family;
        this.type = type;
    }

    /** {@return the description of a connection accepted here, which inherits time-outs and marks as Linux has it} */
    Description accepted(OpenSocket connection) {
        var child = new Description(connection, family, type);
        child.recvTimeoutNanos = recvTimeoutNanos;
        child.sendTimeoutNanos = sendTimeoutNanos;
        child.lowWaterBytes = lowWaterBytes;
        return child;
    }

    /** One descriptor more refers to this. {@return false if the last one was closed meanwhile} */
    boolean retain() {
        while (true) {
            int count = handles.get();
            if (count == 0) {
                return false;
            }
            if (handles.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    /** One descriptor less. {@return whether it was the last} */
    boolean release() {
        return handles.decrementAndGet() == 0;
    }

    void nonBlocking(boolean nonBlocking) {
        isNonBlocking = nonBlocking;
    }

    boolean isNonBlocking() {
        return isNonBlocking;
    }

    /** {@return how long a receiving call may wait: {@link #NONE}, nanoseconds, or {@link Deadline#NEVER}} */
    long recvPatience(int flags) {
        return patience(flags, recvTimeoutNanos);
    }

    /** {@return how long a sending or connecting call may wait} */
    long sendPatience(int flags) {
        return patience(flags, sendTimeoutNanos);
    }

    private long patience(int flags, long timeoutNanos) {
        if (isNonBlocking || (flags & Linux.MSG_DONTWAIT) != 0) {
            return NONE;
        }
        return timeoutNanos == 0 ? Deadline.NEVER : timeoutNanos;
    }

    long timeoutNanos(boolean receiving) {
        return receiving ? recvTimeoutNanos : sendTimeoutNanos;
    }

    void timeoutNanos(boolean receiving, long nanos) {
        if (receiving) {
            recvTimeoutNanos = nanos;
        } else {
            sendTimeoutNanos = nanos;
        }
    }

    /** {@return SO_RCVLOWAT: how many bytes of a stream recv waits for, unless it asks for fewer} */
    int lowWaterBytes() {
        return lowWaterBytes;
    }

    void lowWaterBytes(int bytes) {
        lowWaterBytes = bytes;
    }
}
