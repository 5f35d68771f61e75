package jackfield.drill.report;

import jackfield.drill.run.Entry;
import jackfield.drill.run.ScriptResult;
import jackfield.drill.run.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells of a script for people to read.
 *
 * <pre>
 *   FAILED ack.pkt:7 [ipv4] acknowledgment: expected 2, was 1
 *     expected  > . 1:1(0) ack 2
 *     actual    > . 1:1(0) ack 1 win 65535
 *       0.000000  line 3  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
 *     > 0.100000  line 7  > . 1:1(0) ack 1 win 65535
 * </pre>
 */
public final class TextReport {
    private TextReport() {}

    /** {@return the lines; a script that passed has them only if {@code isVerbose}} */
    public static List<String> lines(ScriptResult result, boolean isVerbose) {
        String where = result.file() + " [" + result.family().word() + "]";
        List<String> lines = new ArrayList<>();
        switch (result.verdict()) {
            case Verdict.Passed _ -> {
                if (isVerbose) {
                    lines.add("passed  " + where);
                    lines.addAll(transcript(result.transcript()));
                }
            }
            case Verdict.Skipped skipped -> lines.add("skipped " + where + ": " + skipped.reason());
            case Verdict.Unusable unusable -> lines.add("unusable " + unusable.message());
            case Verdict.Failed failed -> {
                lines.add("FAILED  " + result.file() + ":" + failed.line() + " ["
                        + result.family().word() + "] " + failed.reason());
                failed.step().lines().forEach(line -> lines.add("  script    " + line.strip()));
                if (!failed.expected().isEmpty()) {
                    lines.add("  expected  " + failed.expected());
                    lines.add("  actual    " + (failed.actual().isEmpty() ? "(nothing)" : failed.actual()));
                }
                lines.add("  what happened:");
                lines.addAll(transcript(result.transcript()));
            }
        }
        return lines;
    }

    /** {@return a line for each thing that happened} */
    public static List<String> transcript(List<Entry> entries) {
        return entries.stream().map(TextReport::line).toList();
    }

    private static String line(Entry entry) {
        String text = entry.text() + (entry.kind() == Entry.Kind.BLOCKS ? " ... blocks" : "");
        String line = entry.line() == 0 ? "        " : String.format("line %-3d", entry.line());
        return (entry.isWrong() ? "  !! " : "     ") + seconds(entry.nanos()) + "  " + line + "  " + text;
    }

    /** {@return seconds with six digits, as scripts write times} */
    static String seconds(long nanos) {
        return String.format(
                "%11s", BigDecimal.valueOf(Math.round(nanos / 1000.0), 6).toPlainString());
    }

    /** {@return the last line: how many passed, failed and were skipped} */
    public static String summary(List<ScriptResult> results) {
        return count(results, Verdict.Passed.class) + " passed, " + count(results, Verdict.Failed.class) + " failed, "
                + count(results, Verdict.Skipped.class) + " skipped"
                + (count(results, Verdict.Unusable.class) == 0
                        ? ""
                        : ", " + count(results, Verdict.Unusable.class) + " unusable");
    }

    /** {@return how many ended so} */
    public static long count(List<ScriptResult> results, Class<? extends Verdict> kind) {
        return results.stream()
                .filter(result -> kind.isInstance(result.verdict()))
                .count();
    }
}
