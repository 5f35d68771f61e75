package jackfield.socket.jvm;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what routed sockets left to the platform: the agent's list at exit. Thread-safe. */
public final class KernelCalls {
    /**
     * What reached the kernel.
     *
     * @param api the JDK's class, {@code Socket} say
     * @param address the local address of a listener, else the destination
     * @param count how often
     */
    public record Row(String api, String address, long count) {}

    private record Key(String api, String address) {}

    private static final KernelCalls OF_THIS_JVM = new KernelCalls();

    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    private KernelCalls() {}

    /** {@return those of all routed sockets} */
    static KernelCalls ofThisJvm() {
        return OF_THIS_JVM;
    }

    void count(String api, String address) {
        counts.computeIfAbsent(new Key(api, address), first -> new LongAdder()).increment();
    }

    /** {@return what was counted, by API and address} */
    public List<Row> rows() {
        return counts.entrySet().stream()
                .map(entry -> new Row(
                        entry.getKey().api(),
                        entry.getKey().address(),
                        entry.getValue().sum()))
                .sorted(Comparator.comparing(Row::api).thenComparing(Row::address))
                .toList();
    }
}
