package jackfield.drill.run;

import jackfield.drill.call.ScriptProcess;
import jackfield.drill.python.Evaluator;
import jackfield.drill.python.Result;
import jackfield.drill.python.Unsupported;
import jackfield.drill.python.Variables;
import jackfield.drill.script.Event.CodeEvent;
import jackfield.drill.setting.Shell;
import jackfield.drill.setting.UnknownConstruct;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the Python of a script over the variables of the connection under test, by our own evaluator; by {@code python3}
 * from the first piece on that goes beyond it.
 */
final class PythonRunner implements CodeRunner {
    /** What packetdrill also defines, and nobody here does. */
    private static final Pattern UNKNOWN =
            Pattern.compile("NameError: name '((?:bbr_|tcpv_|dctcp_|SK_MEMINFO_|so_|sk_)\\w*)' is not defined.*");

    private final Variables variables = new Variables(TcpInfoFields.CONSTANTS);
    private final Shell shell;

    /** Null until there is a need. */
    private @Nullable PythonProcess python;

    PythonRunner(Shell shell) {
        this.shell = shell;
    }

    @Override
    public String run(CodeEvent code, ScriptProcess process) {
        Map<String, Object> connection = TcpInfoFields.of(process);
        variables.putAll(connection);
        try {
            return run(code, connection);
        } catch (StepFailure failure) {
            Matcher unknown = UNKNOWN.matcher(String.valueOf(failure.getMessage()));
            if (unknown.matches()) {
                throw new UnknownConstruct("variable " + unknown.group(1));
            }
            throw failure;
        }
    }

    private String run(CodeEvent code, Map<String, Object> connection) {
        PythonProcess system = python;
        if (system != null) {
            return system.run(code, new Variables(connection).assignments());
        }
        try {
            return evaluate(code);
        } catch (Unsupported unsupported) {
            system = PythonProcess.start(shell, unsupported.reason());
            python = system;
            return system.run(code, variables.assignments());
        }
    }

    private String evaluate(CodeEvent code) {
        Result result = Evaluator.evaluate(code.code(), variables);
        if (result instanceof Result.Failed failed) {
            throw new StepFailure(
                    code.line() + failed.line() - 1,
                    failed.message() + (failed.values().isEmpty() ? "" : " with " + failed.values()),
                    failed.statement(),
                    failed.values().toString());
        }
        return result.output();
    }

    @Override
    public void close() {
        PythonProcess system = python;
        if (system != null) {
            system.close();
        }
    }
}
