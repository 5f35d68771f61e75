package jackfield.drill.run;

import jackfield.drill.call.ScriptProcess;
import jackfield.drill.script.Event.CodeEvent;

/** Runs a script's Python. */
interface CodeRunner {
    void run(CodeEvent code, ScriptProcess process);
}
