package jackfield.drill.call;

import jackfield.engine.base.Deadline;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;

/** A socket of a script. */
final class SocketDescriptor extends Descriptor {
    private final OpenSocket socket;
    private final int family;
    private final int type;
    private final int protocol;

    /** SO_RCVTIMEO, SO_SNDTIMEO: nanoseconds, 0 for none; the calls that wait are the interpreter's own. */
    long receiveTimeoutNanos;

    long sendTimeoutNanos;

    /** @param protocol of IP */
    SocketDescriptor(OpenSocket socket, int family, int type, int protocol) {
        this.socket = socket;
        this.family = family;
        this.type = type;
        this.protocol = protocol;
    }

    OpenSocket socket() {
        return socket;
    }

    int family() {
        return family;
    }

    int type() {
        return type;
    }

    int protocol() {
        return protocol;
    }

    /** {@return when a call that begins now gives up} */
    static long deadline(long now, long timeoutNanos) {
        return timeoutNanos == 0 ? Deadline.NEVER : Deadline.after(now, timeoutNanos);
    }

    @Override
    int readiness(long now) {
        return socket.readiness(now);
    }

    @Override
    long arrivals() {
        return socket.readyCause();
    }

    @Override
    int queued(long now) {
        return Math.max(0, socket.ioctl(now, Linux.SIOCINQ));
    }

    @Override
    void close(long now) {
        socket.close(now);
    }
}
