package jackfield.drill.run;

import jackfield.drill.call.ScriptProcess;
import jackfield.drill.script.Event.CodeEvent;

/** Runs a script's Python. */
interface CodeRunner extends AutoCloseable {
    /** Runs it now. {@return what it printed; throws {@link StepFailure} if an assertion does not hold} */
    String run(CodeEvent code, ScriptProcess process);

    /** Gives back what it holds. */
    @Override
    void close();
}
