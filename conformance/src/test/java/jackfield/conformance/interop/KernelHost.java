package jackfield.conformance.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The Linux kernel as a host at the other end of our device: a network namespace, and the programs that run in it.
 *
 * <p>On close the programs are killed and the namespace is deleted.
 */
public final class KernelHost implements AutoCloseable {
    /** The kernel's addresses and ours, with prefix. */
    public static final String KERNEL4 = "10.9.0.1";

    static final String KERNEL6 = "fd09::1";
    static final String OURS4 = "10.9.0.2";
    static final String OURS6 = "fd09::2";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Namespace namespace = new Namespace();
    private final List<Program> programs = new ArrayList<>();
    private final String congestionControl;

    public KernelHost() {
        congestionControl = chooseCongestionControl();
    }

    /** Begins with the machine's choice, often BBR, whose pacing would be measured in place of our stack. */
    private String chooseCongestionControl() {
        // Where the machine does not let a namespace have cubic, reno is always there.
        namespace.run(
                "bash",
                "-c",
                "sysctl -qw net.ipv4.tcp_congestion_control=cubic 2>/dev/null"
                        + " || sysctl -qw net.ipv4.tcp_congestion_control=reno");
        return namespace.run("sysctl", "-n", "net.ipv4.tcp_congestion_control").strip();
    }

    /** {@return the congestion control of the kernel's connections} */
    String congestionControl() {
        return congestionControl;
    }

    public Namespace namespace() {
        return namespace;
    }

    /** {@return the options that plug a command of ours into the kernel by a device, {@code tap:tap0} say} */
    String[] link(String device, String... more) {
        var options = new ArrayList<>(List.of("--link", device, "--netns", namespace.name()));
        options.addAll(List.of("--address", OURS4 + "/24", "--address", OURS6 + "/64"));
        options.addAll(List.of("--peer-address", KERNEL4 + "/24", "--peer-address", KERNEL6 + "/64"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    /** {@return {@code first} followed by the options of {@link #link}} */
    String[] command(String device, String... first) {
        var all = new ArrayList<>(List.of(first));
        all.addAll(List.of(link(device)));
        return all.toArray(String[]::new);
    }

    /** Runs a program to its end, which must be a good one. {@return what it printed} */
    public String run(String... arguments) throws InterruptedException {
        return start(arguments).succeeds();
    }

    /** Starts a program, or skips the test where it is not installed. */
    public Program start(String... arguments) {
        assumeTrue(Namespace.isInstalled(arguments[0]), arguments[0] + " is not installed");
        var program = new Program(namespace.start(arguments));
        programs.add(program);
        return program;
    }

    /** Starts a TCP server and waits until it listens at {@code port}. */
    public Program startServer(int port, String... arguments) {
        Program server = start(arguments);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (namespace.run("ss", "-Hltn", "sport = :" + port).isBlank()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing listens at port " + port + ": " + server.output());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return server;
    }

    @Override
    public void close() {
        for (Program program : programs) {
            program.close();
        }
        namespace.close();
    }
}
