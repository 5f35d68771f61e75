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
import java.util.Arrays;

/**
 * Where one node is plugged into a link: takes what the node sends through cut, rules and weather to the others.
 *
 * <p>Not thread-safe; used by whoever holds the baton.
 */
final class Port {
    private final World world;
    private final SimLink link;
    private final Node node;
    private final MacAddress mac;
    private final Netem netem;
    private boolean unplugged;

    Port(World world, SimLink link, Node node, MacAddress mac, Netem netem) {
        this.world = world;
        this.link = link;
        this.node = node;
        this.mac = mac;
        this.netem = netem;
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
            drop(packet.id(), "cut");
            return;
        }
        long extraNanos = 0;
        boolean twice = false;
        for (SimLink.Rule rule : link.rules().toArray(new SimLink.Rule[0])) {
            Fate fate = rule.fate(packet);
            switch (fate) {
                case Fate.Pass _ -> {}
                case Fate.Drop _ -> {
                    drop(packet.id(), rule.name());
                    return;
                }
                case Fate.Duplicate _ -> {
                    twice = true;
                    duplicated(packet.id(), rule.name());
                }
                case Fate.Delay delay -> extraNanos += delay.nanos();
            }
        }
        throughWeather(now, packet, extraNanos, twice);
    }

    private void throughWeather(long now, LinkPacket packet, long extraNanos, boolean twice) {
        byte[] frame = packet.frame();
        boolean isToBeMarked = netem.lost() && netem.marksInsteadOfLoss();
        byte[] first = isToBeMarked ? CongestionMark.of(frame) : frame;
        boolean isMarked = !Arrays.equals(first, frame);
        if (isMarked) {
            marked(packet.id());
        }
        if (netem.lost() && !isMarked) {
            // As in netem, the loss takes one of the two if the packet is duplicated as well.
            drop(packet.id(), "loss");
        } else {
            depart(now, packet.id(), first, extraNanos);
        }
        if (netem.duplicated()) {
            duplicated(packet.id(), "duplicate");
            netem.drawCopy();
            depart(now, packet.id(), frame, extraNanos);
        }
        if (twice) {
            netem.drawCopy();
            depart(now, packet.id(), frame, extraNanos);
        }
    }

    private void depart(long now, long id, byte[] sent, long extraNanos) {
        byte[] frame = sent;
        long departure = netem.departure(now, frame.length);
        if (departure == Netem.FULL) {
            drop(id, "limit");
            return;
        }
        long bit = netem.corruptedBit(frame.length);
        if (netem.congested()) {
            frame = CongestionMark.of(sent);
            if (!Arrays.equals(frame, sent)) {
                marked(id);
            }
        }
        byte[] arriving = bit < 0 ? frame : flipped(frame, bit);
        long arrival = departure + extraNanos;
        Observers observers = world.observers();
        if (observers.isOn()) {
            if (bit >= 0) {
                observers.tell(new PacketCorrupted(now, id, bit));
            }
            if (netem.reordered()) {
                observers.tell(new PacketReordered(now, id));
            }
            if (arrival > now) {
                observers.tell(new PacketDelayed(now, id, arrival));
            }
        }
        world.agenda().add(arrival, new Agenda.Certain(() -> arrive(id, arriving)));
    }

    private static byte[] flipped(byte[] frame, long bit) {
        byte[] copy = frame.clone();
        copy[(int) (bit >>> 3)] ^= (byte) (1 << (bit & 7));
        return copy;
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
            drop(id, "cut");
        } else if (!port.node.isAlive()) {
            drop(id, "dead host");
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

    private void drop(long id, String why) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketDropped(world.now(), id, why));
        }
    }

    private void marked(long id) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketMarked(world.now(), id));
        }
    }

    private void duplicated(long id, String why) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketDuplicated(world.now(), id, why));
        }
    }
}
