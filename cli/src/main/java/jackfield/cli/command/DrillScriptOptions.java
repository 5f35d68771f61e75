package jackfield.cli.command;

import jackfield.drill.script.Script.ScriptOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options by packetdrill's own names, which override those at the head of a script. */
final class DrillScriptOptions {
    @Option(names = "--tolerance_usecs", paramLabel = "MICROS", description = "How early or late an event may be.")
    private String toleranceMicros = "";

    @Option(names = "--mtu", paramLabel = "BYTES", description = "MTU of the link.")
    private String mtu = "";

    @Option(names = "--local_ip", paramLabel = "ADDRESS", description = "The stack's address.")
    private String localIp = "";

    @Option(names = "--remote_ip", paramLabel = "ADDRESS", description = "The script's address.")
    private String remoteIp = "";

    @Option(names = "--bind_port", paramLabel = "PORT", description = "What '...' means for bind.")
    private String bindPort = "";

    @Option(names = "--connect_port", paramLabel = "PORT", description = "What '...' means for connect.")
    private String connectPort = "";

    @Option(names = "--init_scripts", paramLabel = "FILE,...", description = "Files of sysctls to begin with.")
    private String initScripts = "";

    @Option(names = "--tcp_ts_tick_usecs", paramLabel = "MICROS", description = "Check TSval, of ticks so long.")
    private String tickMicros = "";

    @Option(
            names = {"-D", "--define"},
            paramLabel = "NAME=VALUE",
            description = "What a name in the scripts stands for.")
    private Map<String, String> defines = new LinkedHashMap<>();

    /** {@return those given} */
    List<ScriptOption> given() {
        List<ScriptOption> given = new ArrayList<>();
        add(given, "tolerance_usecs", toleranceMicros);
        add(given, "mtu", mtu);
        add(given, "local_ip", localIp);
        add(given, "remote_ip", remoteIp);
        add(given, "bind_port", bindPort);
        add(given, "connect_port", connectPort);
        add(given, "init_scripts", initScripts);
        add(given, "tcp_ts_tick_usecs", tickMicros);
        return given;
    }

    private static void add(List<ScriptOption> given, String name, String value) {
        if (!value.isEmpty()) {
            given.add(new ScriptOption(0, name, value));
        }
    }

    /** {@return names and what they stand for} */
    Map<String, String> defines() {
        return defines;
    }
}
