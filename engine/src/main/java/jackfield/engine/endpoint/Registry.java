package jackfield.engine.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Numbers the endpoints and knows which are open, oldest first. */
final class Registry {
    private final LinkedHashMap<Integer, Endpoint> open = new LinkedHashMap<>();
    private int numbers;

    int nextId() {
        return ++numbers;
    }

    void add(Endpoint endpoint) {
        open.put(endpoint.id(), endpoint);
    }

    void remove(Endpoint endpoint) {
        open.remove(endpoint.id());
    }

    List<Endpoint> all() {
        return new ArrayList<>(open.values());
    }
}
