package jackfield.sim;

import jackfield.sim.Observation.LinkCut;
import jackfield.sim.Observation.LinkRestored;
import jackfield.sim.Observation.WeatherChanged;
import jackfield.wire.MacAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An Ethernet segment of two or more nodes, with weather: a switch that knows from the start who sits where.
 *
 * <p>Weather is a direction's own and belongs to the sender: what {@code weather(a, w)} sets befalls the packets that
 * host a sends, as {@code tc qdisc} on a's interface would. A packet first meets the rules, in the order they were
 * made, then the weather; a cut is met both when it is sent and when it arrives. Made by {@link World#link}; to be
 * used by actors and between runs, like everything of a world.
 */
public final class SimLink {
    private final World world;
    private final String name;
    private final int mtu;
    private final List<Port> ports = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private boolean cut;

    /** A rule in force, until it is closed. */
    public final class Rule implements AutoCloseable {
        private final String name;
        private final PacketRule decision;

        private Rule(String name, PacketRule decision) {
            this.name = name;
            this.decision = decision;
        }

        /** {@return the name under which its deeds are observed} */
        public String name() {
            return name;
        }

        Fate fate(LinkPacket packet) {
            return decision.fate(packet);
        }

        /** Takes the rule out of force. */
        @Override
        public void close() {
            rules.remove(this);
        }
    }

    SimLink(World world, String name, int mtu, Weather weather, List<Node> nodes) {
        this.world = world;
        this.name = name;
        this.mtu = mtu;
        for (Node node : nodes) {
            var netem = new Netem(weather, world.stream("link " + name + " from " + node.name()));
            ports.add(new Port(world, this, node, world.nextMac(), netem));
        }
    }

    /** {@return the link's name, made of its nodes' names} */
    public String name() {
        return name;
    }

    /** {@return the longest IP packet, bytes} */
    public int mtu() {
        return mtu;
    }

    /** {@return the nodes on it, in the order given} */
    public List<Node> nodes() {
        return ports.stream().map(Port::node).toList();
    }

    /** {@return the hardware address of a node's interface on this link} */
    public MacAddress mac(Node node) {
        return port(node).mac();
    }

    /** {@return what befalls the packets that {@code from} sends} */
    public Weather weather(Node from) {
        return port(from).netem().weather();
    }

    /** Changes what befalls the packets that {@code from} sends from now on. */
    public void weather(Node from, Weather weather) {
        port(from).netem().weather(weather);
        if (world.observers().isOn()) {
            world.observers().tell(new WeatherChanged(world.now(), name, from.name(), weather));
        }
    }

    /** Changes what befalls packets of every direction from now on. */
    public void weather(Weather weather) {
        for (Port port : ports) {
            weather(port.node(), weather);
        }
    }

    /** Puts a rule into force for packets of every direction; the name tells it apart in observations. */
    public Rule rule(String name, PacketRule decision) {
        var rule = new Rule(name, decision);
        rules.add(rule);
        return rule;
    }

    /** Puts a rule into force for the packets that {@code from} sends. */
    public Rule rule(String name, Node from, PacketRule decision) {
        String sender = port(from).node().name();
        return rule(name, packet -> packet.from().equals(sender) ? decision.fate(packet) : Fate.PASS);
    }

    /**
     * Writes everything that goes over the link from now on as pcapng, until what this answers is closed.
     *
     * @throws IOException if the stream fails
     */
    public LinkCapture capture(OutputStream out) throws IOException {
        return new LinkCapture(world, this, out);
    }

    /** Cuts the whole link: what is sent or under way vanishes. Interfaces stay up, as behind a switch. */
    public void cut() {
        cut = true;
        if (world.observers().isOn()) {
            world.observers().tell(new LinkCut(world.now(), name, ""));
        }
    }

    /** Mends the whole link. */
    public void restore() {
        cut = false;
        if (world.observers().isOn()) {
            world.observers().tell(new LinkRestored(world.now(), name, ""));
        }
    }

    /** Pulls one node's plug: what it sends, and what would arrive there, vanishes. */
    public void cut(Node node) {
        port(node).unplugged(true);
        if (world.observers().isOn()) {
            world.observers().tell(new LinkCut(world.now(), name, node.name()));
        }
    }

    /** Puts one node's plug back. */
    public void restore(Node node) {
        port(node).unplugged(false);
        if (world.observers().isOn()) {
            world.observers().tell(new LinkRestored(world.now(), name, node.name()));
        }
    }

    boolean isCut() {
        return cut;
    }

    List<Rule> rules() {
        return rules;
    }

    List<Port> ports() {
        return ports;
    }

    private Port port(Node node) {
        for (Port port : ports) {
            if (port.node() == node) {
                return port;
            }
        }
        throw new IllegalArgumentException("node '" + node.name() + "' is not on link '" + name + "'");
    }

    @Override
    public String toString() {
        return "link '" + name + "'";
    }
}
