package jackfield.sim;

import jackfield.engine.Engine;
import jackfield.engine.EngineConfig;
import jackfield.engine.endpoint.Endpoint;
import jackfield.sim.Observation.HostKilled;
import jackfield.sim.Observation.HostRebooted;
import jackfield.socket.Host;
import jackfield.socket.SocketLayer;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host of a world: a name, addresses, and a stack that can die and come back.
 *
 * <p>What a reboot keeps: name, addresses, hardware addresses, routes. Everything else begins anew, {@link #engine},
 * {@link #host} and {@link #layer} included. To be used by actors and between runs, like everything of a world.
 */
public final class SimHost extends Node {
    private record Route(IpPrefix destination, IpAddress gateway) {}

    private record Plug(Port port, List<IpPrefix> addresses) {}

    private final World world;
    private final EngineConfig config;
    private final List<IpPrefix> addresses;
    private final List<Plug> plugs = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private Machine machine;
    private boolean alive = true;
    private int boots;

    SimHost(World world, String name, EngineConfig config, List<IpPrefix> addresses) {
        super(name);
        this.world = world;
        this.config = config;
        this.addresses = List.copyOf(addresses);
        this.machine = boot();
    }

    private Machine boot() {
        var random = world.stream("host " + name() + " boot " + boots++);
        return new Machine(world, name(), new Engine(config, random));
    }

    @Override
    public List<IpPrefix> addresses() {
        return addresses;
    }

    /** {@return the first address} */
    public IpAddress address() {
        if (addresses.isEmpty()) {
            throw new IllegalStateException("host '" + name() + "' has no address");
        }
        return addresses.getFirst().address();
    }

    /** {@return this host as its applications see it, until it dies} */
    public Host host() {
        return machine.host();
    }

    /** {@return Berkeley sockets on this host, until it dies} */
    public SocketLayer layer() {
        return machine.layer();
    }

    /** {@return the stack; after commands to it, {@link #drain} lets them take effect} */
    public Engine engine() {
        return machine.engine();
    }

    /** Somebody began or ceased to observe. */
    void listen() {
        machine.listen();
    }

    /** Lets what the engine was told take effect: packets leave, who waits is woken, the next deadline is noted. */
    public void drain() {
        world.stage().self("drain");
        machine.settle();
    }

    /**
     * Runs {@code handler} each time the endpoint is told ready, after the drain; for event loops without threads.
     * What it tells the engine takes effect without {@link #drain}.
     */
    public void whenReady(Endpoint endpoint, Runnable handler) {
        machine.whenReady(endpoint, handler);
    }

    /**
     * {@return the id of the packet that the engine knows by a number, such as readyCause; 0 for none or if not
     * observed}
     */
    public long packetId(long number) {
        return machine.trace().id(number);
    }

    /** Starts an actor that lives on this host: it ends, like a process, when the host dies. */
    public Actor start(String actor, Task task) {
        Actor started = world.start(actor, task);
        actors.removeIf(Actor::isDone);
        actors.add(started);
        return started;
    }

    /** Adds a route by way of a gateway that a link reaches, such as {@code 0.0.0.0/0} by {@code 10.0.0.254}. */
    public void route(String destination, String gateway) {
        var route = new Route(IpPrefix.parse(destination), IpAddress.parse(gateway));
        install(route);
        routes.add(route);
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    /** Dies silently, as if the plug was pulled: sends nothing more, answers nothing; its actors end. */
    public void kill() {
        world.stage().self("kill");
        if (!alive) {
            return;
        }
        alive = false;
        machine.die();
        for (Actor actor : actors) {
            actor.depart(machine.departed());
            world.stage().wake(actor);
        }
        actors.clear();
        if (world.observers().isOn()) {
            world.observers().tell(new HostKilled(world.now(), name()));
        }
    }

    /** Comes back with a fresh stack that knows nothing of what was; dies first if it still lives. */
    public void reboot() {
        kill();
        machine = boot();
        alive = true;
        if (world.observers().isOn()) {
            world.observers().tell(new HostRebooted(world.now(), name()));
        }
        plugs.forEach(this::install);
        routes.forEach(this::install);
        machine.settle();
    }

    @Override
    void plug(Port port, List<IpPrefix> here) {
        var plug = new Plug(port, here);
        plugs.add(plug);
        install(plug);
        machine.settle();
    }

    @Override
    List<IpPrefix> spareAddresses() {
        List<IpPrefix> spare = new ArrayList<>(addresses);
        plugs.forEach(plug -> spare.removeAll(plug.addresses()));
        return spare;
    }

    private void install(Plug plug) {
        int index = plugs.indexOf(plug);
        int interfaceId = machine.engine().addInterface(plug.port().interfaceConfig(index));
        machine.plug(interfaceId, plug.port());
        for (IpPrefix address : plug.addresses()) {
            machine.engine().addAddress(interfaceId, address);
        }
    }

    private void install(Route route) {
        @Nullable Plug way = null;
        for (Plug plug : plugs) {
            for (IpPrefix address : plug.addresses()) {
                if (way == null && address.contains(route.gateway())) {
                    way = plug;
                }
            }
        }
        if (way == null) {
            throw new IllegalArgumentException(
                    "host '" + name() + "' reaches the gateway " + route.gateway() + " by none of its links");
        }
        machine.engine().addRoute(route.destination(), route.gateway(), machine.interfaceId(way.port()));
    }

    @Override
    void receive(Port port, long id, byte[] frame) {
        machine.receive(machine.interfaceId(port), id, frame);
    }

    @Override
    public String toString() {
        return "host '" + name() + "'";
    }
}
