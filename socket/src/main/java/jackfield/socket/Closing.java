package jackfield.socket;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Poll;
import jackfield.socket.open.OpenSocket;

/** Closes a descriptor, and with the last one its socket. */
final class Closing {
    private Closing() {}

    /** Closes a descriptor that was just marked closed: nobody else closes it. */
    static void close(Socket socket) {
        Description description = socket.description();
        OpenSocket open = description.open;
        Ongoing call = Ongoing.enter(socket, "close");
        try {
            socket.layer().descriptors().remove(socket);
            socket.layer().backend().gate().wake(open);
            if (description.release()) {
                linger(call, open);
                open.close(call.now());
            }
            call.done();
        } finally {
            call.leave();
        }
    }

    /**
     * SO_LINGER above 0: close waits until the peer has everything; an interrupt ends the wait, not the close.
     *
     * <p>As in Linux, O_NONBLOCK does not keep it from waiting.
     */
    private static void linger(Ongoing call, OpenSocket open) {
        long lingerNanos = open.linger(call.now());
        if (lingerNanos <= 0) {
            return;
        }
        long until = Deadline.after(call.now(), lingerNanos);
        boolean waits = true;
        while (waits && !open.isFlushed(call.now())) {
            waits = call.waits(open, Poll.OUT, until);
        }
    }
}
