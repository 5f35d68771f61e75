package jackfield.drill.script;

import java.util.List;

/**
 * A whole script: its options, its init commands, its steps in the order they are written.
 *
 * <pre>
 *   --tolerance_usecs=10000             options
 *   `./defaults.sh`                     init
 *   0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
 *   +.1 &lt; S 0:0(0) win 1000            steps
 * </pre>
 *
 * @param file the name to show in messages
 * @param source the text as read
 */
public record Script(String file, String source, List<ScriptOption> options, List<InitCommand> init, List<Step> steps) {
    public Script {
        options = List.copyOf(options);
        init = List.copyOf(init);
        steps = List.copyOf(steps);
    }

    /** A setting at the head, {@code --name=value}; the value is empty for a bare {@code --name}. */
    public record ScriptOption(int line, String name, String value) {}

    /** A shell command that stands in backticks before the first step. */
    public record InitCommand(int line, String command) {}
}
