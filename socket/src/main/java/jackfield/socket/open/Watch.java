package jackfield.socket.open;

/**
 * One {@link Watcher} on one socket, from {@link Gate#watch} to {@link Gate#unwatch}.
 *
 * <p>Thread-safe; asked without entering the gate.
 */
public interface Watch {
    /**
     * {@return the bits of {@link jackfield.engine.base.Poll} that hold now}
     *
     * <p>If none of {@code events}, ERR and HUP holds, the watcher is told when one of them does; what comes between
     * this look and its answer is told, too.
     */
    int readiness(int events);
}
