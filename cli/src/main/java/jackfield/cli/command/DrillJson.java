package jackfield.cli.command;

import jackfield.drill.report.TextReport;
import jackfield.drill.run.ScriptResult;
import jackfield.drill.run.Verdict;
import java.util.List;

/** Tells of scripts as JSON: one object a line for each, then the totals. */
final class DrillJson {
    private DrillJson() {}

    /** {@return one script's line} */
    static String line(ScriptResult result) {
        JsonLine line = new JsonLine()
                .put("file", result.file())
                .put("family", result.family().word());
        switch (result.verdict()) {
            case Verdict.Passed _ -> line.put("verdict", "passed");
            case Verdict.Skipped skipped -> line.put("verdict", "skipped").put("reason", skipped.reason());
            case Verdict.Unusable unusable -> line.put("verdict", "unusable").put("reason", unusable.message());
            case Verdict.Failed failed ->
                line.put("verdict", "failed")
                        .put("line", failed.line())
                        .put("reason", failed.reason())
                        .put("step", failed.step())
                        .put("expected", failed.expected())
                        .put("actual", failed.actual())
                        .put("conversation", String.join("\n", TextReport.transcript(result.transcript())));
        }
        return line.put("seconds", result.nanos() / 1e9).toString();
    }

    /** {@return the last line} */
    static String totals(List<ScriptResult> results) {
        return new JsonLine()
                .put("passed", TextReport.count(results, Verdict.Passed.class))
                .put("failed", TextReport.count(results, Verdict.Failed.class))
                .put("skipped", TextReport.count(results, Verdict.Skipped.class))
                .put("unusable", TextReport.count(results, Verdict.Unusable.class))
                .toString();
    }
}
