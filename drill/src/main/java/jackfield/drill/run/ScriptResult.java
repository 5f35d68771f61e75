package jackfield.drill.run;

import jackfield.drill.setting.Family;
import java.util.List;

/**
 * What came of one script in one family.
 *
 * @param nanos how long it took on the subject's clock
 */
public record ScriptResult(
        String file, Family family, Verdict verdict, List<Entry> transcript, List<Captured> packets, long nanos) {
    public ScriptResult {
        transcript = List.copyOf(transcript);
        packets = List.copyOf(packets);
    }
}
