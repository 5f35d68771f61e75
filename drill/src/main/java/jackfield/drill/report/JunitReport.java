package jackfield.drill.report;

import jackfield.drill.run.ScriptResult;
import jackfield.drill.run.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells of a run in the XML that continuous-integration servers read: one test case for each script and family.
 *
 * <p>An unusable script is an error, the others are what they are called.
 */
public final class JunitReport {
    private JunitReport() {}

    /** {@return the whole document} */
    public static String of(List<ScriptResult> results) {
        List<String> lines = new ArrayList<>();
        lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        lines.add("<testsuite name=\"jackfield drill\" tests=\"" + results.size() + "\" failures=\""
                + TextReport.count(results, Verdict.Failed.class) + "\" errors=\""
                + TextReport.count(results, Verdict.Unusable.class)
                + "\" skipped=\"" + TextReport.count(results, Verdict.Skipped.class) + "\">");
        results.forEach(result -> lines.addAll(testcase(result)));
        lines.add("</testsuite>");
        return String.join("\n", lines) + "\n";
    }

    private static List<String> testcase(ScriptResult result) {
        String time = BigDecimal.valueOf(Math.round(result.nanos() / 1000.0), 6).toPlainString();
        String head = "  <testcase classname=\"" + escaped(result.file()) + "\" name=\""
                + result.family().name().toLowerCase(Locale.ROOT) + "\" time=\"" + time + "\"";
        return switch (result.verdict()) {
            case Verdict.Passed _ -> List.of(head + "/>");
            case Verdict.Skipped skipped ->
                List.of(head + ">", "    <skipped message=\"" + escaped(skipped.reason()) + "\"/>", "  </testcase>");
            case Verdict.Failed failed ->
                List.of(
                        head + ">",
                        "    <failure message=\"" + escaped("line " + failed.line() + ": " + failed.reason()) + "\">"
                                + escaped(String.join("\n", TextReport.lines(result, false))) + "</failure>",
                        "  </testcase>");
            case Verdict.Unusable unusable ->
                List.of(head + ">", "    <error message=\"" + escaped(unusable.message()) + "\"/>", "  </testcase>");
        };
    }

    /** What XML 1.0 cannot hold becomes a question mark. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint(c < ' ' && c != '\t' || c == 0xFFFE || c == 0xFFFF ? '?' : c);
            }
        });
        return escaped.toString();
    }
}
