package jackfield.sim;

import jackfield.engine.InterfaceConfig;
import jackfield.sim.Observation.PacketCorrupted;
import jackfield.sim.Observation.PacketDelayed;
import jackfield.sim.Observation.PacketDelivered;
import jackfield.sim.Observation.PacketDropped;
import jackfield.sim.Observation.PacketDuplicated;
import jackfield.sim.Observation.PacketReordered;
import jackfield.sim.Observation.PacketSent;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;

/**
 * Where one host is plugged into a link: takes what the host sends through cut, rules and weather to the others.
 *
 * <p>Not thread-safe; used by whoever holds the baton.
 */
final class Port {
    private final World world;
    private final SimLink link;
    private final SimHost host;
    private final MacAddress mac;
    private final Netem netem;
    private boolean unplugged;

    Port(World world, SimLink link, SimHost host, MacAddress mac, Netem netem) {
        this.world = world;
        this.link = link;
        this.host = host;
        this.mac = mac;
        this.netem = netem;
    }

    SimHost host() {
        return host;
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
        var packet = new LinkPacket(world.nextPacketId(), link.name(), host.name(), now, buffer.toBytes());
        Observers observers = world.observers();
        if (observers.isOn()) {
            observers.tell(new PacketSent(now, packet));
        }
        netem.draw();
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
        int length = packet.frame().length;
        if (netem.lost()) {
            // As in netem, the loss takes one of the two if the packet is duplicated as well.
            drop(packet.id(), "loss");
        } else {
            depart(packet, netem.departure(now, length), extraNanos);
        }
        if (netem.duplicated()) {
            duplicated(packet.id(), "duplicate");
            depart(packet, netem.departureOfCopy(now, length), extraNanos);
        }
        if (twice) {
            depart(packet, netem.departureOfCopy(now, length), extraNanos);
        }
    }

    private void depart(LinkPacket packet, long departure, long extraNanos) {
        if (departure == Netem.FULL) {
            drop(packet.id(), "limit");
            return;
        }
        Observers observers = world.observers();
        byte[] frame = packet.frame();
        long bit = netem.corruptedBit();
        if (bit >= 0) {
            frame = frame.clone();
            frame[(int) (bit >>> 3)] ^= (byte) (1 << (bit & 7));
        }
        long arrival = departure + extraNanos;
        if (observers.isOn()) {
            if (bit >= 0) {
                observers.tell(new PacketCorrupted(world.now(), packet.id(), bit));
            }
            if (netem.reordered()) {
                observers.tell(new PacketReordered(world.now(), packet.id()));
            }
            if (arrival > world.now()) {
                observers.tell(new PacketDelayed(world.now(), packet.id(), arrival));
            }
        }
        long id = packet.id();
        byte[] arriving = frame;
        world.agenda().add(arrival, new Agenda.Certain(() -> arrive(id, arriving)));
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
        } else if (!port.host.isAlive()) {
            drop(id, "dead host");
        } else {
            if (world.observers().isOn()) {
                world.observers()
                        .tell(new PacketDelivered(world.now(), id, link.name(), port.host.name(), frame));
            }
            port.host.machine().receive(port, id, frame);
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

    private void duplicated(long id, String why) {
        if (world.observers().isOn()) {
            world.observers().tell(new PacketDuplicated(world.now(), id, why));
        }
    }
}
