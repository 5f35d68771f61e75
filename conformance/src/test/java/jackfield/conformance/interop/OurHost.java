package jackfield.conformance.interop;

import jackfield.engine.EngineConfig;
import jackfield.engine.EngineSnapshot;
import jackfield.link.linux.TunTapConfig;
import jackfield.link.linux.TunTapLink;
import jackfield.socket.LiveHost;
import jackfield.socket.SocketLayer;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A host of ours at the other end of a device of the kernel's, as the commands make one, with a view of its stack. */
final class OurHost implements AutoCloseable {
    static final String DEVICE = "tap0";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LiveHost host;

    private OurHost(LiveHost host) {
        this.host = host;
    }

    /** Starts one over a TAP. */
    static OurHost over(KernelHost kernel, EngineConfig config) {
        TunTapLink tap = TunTapLink.open(TunTapConfig.tap(DEVICE)
                .namespace(kernel.namespace().name())
                .mac(MacAddress.parse("02:00:00:00:09:02"))
                .peerAddress(IpPrefix.parse(KernelHost.KERNEL4 + "/24"))
                .peerAddress(IpPrefix.parse(KernelHost.KERNEL6 + "/64")));
        return new OurHost(LiveHost.builder("ours")
                .config(config)
                .link(tap, tap.mac(), KernelHost.OURS4 + "/24", KernelHost.OURS6 + "/64")
                .start());
    }

    static OurHost over(KernelHost kernel) {
        return over(kernel, EngineConfig.DEFAULT);
    }

    SocketLayer sockets() {
        return host.sockets();
    }

    LiveHost live() {
        return host;
    }

    EngineSnapshot snapshot() {
        return host.snapshot();
    }

    /** Waits until the stack is in a state. {@return it} */
    EngineSnapshot await(Predicate<EngineSnapshot> wanted) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        EngineSnapshot seen = host.snapshot();
        while (!wanted.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come about: " + seen);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            seen = host.snapshot();
        }
        return seen;
    }

    @Override
    public void close() {
        host.close();
    }
}
