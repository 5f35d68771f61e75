package jackfield.drill.run;

import jackfield.drill.call.ScriptProcess;
import jackfield.drill.python.Evaluator;
import jackfield.drill.python.Result;
import jackfield.drill.python.Unsupported;
import jackfield.drill.python.Variables;
import jackfield.drill.script.Event.CodeEvent;
import java.util.Map;

/**
 * Runs the Python of a script over the variables of the connection under test, by our own evaluator; by {@code python3}
 * what goes beyond it.
 */
final class PythonRunner implements CodeRunner {
    private final Variables variables = new Variables(TcpInfoFields.CONSTANTS);
    private final SystemPython system = new SystemPython();

    @Override
    public String run(CodeEvent code, ScriptProcess process) {
        Map<String, Object> connection = TcpInfoFields.of(process);
        variables.putAll(connection);
        try {
            Result result = Evaluator.evaluate(code.code(), variables);
            if (result instanceof Result.Failed failed) {
                throw new StepFailure(
                        code.line() + failed.line() - 1,
                        failed.message() + (failed.values().isEmpty() ? "" : " with " + failed.values()),
                        failed.statement(),
                        failed.values().toString());
            }
            return result.output();
        } catch (Unsupported unsupported) {
            return system.run(code, connection, unsupported.reason());
        }
    }
}
