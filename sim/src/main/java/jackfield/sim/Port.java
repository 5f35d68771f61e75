package jackfield.sim;

import jackfield.engine.InterfaceConfig;
import jackfield.sim.Observation.PacketCorrupted;
import jackfield.sim.Observation.PacketDelayed;
import jackfield.sim.Observation.PacketDelivered;
import jackfield.sim.Observation.PacketDropped;
import jackfield.sim.Observation.PacketDuplicated;
import jackfield.sim.Observation.PacketMarked;
import jackfield.sim.Observation.PacketReordered;
import jackfield.sim.Observation.PacketSent;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;

/**
 * Where one node is plugged into a link: takes what the node sends through cut, rules and weather to the others.
 *
 * <p>Not thread-safe; used by whoever holds the baton.
 */
final class Port implements Passage.Told {
    private final World world;
    private final SimLink link;
    private final Node node;
    private final MacAddress mac;
    private final Netem netem;
    private final Passage passage;
    private boolean unplugged;

    Port(World world, SimLink link, Node node, MacAddress mac, Netem netem) {
        this.world = world;
        this.link = link;
        this.node = node;
        this.mac = mac;
        this.netem = netem;
        passage = new Passage(netem, this);
    }

    Node node() {
        return node;
    }

    SimLink link() {
        return link;
    }

    MacAddress mac() {
        return mac;
    }

    Netem netem() {
        return netem;
    }

    void unplugged(boolean unplugged) {
        this.unplugged = unplugged;
    }

    InterfaceConfig interfaceConfig(int index) {
        return InterfaceConfig.ethernet("eth" + index, mac, link.mtu());
    }

    /** Sends a frame. Borrowed. */
    void send(PacketBuffer buffer) {
        long now = world.now();
        var packet = new LinkPacket(world.nextPacketId(), link.name(), node.name(), now, buffer.toBytes());
        Observers observers = world.observers();
        if (observers.isOn()) {
            observers.tell(new PacketSent(now, packet));
        }
        netem.drawPacket();
        if (isCut()) {
            dropped(packet.id(), "cut");
            return;
        }
        long extraNanos = 0;
        boolean twice = false;
        for (SimLink.Rule rule : link.rules().toArray(new SimLink.Rule[0])) {
            Fate fate = rule.fate(packet);
            switch (fate) {
                case Fate.Pass _ -> {}
                case Fate.Drop _ -> {
                    dropped(packet.id(), rule.name());
                    return;
                }
                case Fate.Duplicate _ -> {
                    twice = true;
                    duplicated(packet.id(), rule.name());
                }
                case Fate.Delay delay -> extraNanos += delay.nanos();
            }
        }
        passage.pass(now, packet.id(), packet.frame(), extraNanos, twice);
    }

    @Override
    public void arrives(long id, long nanos, byte[] frame) {
        if (nanos > world.now() && world.observers().isOn()) {
            world.observers().tell(new PacketDelayed(world.now(), id, nanos));
        }
        world.agenda().add(nanos, new Agenda.Certain(() -> arrive(id, frame)));
    }

    /** A frame has come to the switch's far side: it goes where its destination sits, or everywhere. */
    private void arrive(long id, byte[] frame) {
        MacAddress destination = MacAddress.of(frame, 0);
        for (Port port : link.ports()) {
            if (port != this && port.mac.equals(destination)) {
                deliver(port, id, frame);
                return;
            }
        }
        for (Port port : link.ports()) {
            if (port != this) {
                deliver(port, id, frame);
            }
        }
    }

    private void deliver(Port port, long id, byte[] frame) {
        if (isCut() || port.unplugged) {
            dropped(id, "cut");
        } else if (!port.node.isAlive()) {
            dropped(id, "dead host");
        } else {
            if (world.observers().isOn()) {
                world.observers().tell(new PacketDelivered(world.now(), id, link.name(), port.node.name(), frame));
            }
            port.node.receive(port, id, frame);
        }
    }

    private boolean isCut() {
        return unplugged || link.isCut();
    }

    @Override
    public void dropped(long id, String why) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketDropped(world.now(), id, why));
        }
    }

    @Override
    public void marked(long id) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketMarked(world.now(), id));
        }
    }

    @Override
    public void duplicated(long id, String why) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketDuplicated(world.now(), id, why));
        }
    }

    @Override
    public void corrupted(long id, long bit) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketCorrupted(world.now(), id, bit));
        }
    }

    @Override
    public void reordered(long id) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketReordered(world.now(), id));
        }
    }
}
