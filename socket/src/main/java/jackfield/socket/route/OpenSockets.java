package jackfield.socket.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The routed sockets of one network that are open, in the order in which they were opened. Thread-safe. */
final class OpenSockets {
    private final Map<Long, OpenedSocket> open = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** Notes one. {@return what is to be run when it is closed; more than once does no harm} */
    Runnable add(String api, String address) {
        long number = numbers.incrementAndGet();
        open.put(number, new OpenedSocket(api, address, new Throwable(api + " " + address + " was opened here")));
        return () -> open.remove(number);
    }

    List<OpenedSocket> list() {
        return new ArrayList<>(open.values());
    }
}
