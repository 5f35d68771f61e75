package jackfield.drill.run;

import jackfield.drill.script.Script;
import jackfield.drill.script.ScriptException;
import jackfield.drill.script.ScriptParser;
import jackfield.drill.setting.Family;
import jackfield.drill.setting.Setup;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.drill.subject.StackSubject;
import java.util.List;

/** Runs scripts: reads one, settles what is to be settled before its first step, and lets it meet its subject. */
public final class Drill {
    /** {@return what came of the script in {@code source}} */
    public ScriptResult run(String file, String source) {
        Setup setup = Setup.of(Family.IPV4);
        Script script;
        try {
            script = ScriptParser.parse(file, source);
        } catch (ScriptException e) {
            return ended(file, setup, new Verdict.Unusable(String.valueOf(e.getMessage())));
        }
        try (var subject = new StackSubject(setup.engine(), setup.addresses(), setup.mtu(), setup.cutsSegments())) {
            return new Interpreter(setup, subject, (code, _) -> {
                        throw new UnknownConstruct("python");
                    })
                    .run(script);
        } catch (UnknownConstruct unknown) {
            return ended(file, setup, new Verdict.Skipped(unknown.reason()));
        }
    }

    private static ScriptResult ended(String file, Setup setup, Verdict verdict) {
        return new ScriptResult(file, setup.family(), verdict, List.of(), List.of(), 0);
    }
}
