package jackfield.socket;

import jackfield.engine.endpoint.Endpoint;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Interest;
import jackfield.socket.open.OpenSocket;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;
import jackfield.socket.stack.StackSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The gate of a host's stack: its {@link Blocking}, which lets in one thread at a time, so that nothing need be asked
 * again.
 */
final class HostGate implements Gate {
    private final Blocking blocking;

    HostGate(Blocking blocking) {
        this.blocking = blocking;
    }

    @Override
    public long enter() {
        return blocking.enter();
    }

    @Override
    public void leave() {
        blocking.leave();
    }

    @Override
    public long await(List<Interest> interests, BooleanSupplier stillWaits, long deadline) throws InterruptedException {
        return blocking.await(endpoints(interests), deadline);
    }

    private static List<Endpoint> endpoints(List<Interest> interests) {
        if (interests.size() == 1) {
            return List.of(endpoint(interests.getFirst().socket()));
        }
        var endpoints = new ArrayList<Endpoint>(interests.size());
        for (Interest interest : interests) {
            endpoints.add(endpoint(interest.socket()));
        }
        return endpoints;
    }

    private static Endpoint endpoint(OpenSocket socket) {
        return ((StackSocket) socket).endpoint();
    }

    @Override
    public void wake(OpenSocket socket) {
        blocking.wake(endpoint(socket));
    }

    @Override
    public Watch watch(OpenSocket socket, Watcher watcher) {
        var watch = new HostWatch(endpoint(socket), watcher);
        blocking.watch(watch.endpoint(), watch);
        return watch;
    }

    @Override
    public void unwatch(Watch watch) {
        HostWatch ours = (HostWatch) watch;
        blocking.unwatch(ours.endpoint(), ours);
    }

    @Override
    public Bell bell() {
        return blocking.bell();
    }
}
