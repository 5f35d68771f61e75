package jackfield.sim;

import jackfield.engine.Engine;
import jackfield.engine.Outbox;
import jackfield.engine.base.Deadline;
import jackfield.engine.endpoint.Endpoint;
import jackfield.socket.Blocking;
import jackfield.socket.Host;
import jackfield.socket.SocketLayer;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Watcher;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A host from one boot to its death: drives its engine in virtual time and lets actors wait in it.
 *
 * <p>Not thread-safe; used by whoever holds the baton.
 */
final class Machine implements Blocking, Outbox {
    /** How often an engine may ask for the same moment before that is its fault. */
    private static final int ALARMS_AT_ONCE = 100_000;

    private final World world;
    private final String name;
    private final Engine engine;
    private final MachineTrace trace;
    private final Host host;
    private final SocketLayer layer;
    private final Map<Integer, Port> ports = new TreeMap<>();
    private final Map<Integer, List<Actor>> waiting = new HashMap<>();
    private final Map<Integer, List<Watcher>> watchers = new HashMap<>();
    private final Map<Integer, Runnable> handlers = new HashMap<>();
    /** All actors that wait here, in the order in which they came. */
    private final List<Actor> guests = new ArrayList<>();

    private final PacketBuffer arriving = new PacketBuffer(PacketPool.LARGE);
    private List<Endpoint> ready = new ArrayList<>();
    private boolean alive = true;
    private @Nullable Alarm alarm;
    private long alarmNanos = Deadline.NEVER;
    private long lastAlarmNanos;
    private int alarmsAtOnce;

    /** The engine's next deadline, entered in the agenda. */
    private final class Alarm extends Agenda.Event {
        @Override
        long due() {
            if (alarm != this) {
                return Deadline.NEVER;
            }
            // The engine has put its deadline off since, as it does with every acknowledgment; no need to tell it.
            alarmNanos = engine.nextDeadline();
            if (alarmNanos == Deadline.NEVER) {
                alarm = null;
            }
            return alarmNanos;
        }

        @Override
        void happen() {
            alarm = null;
            alarmNanos = Deadline.NEVER;
            alarmsAtOnce = world.now() == lastAlarmNanos ? alarmsAtOnce + 1 : 0;
            lastAlarmNanos = world.now();
            if (alarmsAtOnce > ALARMS_AT_ONCE) {
                throw new AssertionError("the engine of '" + name + "' asks for " + SimTime.text(lastAlarmNanos)
                        + " over and over: " + engine.snapshot());
            }
            engine.onTime(world.now());
            settle();
        }
    }

    Machine(World world, String name, Engine engine) {
        this.world = world;
        this.name = name;
        this.engine = engine;
        this.trace = new MachineTrace(world, name);
        this.host = new Host(name, engine, this);
        this.layer = SocketLayer.on(host);
        engine.trace(trace);
        listen();
    }

    /** Has socket calls traced if anybody observes: their records are not free. */
    void listen() {
        layer.trace(world.observers().isOn() ? trace : null);
    }

    Host host() {
        return host;
    }

    SocketLayer layer() {
        return layer;
    }

    Engine engine() {
        return engine;
    }

    MachineTrace trace() {
        return trace;
    }

    void plug(int interfaceId, Port port) {
        ports.put(interfaceId, port);
    }

    /** Runs {@code handler} after each drain that tells the endpoint ready. */
    void whenReady(Endpoint endpoint, Runnable handler) {
        handlers.put(endpoint.id(), handler);
    }

    /** A frame arrives. */
    void receive(int interfaceId, long id, byte[] frame) {
        arriving.clear(PacketBuffer.HEADROOM);
        arriving.append(frame, 0, frame.length);
        trace.arriving(id);
        engine.onPacket(world.now(), interfaceId, arriving);
        settle();
    }

    /** {@return the number of the interface at {@code port}} */
    int interfaceId(Port port) {
        for (Map.Entry<Integer, Port> entry : ports.entrySet()) {
            if (entry.getValue() == port) {
                return entry.getKey();
            }
        }
        throw new AssertionError("'" + name + "' has no interface there");
    }

    /** Drains the engine, wakes who waits for what became ready, runs handlers, until nothing more comes out. */
    void settle() {
        boolean handled = true;
        while (handled && alive) {
            engine.drain(world.now(), this);
            handled = false;
            if (!ready.isEmpty()) {
                List<Endpoint> told = ready;
                ready = new ArrayList<>();
                for (Endpoint endpoint : told) {
                    wake(endpoint);
                    Runnable handler = handlers.get(endpoint.id());
                    if (handler != null && alive) {
                        handler.run();
                        handled = true;
                    }
                }
            }
        }
        rearm();
    }

