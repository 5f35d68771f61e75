package jackfield.socket.route;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host on which the calling thread runs, if it runs on one.
 *
 * <p>An inheritable thread-local and not a {@link ScopedValue}, whose binding plain threads do not inherit: a client
 * that makes its own threads inside a scope must stay in it. It is set and given back around one call only, so it
 * nests and ends as a scoped value does.
 */
final class Scope {
    private static final InheritableThreadLocal<@Nullable NetworkHost> HOST = new InheritableThreadLocal<>();

    private Scope() {}

    static Optional<NetworkHost> current() {
        return Optional.ofNullable(HOST.get());
    }

    static <R, X extends Throwable> R call(NetworkHost host, ScopedValue.CallableOp<? extends R, X> action) throws X {
        NetworkHost outer = HOST.get();
        HOST.set(host);
        try {
            return action.call();
        } finally {
            if (outer == null) {
                HOST.remove();
            } else {
                HOST.set(outer);
            }
        }
    }
}
