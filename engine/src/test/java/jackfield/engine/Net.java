package jackfield.engine;

import jackfield.engine.base.DropReason;
import jackfield.engine.endpoint.Endpoint;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** A hub with latency in virtual time, and the hosts on it; what becomes of each frame can be settled by a test. */
final class Net {
    static final long MILLISECOND = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    static final long LATENCY_NANOS = MILLISECOND;

    /** One frame on its way. */
    record Flight(long time, long order, Host from, byte[] frame) {}

    /** Settles what becomes of a frame: no bytes to lose it, other bytes to change it. */
    interface Fate {
        List<byte[]> of(Host from, byte[] frame);
    }

    /** One engine with interface 1 on the hub, driven as any driver would. */
    final class Host implements Outbox {
        final Engine engine;
        final String name;
        final MacAddress mac;
        final List<Endpoint> ready = new ArrayList<>();
        final List<byte[]> sent = new ArrayList<>();

        private Host(String name, int number, EngineConfig config, InterfaceConfig link) {
            this.name = name;
            this.mac = link.mac();
            engine = new Engine(config, new SplittableRandom(seed + number));
            engine.addInterface(link);
        }

        Host address(String... prefixes) {
            for (String prefix : prefixes) {
                engine.addAddress(1, IpPrefix.parse(prefix));
            }
            return this;
        }

        @Override
        public void transmit(int interfaceId, PacketBuffer packet) {
            assert packet.checksumState() != PacketBuffer.ChecksumState.PARTIAL : "the hub does no checksums";
            byte[] frame = packet.toBytes();
            engine.pool().release(packet);
            sent.add(frame);
            for (byte[] fated : fate.of(this, frame)) {
                flights.add(new Flight(now + LATENCY_NANOS, orders++, this, fated));
            }
        }

        @Override
        public void ready(Endpoint endpoint) {
            ready.add(endpoint);
        }

        void receive(byte[] frame) {
            PacketBuffer packet = engine.pool().take(frame.length);
            packet.append(frame, 0, frame.length);
            engine.onPacket(now, 1, packet);
            engine.pool().release(packet);
        }

        void drain() {
            engine.drain(now, this);
        }

        long dropped(DropReason reason) {
            return engine.snapshot().drops().getOrDefault(reason, -1L);
        }
    }

    final long seed;
    final List<Host> hosts = new ArrayList<>();
    Fate fate = (from, frame) -> List.of(frame);
    long now;
    private long orders;
    private final PriorityQueue<Flight> flights = new PriorityQueue<>(
            (a, b) -> a.time() != b.time() ? Long.compare(a.time(), b.time()) : Long.compare(a.order(), b.order()));

    Net(long seed) {
        this.seed = seed;
    }

    Host host(String name, String... prefixes) {
        var mac = new MacAddress(0x0200_0000_0000L | hosts.size() + 1);
        return host(name, EngineConfig.DEFAULT, InterfaceConfig.ethernet("eth0", mac, 1500), prefixes);
    }

    Host host(String name, EngineConfig config, InterfaceConfig link, String... prefixes) {
        var host = new Host(name, hosts.size() + 1, config, link).address(prefixes);
        hosts.add(host);
        return host;
    }

    /** Lets {@code nanos} pass, and everything that happens in them. */
    void run(long nanos) {
        long until = now + nanos;
        drainAll();
        while (true) {
            long next = flights.isEmpty() ? Long.MAX_VALUE : flights.element().time();
            for (Host host : hosts) {
                next = Math.min(next, host.engine.nextDeadline());
            }
            if (next > until) {
                break;
            }
            now = Math.max(now, next);
            while (!flights.isEmpty() && flights.element().time() <= now) {
                Flight flight = flights.remove();
                for (Host host : hosts) {
                    if (host != flight.from()) {
                        host.receive(flight.frame());
                    }
                }
            }
            for (Host host : hosts) {
                host.engine.onTime(now);
            }
            drainAll();
        }
        now = until;
        for (Host host : hosts) {
            host.engine.onTime(now);
        }
        drainAll();
    }

    private void drainAll() {
        for (Host host : hosts) {
            host.drain();
        }
    }
}
