package jackfield.socket.jvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done to a socket before it was known whose it is, to be done again to the one that takes its place.
 *
 * <p>Of an option the last setting counts. Guarded by the routed socket.
 */
final class Steps<S> {
    /** Something done to a socket. */
    interface Step<S> {
        void on(S socket) throws IOException;
    }

    private final Map<Object, Step<S>> steps = new LinkedHashMap<>();

    /** Does something, and remembers it if that succeeds, in place of what was remembered as {@code what} before. */
    void take(Object what, S socket, Step<S> step) throws IOException {
        step.on(socket);
        steps.remove(what);
        steps.put(what, step);
    }

    /** Does it all again. */
    void replay(S socket) throws IOException {
        List<Step<S>> all = new ArrayList<>(steps.values());
        for (Step<S> step : all) {
            step.on(socket);
        }
    }

    void forget() {
        steps.clear();
    }
}