    private void rearm() {
        long deadline = alive ? engine.nextDeadline() : Deadline.NEVER;
        if (deadline < alarmNanos) {
            alarm = new Alarm();
            alarmNanos = deadline;
            world.agenda().add(deadline, alarm);
        }
    }

    /** The power is gone: nothing goes in or out any more, and whoever waits here ends. */
    void die() {
        alive = false;
        alarm = null;
        alarmNanos = Deadline.NEVER;
        for (Actor guest : List.copyOf(guests)) {
            guest.depart(departed());
            world.stage().wake(guest);
        }
    }

    Departed departed() {
        return new Departed("host '" + name + "' died");
    }

    @Override
    public void transmit(int interfaceId, PacketBuffer packet) {
        Port port = ports.get(interfaceId);
        if (port == null) {
            throw new AssertionError("'" + name + "' has no interface " + interfaceId);
        }
        port.send(packet);
        engine.pool().release(packet);
    }

    @Override
    public void ready(Endpoint endpoint) {
        ready.add(endpoint);
    }

    @Override
    public long enter() {
        Actor self = world.stage().self("a call on '" + name + "'");
        if (!alive) {
            self.depart(departed());
            self.throwIfDeparted();
        }
        return world.now();
    }

    @Override
    public void leave() {
        settle();
    }

    @Override
    public long await(List<? extends Endpoint> endpoints, long deadline) throws InterruptedException {
        Stage stage = world.stage();
        Actor self = stage.self("await on '" + name + "'");
        long wait = self.prepare("a call on '" + name + "' for " + describe(endpoints));
        guests.add(self);
        for (Endpoint endpoint : endpoints) {
            waiting.computeIfAbsent(endpoint.id(), _ -> new ArrayList<>()).add(self);
        }
        try {
            settle();
            stage.wakeAt(deadline, self, wait);
            stage.park(self);
        } finally {
            guests.remove(self);
            for (Endpoint endpoint : endpoints) {
                forget(endpoint, self);
            }
        }
        return world.now();
    }

    private void forget(Endpoint endpoint, Actor self) {
        List<Actor> actors = waiting.get(endpoint.id());
        if (actors != null) {
            actors.remove(self);
            if (actors.isEmpty()) {
                waiting.remove(endpoint.id());
            }
        }
    }

    private static String describe(List<? extends Endpoint> endpoints) {
        var text = new StringBuilder();
        for (Endpoint endpoint : endpoints) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(endpoint.getClass().getSimpleName())
                    .append(' ')
                    .append(endpoint.localAddress())
                    .append(" - ")
                    .append(endpoint.remoteAddress());
        }
        return text.isEmpty() ? "a time" : text.toString();
    }

    @Override
    public void wake(Endpoint endpoint) {
        List<Actor> actors = waiting.get(endpoint.id());
        if (actors != null) {
            for (Actor actor : actors) {
                world.stage().wake(actor);
            }
        }
        List<Watcher> told = watchers.get(endpoint.id());
        if (told != null) {
            int readiness = endpoint.readiness();
            for (Watcher watcher : told) {
                if (watcher.told(readiness)) {
                    watcher.wake();
                }
            }
        }
    }

    @Override
    public void watch(Endpoint endpoint, Watcher watcher) {
        watchers.computeIfAbsent(endpoint.id(), _ -> new ArrayList<>()).add(watcher);
    }

    @Override
    public void unwatch(Endpoint endpoint, Watcher watcher) {
        List<Watcher> list = watchers.get(endpoint.id());
        if (list != null) {
            list.remove(watcher);
            if (list.isEmpty()) {
                watchers.remove(endpoint.id());
            }
        }
    }

    @Override
    public Bell bell() {
        return new ActorBell();
    }

    /** A bell in virtual time: who waits for it is an actor that lives here, and ends when this dies. */
    private final class ActorBell implements Bell {
        private @Nullable Actor waits;
        private boolean isRung;

        @Override
        public long now() {
            return world.now();
        }

        @Override
        public void await(long deadline) throws InterruptedException {
            enter();
            Stage stage = world.stage();
            Actor self = stage.self("select on '" + name + "'");
            try {
                if (!isRung) {
                    long wait = self.prepare("a select on '" + name + "'");
                    guests.add(self);
                    waits = self;
                    stage.wakeAt(deadline, self, wait);
                    stage.park(self);
                }
            } finally {
                waits = null;
                isRung = false;
                guests.remove(self);
            }
        }

        @Override
        public void ring() {
            Actor actor = waits;
            isRung = true;
            if (actor != null) {
                world.stage().wake(actor);
            }
        }
    }
}
