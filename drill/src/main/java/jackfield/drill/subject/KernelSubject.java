package jackfield.drill.subject;

import jackfield.drill.setting.Addresses;
import jackfield.drill.setting.Setup;
import jackfield.drill.setting.ShellLine;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.link.LinkException;
import jackfield.link.linux.NetworkNamespace;
import jackfield.link.linux.TunTapConfig;
import jackfield.link.linux.TunTapLink;
import jackfield.socket.kernel.KernelBackend;
import jackfield.socket.open.Backend;
import jackfield.wire.IpPrefix;
import jackfield.wire.PacketBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Linux kernel, in real time: the same script asks it what it asks our stack.
 *
 * <pre>
 *   script -> TUN device in a network namespace of its own -> the kernel's stack -> its sockets <- system calls
 * </pre>
 *
 * <p>To be made and used inside {@link #isolated}: the namespace belongs to the thread. Needs the right to make one,
 * and the program {@code ip} for routes.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/tuntap.html">Linux: Universal TUN/TAP</a>
 */
public final class KernelSubject implements Subject {
    private static final String DEVICE = "tun0";

    /** How long it looks away while a call may come to its end. */
    private static final long GLANCE_NANOS = 1_000_000L;

    private final TunTapLink link;
    private final Addresses addresses;
    private final Queue<Sent> sent = new ArrayDeque<>();
    private final long start;

    /** Makes the device and sets what the script's first commands set. */
    public KernelSubject(Setup setup) {
        addresses = setup.addresses();
        TunTapConfig config = TunTapConfig.tun(DEVICE)
                .mtu(setup.mtu())
                .peerAddress(new IpPrefix(addresses.local(), addresses.prefixLength()));
        link = TunTapLink.open(setup.cutsSegments() ? config : config.offloads(false));
        route(List.of());
        setup.effects().forEach(this::configure);
        start = System.nanoTime();
        collect();
        sent.clear();
    }

    /**
     * {@return what {@code work} answers on a thread in a network namespace of its own}
     *
     * @throws UnknownConstruct if that is not possible here; the reason says why
     */
    public static <T> T isolated(Supplier<T> work) {
        try {
            return NetworkNamespace.isolated(work);
        } catch (LinkException e) {
            throw new UnknownConstruct("the kernel cannot be asked: " + e.getMessage());
        }
    }

    /** Sends all that is not local to the script, with what a route may say besides. */
    private void route(List<String> more) {
        List<String> command = new ArrayList<>(List.of("ip"));
        if (!addresses.local().isIpv4()) {
            command.add("-6");
        }
        command.addAll(List.of("route", "replace", "default", "dev", DEVICE));
        command.addAll(more);
        try {
            Process ip = new ProcessBuilder(command).redirectErrorStream(true).start();
            ip.getOutputStream().close();
            var output = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (ip.waitFor() != 0) {
                throw new UnknownConstruct(String.join(" ", command) + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new UnknownConstruct("the kernel cannot be asked: no program 'ip' to make a route");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownConstruct("interrupted");
        }
    }

    @Override
    public Backend backend() {
        return KernelBackend.shared();
    }

    @Override
    public long now() {
        return System.nanoTime() - start;
    }

    @Override
    public long patienceNanos() {
        return 30_000_000_000L;
    }

    @Override
    public long graceNanos() {
        return 1_000_000_000L;
    }

    @Override
    public void inject(byte[] packet) {
        link.transmit(PacketBuffer.copyOf(packet));
        collect();
    }

    @Override
    public boolean advance(long untilNanos) {
        long wait = Math.min(untilNanos - now(), GLANCE_NANOS);
        if (wait > 0) {
            link.await(wait);
        }
        collect();
        return true;
    }

    private void collect() {
        for (PacketBuffer packet = link.receive(); packet != null; packet = link.receive()) {
            packet.completeChecksum();
            sent.add(new Sent(now(), packet.toBytes()));
        }
    }

    @Override
    public @Nullable Sent poll() {
        collect();
        return sent.poll();
    }

    @Override
    public void configure(ShellLine.Effect effect) {
        switch (effect) {
            case ShellLine.Sysctl sysctl -> set(sysctl.name(), sysctl.value());
            case ShellLine.InitialWindow window ->
                route(List.of("initcwnd", String.valueOf(window.segments())));
            case ShellLine.LeastTimeout timeout ->
                route(List.of("rto_min", timeout.nanos() / 1_000_000L + "ms"));
            case ShellLine.Offload _, ShellLine.Include _ -> {}
        }
    }

    private static void set(String name, String value) {
        String path = name.startsWith("/proc/sys/") ? name.substring("/proc/sys/".length()) : name.replace('.', '/');
        Path file = Path.of("/proc/sys").resolve(path).normalize();
        try {
            if (file.startsWith("/proc/sys/net")) {
                Files.writeString(file, value);
                return;
            }
        } catch (IOException e) {
            throw new UnknownConstruct("sysctl " + name + "=" + value + " of this kernel");
        }
        throw new UnknownConstruct("sysctl " + name + " of the kernel");
    }

    @Override
    public void close() {
        link.close();
    }
}
