package jackfield.socket.kernel;

import jackfield.engine.base.Deadline;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Interest;
import jackfield.socket.open.OpenSocket;
import jackfield.socket.open.Parked;
import jackfield.socket.open.ParkingBell;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The kernel lets in everybody at once; a wait parks until the {@link Poller} or another thread releases it. */
final class KernelGate implements Gate {
    private final long startNanos = System.nanoTime();

    @Override
    public long enter() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public void leave() {}

    @Override
    public long await(List<Interest> interests, BooleanSupplier stillWaits, long deadline) throws InterruptedException {
        var waiter = new Parked();
        try {
            for (Interest interest : interests) {
                ((KernelSocket) interest.socket()).waiters().add(waiter, interest.events());
            }
            if (stillWaits.getAsBoolean()) {
                return park(waiter, deadline);
            }
            return enter();
        } finally {
            for (Interest interest : interests) {
                ((KernelSocket) interest.socket()).waiters().remove(waiter);
            }
        }
    }

    private long park(Parked waiter, long deadline) throws InterruptedException {
        while (true) {
            long now = enter();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (waiter.isTold() || now >= deadline) {
                return now;
            }
            if (deadline == Deadline.NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, deadline - now);
            }
        }
    }

    @Override
    public void wake(OpenSocket socket) {
        ((KernelSocket) socket).waiters().wakeAll();
    }

    @Override
    public Watch watch(OpenSocket socket, Watcher watcher) {
        return new KernelWatch((KernelSocket) socket, watcher);
    }

    @Override
    public void unwatch(Watch watch) {
        ((KernelWatch) watch).end();
    }

    @Override
    public Bell bell() {
        return new ParkingBell();
    }
}
