package jackfield.socket;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Poll;
import jackfield.socket.open.Interest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call {@code poll}. */
final class Polling {
    private Polling() {}

    static int poll(SocketLayer layer, List<PollFd> fds, Duration timeout) throws SocketException {
        var sockets = new ArrayList<@Nullable Socket>(fds.size());
        for (PollFd fd : fds) {
            sockets.add(fd.socket(layer));
        }
        Ongoing call = Ongoing.enter(layer, "poll", fds.size());
        try {
            long deadline = Deadline.after(call.now(), nanos(timeout));
            int ready = look(call, fds, sockets);
            List<Interest> interests = ready == 0 ? interests(fds, sockets) : List.of();
            while (ready == 0 && call.waits(interests, () -> allOpen(sockets), deadline)) {
                ready = look(call, fds, sockets);
            }
            return call.end(ready);
        } finally {
            call.leave();
        }
    }

    /** {@return a time-out in nanoseconds, never negative} */
    static long nanos(Duration timeout) {
        try {
            return Math.max(0, timeout.toNanos());
        } catch (ArithmeticException e) {
            return timeout.isNegative() ? 0 : Deadline.NEVER;
        }
    }

    private static int look(Ongoing call, List<PollFd> fds, List<@Nullable Socket> sockets) {
        int ready = 0;
        for (int i = 0; i < fds.size(); i++) {
            PollFd fd = fds.get(i);
            Socket socket = sockets.get(i);
            int revents = 0;
            if (socket != null && !socket.isClosed()) {
                revents = PollFd.wanted(socket.description().open.readiness(call.now()), fd.events());
            } else if (fd.fd() >= 0) {
                revents = Poll.NVAL;
            }
            fd.revents(revents);
            ready += revents != 0 ? 1 : 0;
        }
        return ready;
    }

    private static List<Interest> interests(List<PollFd> fds, List<@Nullable Socket> sockets) {
        var interests = new ArrayList<Interest>(fds.size());
        for (int i = 0; i < fds.size(); i++) {
            Socket socket = sockets.get(i);
            if (socket != null) {
                interests.add(new Interest(socket.description().open, fds.get(i).events()));
            }
        }
        return interests;
    }

    private static boolean allOpen(List<@Nullable Socket> sockets) {
        for (Socket socket : sockets) {
            if (socket != null && socket.isClosed()) {
                return false;
            }
        }
        return true;
    }
}
