package jackfield.sim;

import java.util.ArrayList;
import java.util.List;

/** Those who hear what happens. Records are made only where {@link #isOn}. */
final class Observers {
    private final List<Observer> observers = new ArrayList<>();

    boolean isOn() {
        return !observers.isEmpty();
    }

    void add(Observer observer) {
        observers.add(observer);
    }

    void remove(Observer observer) {
        observers.remove(observer);
    }

    void tell(Observation observation) {
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).on(observation);
        }
    }
}
