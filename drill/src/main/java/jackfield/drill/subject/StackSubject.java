package jackfield.drill.subject;

import jackfield.drill.setting.Addresses;
import jackfield.drill.setting.SetupReader;
import jackfield.drill.setting.ShellLine;
import jackfield.engine.Engine;
import jackfield.engine.EngineConfig;
import jackfield.engine.InterfaceConfig;
import jackfield.engine.Outbox;
import jackfield.engine.base.Deadline;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.tcp.TcpConfig;
import jackfield.socket.open.Backend;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Interest;
import jackfield.socket.open.OpenSocket;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;
import jackfield.socket.stack.StackBackend;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Our own stack in virtual time: no thread and no clock, the same script gives the same bytes.
 *
 * <p>Time stands still while anything is to be done and jumps to the engine's next deadline. The interface cuts
 * super-segments itself, as the TUN device of packetdrill does, so that they are seen whole.
 */
public final class StackSubject implements Subject {
    private static final long SEED = 0x4A61_636B_6669_656CL;
    /** Not the very first moment, so that no timestamp is zero. */
    private static final long START = 1_000_000_000_000L;

    private static final int SUPER_SEGMENT_BYTES = 65_535;

    private final Engine engine;
    private final int interfaceId;
    private final Backend backend;
    private final Queue<Sent> sent = new ArrayDeque<>();
    private final Outbox outbox = new Taker();
    private final boolean cutsSegments;
    private TcpConfig tcp;
    private long now = START;

    /**
     * Makes a host of its own.
     *
     * @param cutsSegments whether super-segments come out whole, as the interface cuts them (TSO)
     */
    public StackSubject(EngineConfig config, Addresses addresses, int mtu, boolean cutsSegments) {
        tcp = config.tcp();
        engine = new Engine(config, new SplittableRandom(SEED));
        this.cutsSegments = cutsSegments;
        interfaceId = engine.addInterface(new InterfaceConfig("tun0", MacAddress.NONE, mtu, true, SUPER_SEGMENT_BYTES));
        engine.addAddress(interfaceId, new IpPrefix(addresses.local(), addresses.prefixLength()));
        engine.addRoute(new IpPrefix(addresses.local().any(), 0), null, interfaceId);
        backend = new StackBackend("stack", engine, new Turn());
        settle();
    }

    /** Takes what comes out. */
    private final class Taker implements Outbox {
        @Override
        public void transmit(int id, PacketBuffer packet) {
            packet.completeChecksum();
            if (packet.segmentSize() > 0 && !cutsSegments) {
                SoftwareCut.of(packet.toBytes(), packet.segmentSize())
                        .forEach(segment -> sent.add(new Sent(now, segment)));
            } else {
                sent.add(new Sent(now, packet.toBytes()));
            }
            engine.pool().release(packet);
        }

        @Override
        public void ready(Endpoint endpoint) {
            // A call that blocks is tried again whenever time goes on.
        }
    }

    /** One thread, so a call always has its turn; what it led to is drained when it ends. */
    private final class Turn implements Gate {
        @Override
        public long enter() {
            return now;
        }

        @Override
        public void leave() {
            settle();
        }

        @Override
        public long await(List<Interest> interests, BooleanSupplier stillWaits, long deadline) {
            advance(deadline);
            return now;
        }

        @Override
        public void wake(OpenSocket socket) {
            // Nobody sleeps.
        }

        @Override
        public Watch watch(OpenSocket socket, Watcher watcher) {
            throw new UnsupportedOperationException("a script's calls have no selector");
        }

        @Override
        public void unwatch(Watch watch) {
            throw new UnsupportedOperationException("a script's calls have no selector");
        }

        @Override
        public Bell bell() {
            throw new UnsupportedOperationException("a script's calls have no selector");
        }
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long stampNanos() {
        return now;
    }

    /** An hour costs nothing. */
    @Override
    public long patienceNanos() {
        return 3_600_000_000_000L;
    }

    @Override
    public long graceNanos() {
        return 60_000_000_000L;
    }

    @Override
    public void inject(byte[] packet) {
        engine.onPacket(now, interfaceId, PacketBuffer.copyOf(packet));
        settle();
    }

    @Override
    public boolean advance(long untilNanos) {
        long due = engine.nextDeadline();
        long next = Math.min(due, untilNanos);
        if (next == Deadline.NEVER) {
            return false;
        }
        now = Math.max(now, next);
        // What the script does at a moment comes before the timers due then: the kernel's are never early.
        if (due < untilNanos) {
            engine.onTime(now);
        }
        settle();
        return true;
    }

    /** Sockets that are made later have it. */
    @Override
    public void configure(ShellLine.Effect effect) {
        tcp = SetupReader.apply(tcp, effect);
        engine.configure(tcp);
    }

    private void settle() {
        engine.drain(now, outbox);
    }

    @Override
    public @Nullable Sent poll() {
        return sent.poll();
    }

    @Override
    public void close() {
        sent.clear();
    }
}
