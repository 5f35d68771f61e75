package jackfield.sim;

import jackfield.engine.EngineConfig;
import jackfield.engine.base.Deadline;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Many hosts in one process, with one virtual clock and one seed: the same seed gives the same bytes.
 *
 * <pre>
 *   try (World world = World.seeded(1)) {
 *       SimHost client = world.host("client", "10.0.0.1/24");
 *       SimHost server = world.host("server", "10.0.0.2/24");
 *       world.link(client, server, Weather.parse("delay 20ms loss 5%"));
 *       world.start("server", () -&gt; ...);
 *       world.start("client", () -&gt; ...);
 *       world.run();
 *   }
 * </pre>
 *
 * <p>Application code runs in actors, one at a time; time stands still while one runs, and jumps to the next event
 * when all wait in calls of ours. The thread that made the world drives it: in {@link #run}, or by waiting in a call
 * of ours itself. Without threads a world is driven by {@link #step} and by {@link SimHost#whenReady}. No other
 * thread may touch it.
 */
public final class World implements AutoCloseable {
    private static final int ETHERNET_MTU = 1500;
    private static final long FIRST_MAC = 0x0200_0000_0001L;

    private final long seed;
    private final Agenda agenda = new Agenda();
    private final Stage stage;
    private final Observers observers = new Observers();
    private final List<SimHost> hosts = new ArrayList<>();
    private final List<SimLink> links = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private long nextMac = FIRST_MAC;
    private long lastPacketId;

    World(long seed, Duration patience) {
        this.seed = seed;
        this.stage = new Stage(agenda, seed, patience);
    }

    /** {@return an empty world, driven by the calling thread, in which all chance comes from {@code seed}} */
    public static World seeded(long seed) {
        return new World(seed, Stage.PATIENCE);
    }

    /** {@return the seed} */
    public long seed() {
        return seed;
    }

    /** {@return virtual nanoseconds since the world began} */
    public long now() {
        return agenda.now();
    }

    /** {@return a new host with these addresses, such as {@code 10.0.0.1/24} and {@code fd00::1/64}} */
    public SimHost host(String name, String... addresses) {
        return host(name, EngineConfig.DEFAULT, addresses);
    }

    /** {@return a new host whose stack has these limits and switches} */
    public SimHost host(String name, EngineConfig config, String... addresses) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (String address : addresses) {
            prefixes.add(IpPrefix.parse(address));
        }
        take(name);
        var host = new SimHost(this, name, config, prefixes);
        hosts.add(host);
        return host;
    }

    /** {@return a new node without a stack, for a test that plays a peer itself} */
    public Station station(String name) {
        take(name);
        return new Station(this, name);
    }

    private void take(String name) {
        if (!names.add("node " + name)) {
            throw new IllegalArgumentException("there is a node '" + name + "' already");
        }
    }

    /** {@return the hosts, in the order they were made} */
    public List<SimHost> hosts() {
        return List.copyOf(hosts);
    }

    /** {@return the links, in the order they were made} */
    public List<SimLink> links() {
        return List.copyOf(links);
    }

    /** {@return a new link between two nodes, on which nothing befalls a packet} */
    public SimLink link(Node a, Node b) {
        return segment(ETHERNET_MTU, Weather.PERFECT, a, b);
    }

    /** {@return a new link between two nodes, with the same weather both ways} */
    public SimLink link(Node a, Node b, Weather weather) {
        return segment(ETHERNET_MTU, weather, a, b);
    }

    /**
     * {@return a new Ethernet segment of two or more nodes, with the same weather for what each sends}
     *
     * <p>A host's interface there gets those of its addresses that no other link has taken and whose network another
     * host's address on the segment is in; if there is none such, all that no other link has taken.
     *
     * @param mtu longest IP packet, bytes
     */
    public SimLink segment(int mtu, Weather weather, Node... members) {
        List<Node> on = List.of(members);
        if (on.size() < 2 || Set.copyOf(on).size() != on.size()) {
            throw new IllegalArgumentException("a link needs two or more nodes, each once: " + on);
        }
        String base = String.join("-", on.stream().map(Node::name).toList());
        String name = base;
        for (int count = 2; !names.add("link " + name); count++) {
            name = base + "#" + count;
        }
        var link = new SimLink(this, name, mtu, weather, on);
        List<List<IpPrefix>> here = new ArrayList<>();
        for (Node node : on) {
            here.add(addressesOn(node, on));
        }
        for (int i = 0; i < on.size(); i++) {
            on.get(i).plug(link.ports().get(i), here.get(i));
        }
        links.add(link);
        return link;
    }

    private static List<IpPrefix> addressesOn(Node node, List<Node> members) {
        List<IpPrefix> spare = node.spareAddresses();
        List<IpPrefix> shared = spare.stream()
                .filter(address -> members.stream()
                        .filter(other -> other != node)
                        .flatMap(other -> other.addresses().stream())
                        .anyMatch(other -> address.contains(other.address())))
                .toList();
        return shared.isEmpty() ? spare : shared;
    }

    /** Lets {@code observer} hear all that happens from now on. {@return what ends it when closed} */
    public Observation.Subscription observe(Observer observer) {
        observers.add(observer);
        hosts.forEach(SimHost::listen);
        return () -> {
            observers.remove(observer);
            hosts.forEach(SimHost::listen);
        };
    }

    /** Starts an actor; it runs when the world runs and it is its turn. */
    public Actor start(String name, Task task) {
        return stage.start(name, task);
    }

    /** Waits in virtual time. */
    public void sleep(Duration duration) throws InterruptedException {
        stage.sleep(duration.toNanos());
    }

    /** Interrupts an actor: the call of ours it waits in, or else the next that waits, throws InterruptedException. */
    public void interrupt(Actor actor) {
        stage.interrupt(actor);
    }

    /** Runs {@code deed} after so much virtual time; it must not wait. */
    public void after(Duration delay, Runnable deed) {
        agenda.add(Deadline.after(now(), delay.toNanos()), new Agenda.Certain(deed));
    }

    /**
     * Runs until all actors are done.
     *
     * @throws SimulationException if one fails, if all wait and nothing is left to happen, or if one does not come
     *     back to a
     *     call of ours within ten seconds of real time
     */
    public void run() {
        stage.self("run");
        stage.drive(stage::isEmpty);
    }

    /** Like {@link #run()}, but until these actors are done: servers that never end may go on waiting. */
    public void run(Actor first, Actor... more) {
        stage.self("run");
        stage.drive(() -> first.isDone() && Stream.of(more).allMatch(Actor::isDone));
    }

    /** Runs for so much virtual time, whether or not actors are done before or wait after; leftover timers go on. */
    public void run(Duration duration) {
        stage.self("run");
        long limit = Deadline.after(now(), duration.toNanos());
        stage.driveUntil(limit);
        agenda.advanceTo(limit);
    }

    /**
     * Runs until nothing is left to happen: actors are done or wait for what never comes, and every timer has run
     * out.
     */
    public void runUntilIdle() {
        stage.self("run");
        stage.driveUntil(Deadline.NEVER - 1);
    }

    /** Lets time jump to the next event, lets it happen, and all run that it wakes. {@return whether there was one} */
    public boolean step() {
        stage.self("step");
        return stage.step();
    }

    /** {@return when {@link #step} would let something happen, or {@link Deadline#NEVER}} */
    public long nextEventNanos() {
        return agenda.nextNanos();
    }

    /** Ends all actors that are left; their threads have ended when this returns. */
    @Override
    public void close() {
        stage.close();
    }

    Agenda agenda() {
        return agenda;
    }

    Stage stage() {
        return stage;
    }

    Observers observers() {
        return observers;
    }

    MacAddress nextMac() {
        return new MacAddress(nextMac++);
    }

    long nextPacketId() {
        return ++lastPacketId;
    }

    /**
     * {@return a stream of random numbers that depends on the seed and the label alone, not on what else is in the
     * world}
     */
    SplittableRandom stream(String label) {
        long hash = 0xCBF29CE484222325L; // FNV-1a
        for (int i = 0; i < label.length(); i++) {
            hash = (hash ^ label.charAt(i)) * 0x100000001B3L;
        }
        return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ hash);
    }

    @Override
    public String toString() {
        return "world of seed " + seed + " at " + SimTime.text(now());
    }
}
