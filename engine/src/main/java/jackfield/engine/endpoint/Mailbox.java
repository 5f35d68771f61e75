package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import org.jspecify.annotations.Nullable;

/**
 * What a datagram endpoint has received and not yet told: datagrams, a pending error, which directions are shut.
 *
 * <p>Tells of each change of its endpoint's readiness. Not thread-safe; owned by one endpoint.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>, raw(7)
 */
final class Mailbox {
    private final Stack stack;
    private final Options options;
    private final Wakeup wakeup;
    private final DatagramQueue<Datagram> queue = new DatagramQueue<>();
    private final ErrorQueue notices = new ErrorQueue();
    private Errno error = Errno.OK;
    private boolean isShutRead;
    private boolean isShutWrite;

    Mailbox(Stack stack, Options options, Endpoint endpoint) {
        this.stack = stack;
        this.options = options;
        this.wakeup = new Wakeup(endpoint, Poll.OUT);
    }

    /** {@return the bits of {@link Poll} that hold now} */
    int readiness() {
        boolean hasError = error != Errno.OK;
        return (!queue.isEmpty() || isShutRead || hasError ? Poll.IN : 0)
                | (stack.out().hasRoom() ? Poll.OUT : 0)
                | (hasError || !notices.isEmpty() ? Poll.ERR : 0)
                | (isShutRead ? Poll.RDHUP : 0)
                | (isShutRead && isShutWrite ? Poll.HUP : 0);
    }

    /** {@return number of the received packet that last made the endpoint ready} */
    long readyCause() {
        return wakeup.cause;
    }

    /** The readiness may have changed. */
    void touch() {
        stack.wakeups().touch(wakeup);
    }

    /** {@return the pending error, which is thereby taken} */
    Errno takeError() {
        Errno taken = error;
        error = Errno.OK;
        touch();
        return taken;
    }

    /** {@return why nothing may be sent: the pending error, which is thereby taken, or EPIPE; 0 if it may} */
    int refusesSend() {
        if (error != Errno.OK) {
            return takeError().refusal();
        }
        return isShutWrite || wakeup.isClosed ? Errno.EPIPE.refusal() : 0;
    }

    /** The engine's outgoing queue is full: the next drain makes room, and then says so. {@return -EAGAIN} */
    int waitForRoom() {
        stack.wakeups().news(wakeup);
        return Errno.EAGAIN.refusal();
    }

    /** {@return the oldest datagram, which is thereby taken; null if there is none} */
    @Nullable
    Datagram receive() {
        Datagram datagram = queue.poll();
        touch();
        return datagram;
    }

    /** {@return the oldest datagram, left in the queue} */
    @Nullable
    Datagram peek() {
        return queue.peek();
    }

    /** {@return bytes of data received and not yet taken} */
    int queuedBytes() {
        return queue.bytes();
    }

    /** Ends one direction or both. */
    void shut(boolean read, boolean write) {
        isShutRead |= read;
        isShutWrite |= write;
        touch();
    }

    /** {@return false if this had been closed before} */
    boolean close() {
        if (wakeup.isClosed) {
            return false;
        }
        wakeup.isClosed = true;
        queue.clear();
        return true;
    }

    /** {@return whether there was room for the datagram} */
    boolean onDatagram(Datagram datagram) {
        if (!queue.add(datagram, datagram.data().length, options.receiveBufferBytes())) {
            return false;
        }
        stack.wakeups().news(wakeup);
        return true;
    }

    /** ICMP tells of an error that is to be told whole; it is pending, too. */
    void onNotice(Notice notice) {
        if (!wakeup.isClosed) {
            notices.add(notice);
            onError(Errno.of(notice.errno()));
        }
    }

    /** {@return the oldest notice, which is thereby taken; null if there is none} */
    @Nullable
    Notice takeNotice() {
        Notice taken = notices.poll();
        if (taken != null && taken.isIcmp()) {
            // As Linux: the pending error is that of the next in the queue.
            Notice next = notices.peek();
            error = next != null && next.isIcmp() ? Errno.of(next.errno()) : Errno.OK;
        }
        touch();
        return taken;
    }

    /** ICMP or neighbour resolution tells of an error. */
    void onError(Errno told) {
        if (!wakeup.isClosed) {
            error = told;
            stack.wakeups().news(wakeup);
        }
    }
}
