package jackfield.engine.tcp.congestion;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The congestion controllers that TCP_CONGESTION may name, each with what makes one for a connection.
 *
 * <p>Immutable. A program's own is added by {@link #with} and given to the engine in its configuration.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7), TCP_CONGESTION</a>
 */
public final class Controllers {
    /** Linux's TCP_CA_NAME_MAX, with the NUL that ends a name there. */
    private static final int NAME_LIMIT = 16;

    /** {@code cubic}, {@code reno} and {@code bbr}. */
    public static final Controllers STANDARD = new Controllers(new LinkedHashMap<>())
            .with("cubic", Cubic::new)
            .with("reno", NewReno::new)
            .with("bbr", Bbr::new);

    private final Map<String, Supplier<CongestionController>> makers;

    private Controllers(Map<String, Supplier<CongestionController>> makers) {
        this.makers = makers;
    }

    /**
     * {@return these and another, or another of the same name}
     *
     * @param maker called once for each connection, under the engine's lock; must not throw
     * @throws IllegalArgumentException if the name is empty, or has 16 characters or more
     */
    public Controllers with(String name, Supplier<CongestionController> maker) {
        if (name.isEmpty() || name.length() >= NAME_LIMIT) {
            throw new IllegalArgumentException(
                    "a congestion controller's name has 1 to 15 characters, not '" + name + "'");
        }
        var more = new LinkedHashMap<>(makers);
        more.put(name, maker);
        return new Controllers(more);
    }

    /** {@return whether there is one of that name; setsockopt answers ENOENT else} */
    public boolean knows(String name) {
        return makers.containsKey(name);
    }

    /** {@return their names: tcp_available_congestion_control} */
    public Set<String> names() {
        return Collections.unmodifiableSet(makers.keySet());
    }

    /**
     * {@return a new one for a connection}
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public CongestionController make(String name) {
        Supplier<CongestionController> maker = makers.get(name);
        if (maker == null) {
            throw new IllegalArgumentException(
                    "no congestion controller is called '" + name + "': there are " + names());
        }
        return maker.get();
    }
}
