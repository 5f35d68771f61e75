package jackfield.drill.run;

import jackfield.drill.script.Script;
import jackfield.drill.script.ScriptException;
import jackfield.drill.script.ScriptParser;
import jackfield.drill.setting.Family;
import jackfield.drill.setting.Setup;
import jackfield.drill.setting.SetupReader;
import jackfield.drill.setting.Shell;
import jackfield.drill.setting.ShellFailure;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.drill.subject.KernelSubject;
import jackfield.drill.subject.StackSubject;
import jackfield.drill.subject.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs scripts: reads one, settles what is to be settled before its first step, and lets it meet its subject.
 *
 * <p>No thread and no clock unless the kernel is asked; the same script gives the same result.
 */
public final class Drill {
    private static final int KERNEL_TRIES = 4;

    /** A machine that does other things besides is not on time within packetdrill's 4 ms. */
    private static final long REAL_TIME_TOLERANCE_MICROS = 15_000;

    private final DrillOptions options;

    public Drill(DrillOptions options) {
        this.options = options;
    }

    /** Runs a script file in each family asked for. {@return what came of each} */
    public List<ScriptResult> run(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        String source;
        try {
            // Comments may hold letters of any encoding.
            source = decoded(Files.readAllBytes(file));
        } catch (IOException e) {
            Family family = options.families().isEmpty()
                    ? Family.IPV4
                    : options.families().getFirst();
            return List.of(ended(file.toString(), family, new Verdict.Unusable("cannot read " + file + ": " + e)));
        }
        return run(file.toString(), source, directory == null ? Path.of(".") : directory);
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Runs a script in each family asked for.
     *
     * @param file its name, for messages
     * @param directory where the files are that it names
     * @return what came of each
     */
    public List<ScriptResult> run(String file, String source, Path directory) {
        List<Family> families = options.families();
        if (families.isEmpty()) {
            return List.of(run(file, source, directory, List.of()));
        }
        List<ScriptResult> results = new ArrayList<>();
        for (Family family : families) {
            results.add(run(file, source, directory, List.of(family)));
        }
        return results;
    }

    private ScriptResult run(String file, String source, Path directory, List<Family> asked) {
        Family family = asked.isEmpty() ? Family.IPV4 : asked.getFirst();
        var shell = new Shell(options.isShellAllowed(), directory);
        try {
            Script script = ScriptParser.parse(file, source, defines(family));
            if (asked.isEmpty()) {
                family = SetupReader.family(script).orElse(family);
                if (family != Family.IPV4) {
                    script = ScriptParser.parse(file, source, defines(family));
                }
            }
            Setup setup = SetupReader.read(script, family, options.options(), shell);
            Precheck.check(script, setup);
            return options.isKernel()
                    ? askKernel(script, setup.atLeastTolerant(REAL_TIME_TOLERANCE_MICROS), shell)
                    : meet(script, setup, shell);
        } catch (ScriptException e) {
            return ended(file, family, new Verdict.Unusable(String.valueOf(e.getMessage())));
        } catch (ShellFailure failure) {
            String reason = String.valueOf(failure.getMessage());
            return ended(file, family, new Verdict.Failed(1, "", reason, "", ""));
        } catch (UnknownConstruct unknown) {
            return ended(file, family, new Verdict.Skipped(unknown.reason()));
        }
    }

    /** In real time a cold or busy machine may be late, which is no fault of the kernel's: a script has a few tries. */
    private ScriptResult askKernel(Script script, Setup setup, Shell shell) {
        ScriptResult result = OwnThread.run(() -> meet(script, setup, shell));
        for (int more = 1; more < KERNEL_TRIES && result.verdict() instanceof Verdict.Failed; more++) {
            result = OwnThread.run(() -> meet(script, setup, shell));
        }
        return result;
    }

    private ScriptResult meet(Script script, Setup setup, Shell shell) {
        if (!options.isKernel()) {
            // On a host of its own, so that nothing of it is left.
            try (Subject asked = subject(setup)) {
                Precheck.check(script, asked.backend());
            }
        }
        try (Subject subject = subject(setup);
                CodeRunner code = new PythonRunner(shell)) {
            return new Interpreter(setup, subject, code, shell).run(script);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | AssertionError fault) {
            return ended(script.file(), setup.family(), fault(fault));
        }
    }

    /** Our own fault is told as what it is, and the other scripts go on. */
    private static Verdict fault(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return new Verdict.Failed(1, "", "a fault of our own: " + fault + place, "", "");
    }

    private Subject subject(Setup setup) {
        if (options.isKernel()) {
            return new KernelSubject(setup.addresses(), setup.mtu(), setup.cutsSegments(), setup.effects());
        }
        return new StackSubject(setup.engine(), setup.addresses(), setup.mtu(), setup.cutsSegments());
    }

    /** The names by which scripts of packetdrill's usual collections tell the families apart. */
    private Map<String, String> defines(Family family) {
        Map<String, String> defines = new HashMap<>();
        defines.put("CMSG_LEVEL_IP", family.hasIpv6Sockets() ? "SOL_IPV6" : "SOL_IP");
        defines.put("CMSG_TYPE_RECVERR", family.hasIpv6Sockets() ? "IPV6_RECVERR" : "IP_RECVERR");
        defines.putAll(options.defines());
        return defines;
    }

    private static ScriptResult ended(String file, Family family, Verdict verdict) {
        return new ScriptResult(file, family, verdict, List.of(), List.of(), 0);
    }
}
