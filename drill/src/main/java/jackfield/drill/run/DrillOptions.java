package jackfield.drill.run;

import jackfield.drill.script.Script.ScriptOption;
import jackfield.drill.setting.Family;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a run beside its scripts.
 *
 * @param families in which each script runs, whatever it says; empty leaves it to the script
 * @param options packetdrill's options, which override a script's own
 * @param defines names and what they stand for in scripts
 * @param isShellAllowed whether shell commands that are no settings are executed
 * @param isKernel whether the Linux kernel is asked instead of our stack
 */
public record DrillOptions(
        List<Family> families,
        List<ScriptOption> options,
        Map<String, String> defines,
        boolean isShellAllowed,
        boolean isKernel) {
    /** Our stack, as the scripts say. */
    public static final DrillOptions DEFAULT = new DrillOptions(List.of(), List.of(), Map.of(), false, false);

    public DrillOptions {
        families = List.copyOf(families);
        options = List.copyOf(options);
        defines = Map.copyOf(defines);
    }

    /** {@return this with families to run in} */
    public DrillOptions families(List<Family> asked) {
        return new DrillOptions(asked, options, defines, isShellAllowed, isKernel);
    }

    /** {@return this, asking the Linux kernel} */
    public DrillOptions kernel() {
        return new DrillOptions(families, options, defines, isShellAllowed, true);
    }
}
