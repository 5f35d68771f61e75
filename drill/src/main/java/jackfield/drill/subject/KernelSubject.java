package jackfield.drill.subject;

import jackfield.drill.setting.Addresses;
import jackfield.drill.setting.ShellLine;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.link.linux.PrivateNetwork;
import jackfield.link.linux.TunTapConfig;
import jackfield.link.linux.TunTapLink;
import jackfield.socket.kernel.KernelBackend;
import jackfield.socket.open.Backend;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import jackfield.wire.IpPrefix;
import jackfield.wire.PacketBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The Linux kernel itself, in real time: its sockets, and a TUN device whose other end is the script.
 *
 * <p>The calling platform thread gets a network namespace of its own, so that nothing of the machine is touched and
 * nothing of an earlier script is left: one thread for each script. Needs root and {@code ip}.
 */
public final class KernelSubject implements Subject {
    private static final String DEVICE = "tun0";
    private static final long MILLISECOND = 1_000_000L;

    /** Where this differs from a machine's defaults, our stack's defaults are meant: Linux 6's of most machines. */
    private static final List<ShellLine.Sysctl> DEFAULTS = List.of(
            new ShellLine.Sysctl("net.ipv4.tcp_rmem", "4096 131072 6291456"),
            new ShellLine.Sysctl("net.ipv4.tcp_wmem", "4096 16384 4194304"),
            new ShellLine.Sysctl("net.ipv4.tcp_no_metrics_save", "1"));

    private final long start = System.nanoTime();
    private final Queue<Sent> sent = new ArrayDeque<>();
    private final TunTapLink link;

    /**
     * Makes namespace, device and routes, and sets what the script asks for.
     *
     * @throws jackfield.link.LinkException if the process may not
     */
    public KernelSubject(Addresses addresses, int mtu, boolean cutsSegments, List<ShellLine.Effect> effects) {
        PrivateNetwork.enter();
        DEFAULTS.forEach(this::configure);
        write("net.ipv4.tcp_congestion_control", "cubic");
        link = TunTapLink.open(TunTapConfig.tun(DEVICE)
                .mtu(mtu)
                .peerAddress(new IpPrefix(addresses.local(), addresses.prefixLength()))
                .offloads(cutsSegments));
        String family = addresses.local().isIpv4() ? "-4" : "-6";
        ip(List.of("ip", family, "route", "replace", "default", "dev", DEVICE));
        try {
            effects.forEach(this::configure);
        } catch (UnknownConstruct refused) {
            link.close();
            throw refused;
        }
    }

    private static void ip(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.PIPE)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new UnknownConstruct(String.join(" ", command) + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownConstruct("interrupted");
        }
    }

    /** {@return whether this kernel has the setting and takes the value} */
    private static boolean write(String name, String value) {
        Path file = Path.of("/proc/sys", name.replace('.', '/'));
        try {
            Files.writeString(file, value);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void configure(ShellLine.Effect effect) {
        switch (effect) {
            case ShellLine.Sysctl sysctl -> {
                String name = sysctl.name().startsWith("/proc/sys/")
                        ? sysctl.name().substring("/proc/sys/".length()).replace('/', '.')
                        : sysctl.name();
                if (!write(name, sysctl.value())) {
                    throw new UnknownConstruct("this kernel refuses " + name + "=" + sysctl.value());
                }
            }
            case ShellLine.InitialWindow window ->
                ip(List.of("ip", "route", "change", "default", "dev", DEVICE, "initcwnd", "" + window.segments()));
            case ShellLine.LeastTimeout least ->
                ip(List.of(
                        "ip",
                        "route",
                        "change",
                        "default",
                        "dev",
                        DEVICE,
                        "rto_min",
                        least.nanos() / MILLISECOND + "ms"));
            // The interface was made so.
            case ShellLine.Offload _, ShellLine.Mtu _ -> {}
            // What the file says has effects of its own.
            case ShellLine.Include _ -> {}
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

    /** The kernel's timestamps are the time of day. */
    @Override
    public long stampNanos() {
        Instant time = Instant.now();
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    /** With SO_LINGER on a thread of its own, so that the acknowledgment can come for which close waits. */
    @Override
    public BooleanSupplier close(OpenSocket socket) {
        byte[] value = new byte[2 * Integer.BYTES];
        socket.getOption(now(), Linux.SOL_SOCKET, Linux.SO_LINGER, value);
        boolean lingers = Linux.i32(value, 0) != 0 && Linux.i32(value, Integer.BYTES) > 0;
        if (!lingers) {
            return Subject.super.close(socket);
        }
        Thread closer = Thread.ofPlatform().name("close").daemon().start(() -> socket.close(now()));
        return () -> !closer.isAlive();
    }

    @Override
    public void inject(byte[] packet) {
        link.transmit(PacketBuffer.copyOf(packet));
        take();
    }

    /** Never longer than a millisecond: a call that blocks is tried again so often. */
    @Override
    public boolean advance(long untilNanos) {
        link.await(Math.clamp(untilNanos - now(), 0, MILLISECOND));
        take();
        return true;
    }

    private void take() {
        for (PacketBuffer packet = link.receive(); packet != null; packet = link.receive()) {
            packet.completeChecksum();
            sent.add(new Sent(now(), packet.toBytes()));
        }
    }

    @Override
    public @Nullable Sent poll() {
        return sent.poll();
    }

    @Override
    public long patienceNanos() {
        return 30_000 * MILLISECOND;
    }

    @Override
    public long graceNanos() {
        return 1000 * MILLISECOND;
    }

    @Override
    public void close() {
        link.close();
    }
}
