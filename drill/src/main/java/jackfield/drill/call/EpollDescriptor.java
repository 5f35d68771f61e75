package jackfield.drill.call;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An epoll instance of a script.
 *
 * <p>Edge-triggered interests tell of a bit when it rises and, for what can be read, of each further arrival; for that
 * {@link #look} is to be called whenever something may have happened.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>
 */
final class EpollDescriptor extends Descriptor {
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int EEXIST = 17;
    private static final int ONE_SHOT = 0x4000_0000;
    private static final int EDGE = 0x8000_0000;
    private static final int ARRIVING = Poll.IN | Poll.PRI | Poll.ERR | Poll.RDHUP | PollBits.RDNORM;

    private final Map<Descriptor, Interest> interests = new LinkedHashMap<>();

    private static final class Interest {
        private int events;
        private long data;
        private int seen;
        private long arrivals;
        private int queued;
        private int risen;

        private void set(int newEvents, long newData) {
            events = newEvents;
            data = newData;
            seen = 0;
            risen = 0;
        }
    }

    /** What is ready, and the number its owner gave. */
    record Ready(int events, long data) {}

    /** epoll_ctl. {@return 0 or -errno} */
    int control(int operation, Descriptor target, int events, long data, long now) {
        return switch (operation) {
            case ADD, MODIFY -> set(operation == ADD, target, events, data, now);
            case DELETE -> interests.remove(target) == null ? Errno.ENOENT.refusal() : 0;
            default -> Errno.EINVAL.refusal();
        };
    }

    private int set(boolean isNew, Descriptor target, int events, long data, long now) {
        Interest known = interests.get(target);
        if (isNew == (known != null)) {
            return isNew ? -EEXIST : Errno.ENOENT.refusal();
        }
        Interest interest = known == null ? new Interest() : known;
        interest.set(events, data);
        interests.put(target, interest);
        look(now);
        return 0;
    }

    /** A descriptor was closed: nobody waits for it any more. */
    void forget(Descriptor target) {
        interests.remove(target);
    }

    /** Notices what has risen since it was last called. */
    void look(long now) {
        interests.forEach((target, interest) -> {
            int bits = PollBits.all(target.readiness(now));
            long arrivals = target.arrivals();
            interest.risen |= bits & ~interest.seen;
            int queued = target.queued(now);
            if (arrivals != interest.arrivals || queued > interest.queued) {
                interest.risen |= bits & ARRIVING;
            }
            interest.queued = queued;
            interest.seen = bits;
            interest.arrivals = arrivals;
        });
    }

    /** {@return up to {@code most} that are ready} */
    List<Ready> take(int most, long now) {
        look(now);
        List<Ready> ready = new ArrayList<>();
        interests.forEach((target, interest) -> {
            boolean isEdge = (interest.events & EDGE) != 0;
            int wanted = interest.events & PollBits.ALL | Poll.ERR | Poll.HUP;
            int bits = PollBits.all(target.readiness(now)) & wanted;
            boolean isNews = bits != 0 && (!isEdge || (interest.risen & wanted) != 0);
            if (isNews && interest.events != 0 && ready.size() < most) {
                ready.add(new Ready(bits, interest.data));
                interest.risen = 0;
                if ((interest.events & ONE_SHOT) != 0) {
                    interest.events = 0;
                }
            }
        });
        return ready;
    }

    @Override
    int readiness(long now) {
        boolean isReady = interests.entrySet().stream()
                .anyMatch(entry -> (PollBits.all(entry.getKey().readiness(now))
                                & (entry.getValue().events | Poll.ERR | Poll.HUP)
                                & PollBits.ALL)
                        != 0);
        return isReady ? Poll.IN : 0;
    }

    @Override
    void close(long now) {
        interests.clear();
    }
}
