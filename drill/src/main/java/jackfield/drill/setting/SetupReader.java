package jackfield.drill.setting;

import jackfield.drill.script.Event;
import jackfield.drill.script.Script;
import jackfield.drill.script.Script.ScriptOption;
import jackfield.drill.script.Step;
import jackfield.engine.EngineConfig;
import jackfield.engine.tcp.TcpConfig;
import jackfield.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settles what is to be settled before a script's first step: its options, its init commands, and the commands its
 * steps begin with.
 *
 * <p>Options are packetdrill's; one that is not known here skips the script.
 */
public final class SetupReader {
    private static final int IPV4_MTU = 1500;
    private static final int IPV6_MTU = 1520;
    private static final int MAX_INCLUDES = 16;

    private final SettingFiles files;
    private final Shell shell;
    private Family family;
    private Addresses addresses;
    private int mtu;
    private boolean cutsSegments = true;
    private long toleranceMicros = Setup.TOLERANCE_MICROS;
    private double tolerancePercent = Setup.TOLERANCE_PERCENT;
    private long timestampTickMicros;
    private TcpConfig tcp = TcpConfig.DEFAULT;
    private final List<ShellLine.Effect> effects = new ArrayList<>();
    private int includes;

    private SetupReader(Family family, Shell shell) {
        this.shell = shell;
        this.family = family;
        files = new SettingFiles(shell.directory());
        addresses = Addresses.of(family);
        // So that a full segment is as long in each family: packetdrill's own collections are run so.
        mtu = family.hasIpv6Packets() ? IPV6_MTU : IPV4_MTU;
    }

    /** {@return the family a script asks for by {@code --ip_version}; empty if it leaves that open} */
    public static Optional<Family> family(Script script) {
        Optional<Family> asked = Optional.empty();
        for (ScriptOption option : script.options()) {
            if (option.name().equals("ip_version")) {
                asked = Optional.of(familyOf(option.value()));
            }
        }
        return asked;
    }

    private static Family familyOf(String word) {
        for (Family family : Family.values()) {
            if (family.word().equals(word)) {
                return family;
            }
        }
        throw new UnknownConstruct("option --ip_version=" + word);
    }

    /**
     * {@return what a script asks for, in a family}
     *
     * @param more options given beside the script's own, which they override
     * @param shell what becomes of shell commands
     */
    public static Setup read(Script script, Family family, List<ScriptOption> more, Shell shell) {
        var reader = new SetupReader(family, shell);
        script.options().forEach(reader::option);
        more.forEach(reader::option);
        script.init().forEach(init -> reader.command(init.command()));
        for (Step step : script.steps()) {
            if (!(step.event() instanceof Event.CommandEvent command)) {
                break;
            }
            reader.command(command.command());
        }
        return new Setup(
                reader.family,
                reader.addresses,
                reader.mtu,
                reader.cutsSegments,
                reader.toleranceMicros,
                reader.tolerancePercent,
                reader.timestampTickMicros,
                new EngineConfig(reader.tcp, EngineConfig.DEFAULT.hopLimit()),
                List.copyOf(reader.effects));
    }

    private void option(ScriptOption option) {
        String value = option.value();
        switch (option.name()) {
            case "ip_version" -> familyOf(value);
            case "mtu" -> mtu = (int) number(option);
            case "tolerance_usecs" -> toleranceMicros = number(option);
            case "tolerance_percent" -> tolerancePercent = percent(option);
            case "tcp_ts_tick_usecs" -> timestampTickMicros = number(option);
            case "bind_port" -> addresses = withPorts((int) number(option), addresses.connectPort());
            case "connect_port" -> addresses = withPorts(addresses.bindPort(), (int) number(option));
            case "local_ip" -> address(value).ifPresent(ip -> addresses = withAddresses(ip, addresses.remote()));
            case "remote_ip" -> address(value).ifPresent(ip -> addresses = withAddresses(addresses.local(), ip));
            case "init_scripts" -> List.of(value.split(",", -1)).forEach(this::include);
            // The link here has no speed, no end and no address of its own, and no file is written for Python.
            case "speed",
                    "gateway_ip",
                    "netmask_ip",
                    "tcp_ts_ecr_scaled",
                    "code_format",
                    "code_sockopt",
                    "code_command",
                    "verbose",
                    "v",
                    "debug",
                    "persistent_tun_dev",
                    "local_dev",
                    "send_omit_free",
                    "no_cleanup",
                    "is_anyip",
                    "define",
                    "D" -> {}
            default -> throw new UnknownConstruct("option --" + option.name());
        }
    }

    private static double percent(ScriptOption option) {
        if (!option.value().matches("\\d{1,3}(\\.\\d{0,6})?")) {
            throw new UnknownConstruct("option --" + option.name() + "=" + option.value());
        }
        return Double.parseDouble(option.value());
    }

    private static long number(ScriptOption option) {
        if (!option.value().matches("\\d{1,9}")) {
            throw new UnknownConstruct("option --" + option.name() + "=" + option.value());
        }
        return Long.parseLong(option.value());
    }

    /** {@return the address; empty if it is of another family than the run's, whose defaults then stay} */
    private Optional<IpAddress> address(String text) {
        try {
            IpAddress address = IpAddress.parse(text);
            return address.isIpv4() == family.hasIpv6Packets() ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException e) {
            throw new UnknownConstruct("address " + text);
        }
    }

    private Addresses withPorts(int bind, int connect) {
        return new Addresses(
                addresses.local(), addresses.prefixLength(), addresses.gateway(), addresses.remote(), bind, connect);
    }

    private Addresses withAddresses(IpAddress local, IpAddress remote) {
        return new Addresses(
                local,
                addresses.prefixLength(),
                addresses.gateway(),
                remote,
                addresses.bindPort(),
                addresses.connectPort());
    }

    private void command(String command) {
        shell.effects(command).forEach(this::effect);
    }

    private void effect(ShellLine.Effect effect) {
        effects.add(effect);
        switch (effect) {
            case ShellLine.Include file -> include(file.path());
            case ShellLine.Mtu link -> mtu = link.bytes();
            case ShellLine.Offload offload -> cutsSegments = offload.isOn();
            case ShellLine.Sysctl _, ShellLine.InitialWindow _, ShellLine.LeastTimeout _ -> tcp = apply(tcp, effect);
        }
    }

    private void include(String path) {
        if (++includes > MAX_INCLUDES) {
            throw new UnknownConstruct("files of settings that include each other");
        }
        command(files.text(path));
    }

    /** {@return what a command does that runs between two steps} */
    public static List<ShellLine.Effect> effects(String command, Shell shell) {
        return shell.effects(command);
    }

    /** {@return the settings after a command that runs between two steps; the link can no longer change then} */
    public static TcpConfig apply(TcpConfig config, ShellLine.Effect effect) {
        return switch (effect) {
            case ShellLine.Sysctl sysctl -> Sysctls.set(config, sysctl.name(), sysctl.value());
            case ShellLine.InitialWindow window ->
                config.congestion(config.congestion().initialSegments(window.segments()));
            case ShellLine.LeastTimeout timeout -> config.minimumRtoNanos(timeout.nanos());
            case ShellLine.Include include -> throw new UnknownConstruct("shell command: " + include.path());
            case ShellLine.Mtu _ -> throw new UnknownConstruct("another MTU in the middle of a script");
            case ShellLine.Offload _ -> throw new UnknownConstruct("ethtool in the middle of a script");
        };
    }
}
